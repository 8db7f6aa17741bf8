"""What a firm may say of itself, each part optional and with the moment at which it was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

LONGEST_NAME = 200
LONGEST_WORK = 1_000
"""Characters of an owner's own words on what the firm does; a story is cut at a word."""


class Part(StrEnum):
    """A part of a profile; the values are the names of its fields."""

    WORK = "work"
    TRADES = "trades"
    PLACE = "place"
    TRAVEL = "travel"
    SIZE = "size"
    NAME = "name"
    PEOPLE = "people"
    PAPERS = "papers"
    HOURS = "hours"
    REACH = "reach"
    COMPANY_NUMBER = "company_number"
    PPON = "ppon"


@dataclass(frozen=True, slots=True)
class Travel:
    """How far a firm goes: miles, or None for anywhere; `minutes` if it was said in minutes."""

    miles: int | None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class JobSize:
    """From and up to how many pounds a job may be; None on a side is no limit there."""

    least: Decimal | None = None
    most: Decimal | None = None


@dataclass(frozen=True, slots=True)
class People:
    """How many work in the firm; `most` differs from `least` where a range was said."""

    least: int
    most: int


class Day(StrEnum):
    """Days of the week in their order."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class TimeOfDay(StrEnum):
    """Parts of a day in their order."""

    MORNINGS = "mornings"
    AFTERNOONS = "afternoons"
    EVENINGS = "evenings"
    NIGHTS = "nights"


@dataclass(frozen=True, slots=True)
class Hours:
    """When a firm works, as far as it said so: what it did not name is not known.

    `any_time` is "whenever"; `start` and `end` are times of the day in London. `words` are the
    owner's own where they say what no day and no time does: "term time".
    """

    days: tuple[Day, ...] = ()
    not_days: tuple[Day, ...] = ()
    times: tuple[TimeOfDay, ...] = ()
    start: time | None = None
    end: time | None = None
    any_time: bool = False
    words: str | None = None


@dataclass(frozen=True, slots=True)
class HeldPaper:
    """A paper that the firm says it has, by its name in the content, up to how many pounds.

    `ends_on` is its last day, as the firm says.
    """

    name: str
    pounds: Decimal | None = None
    ends_on: date | None = None


class Way(StrEnum):
    """How a firm would like to be reached."""

    TEXT = "text"
    CALL = "call"
    EMAIL = "email"
    CHAT = "chat"


@dataclass(frozen=True, slots=True)
class Reaching:
    """The ways in their order, and a landline to call, in its international form.

    Mobile numbers and addresses are no part of a profile: they are proved before they are kept.
    """

    ways: tuple[Way, ...]
    landline: str | None = None


Value = str | tuple[str, ...] | tuple[HeldPaper, ...] | Travel | JobSize | People | Hours | Reaching


@dataclass(frozen=True, slots=True)
class FirmProfile:
    """All that a firm said of itself; None is "did not say", and nothing here was checked.

    `trades` are names of known trades, empty where none of them is right and `work` alone tells.
    `place` is a postcode or area in its usual spelling where it is known, else the owner's word.
    """

    work: str | None = None
    trades: tuple[str, ...] | None = None
    place: str | None = None
    travel: Travel | None = None
    size: JobSize | None = None
    name: str | None = None
    people: People | None = None
    papers: tuple[HeldPaper, ...] | None = None
    hours: Hours | None = None
    reach: Reaching | None = None
    company_number: str | None = None
    ppon: str | None = None
    said_at: Mapping[Part, datetime] = field(default_factory=dict)

    def get(self, part: Part) -> Value | None:
        """What was said of the part."""
        found: Value | None = getattr(self, part.value)
        return found

    def told(self, changes: Mapping[Part, Value | None], at: datetime) -> FirmProfile:
        """The profile with these parts said at the moment; None takes a part out.

        Saying the same again keeps the moment at which it was first said.
        """
        new = {part: value for part, value in changes.items() if self.get(part) != value}
        moments = {part: then for part, then in self.said_at.items() if part not in new}
        moments |= {part: at for part, value in new.items() if value is not None}
        values = {part.value: value for part, value in new.items()}
        return replace(self, **values, said_at=moments)  # type: ignore[arg-type]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts that were said, in the order in which they are shown."""
        return tuple(part for part in Part if self.get(part) is not None)

    @property
    def names_work(self) -> bool:
        """Whether it is known what the firm does: enough to find work by."""
        return bool(self.trades or self.work)

    @property
    def is_useful(self) -> bool:
        """Whether work can be found that suits: what the firm does, and where it is."""
        return self.names_work and self.place is not None


def joined(older: FirmProfile, newer: FirmProfile) -> FirmProfile:
    """One profile of two of the same firm: of each part what was said last."""
    result = older
    for part in newer.parts:
        at = newer.said_at[part]
        if part not in older.said_at or older.said_at[part] <= at:
            result = result.told({part: newer.get(part)}, at)
    return result
