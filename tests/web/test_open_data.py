"""Open data as a stranger's program takes it, and what `doorstep import` makes of it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.domain.opportunity import Opportunity
from bot.services.publish_releases import ON_A_PAGE
from connectors.storage.database import SqlStorage
from tests.browse_cases import HIDDEN_TITLE, NOW, POSTED, every_state, one, started_with
from tests.client import Client
from tests.commands.conftest import run_doorstep
from tests.running import Doorstep
from tests.web.test_pages import assert_is_safe

API, BULK = "/api/ocds/releases", "/open-data/releases.jsonl.gz"
SENT = [
    one(f"p{n:03}", title=f"Job number {n}", source=POSTED, how_to_respond="Write to us.")
    for n in range(ON_A_PAGE + 5)
]


@pytest.fixture(scope="module")
def doorstep(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doorstep]:
    """The web process with more than a page of what was posted here, and all else."""
    over = one("over", -1, title="Closed here", source=POSTED)
    running = started_with(
        tmp_path_factory.mktemp("open_data"),
        [*every_state(), *SENT, over],
        DOORSTEP_OCID_PREFIX="ocds-a1b2c3",
        DOORSTEP_OPERATOR_NAME="Eastside Trust",
    )
    yield running
    running.stop()


@pytest.fixture
def client(doorstep: Doorstep) -> Client:
    """A stranger's program."""
    return doorstep.client


def in_bulk(client: Client) -> list[dict[str, Any]]:
    """The releases of the one file."""
    answer = client.get(BULK)
    assert answer.status == 200
    return [json.loads(line) for line in gzip.decompress(answer.body).splitlines()]


def in_pages(client: Client, query: str = "") -> list[dict[str, Any]]:
    """The releases of every package, by following the links."""
    path, found = f"{API}{query}", []
    while path:
        answer = client.get(path)
        assert answer.status == 200
        found += answer.json["releases"]
        following = answer.json["links"].get("next", "")
        path = following[following.find("/api/") :] if following else ""
    return found


def test_pages_and_file_hold_the_same_and_only_what_was_posted_here(client: Client) -> None:
    releases = in_pages(client)
    assert releases == in_bulk(client)
    assert {release["ocid"] for release in releases} == {
        f"ocds-a1b2c3-{name}" for name in ("posted", "over", *(each.id for each in SENT))
    }
    assert HIDDEN_TITLE not in json.dumps(releases)


def test_a_contact_is_given_out_only_while_it_can_be_answered(client: Client) -> None:
    releases = {release["ocid"]: release for release in in_pages(client)}
    assert "buying@example.org" in json.dumps(releases["ocds-a1b2c3-posted"])
    assert "buying@example.org" not in json.dumps(releases["ocds-a1b2c3-over"])


def test_since_gives_what_is_new_and_what_has_closed(client: Client) -> None:
    assert in_pages(client, "?since=2025-11-07T12:00:00Z") == []
    closed = in_pages(client, "?since=2025-11-06T12:00:00%2B00:00")
    assert [release["ocid"] for release in closed] == ["ocds-a1b2c3-over"]
    assert len(in_pages(client, "?since=2025-11-01")) == len(SENT) + 2


@pytest.mark.parametrize(
    "query",
    [
        "since=",
        "since=yesterday",
        "since=0001-01-01T00:00:00%2B14:00",
        "since=%00",
        f"since={'9' * 4000}",
        "cursor=x",
        "cursor=2025-11-06~",
        "cursor=~x",
        "cursor=2025-11-06~%00",
    ],
)
def test_a_question_that_cannot_be_read_is_refused_in_words(client: Client, query: str) -> None:
    answer = client.get(f"{API}?{query}")
    assert answer.status == 422
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert "2026-11-30T09:00:00Z" in answer.json["detail"]
    assert_is_safe(answer)


def test_a_cursor_may_point_anywhere(client: Client) -> None:
    ends = "9999-01-01~z", "2025-11-06T00:00:00%2B00:00~zz", "0001-01-02~'%3B--", "2025-11-06~%ED"
    for cursor in ends:
        assert client.get(f"{API}?cursor={cursor}").status == 200


def test_the_page_says_what_is_given_out_by_whom_and_how(client: Client) -> None:
    page = client.get("/open-data").text
    assert "Eastside Trust" in page
    assert "ocds-a1b2c3" in page
    assert "not registered" not in page
    assert f'href="{BULK}"' in page
    assert 'href="/open-data"' in client.get("/").text


def test_a_prefix_that_is_nobodys_is_said_to_be_so(doorstep_without_rasa: Doorstep) -> None:
    client = doorstep_without_rasa.client
    assert "not registered with the Open Contracting Partnership" in client.get("/open-data").text
    assert client.get(API).json["releases"] == []
    assert gzip.decompress(client.get(BULK).body) == b""


def test_what_is_given_out_can_be_imported_elsewhere_and_is_the_same(
    client: Client, tmp_path: Path
) -> None:
    given = next(each for each in every_state() if each.id == "posted")
    file = tmp_path / "releases.jsonl"
    file.write_bytes(gzip.decompress(client.get(BULK).body))
    done = run_doorstep(tmp_path, "import", str(file), "--as-of", f"{NOW:%Y-%m-%d}")
    told = json.loads(done.stdout.splitlines()[-1])
    assert (told["opportunities"], told["rejected"]) == (len(SENT) + 2, 0)
    storage = SqlStorage(f"sqlite:///{tmp_path / 'doorstep.sqlite3'}")
    with storage.transaction() as work:
        read = {one.ocid: one for one in work.opportunities.not_over_at(NOW)}
    storage.close()
    assert alike(read["ocds-a1b2c3-posted"]) == alike(given)  # type: ignore[index]


def alike(one: Opportunity) -> Opportunity:
    """The opportunity without where it came from, or what a register knows of its buyer."""
    return replace(
        one,
        id=one.id.__class__("x"),
        ocid=None,
        reference=None,
        source=POSTED,
        buyer=replace(one.buyer, identifiers=(), website=None),
        coverage=replace(one.coverage, point=None),
    )
