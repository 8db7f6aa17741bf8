"""Complaining and privacy for everybody: axe, dark colours, narrow phones, without JavaScript."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.test_accessibility import FOR_AXE, NARROWEST, SIZES, faults
from tests.running import Doorstep

WORDS = "You kept my number after I asked you to erase it."


def fill_in(page: Page) -> None:
    page.get_by_label("What is kept about me, or done with it").check()
    page.get_by_label("What went wrong?").fill(WORDS)
    page.get_by_label("How can we reach you?").fill("ada@example.org")


@pytest.mark.parametrize("size", [NARROWEST, *SIZES])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_from_the_form_to_the_complaint(
    visit: Visit,
    doorstep_without_rasa: Doorstep,
    size: tuple[int, int],
    scheme: Literal["light", "dark"],
) -> None:
    visitor = visit(doorstep_without_rasa, size, color_scheme=scheme, **FOR_AXE)
    page = visitor.page
    page.goto(f"{doorstep_without_rasa.address}/complaints")
    assert faults(page) == []
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was sent yet.")
    assert faults(page) == []
    assert not visitor.scrolls_sideways()
    fill_in(page)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your complaint")
    assert faults(page) == []
    assert not visitor.scrolls_sideways()


@pytest.mark.parametrize("size", [NARROWEST, *SIZES])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_statements(
    visit: Visit,
    doorstep_without_rasa: Doorstep,
    size: tuple[int, int],
    scheme: Literal["light", "dark"],
) -> None:
    visitor = visit(doorstep_without_rasa, size, color_scheme=scheme, **FOR_AXE)
    for path in ("/privacy", "/accessibility"):
        visitor.page.goto(f"{doorstep_without_rasa.address}{path}")
        assert faults(visitor.page) == []
        assert not visitor.scrolls_sideways()


def test_a_fault_leads_to_its_field(visit: Visit, doorstep_without_rasa: Doorstep) -> None:
    page = visit(doorstep_without_rasa).page
    page.goto(f"{doorstep_without_rasa.address}/complaints")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("link", name="Say how we can reach you").click()
    expect(page.get_by_label("How can we reach you?")).to_be_focused()


def test_it_works_without_javascript(visit: Visit, doorstep_without_rasa: Doorstep) -> None:
    context = visit(doorstep_without_rasa).page.context.browser
    assert context
    plain = context.new_context(java_script_enabled=False, locale="en-GB")
    page = plain.new_page()
    page.goto(f"{doorstep_without_rasa.address}/privacy")
    page.get_by_role("link", name="Tell us what went wrong").first.click()
    fill_in(page)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text(WORDS)).to_be_visible()
    page.reload()
    expect(page.get_by_text(WORDS)).to_be_visible()
    plain.close()
