"""What a buyer may change once it has posted, and what stands in the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.amendment import (
    Amendment,
    AmendmentId,
    Obstacle,
    Part,
    PartChange,
    obstacles_to,
    parts_changed,
)
from bot.domain.entry import Door, Entry, EntryId
from bot.domain.officer import BuyerName
from bot.domain.opportunity import LONDON, Kind

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
CLOSES = datetime(2026, 12, 10, 12, tzinfo=LONDON)
POSTED = Entry(
    EntryId("one"),
    BuyerName("Council"),
    Kind.QUICK_QUOTE,
    NOW,
    NOW,
    title="Windows",
    wanted="Twelve windows",
    door=Door.ADVERTISE,
    deadline=CLOSES,
    posted_at=NOW,
)


def found(why: str = "A slip", now: datetime = NOW, **changes: Any) -> tuple[Obstacle, ...]:
    """What stands in the way of those changes."""
    return obstacles_to(POSTED, replace(POSTED, **changes), why, now, frozenset())


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": "Doors"}, ()),
        ({"deadline": CLOSES + timedelta(days=7)}, ()),
        ({"title": " "}, (Obstacle.NO_TITLE,)),
        ({"wanted": ""}, (Obstacle.NO_WORDS,)),
        ({"deadline": None}, (Obstacle.NO_DEADLINE,)),
        ({"deadline": CLOSES - timedelta(minutes=1)}, (Obstacle.DEADLINE_EARLIER,)),
        ({"deadline": NOW - timedelta(days=1)}, (Obstacle.DEADLINE_EARLIER,)),
        ({"deadline": CLOSES + timedelta(days=400)}, (Obstacle.DEADLINE_FAR,)),
        ({}, (Obstacle.NOTHING,)),
        ({"deadline": CLOSES.astimezone(UTC)}, (Obstacle.NOTHING,)),
        ({"questions": ("Another?",)}, (Obstacle.NOTHING,)),
    ],
)
def test_a_change_is_made_or_what_stands_in_its_way_is_named(
    changes: dict[str, Any], expected: tuple[Obstacle, ...]
) -> None:
    assert found(**changes) == expected


def test_why_must_be_said() -> None:
    assert found(" ", title="Doors") == (Obstacle.NO_WHY,)


@pytest.mark.parametrize(("day", "is_late"), [(7, False), (8, True), (10, True)])
def test_other_words_leave_firms_three_working_days(day: int, is_late: bool) -> None:
    now = datetime(2026, 12, day, 9, tzinfo=LONDON)
    late = (Obstacle.TOO_LATE,) if is_late else ()
    assert found(now=now, wanted="Thirteen windows") == late
    assert found(now=now, deadline=CLOSES + timedelta(days=1)) == ()
    longer = CLOSES + timedelta(days=7)
    assert found(now=now, wanted="Thirteen windows", deadline=longer) == ()


def test_what_changed_is_told_part_by_part_and_more_time_alone_is_not_material() -> None:
    after = replace(POSTED, wanted="Thirteen", deadline=CLOSES + timedelta(days=1))
    parts = parts_changed(POSTED, after)
    assert parts == (
        PartChange(Part.WANTED, "Twelve windows", "Thirteen"),
        PartChange(Part.DEADLINE, "2026-12-10T12:00:00+00:00", "2026-12-11T12:00:00+00:00"),
    )
    made = Amendment(AmendmentId("a"), POSTED.id, NOW, parts, "why", None)
    assert made.is_material
    assert not replace(made, parts=parts[1:]).is_material
