"""The page of what was found in published notices, on a few notices of two buyers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.client import Client
from tests.commands.conftest import run_doorstep
from tests.connectors.notices.making import a_body, package, write
from tests.running import web_alone
from tests.web.test_spending import text_of

BODIES = [
    a_body(ocid="ocds-b5fd17-a", buyer={"name": "Eastside Council"}, date="2025-03-04T10:00:00Z"),
    a_body(ocid="ocds-b5fd17-b", buyer={"name": "Westside Council"}, date="2025-06-07T10:00:00Z"),
    a_body(ocid="ocds-b5fd17-c", buyer={"name": "Westside Trust"}, date="2025-05-07T10:00:00Z"),
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A Doorstep that holds the three notices."""
    folder = tmp_path_factory.mktemp("quality")
    ran = run_doorstep(folder, "import", str(write(folder / "three.json", package(*BODIES))))
    assert ran.exit_code == 0, ran.stderr
    doorstep = web_alone(folder)
    try:
        yield doorstep.wait_for_page().client
    finally:
        doorstep.stop()


def test_all_buyers_come_before_what_was_found(client: Client) -> None:
    page = client.get("/quality").text
    assert page.index("<h2>By buyer</h2>") < page.index("<h2>What was found</h2>")
    told = text_of(client, "/quality")
    assert "The newest notice held is of 7 June 2025." in told
    assert "of 3 notices" in told


def test_of_one_buyer_the_day_is_that_of_its_own_notices_and_that_is_said(client: Client) -> None:
    told = text_of(client, "/quality?buyer=eastside")
    assert "Only the notices of this buyer are counted here." in told
    assert "The newest of them is of 4 March 2025." in told
    assert "of 1 notice (" in told
    assert "1 notices" not in told
    assert "By buyer" not in told


def test_of_several_buyers_it_is_said_whose_notices_count(client: Client) -> None:
    told = text_of(client, "/quality?buyer=westside")
    assert "Only the notices of buyers that “westside” means are counted here" in told
    assert "By buyer" in told
    assert "Eastside Council" not in told
