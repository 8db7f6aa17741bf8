"""Saying what one thinks of a job with a thumb: buttons on its card, and a list that heeds them."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.chat_page import ANSWER_WITHIN_MS, ChatPage

SEARCH = "I'm a builder in Tyseley"


def on(card: Locator, label: str) -> Locator:
    """The button of that label on a card; its whole name also tells the card's title."""
    return card.get_by_role("button", name=label)


def title_of(card: Locator) -> str:
    return card.get_by_role("heading", level=3).inner_text()


def press(visitor: ChatPage, button: Locator) -> None:
    """Presses and waits for the answer."""
    answers = visitor.answers().count()
    button.click()
    expect(visitor.answers()).not_to_have_count(answers, timeout=ANSWER_WITHIN_MS)


def test_not_for_me_then_too_big_and_the_next_list_is_without_it(visitor: ChatPage) -> None:
    visitor.say(SEARCH)
    gone = visitor.cards.first
    title = title_of(gone)
    press(visitor, on(gone, "Not for me"))
    expect(gone).to_contain_text("Your answer: Not for me")
    press(visitor, visitor.button("Too big"))
    expect(visitor.log).to_contain_text("May we keep this, without your name or words")
    press(visitor, visitor.button("No"))
    before = visitor.cards.count()
    press(visitor, visitor.button("Show the list again"))
    shown = [title_of(card) for card in visitor.cards.all()[before:]]
    assert shown
    assert title not in shown


def test_three_cards_have_two_buttons_each_and_no_wall_below(visitor: ChatPage) -> None:
    visitor.say(SEARCH)
    for card in visitor.cards.all():
        expect(card.get_by_role("button")).to_have_count(2)
    below = visitor.log.get_by_role("group", name="Choose an answer")
    expect(below.get_by_role("button", name="Not for me")).to_have_count(0)
    assert not visitor.scrolls_sideways()


def test_the_other_cards_keep_their_buttons(visitor: ChatPage, page: Page) -> None:
    visitor.say(SEARCH)
    press(visitor, on(visitor.cards.nth(0), "Not for me"))
    press(visitor, on(visitor.cards.nth(1), "Interested"))
    expect(visitor.log).to_contain_text(f"Kept: “{title_of(visitor.cards.nth(1))}”")
    page.reload()
    expect(visitor.cards.nth(0)).to_contain_text("Not for you")
    expect(on(visitor.cards.nth(0), "Interested")).to_have_count(0)
    expect(visitor.cards.nth(1)).to_contain_text("You like it")
    expect(on(visitor.cards.nth(2), "Interested")).to_be_visible()
