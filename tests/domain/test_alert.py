"""Answers by one digit, the letters that tell alerts apart, and reminders before a deadline."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.alert import LETTERS, AlertAnswer, Wanted, answer_in, next_letter
from bot.domain.reminder import remind_at

CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28)})
NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)  # a Thursday


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("1", AlertAnswer(Wanted.INTERESTED)),
        (" 2. ", AlertAnswer(Wanted.NOT_FOR_ME)),
        ("3 please", AlertAnswer(Wanted.MORE)),
        ("a1", AlertAnswer(Wanted.INTERESTED, "A")),
        ("B 2", AlertAnswer(Wanted.NOT_FOR_ME, "B")),
        ("c-3", AlertAnswer(Wanted.MORE, "C")),
        ("1a", AlertAnswer(Wanted.INTERESTED, "A")),
        ("1 interested", AlertAnswer(Wanted.INTERESTED)),
        ("12", None),
        ("4", None),
        ("1 or 2?", None),
        ("B9", None),
        ("I have 2 vans", None),
        ("a1b", None),
        ("", None),
    ],
)
def test_an_answer_is_a_digit_by_itself(text: str, answer: AlertAnswer | None) -> None:
    assert answer_in(text) == answer


def test_letters_go_round_and_pass_over_those_in_use() -> None:
    assert next_letter("", ()) == "A"
    assert next_letter("A", ()) == "C"
    assert next_letter("A", ("C", "D")) == "E"
    assert next_letter(LETTERS[-1], ("A",)) == "C"


def test_with_all_letters_in_use_one_is_given_all_the_same() -> None:
    assert next_letter("C", LETTERS) == "D"


def test_no_letter_is_taken_for_a_digit_or_makes_a_postcode_of_birmingham() -> None:
    assert not set("ILOSZB") & set(LETTERS)


def test_a_reminder_comes_three_working_days_before() -> None:
    deadline = datetime(2026, 12, 9, 12, tzinfo=UTC)
    assert remind_at(deadline, NOW, CHRISTMAS) == datetime(2026, 12, 4, 9, tzinfo=UTC)


def test_days_on_which_offices_are_shut_are_not_counted() -> None:
    deadline = datetime(2026, 12, 29, 12, tzinfo=UTC)
    assert remind_at(deadline, NOW, CHRISTMAS) == datetime(2026, 12, 22, 9, tzinfo=UTC)


def test_nine_in_the_morning_is_londons() -> None:
    deadline = datetime(2027, 7, 9, 12, tzinfo=UTC)
    assert remind_at(deadline, NOW, CHRISTMAS) == datetime(2027, 7, 6, 8, tzinfo=UTC)


def test_a_near_deadline_has_a_later_reminder_and_a_very_near_one_none() -> None:
    tuesday = datetime(2026, 12, 1, 12, tzinfo=UTC)
    assert remind_at(tuesday, NOW, CHRISTMAS) == datetime(2026, 11, 27, 9, tzinfo=UTC)
    assert remind_at(NOW + timedelta(hours=5), NOW, CHRISTMAS) is None
    assert remind_at(NOW - timedelta(hours=5), NOW, CHRISTMAS) is None
