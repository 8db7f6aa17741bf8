"""The list, the map and each opportunity's page for everybody: axe, the keyboard, no scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.browse_cases import every_state, started_with
from tests.browser.conftest import Visit
from tests.browser.test_accessibility import FOR_AXE, NARROWEST, SIZES, faults
from tests.running import Doorstep

STATES = ("open", "soon", "closed", "awarded", "cancelled", "planned", "no-deadline", "challenge")
PATHS = (
    "/opportunities",
    "/opportunities?q=cleaning&place=B9&small=yes&from=1000&to=90000&ward=Nowhere&code=9091",
    "/opportunities?q=zebra&kind=challenge&reserved=yes",
    "/opportunities/map",
    "/open-data",
    *(f"/opportunities/{name}" for name in (*STATES, "nasty", "long", "reserved", "secret")),
)


@pytest.fixture(scope="module")
def doorstep(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doorstep]:
    """The web process with an opportunity in every state."""
    running = started_with(tmp_path_factory.mktemp("browse"), every_state())
    yield running
    running.stop()


@pytest.mark.parametrize(("size", "scheme"), zip(SIZES, ("light", "dark"), strict=True))
def test_axe_finds_nothing_on_any_page_in_any_state(
    visit: Visit, doorstep: Doorstep, size: tuple[int, int], scheme: Literal["light", "dark"]
) -> None:
    visitor = visit(doorstep, size, color_scheme=scheme, **FOR_AXE)
    for path in PATHS:
        visitor.page.goto(f"{doorstep.address}{path}")
        assert faults(visitor.page) == [], path


def test_nothing_scrolls_sideways_on_the_narrowest_phone(visit: Visit, doorstep: Doorstep) -> None:
    visitor = visit(doorstep, NARROWEST)
    for path in PATHS:
        visitor.page.goto(f"{doorstep.address}{path}")
        assert not visitor.scrolls_sideways(), path


def test_samples_are_marked_in_the_list_and_axe_finds_nothing_there(
    visit: Visit, doorstep_without_rasa: Doorstep
) -> None:
    page = visit(doorstep_without_rasa, **FOR_AXE).page
    page.goto(f"{doorstep_without_rasa.address}/opportunities")
    expect(page.get_by_text("Made-up example").first).to_be_visible()
    assert faults(page) == []


def test_work_is_found_with_the_keyboard_alone_and_without_scripts(
    visit: Visit, doorstep: Doorstep
) -> None:
    visitor = visit(doorstep)
    context = visitor.page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    page = context.new_page()
    page.goto(f"{doorstep.address}/opportunities")
    page.get_by_label("Words to look for").focus()
    page.keyboard.type("roofing")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="1 opportunity", exact=True)).to_be_visible()
    page.get_by_role("link", name="Take away: Says “roofing”").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="9 opportunities", exact=True)).to_be_visible()
    page.get_by_role("link", name="Roofing").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Roofing")
    context.close()


def test_the_filters_are_filled_in_as_a_form(visit: Visit, doorstep: Doorstep) -> None:
    page = visit(doorstep).page
    page.goto(f"{doorstep.address}/opportunities")
    page.get_by_text("Narrow it down").click()
    page.get_by_label("Sort of opportunity").select_option("Challenge")
    page.get_by_label("Up to").fill("£50,000")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile(r"kind=challenge"))
    expect(page.get_by_role("heading", name="1 opportunity", exact=True)).to_be_visible()
    expect(page.get_by_label("Sort of opportunity")).to_have_value("challenge")


def test_a_ward_of_the_map_is_reached_by_keyboard_and_named(
    visit: Visit, doorstep: Doorstep
) -> None:
    page = visit(doorstep).page
    page.goto(f"{doorstep.address}/opportunities/map")
    on_the_map = page.get_by_role("group", name="Map of the wards of East Birmingham")
    ward = on_the_map.get_by_role("link", name="Bordesley & Highgate: 8 opportunities")
    ward.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="8 opportunities", exact=True)).to_be_visible()


def test_the_chat_leads_to_the_list(visit: Visit, doorstep: Doorstep) -> None:
    page = visit(doorstep).page
    page.get_by_role("link", name="all open work").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("All open work")


def test_a_question_about_an_opportunity_begins_on_its_page(
    visit: Visit, doorstep: Doorstep
) -> None:
    visitor = visit(doorstep)
    visitor.page.goto(f"{doorstep.address}/opportunities/open")
    visitor.page.get_by_role("link", name="Ask Doorstep about this one").click()
    expect(visitor.page.get_by_text("You are asking about")).to_be_visible()
    expect(visitor.box).to_have_value("Tell me more about this one")
