"""Posts an entry: from then on it is an opportunity, seen by everybody or by those invited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.change import changes_between
from bot.domain.entry import Door, Entry, EntryId
from bot.domain.entry_form import Fields, filled_in, with_barriers
from bot.domain.entry_opportunity import opportunity_of
from bot.domain.entry_rules import EntryRules, Hurdle, rules_for
from bot.domain.errors import NotYoursError
from bot.domain.officer import Officer
from bot.domain.opportunity import Opportunity
from bot.domain.reservation import Reservation, ReservedArea, areas_open_to
from bot.ports import Work
from bot.services.buying_desk import BuyingDesk
from bot.services.embed_opportunities import embed_opportunities
from bot.services.join_processes import recognise
from bot.services.locate_place import LocatePlace
from bot.services.prepare_work import Vocabulary
from bot.services.word_entry import WordEntry


@dataclass(frozen=True, slots=True)
class Posting:
    """An entry, and what still stands in the way of it; nothing once it was posted."""

    entry: Entry
    rules: EntryRules

    @property
    def hurdles(self) -> Sequence[Hurdle]:
        """Why it was not posted."""
        return () if self.entry.posted_at else self.rules.hurdles


class PostEntry:
    """Posting and withdrawing; each in one transaction, and again is no error."""

    def __init__(
        self, desk: BuyingDesk, words: WordEntry, places: LocatePlace, vocabulary: Vocabulary
    ) -> None:
        self._desk = desk
        self._words = words
        self._places = places
        self._vocabulary = vocabulary

    def post(self, officer: Officer, entry: EntryId, fields: Fields) -> Posting:
        """Posts it with what was decided last; stored as a draft where something is in the way.

        The fields are the record of barriers (`considered`, `lowered`), `notice_number`, `cpv` and
        `reserve`. InvalidInputError never: what the law does not allow is a hurdle.
        """
        now = self._desk.clock.now()
        with self._desk.storage.transaction() as work:
            held = self._desk.entry_of(work, officer, entry)
            if held.posted_at is not None:
                return Posting(held, self._rules(held, now))
            decided = self._decided(held, fields, now)
            rules = self._rules(decided, now)
            if not rules.hurdles:
                decided = replace(decided, posted_at=now, changed_at=now)
            work.entries.save(decided)
            if decided.posted_at:
                self.publish(work, decided, now)
        if decided.posted_at:
            self.prepare(decided)
        return Posting(decided, rules)

    def prepare(self, entry: Entry) -> None:
        """Makes what everybody may see ready for searches and alerts; again does nothing."""
        if entry.door is Door.ADVERTISE:
            embed_opportunities(self._desk.storage, self._vocabulary)

    def withdraw(self, officer: Officer, entry: EntryId) -> Entry:
        """Ends it before its time: nobody may answer any more, and who saw it is told."""
        now = self._desk.clock.now()
        with self._desk.storage.transaction() as work:
            held = self._desk.entry_of(work, officer, entry)
            if held.posted_at is None:
                raise NotYoursError("draft")
            if held.withdrawn_at is not None:
                return held
            gone = replace(held, withdrawn_at=now, changed_at=now)
            work.entries.save(gone)
            self.publish(work, gone, now)
        return gone

    def opportunity(self, entry: Entry) -> Opportunity:
        """What others see, or would see, of the entry; it must have a door."""
        buyer = self._desk.buyer(entry.buyer)
        place = self._places.find(entry.postcode) if entry.postcode else None
        point = place.point if place else None
        return opportunity_of(entry, buyer, self._words.posted(entry), point)

    def publish(self, work: Work, entry: Entry, now: datetime) -> None:
        """Makes what others see of it in the caller's transaction, and notes what changed."""
        made, key = self.opportunity(entry), entry.process_key
        before = work.opportunities.of_processes([key]).get(key)
        work.opportunities.save(key, made)
        if entry.reservation and before is None:
            work.showings.record(made.id, entry.reservation, now)
        if before:
            work.changes.note(changes_between(before, made), now)
        if entry.door is Door.ADVERTISE:
            recognise({key: made}, work, now)
            work.opportunities.remove_samples()

    def _decided(self, entry: Entry, fields: Fields, now: datetime) -> Entry:
        kept = {name: fields[name] for name in ("notice_number", "cpv") if name in fields}
        read = filled_in(entry, kept, now).entry
        codes = tuple(one for one in read.cpv if self._desk.codes.knows(one)) or entry.cpv
        decided = with_barriers(replace(read, cpv=codes), fields, now)
        if "reserve" not in fields:
            return decided
        return replace(decided, reservation=self._reservation(fields, now))

    def _reservation(self, fields: Fields, now: datetime) -> Reservation | None:
        """What was chosen, recorded at this moment, before anybody is invited."""
        area, _, place = next(iter(fields["reserve"]), "").partition("|")
        if area not in set(ReservedArea):
            return None
        kind = ReservedArea(area)
        named = None if kind is ReservedArea.UK else place
        if named == "":
            return None
        return Reservation(kind, named, now)

    def _rules(self, entry: Entry, now: datetime) -> EntryRules:
        rules = rules_for(entry, self._desk.buyer(entry.buyer), now)
        reserved = entry.reservation
        if reserved and not self._desk.places.knows(reserved):
            closed = tuple(dict.fromkeys((*rules.hurdles, Hurdle.RESERVATION_CLOSED)))
            return replace(rules, hurdles=closed)
        return rules

    def areas(self, officer: Officer) -> list[tuple[str, ReservedArea, str]]:
        """The areas that the law lets the officer's buyer reserve for: value, sort, name."""
        buyer = self._desk.buyer_of(officer)
        found = []
        for area in ReservedArea:
            if area not in areas_open_to(buyer):
                continue
            names = [""] if area is ReservedArea.UK else self._desk.places.names(area)
            found += [(f"{area}|{name}" if name else area.value, area, name) for name in names]
        return found
