"""Buyers' contacts and digests in memory, held to the same contracts as those in a database."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime

from bot.domain.buyer_contact import BuyerContact, BuyerContactId, Ended
from bot.domain.digest import Digest, DigestId, DigestItem, DigestRun, Week
from bot.domain.organisation_name import same_organisation_key
from bot.domain.reaching import Address
from bot.domain.supplier import SupplierId


@dataclass
class DigestTables:
    """Everything held; values are frozen."""

    contacts: dict[BuyerContactId, BuyerContact] = field(default_factory=dict)
    runs: dict[date, DigestRun] = field(default_factory=dict)
    digests: dict[DigestId, Digest] = field(default_factory=dict)
    items: dict[tuple[BuyerContactId, DigestItem], DigestId] = field(default_factory=dict)

    def __copy__(self) -> DigestTables:
        return DigestTables(**{f.name: copy(getattr(self, f.name)) for f in fields(self)})

    def forget_firms(self, gone: Collection[SupplierId]) -> None:
        """What a database does when the firms' rows go."""
        self.items = {k: one for k, one in self.items.items() if k[1].supplier not in gone}

    def mails_about(self, firms: Collection[str]) -> dict[str, str]:
        """Of the mails that name one of the firms: the key of each, and the buyer it went to."""
        those = [self.digests[in_] for (_, one), in_ in self.items.items() if one.supplier in firms]
        return {one.message: self.contacts[one.contact].buyer for one in those if one.message}

    def forget_mails(self, keys: Collection[str]) -> None:
        """Forgets that those were told, as they never went."""
        gone = {k for k, one in self.digests.items() if one.message in keys}
        self.digests = {k: one for k, one in self.digests.items() if k not in gone}
        self.items = {k: one for k, one in self.items.items() if one not in gone}

    def forget_contacts(self, gone: Collection[BuyerContactId]) -> None:
        """What a database does when the contacts' rows go."""
        self.digests = {k: one for k, one in self.digests.items() if one.contact not in gone}
        self.items = {k: one for k, one in self.items.items() if k[0] not in gone}


class FakeBuyerContacts:
    """The BuyerContactRepository in memory; what hangs on them elsewhere goes with `forgets`."""

    def __init__(
        self, tables: DigestTables, forgets: Callable[[Collection[BuyerContactId]], None]
    ) -> None:
        self._tables = tables
        self._forgets = forgets

    def add(self, contact: BuyerContact) -> bool:
        has = any(
            (one.buyer_key, one.address) == (contact.buyer_key, contact.address)
            or one.id == contact.id
            for one in self._tables.contacts.values()
        )
        if not has:
            self._tables.contacts[contact.id] = contact
        return not has

    def save(self, contact: BuyerContact) -> None:
        if contact.id in self._tables.contacts:
            self._tables.contacts[contact.id] = contact

    def get(self, contact: BuyerContactId) -> BuyerContact | None:
        return self._tables.contacts.get(contact)

    def of_buyer(self, name: str) -> list[BuyerContact]:
        key = same_organisation_key(name)
        return [one for one in self.all() if one.buyer_key == key]

    def of_address(self, address: Address) -> list[BuyerContact]:
        return [one for one in self.all() if one.address == address]

    def all(self) -> list[BuyerContact]:
        held = self._tables.contacts.values()
        return sorted(held, key=lambda one: (one.buyer_key, one.enrolment.enrolled_at, one.id))

    def standing_after(self, last: BuyerContactId | None, limit: int) -> list[BuyerContact]:
        held = sorted(self._tables.contacts.values(), key=lambda one: one.id)
        return [one for one in held if one.stands and one.id > (last or "")][:limit]

    def end(self, ids: Iterable[BuyerContactId], why: Ended, at: datetime) -> int:
        held = [self._tables.contacts[one] for one in ids if one in self._tables.contacts]
        ended = [one.ended_by(why, at) for one in held if one.ended is None]
        self._tables.contacts |= {one.id: one for one in ended}
        return len(ended)

    def count_ended_before(self, moment: datetime) -> int:
        return len(self._ended(moment))

    def drop_ended_before(self, moment: datetime) -> int:
        return self.remove(self._ended(moment))

    def remove(self, ids: Collection[BuyerContactId]) -> int:
        gone = [one for one in ids if self._tables.contacts.pop(one, None)]
        self._tables.forget_contacts(gone)
        self._forgets(gone)
        return len(gone)

    def _ended(self, moment: datetime) -> list[BuyerContactId]:
        held = self._tables.contacts.values()
        return [one.id for one in held if one.ended_at and one.ended_at <= moment]


class FakeDigests:
    """The DigestRepository in memory."""

    def __init__(self, tables: DigestTables) -> None:
        self._tables = tables

    def begin(self, run: DigestRun) -> bool:
        return self._tables.runs.setdefault(run.week.monday, run) is run

    def finish(self, week: Week, at: datetime, counts: Mapping[str, int]) -> None:
        held = self._tables.runs.get(week.monday)
        if held and held.finished_at is None:
            self._tables.runs[week.monday] = replace(held, finished_at=at, counts=dict(counts))

    def run_of(self, week: Week) -> DigestRun | None:
        return self._tables.runs.get(week.monday)

    def runs(self, limit: int) -> list[DigestRun]:
        return [run for _, run in sorted(self._tables.runs.items(), reverse=True)][:limit]

    def put(self, digest: Digest, items: Sequence[DigestItem]) -> bool:
        if self.of_week(digest.week, digest.contact):
            return False
        self._tables.digests[digest.id] = digest
        self._tables.items |= {(digest.contact, one): digest.id for one in items}
        return True

    def of_week(self, week: Week, contact: BuyerContactId) -> Digest | None:
        held = self._tables.digests.values()
        return next((one for one in held if (one.week, one.contact) == (week, contact)), None)

    def last_of(self, contact: BuyerContactId) -> Digest | None:
        theirs = [one for one in self._tables.digests.values() if one.contact == contact]
        return max(theirs, key=lambda one: one.end, default=None)

    def not_told(self, contact: BuyerContactId, items: Sequence[DigestItem]) -> list[DigestItem]:
        told = {(one.told, one.about) for to, one in self._tables.items if to == contact}
        return [one for one in items if (one.told, one.about) not in told]

    def items_of(self, digest: Digest) -> list[DigestItem]:
        theirs = [one for (_to, one), in_ in self._tables.items.items() if in_ == digest.id]
        return sorted(theirs, key=lambda one: (one.told, one.about))
