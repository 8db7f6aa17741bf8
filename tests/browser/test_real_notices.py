"""What an owner reads on the cards of imported notices."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.chat_page import ChatPage
from tests.browser.conftest import Visit
from tests.running import Doorstep

WIDE = re.compile(r"Anywhere in|Somewhere in|regions|names only the country|Not stated")


@pytest.fixture
def visitor(visit: Visit, doorstep_with_notices: Doorstep) -> ChatPage:
    """A first-time visitor where notices were imported."""
    return visit(doorstep_with_notices)


def fact(card: Locator, name: str) -> Locator:
    """What a card says under a name such as "Worth"."""
    return card.locator("dt", has_text=re.compile(f"^{name}$")).locator(
        "xpath=following-sibling::dd[1]"
    )


def test_the_councils_mentoring_list_has_a_card_whose_value_is_not_stated(
    visitor: ChatPage,
) -> None:
    visitor.say("Anything for mentoring young people for the city council?")
    card = visitor.cards.filter(
        has=visitor.page.get_by_role("heading", name=re.compile("Mentor"))
    ).first
    expect(card).to_be_visible()
    expect(card).to_contain_text("Birmingham City Council")
    expect(card).to_contain_text("Supplier list you can join")
    expect(fact(card, "Worth")).to_have_text("Not stated")
    assert "£" not in fact(card, "Worth").inner_text()


def test_near_b9_there_are_only_wider_lists_and_the_answer_says_so(visitor: ChatPage) -> None:
    visitor.say("any cleaning work going near B9?")
    expect(visitor.log).to_contain_text("Nothing for cleaning is open at B9 itself today")
    expect(visitor.cards.first).to_be_visible()
    for card in visitor.cards.all():
        where = fact(card, "Where").inner_text()
        assert WIDE.search(where)
        assert "B9" not in where
        assert "miles" not in card.inner_text()


def test_every_card_has_buyer_closing_day_source_and_licence(visitor: ChatPage) -> None:
    visitor.say("any cleaning work going near B9?")
    expect(visitor.cards.first).to_be_visible()
    for card in visitor.cards.all():
        assert card.locator(".buyer").inner_text().strip()
        assert fact(card, "Closes").inner_text().strip()
        assert fact(card, "Worth").inner_text().strip()
        link = card.get_by_role("link", name=re.compile("See the notice"))
        assert (link.get_attribute("href") or "").startswith("https://")
        expect(card).to_contain_text("Open Government Licence v3.0")
        expect(card.get_by_role("heading", name="How to respond")).to_be_visible()


def test_the_page_says_which_day_it_takes_it_to_be_and_has_no_made_up_examples(
    visitor: ChatPage,
) -> None:
    expect(visitor.page.get_by_role("banner")).to_contain_text("8 November 2025")
    expect(visitor.page.get_by_role("banner")).not_to_contain_text("made-up")


def test_a_cards_own_words_are_on_its_page(
    visitor: ChatPage, doorstep_with_notices: Doorstep
) -> None:
    chat = doorstep_with_notices.client.begin()
    card = chat.say("Anything for mentoring young people for the city council?").cards[0]
    visitor.page.goto(f"{doorstep_with_notices.address}/opportunities/{card['id']}")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(card["title"])
    expect(fact(visitor.page.get_by_role("main"), "Worth")).to_have_text("Not stated")
