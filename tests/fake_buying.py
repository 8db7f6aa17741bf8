"""People who sign in, and what buyers post, in memory; held to the contracts of a database's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from bot.domain.amendment import Amendment
from bot.domain.entry import Entry, EntryId, Invitation
from bot.domain.officer import BuyerName, Officer, OfficerId, Session
from bot.domain.opportunity import OpportunityId
from bot.domain.person import PersonId
from bot.domain.reaching import Means
from bot.domain.supplier import SupplierId


@dataclass
class BuyingTables:
    """Everything held; values are frozen, so a shallow copy of each is a snapshot."""

    officers: dict[OfficerId, Officer] = field(default_factory=dict)
    domains: dict[str, BuyerName] = field(default_factory=dict)
    links: dict[str, tuple[OfficerId, datetime, datetime | None]] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    entries: dict[EntryId, Entry] = field(default_factory=dict)
    invitations: list[Invitation] = field(default_factory=list)
    amendments: list[Amendment] = field(default_factory=list)

    def __copy__(self) -> BuyingTables:
        return BuyingTables(**{f.name: copy(getattr(self, f.name)) for f in fields(self)})

    def forget_person(self, person: PersonId) -> None:
        """What a database does when the person's row goes: their entries stay their buyer's."""
        gone = OfficerId(person)
        self.officers.pop(gone, None)
        self.links = {key: one for key, one in self.links.items() if one[0] != gone}
        self.sessions = {key: one for key, one in self.sessions.items() if one.officer != gone}
        for key, entry in self.entries.items():
            self.entries[key] = replace(entry, author=None) if entry.author == gone else entry
        self.invitations = [
            replace(one, by=None) if one.by == gone else one for one in self.invitations
        ]
        self.amendments = [
            replace(one, by=None) if one.by == gone else one for one in self.amendments
        ]

    def forget_firms(self, suppliers: Iterable[SupplierId]) -> None:
        """What a database does when the suppliers' rows go."""
        gone = set(suppliers)
        self.invitations = [one for one in self.invitations if one.supplier not in gone]


class FakeOfficers:
    """The OfficerRepository in memory."""

    def __init__(self, tables: BuyingTables) -> None:
        self._tables = tables

    def add(self, officer: Officer) -> bool:
        if self.of_email(officer.email) or self.get(officer.id):
            return False
        self._tables.officers[officer.id] = officer
        return True

    def save(self, officer: Officer) -> None:
        held = self.get(officer.id)
        if held:
            self._tables.officers[officer.id] = replace(
                held,
                role=officer.role,
                signed_in_at=officer.signed_in_at,
                ended_at=officer.ended_at,
            )

    def get(self, officer: OfficerId) -> Officer | None:
        return self._tables.officers.get(officer)

    def of_email(self, email: str) -> Officer | None:
        return next((one for one in self._tables.officers.values() if one.email == email), None)

    def of_buyer(self, buyer: BuyerName) -> list[Officer]:
        return [one for one in self.all() if one.works_for(buyer)]

    def all(self) -> list[Officer]:
        return sorted(self._tables.officers.values(), key=lambda one: (one.buyer or "", one.email))

    def allow_domain(self, domain: str, buyer: BuyerName, at: datetime) -> None:
        self._tables.domains[domain] = buyer

    def refuse_domain(self, domain: str) -> bool:
        return self._tables.domains.pop(domain, None) is not None

    def domains(self) -> Mapping[str, BuyerName]:
        return dict(self._tables.domains)


class FakeSessions:
    """The SessionRepository in memory."""

    def __init__(self, tables: BuyingTables) -> None:
        self._tables = tables

    def add_link(self, token_hash: str, officer: OfficerId, at: datetime) -> None:
        self._tables.links[token_hash] = (officer, at, None)

    def link(self, token_hash: str) -> tuple[OfficerId, datetime] | None:
        held = self._tables.links.get(token_hash)
        return held[:2] if held and held[2] is None else None

    def use_link(self, token_hash: str, at: datetime) -> bool:
        held = self.link(token_hash)
        if held:
            self._tables.links[token_hash] = (*held, at)
        return held is not None

    def links_since(self, officer: OfficerId, moment: datetime) -> int:
        made = self._tables.links.values()
        return sum(who == officer and at > moment for who, at, _ in made)

    def begin(self, token_hash: str, session: Session) -> None:
        self._tables.sessions[token_hash] = session

    def get(self, token_hash: str) -> Session | None:
        return self._tables.sessions.get(token_hash)

    def see(self, token_hash: str, at: datetime) -> None:
        self._change(lambda key, _: key == token_hash, seen_at=at)

    def end(self, token_hash: str, at: datetime) -> None:
        self._change(lambda key, one: key == token_hash and one.ended_at is None, ended_at=at)

    def end_all_of(self, officer: OfficerId, at: datetime) -> None:
        self._change(lambda _, one: one.officer == officer and one.ended_at is None, ended_at=at)
        for key, (who, made, used) in list(self._tables.links.items()):
            if who == officer:
                self._tables.links[key] = (who, made, used or at)

    def _change(self, which: Callable[[str, Session], bool], **moments: datetime) -> None:
        for key, one in list(self._tables.sessions.items()):
            if which(key, one):
                self._tables.sessions[key] = replace(one, **moments)


