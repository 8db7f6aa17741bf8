"""Amendments: how a buyer changes what it has posted, and what may not be changed any more."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import NewType

from bot.domain.entry import Entry, EntryId
from bot.domain.officer import OfficerId
from bot.domain.working_days import working_days_until

AmendmentId = NewType("AmendmentId", str)

LONGEST_WHY = 300
LEAST_DAYS_AFTER = 3
"""Working days that must be left to firms once other words are theirs to answer."""
_LONGEST_OPEN = 366


class Part(StrEnum):
    """What may be changed once it is posted; all else stays as it was."""

    TITLE = "title"
    WANTED = "wanted"
    POSTCODE = "postcode"
    DEADLINE = "deadline"


class Obstacle(StrEnum):
    """Why a change is not made; each has its words, and leads to its field."""

    NO_TITLE = "no_title"
    NO_WORDS = "no_words"
    NO_DEADLINE = "no_deadline"
    DEADLINE_EARLIER = "deadline_earlier"
    DEADLINE_FAR = "deadline_far"
    TOO_LATE = "too_late"
    NO_WHY = "no_why"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part before and after, as text; moments as ISO 8601 in UTC."""

    part: Part
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change of what was posted, with why; `by` is None once their account was erased."""

    id: AmendmentId
    entry: EntryId
    at: datetime
    parts: tuple[PartChange, ...]
    why: str
    by: OfficerId | None

    @property
    def is_material(self) -> bool:
        """Whether firms may want another price: what is asked changed, not only the time."""
        return any(one.part is not Part.DEADLINE for one in self.parts)


def parts_changed(before: Entry, after: Entry) -> tuple[PartChange, ...]:
    """What differs between the two, in the order of the form."""
    told = {
        Part.TITLE: (before.title, after.title),
        Part.WANTED: (before.wanted, after.wanted),
        Part.POSTCODE: (before.postcode or "", after.postcode or ""),
        Part.DEADLINE: (_moment(before.deadline), _moment(after.deadline)),
    }
    return tuple(PartChange(part, old, new) for part, (old, new) in told.items() if old != new)


def obstacles_to(
    before: Entry, after: Entry, why: str, now: datetime, holidays: AbstractSet[date]
) -> tuple[Obstacle, ...]:
    """What stands in the way of the change; nothing where it may be made.

    A deadline only moves later, for firms plan by it. Other words late in the day need more time
    as well: every firm must have some working days to answer them.
    """
    parts = {one.part for one in parts_changed(before, after)}
    old, new = before.deadline, after.deadline
    found = {
        Obstacle.NO_TITLE: not after.title.strip(),
        Obstacle.NO_WORDS: not after.wanted.strip(),
        Obstacle.NO_DEADLINE: new is None,
        Obstacle.DEADLINE_EARLIER: bool(new and old and new < old),
        Obstacle.DEADLINE_FAR: bool(new and (new - now).days > _LONGEST_OPEN),
        Obstacle.TOO_LATE: bool(
            new
            and parts & {Part.TITLE, Part.WANTED, Part.POSTCODE}
            and working_days_until(new, now, holidays) < LEAST_DAYS_AFTER
        ),
        Obstacle.NO_WHY: not why.strip(),
    }
    stand = [one for one in Obstacle if found.get(one)]
    return tuple(stand) if parts else (Obstacle.NOTHING,)


def _moment(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""
