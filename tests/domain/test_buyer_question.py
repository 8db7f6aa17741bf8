"""Until when questions are taken, and what in one would tell who asks."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.domain.buyer_question import questions_end
from bot.domain.identifying_words import tells_who

CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28)})


def at(day: int, hour: int = 12, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("posted", "deadline", "end"),
    [
        # Tuesday to the Friday of the next week: two working days before, Wednesday at five.
        (at(1), at(11), at(9, 17)),
        # A weekend lies between: Monday's deadline is asked about until Thursday.
        (at(1), at(14), at(10, 17)),
        # Christmas Day and the day kept for Boxing Day are none.
        (at(14), at(29), at(23, 17)),
        # Three working days in all: one is left to answer in.
        (at(1), at(4), at(3, 17)),
        # One day in all: until the deadline.
        (at(1), at(2), at(2)),
        (at(1, 9), at(1, 17), at(1, 17)),
        # In summer five o'clock in London is four in UTC.
        (at(1, month=6), at(12, month=6), at(10, 16, month=6)),
    ],
)
def test_questions_end_while_there_is_time_to_answer(
    posted: datetime, deadline: datetime, end: datetime
) -> None:
    assert questions_end(posted, deadline, CHRISTMAS) == end


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Is parking free?", []),
        ("Call me on 07700 900123 about the keys", ["07700 900123"]),
        ("Mail ada@example.org please", ["ada@example.org"]),
        ("We are Clean Sweep Ltd, can we come at night?", ["Clean Sweep Ltd"]),
        ("Will Bright Sparks be let in?", ["Bright Sparks"]),
    ],
)
def test_what_tells_who_asks_is_found(words: str, found: list[str]) -> None:
    assert tells_who(words, ["Bright Sparks"]) == found