class FakeEntries:
    """The EntryRepository in memory."""

    def __init__(self, tables: BuyingTables) -> None:
        self._tables = tables

    def save(self, entry: Entry) -> None:
        self._tables.entries[entry.id] = entry

    def get(self, entry: EntryId) -> Entry | None:
        return self._tables.entries.get(entry)

    def of_opportunity(self, opportunity: OpportunityId) -> Entry | None:
        return self.get(EntryId(opportunity))

    def of_buyer(self, buyer: BuyerName) -> list[Entry]:
        by_id = sorted(self._held(buyer), key=lambda one: one.id)
        return sorted(by_id, key=lambda one: one.changed_at, reverse=True)

    def posted_since(self, buyer: BuyerName, moment: datetime) -> list[Entry]:
        posted = [
            (one.posted_at, one.id, one)
            for one in self._held(buyer)
            if one.posted_at and one.posted_at > moment and one.withdrawn_at is None
        ]
        return [one for _, _, one in sorted(posted, key=lambda row: row[:2])]

    def remove(self, entry: EntryId) -> None:
        self._tables.entries.pop(entry, None)
        self._tables.invitations = [one for one in self._tables.invitations if one.entry != entry]
        self._tables.amendments = [one for one in self._tables.amendments if one.entry != entry]

    def invite(self, invitations: Iterable[Invitation]) -> set[SupplierId]:
        new = set()
        for one in invitations:
            held = {(known.entry, known.supplier) for known in self._tables.invitations}
            if (one.entry, one.supplier) not in held:
                self._tables.invitations.append(one)
                new.add(one.supplier)
        return new

    def invitations(self, entry: EntryId) -> list[Invitation]:
        found = [one for one in self._tables.invitations if one.entry == entry]
        return sorted(found, key=lambda one: (one.at, one.supplier))

    def invitations_of(self, suppliers: Iterable[SupplierId]) -> list[Invitation]:
        wanted = set(suppliers)
        found = [one for one in self._tables.invitations if one.supplier in wanted]
        by_entry = sorted(found, key=lambda one: one.entry)
        return sorted(by_entry, key=lambda one: one.at, reverse=True)

    def note_told(self, entry: EntryId, supplier: SupplierId, told: Iterable[Means]) -> None:
        self._change(entry, supplier, lambda one: replace(one, told=tuple(sorted(set(told)))))

    def see(self, entry: EntryId, supplier: SupplierId, at: datetime) -> None:
        self._change(entry, supplier, lambda one: replace(one, seen_at=one.seen_at or at))

    def amend(self, amendment: Amendment) -> None:
        self._tables.amendments.append(amendment)

    def amendments(self, entries: Iterable[EntryId]) -> list[Amendment]:
        wanted = set(entries)
        found = [one for one in self._tables.amendments if one.entry in wanted]
        return sorted(found, key=lambda one: (one.at, one.id))

    def _change(
        self, entry: EntryId, supplier: SupplierId, change: Callable[[Invitation], Invitation]
    ) -> None:
        self._tables.invitations = [
            change(one) if (one.entry, one.supplier) == (entry, supplier) else one
            for one in self._tables.invitations
        ]

    def _held(self, buyer: BuyerName) -> list[Entry]:
        return [one for one in self._tables.entries.values() if one.buyer == buyer]


class FakeBuyingWork:
    """The repositories of what buyers do here, as a part of one transaction's."""

    def __init__(self, tables: BuyingTables) -> None:
        self.officers = FakeOfficers(tables)
        self.sessions = FakeSessions(tables)
        self.entries = FakeEntries(tables)
