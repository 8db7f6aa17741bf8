"""Changes what a buyer has posted: fairly, with everybody told, and with a record that stays."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.amendment import (
    LONGEST_WHY,
    Amendment,
    AmendmentId,
    Obstacle,
    obstacles_to,
    parts_changed,
)
from bot.domain.entry import Entry, EntryId, EntryState
from bot.domain.entry_form import Fault, Fields, filled_in
from bot.domain.errors import NotYoursError
from bot.domain.officer import Officer
from bot.ports import Work
from bot.services.buying_desk import BuyingDesk
from bot.services.post_entry import PostEntry
from bot.services.tell_amendment import TellAmendment

_MAY_CHANGE = ("title", "wanted", "postcode", "deadline-day", "deadline-month", "deadline-year")


@dataclass(frozen=True, slots=True)
class Changing:
    """What was asked for, and what stands in its way; nothing once it was made."""

    entry: Entry
    why: str = ""
    faults: tuple[Fault, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    made: Amendment | None = None


@dataclass(frozen=True, slots=True)
class History:
    """An entry with what was changed since it was posted, oldest first."""

    entry: Entry
    amendments: Sequence[Amendment] = field(default_factory=tuple)


class ChangePosted:
    """Words and a later deadline, while it is open; quotes and questions stay as they were sent.

    The value, what firms are asked, the door and a reservation stay: they decided who answers, and
    how; whoever needs others withdraws it and posts anew.
    """

    def __init__(self, desk: BuyingDesk, post: PostEntry, tell: TellAmendment) -> None:
        self._desk = desk
        self._post = post
        self._tell = tell

    def open(self, officer: Officer, entry: EntryId) -> Entry:
        """The officer's buyer's entry while it may be changed; NotYoursError else."""
        with self._desk.storage.transaction() as work:
            return self._open(work, officer, entry)

    def history(self, officer: Officer, entry: EntryId) -> History:
        """What was changed since it was posted; NotYoursError for another buyer's."""
        with self._desk.storage.transaction() as work:
            held = self._desk.entry_of(work, officer, entry)
            return History(held, work.entries.amendments([held.id]))

    def change(self, officer: Officer, entry: EntryId, fields: Fields) -> Changing:
        """Makes the change, records it and tells everybody; nothing where something is in the way.

        In one transaction with the opportunity that others see. The fields are those of the form
        and `why`; others are not looked at.
        """
        why = next(iter(fields.get("why", ())), "").strip()[:LONGEST_WHY]
        with self._desk.storage.transaction() as work:
            held = self._open(work, officer, entry)
            changing = self._read(held, _allowed(fields), why)
            if changing.faults or changing.obstacles:
                return changing
            made = Amendment(
                AmendmentId(str(uuid.uuid4())),
                held.id,
                self._desk.clock.now(),
                parts_changed(held, changing.entry),
                why,
                officer.id,
            )
            work.entries.save(changing.entry)
            work.entries.amend(made)
            self._post.publish(work, changing.entry, made.at)
            meant = self._tell.intend(work, changing.entry, made)
        self._tell.deliver(meant)
        self._post.prepare(changing.entry)
        return Changing(changing.entry, why, made=made)

    def _read(self, held: Entry, fields: Mapping[str, Sequence[str]], why: str) -> Changing:
        now = self._desk.clock.now()
        read = filled_in(held, fields, now)
        last = max(one.date() for one in (held.deadline, read.entry.deadline, now) if one)
        holidays = self._desk.holidays.between(now.date(), last)
        found = () if read.faults else obstacles_to(held, read.entry, why, now, holidays)
        return Changing(read.entry, why, read.faults, found)

    def _open(self, work: Work, officer: Officer, entry: EntryId) -> Entry:
        held = self._desk.entry_of(work, officer, entry)
        if held.state_at(self._desk.clock.now()) is not EntryState.POSTED:
            raise NotYoursError("not open")
        return held


def _allowed(fields: Fields) -> Mapping[str, Sequence[str]]:
    return {name: fields[name] for name in _MAY_CHANGE if name in fields}
