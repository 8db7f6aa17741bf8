"""One introduction followed from the owner's sentence to the buyer's click and back."""

from __future__ import annotations

import pytest

from tests.conversations.one_introduction import PAGE, Introduction, hold, write


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Introduction:
    """Held once, by the whole service."""
    return hold(tmp_path_factory.mktemp("introduction"))


def test_the_receipt_says_that_it_is_no_bid_and_what_must_still_be_done(made: Introduction) -> None:
    assert made.receipt.startswith("Done: Birmingham City Council will have it")
    assert "This is not a bid" in made.receipt
    assert "you must still send your price, here, before 12pm on 5 December 2025" in made.receipt


def test_the_buyer_reads_what_the_owner_saw_and_nothing_of_what_was_left_out(
    made: Introduction,
) -> None:
    for page in (made.mail, made.shown):
        assert "Bright Windows" in page
        assert "07700 900144" in page
        assert "Public liability insurance" in page
        assert "3 people" not in page, "it was left out"
        assert "Shard End" not in page, "the law lets the council look at no place"


def test_a_link_only_shows_and_the_press_answers(made: Introduction) -> None:
    assert made.states == ["sent", "sent", "invited"]
    assert "That is noted, and the firm is told" in made.answered


def test_the_owner_is_told_of_each_step_on_the_phone_and_may_ask(made: Introduction) -> None:
    _code, sent, invited = made.texts[:3]
    assert "now has your firm's details" in sent
    assert "This is not a bid: you must still send your price before 12pm" in sent
    assert "invites you to quote" in invited
    assert "This is not a bid: you must still send your price before 12pm" in invited
    assert "They wrote: “Please come and see both first.”" in invited
    assert "they invited you to quote" in made.told
    assert "send your price before" in made.told, "by text nothing of it is cut off"


def test_the_page_that_tells_it_is_as_it_went(made: Introduction) -> None:
    assert PAGE.read_text(encoding="utf-8") == write(made)
