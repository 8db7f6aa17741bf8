"""The page about whoever has its link: axe, narrow phones, the keyboard, without JavaScript."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.test_accessibility import FOR_AXE, NARROWEST, SIZES, faults
from tests.running import Doorstep


def page_of_somebody(doorstep: Doorstep) -> str:
    """The address of the page about an owner who asked, liked one and agreed to nothing yet."""
    chat = doorstep.client.begin()
    cards = chat.say("I clean offices in Saltley, and schools").cards
    chat.press_on(cards[0], "Interested")
    found = re.search(r"/me/\S+", chat.say("send me a copy of my data").text)
    assert found
    return f"{doorstep.address}{found[0]}"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_of_its_pages(
    visit: Visit,
    doorstep_with_samples: Doorstep,
    size: tuple[int, int],
    scheme: Literal["light", "dark"],
) -> None:
    address = page_of_somebody(doorstep_with_samples)
    page = visit(doorstep_with_samples, size, color_scheme=scheme, **FOR_AXE).page
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert faults(page) == []
    for path in ("/erase", "nonsense"):
        page.goto(f"{address}{path}")
        assert faults(page) == []


def test_it_does_not_scroll_sideways_on_the_narrowest_phone(
    visit: Visit, doorstep_with_samples: Doorstep
) -> None:
    visitor = visit(doorstep_with_samples, NARROWEST)
    visitor.page.goto(page_of_somebody(doorstep_with_samples))
    visitor.page.evaluate(
        "document.querySelectorAll('details').forEach(one => { one.open = true })"
    )
    assert not visitor.scrolls_sideways()


def test_everything_can_be_erased_by_the_keyboard_without_javascript(
    visit: Visit, doorstep_with_samples: Doorstep
) -> None:
    address = page_of_somebody(doorstep_with_samples)
    other = visit(doorstep_with_samples)
    context = other.page.context.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("What Doorstep holds about you")
    page.get_by_role("link", name="Erase everything: see first what goes").press("Enter")
    page.get_by_role("button", name="Yes, erase everything").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Erased")
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing is held about you here")
    context.close()


def test_the_link_in_the_chat_opens_it(visit: Visit, doorstep_with_samples: Doorstep) -> None:
    visitor = visit(doorstep_with_samples)
    visitor.say("what do you keep about me?")
    with visitor.page.expect_popup() as opened:
        visitor.page.get_by_role("link", name="/me/").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text(
        "What Doorstep holds about you"
    )


def test_after_erasing_the_chat_begins_anew(visit: Visit, doorstep_with_samples: Doorstep) -> None:
    visitor = visit(doorstep_with_samples)
    visitor.say("cleaning in Saltley")
    visitor.say("delete my data")
    visitor.button("Yes, erase everything").click()
    expect(visitor.page.get_by_text("Your receipt is")).to_be_visible()
    visitor.box.fill("catering in Bordesley Green")
    visitor.button("Send").click()
    expect(visitor.page.get_by_text("That conversation has ended")).to_be_visible()
