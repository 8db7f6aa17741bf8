"""Drafts of what a buyer will post: begun, changed, listed, thrown away."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.code_suggestions import category_of
from bot.domain.entry import Entry, EntryId, EntryState
from bot.domain.entry_form import CLOSES_AT, Fields, FilledIn, filled_in
from bot.domain.errors import NotYoursError
from bot.domain.officer import BuyerName, Officer
from bot.domain.opportunity import LONDON, Kind
from bot.domain.working_days import is_working_day
from bot.services.buying_desk import BuyingDesk

USUAL_DAYS = 10
"""Working days that a draft gives firms until somebody says otherwise."""


class DraftEntry:
    """An officer's drafts; what is posted is changed by nobody."""

    def __init__(self, desk: BuyingDesk) -> None:
        self._desk = desk

    def blank(self, officer: Officer, kind: Kind = Kind.QUICK_QUOTE) -> Entry:
        """A new entry that is not stored yet, closing in a usual while."""
        self._desk.buyer_of(officer)
        now = self._desk.clock.now()
        return Entry(
            EntryId(str(uuid.uuid4())),
            BuyerName(officer.buyer or ""),
            kind,
            now,
            now,
            deadline=self._usual_deadline(now),
            author=officer.id,
        )

    def begin(self, officer: Officer, fields: Fields) -> FilledIn:
        """A new draft of the fields; stored unless some of them cannot be read."""
        return self._store(self._read(self.blank(officer), fields))

    def begin_as(self, officer: Officer, entry: EntryId, fields: Fields) -> FilledIn:
        """The same under an id that is known already; what cannot be read is left out."""
        read = self._read(replace(self.blank(officer), id=entry), fields)
        return self._store(replace(read, faults=()))

    def change(self, officer: Officer, entry: EntryId, fields: Fields) -> FilledIn:
        """The draft with the fields over it; stored unless some of them cannot be read."""
        return self._store(self._read(self.draft(officer, entry), fields))

    def preview(self, officer: Officer, fields: Fields) -> Entry:
        """The entry that the fields make so far; nothing is stored, what is unreadable left out."""
        return self._read(self.blank(officer), fields).entry

    def draft(self, officer: Officer, entry: EntryId) -> Entry:
        """The officer's buyer's draft; NotYoursError for another's, or one that was posted."""
        held = self.get(officer, entry)
        if held.posted_at is not None:
            raise NotYoursError("posted")
        return held

    def get(self, officer: Officer, entry: EntryId) -> Entry:
        """The officer's buyer's entry, posted or not; NotYoursError for another's."""
        with self._desk.storage.transaction() as work:
            return self._desk.entry_of(work, officer, entry)

    def all(self, officer: Officer) -> list[tuple[Entry, EntryState]]:
        """The buyer's entries with their states, those changed last first."""
        buyer = BuyerName(self._desk.buyer_of(officer).name)
        now = self._desk.clock.now()
        with self._desk.storage.transaction() as work:
            return [(one, one.state_at(now)) for one in work.entries.of_buyer(buyer)]

    def throw_away(self, officer: Officer, entry: EntryId) -> None:
        """Deletes a draft; NotYoursError for what was posted."""
        draft = self.draft(officer, entry)
        with self._desk.storage.transaction() as work:
            work.entries.remove(draft.id)

    def _read(self, entry: Entry, fields: Fields) -> FilledIn:
        read = filled_in(entry, fields, self._desk.clock.now())
        return replace(read, entry=self._filed(read.entry, fields))

    def _filed(self, entry: Entry, fields: Fields) -> Entry:
        """With the codes and the category that its words suggest, where nobody chose others."""
        codes = tuple(one for one in entry.cpv if self._desk.codes.knows(one))
        is_reworded = "title" in fields and "cpv" not in fields
        if is_reworded or not codes:
            codes = tuple(self._desk.codes.of(entry.title, entry.wanted)[:1])
        category = entry.category if "category" in fields else category_of(codes)
        return replace(entry, cpv=codes, category=category)

    def _store(self, read: FilledIn) -> FilledIn:
        if not read.faults:
            with self._desk.storage.transaction() as work:
                work.entries.save(read.entry)
        return read

    def _usual_deadline(self, now: datetime) -> datetime:
        day, left = now.astimezone(LONDON).date(), USUAL_DAYS
        holidays = self._desk.holidays.between(day, day + timedelta(days=4 * USUAL_DAYS))
        while left:
            day += timedelta(days=1)
            left -= is_working_day(day, holidays)
        return datetime.combine(day, CLOSES_AT, LONDON)
