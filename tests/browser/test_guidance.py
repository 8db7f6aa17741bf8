"""The page of guidance for everybody: axe, dark colours, the narrowest phone, the keyboard."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.test_accessibility import FOR_AXE, NARROWEST, SIZES, faults
from tests.running import Doorstep


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_all_of_it_open(
    visit: Visit,
    doorstep_without_rasa: Doorstep,
    size: tuple[int, int],
    scheme: Literal["light", "dark"],
) -> None:
    page = visit(doorstep_without_rasa, size, color_scheme=scheme, **FOR_AXE).page
    page.goto(f"{doorstep_without_rasa.address}/guidance")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert faults(page) == []


def test_it_does_not_scroll_sideways_on_the_narrowest_phone(
    visit: Visit, doorstep_without_rasa: Doorstep
) -> None:
    visitor = visit(doorstep_without_rasa, NARROWEST)
    visitor.page.goto(f"{doorstep_without_rasa.address}/guidance")
    visitor.page.evaluate(
        "document.querySelectorAll('details').forEach(one => { one.open = true })"
    )
    assert not visitor.scrolls_sideways()


def test_more_is_opened_by_the_keyboard(visit: Visit, doorstep_without_rasa: Doorstep) -> None:
    page = visit(doorstep_without_rasa).page
    page.get_by_role("link", name="How small public contracts work").click()
    article = page.locator("article#payment")
    expect(article.get_by_text("An invoice needs four things")).to_be_hidden()
    article.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(article.get_by_text("An invoice needs four things")).to_be_visible()


def test_a_part_of_the_page_has_an_address(visit: Visit, doorstep_without_rasa: Doorstep) -> None:
    page = visit(doorstep_without_rasa).page
    page.goto(f"{doorstep_without_rasa.address}/guidance")
    page.get_by_role("link", name="What changed in the law").click()
    expect(page.get_by_role("heading", name="What changed in the law")).to_be_in_viewport()
