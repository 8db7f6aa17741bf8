"""Digests: what a buyer's contact is told for one week, and what of it was told before.

A run is for one ISO week, from Monday to Monday as London's clocks have it, half-open. A contact's
digest goes on from where its last one ended, so that a week that was missed, or a fortnight between
two, leaves nothing out; and each item is told to a contact once, whatever is run again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NewType

from bot.domain.buyer_contact import BuyerContactId, Frequency
from bot.domain.errors import InvalidInputError
from bot.domain.supplier import SupplierId
from bot.domain.working_days import LONDON

DigestId = NewType("DigestId", str)

GOES_AT = time(8)
"""On Mondays, as London's clocks have it; also where that is a bank holiday."""

MAKES_UP = 8
"""Weeks that are looked back for runs that were missed."""

_A_WEEK = timedelta(days=7)
_WRITTEN = re.compile(r"(\d{4})-W(\d{2})")
_A_MONDAY = date(2024, 1, 1)
_FIRST_WEEK_OF_A_MONTH = 7


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """The week before a Monday morning's digest, named by the ISO week in which it *goes out*."""

    monday: date

    @classmethod
    def read(cls, written: str) -> Week:
        """The week of "2026-W47"; InvalidInputError for what is none."""
        found = _WRITTEN.fullmatch(written.strip().upper())
        try:
            if found:
                return cls(date.fromisocalendar(int(found[1]), int(found[2]), 1))
        except ValueError:
            pass
        raise InvalidInputError(f"{written} is no week: write it like 2026-W47.")

    @classmethod
    def last_due(cls, now: datetime) -> Week:
        """The last week whose digest should have gone by the moment."""
        here = now.astimezone(LONDON)
        week = cls(here.date() - timedelta(days=here.weekday()))
        return week if week.goes_at <= now else week.before

    @property
    def goes_at(self) -> datetime:
        """When its digest goes, and so the end of what it tells of, in UTC."""
        return datetime.combine(self.monday, GOES_AT, LONDON).astimezone(UTC)

    @property
    def first(self) -> datetime:
        """From when it tells what happened; the end of the week before."""
        return self.before.goes_at

    @property
    def before(self) -> Week:
        """The week before."""
        return Week(self.monday - _A_WEEK)

    @property
    def name(self) -> str:
        """As "2026-W47"."""
        year, week, _day = self.monday.isocalendar()
        return f"{year}-W{week:02}"

    def is_due(self, frequency: Frequency) -> bool:
        """Whether one who wants it so often gets a digest in this week."""
        if frequency is Frequency.MONTHLY:
            return self.monday.day <= _FIRST_WEEK_OF_A_MONTH
        if frequency is Frequency.FORTNIGHTLY:
            return (self.monday - _A_MONDAY).days // 7 % 2 == 0
        return frequency is Frequency.WEEKLY


def missed(last: Week | None, due: Week) -> Iterator[Week]:
    """The weeks that a run is owed for, the oldest first: after the last one done, up to `due`.

    Where none was done yet only `due`; not further back than is worth reading.
    """
    week = max(last.monday + _A_WEEK, due.monday - _A_WEEK * MAKES_UP) if last else due.monday
    while week <= due.monday:
        yield Week(week)
        week += _A_WEEK


class Told(StrEnum):
    """What an item of a digest tells."""

    LEAD = "lead"
    UNANSWERED = "unanswered"
    OUTCOME = "outcome"
    NEW_SUPPLIER = "new_supplier"


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One thing that one contact is told once; `about` says which of its kind."""

    told: Told
    about: str
    supplier: SupplierId | None = None


@dataclass(frozen=True, slots=True)
class DigestRun:
    """One week's run; `finished_at` is None while it is under way or was cut off."""

    week: Week
    begun_at: datetime
    finished_at: datetime | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Digest:
    """What one contact was told in one week's run: a half-open window, and the mail if one went.

    `message` is the key of its mail, "" where there was nothing to tell, and so no mail.
    """

    id: DigestId
    week: Week
    contact: BuyerContactId
    first: datetime
    end: datetime
    made_at: datetime
    message: str = ""
