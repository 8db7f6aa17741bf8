"""The pages of past spending for everybody: axe, dark colours, the narrowest phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest

from tests.browser.conftest import Visit
from tests.browser.test_accessibility import FOR_AXE, NARROWEST, SIZES, faults
from tests.commands.conftest import run_doorstep
from tests.running import ROOT, Doorstep, web_alone

FILE = ROOT / "tests" / "samples" / "payments" / "eastside_made_up.csv"
PATHS = ("/spending", "/spending/birmingham-city-council")


@pytest.fixture(scope="module")
def doorstep(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doorstep]:
    """The web process with cards and the made-up payments."""
    folder = tmp_path_factory.mktemp("spending")
    run_doorstep(folder, "spending", str(FILE), "--buyer", "bcc")
    running = web_alone(folder)
    try:
        yield running.wait_for_page()
    finally:
        running.stop()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_spending(
    visit: Visit, doorstep: Doorstep, size: tuple[int, int], scheme: Literal["light", "dark"]
) -> None:
    page = visit(doorstep, size, color_scheme=scheme, **FOR_AXE).page
    for path in PATHS:
        page.goto(f"{doorstep.address}{path}")
        assert faults(page) == []


def test_they_do_not_scroll_sideways_on_the_narrowest_phone(
    visit: Visit, doorstep: Doorstep
) -> None:
    visitor = visit(doorstep, NARROWEST)
    for path in PATHS:
        visitor.page.goto(f"{doorstep.address}{path}")
        assert not visitor.scrolls_sideways()


def test_a_bar_is_as_long_as_its_share(visit: Visit, doorstep: Doorstep) -> None:
    page = visit(doorstep).page
    page.goto(f"{doorstep.address}{PATHS[1]}")
    bar = page.locator(".bar").first
    whole = bar.locator(".whole").bounding_box()
    part = bar.locator(".part").bounding_box()
    assert whole
    assert part
    assert part["width"] == pytest.approx(whole["width"])
