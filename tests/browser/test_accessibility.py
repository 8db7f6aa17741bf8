"""The page for everybody: axe, narrow screens, the keyboard, and what is announced."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.chat_page import ChatPage
from tests.browser.conftest import Visit
from tests.running import Doorstep

SIZES = [(360, 740), (1280, 800)]
NARROWEST = (320, 568)
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


# axe writes styles of its own into the page, which the page's policy forbids everybody.
FOR_AXE = {"bypass_csp": True}


def faults(page: Page) -> list[str]:
    """What axe finds, one line each."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_conversation(
    visit: Visit,
    doorstep_with_samples: Doorstep,
    size: tuple[int, int],
    scheme: Literal["light", "dark"],
) -> None:
    visitor = visit(doorstep_with_samples, size, color_scheme=scheme, **FOR_AXE)
    assert faults(visitor.page) == []
    visitor.say("I'm a builder in Tyseley")
    assert faults(visitor.page) == []
    visitor.button("Start again").click()
    assert faults(visitor.page) == []


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_on_the_other_pages(
    visit: Visit, doorstep_with_samples: Doorstep, size: tuple[int, int]
) -> None:
    page = visit(doorstep_with_samples, size, **FOR_AXE).page
    card = doorstep_with_samples.client.begin().say("cleaning in B9").cards[0]
    texted = urlencode({"number": "07700 900777", "words": "cleaning in B9"}).encode()
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    doorstep_with_samples.client.call("POST", "/outbox/texts", texted, form)
    others = ("/templates", "/spending", "/spending/birmingham-city-council", "/outbox")
    for path in (f"/opportunities/{card['id']}", "/opportunities/nothing", *others):
        page.goto(f"{doorstep_with_samples.address}{path}")
        assert faults(page) == []


@pytest.mark.parametrize("size", [NARROWEST, *SIZES])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_page_of_what_was_found_in_notices(
    visit: Visit,
    doorstep_with_notices: Doorstep,
    size: tuple[int, int],
    scheme: Literal["light", "dark"],
) -> None:
    visitor = visit(doorstep_with_notices, size, color_scheme=scheme, **FOR_AXE)
    for path in ("/quality", "/quality?buyer=birmingham+city+council", "/quality?buyer=nobody"):
        visitor.page.goto(f"{doorstep_with_notices.address}{path}")
        assert faults(visitor.page) == []
        assert not visitor.scrolls_sideways()


def test_a_buyer_is_found_on_that_page_by_its_name(
    visit: Visit, doorstep_with_notices: Doorstep
) -> None:
    page = visit(doorstep_with_notices).page
    page.get_by_role("link", name="How clean the published notices are").click()
    page.get_by_label("Another buyer, by its name").fill("birmingham city")
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("How clean the notices of Birmingham City Council are")
    table = page.get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_text(["What was found", "Notices", "Share"])
    expect(table.get_by_role("rowheader").first).to_be_visible()


def test_axe_finds_nothing_while_rasa_is_loading(
    visit: Visit, doorstep_without_rasa: Doorstep
) -> None:
    visitor = visit(doorstep_without_rasa, **FOR_AXE)
    expect(visitor.page.get_by_text("Doorstep is getting ready.")).to_be_visible()
    assert faults(visitor.page) == []


def test_nothing_scrolls_sideways_on_the_narrowest_phone(
    visit: Visit, doorstep_with_samples: Doorstep, doorstep_with_notices: Doorstep
) -> None:
    for doorstep in (doorstep_with_samples, doorstep_with_notices):
        visitor = visit(doorstep, NARROWEST)
        assert not visitor.scrolls_sideways()
        visitor.say("I'm a builder in Tyseley")
        visitor.say("W" * 300)
        assert not visitor.scrolls_sideways()
        card = doorstep.client.begin().say("building").cards[0]
        visitor.page.goto(f"{doorstep.address}/opportunities/{card['id']}")
        assert not visitor.scrolls_sideways()


def test_on_the_narrowest_phone_one_can_type_send_and_read(
    visit: Visit, doorstep_with_samples: Doorstep
) -> None:
    visitor = visit(doorstep_with_samples, NARROWEST)
    visitor.say("cleaning in B9")
    expect(visitor.box).to_be_in_viewport(ratio=1)
    expect(visitor.button("Send")).to_be_in_viewport(ratio=1)
    expect(visitor.log).to_be_in_viewport()


def test_the_keyboard_alone_is_enough(visitor: ChatPage, page: Page) -> None:
    for _ in range(12):
        page.keyboard.press("Tab")
        if visitor.box.evaluate("one => one.getRootNode().activeElement === one"):
            break
    expect(visitor.box).to_be_focused()
    page.keyboard.type("I'm a builder in Tyseley")
    page.keyboard.press("Enter")
    expect(visitor.cards.first).to_be_visible()
    expect(visitor.box).to_be_focused()
    visitor.button("Show more").focus()
    page.keyboard.press("Enter")
    expect(visitor.cards).to_have_count(6)


def test_answers_are_announced_and_say_who_speaks(visitor: ChatPage) -> None:
    expect(visitor.log).to_have_attribute("aria-live", "polite")
    visitor.say("hello")
    expect(visitor.log.get_by_text("You said: hello", exact=True)).to_be_attached()
    expect(visitor.answers().last).to_be_attached()


def test_an_empty_message_is_refused_in_words_that_are_announced(visitor: ChatPage) -> None:
    visitor.button("Send").click()
    expect(visitor.page.get_by_role("alert")).to_contain_text("Type a question first")
    expect(visitor.box).to_be_focused()
    expect(visitor.box).to_have_attribute("aria-invalid", "true")
