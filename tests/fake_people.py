"""People, proofs and pairs of firms in memory, held to the same contracts as a database's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, MutableMapping, Sequence
from copy import copy
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from bot.domain.conversation import ConversationId
from bot.domain.person import (
    Belonging,
    ContactPoint,
    Invitation,
    Membership,
    PersonId,
)
from bot.domain.proof import CodesSent, Proof, ProofId
from bot.domain.reaching import Address
from bot.domain.same_firm import FirmPair
from bot.domain.supplier import SupplierId


@dataclass
class PeopleTables:
    """Everything held; values are frozen, so a shallow copy of each is a snapshot."""

    points: dict[Address, ContactPoint] = field(default_factory=dict)
    memberships: list[Membership] = field(default_factory=list)
    belongings: dict[ConversationId, Belonging] = field(default_factory=dict)
    proofs: dict[ConversationId, Proof] = field(default_factory=dict)
    codes: list[tuple[str, str, datetime]] = field(default_factory=list)
    invitations: dict[str, Invitation] = field(default_factory=dict)
    pairs: list[FirmPair] = field(default_factory=list)

    def __copy__(self) -> PeopleTables:
        return PeopleTables(**{f.name: copy(getattr(self, f.name)) for f in fields(self)})

    def forget(self, conversation: ConversationId) -> None:
        """What a database does when the conversation's row goes."""
        self.belongings.pop(conversation, None)
        self.proofs.pop(conversation, None)


class FakeProofs:
    """The ProofRepository in memory."""

    def __init__(self, tables: PeopleTables) -> None:
        self._tables = tables

    def begin(self, proof: Proof, address_hash: str, conversation_hash: str) -> None:
        self._tables.proofs[proof.conversation] = proof
        self._tables.codes.append((address_hash, conversation_hash, proof.made_at))

    def of(self, conversation: ConversationId) -> Proof | None:
        return self._tables.proofs.get(conversation)

    def open_to(self, address: Address, now: datetime) -> bool:
        held = self._tables.proofs.values()
        return any(one.address == address and one.is_open(now) for one in held)

    def count_try(self, proof: ProofId) -> None:
        self._change(proof, lambda one: replace(one, tries=one.tries + 1))

    def settle(self, proof: ProofId, at: datetime) -> bool:
        held = self._of_id(proof)
        if held is None or held.proved_at:
            return False
        self._change(proof, lambda one: replace(one, proved_at=at))
        return True

    def sent(self, address_hash: str, conversation_hash: str, since: datetime) -> CodesSent:
        codes = [one for one in self._tables.codes if one[2] >= since]
        self._tables.codes = codes
        to_it = [at for to, _, at in codes if to == address_hash]
        of_it = [at for _, of, at in codes if of == conversation_hash]
        return CodesSent(len(to_it), len(of_it), len(codes))

    def _of_id(self, proof: ProofId) -> Proof | None:
        return next((one for one in self._tables.proofs.values() if one.id == proof), None)

    def _change(self, proof: ProofId, change: Callable[[Proof], Proof]) -> None:
        if held := self._of_id(proof):
            self._tables.proofs[held.conversation] = change(held)


class FakePeople:
    """The PersonRepository in memory."""

    def __init__(
        self,
        tables: PeopleTables,
        *,
        forgets: Callable[[PersonId], None],
        firms: MutableMapping[ConversationId, SupplierId],
    ) -> None:
        """`firms` is where it is looked up which firm a conversation is about."""
        self._tables = tables
        self._forgets = forgets
        self._firms = firms

    def prove(self, address: Address, at: datetime, new: PersonId) -> PersonId:
        person = self.of_address(address) or new
        self._tables.points[address] = ContactPoint(person, address, at)
        return person

    def add_point(self, point: ContactPoint) -> bool:
        held = self._tables.points.setdefault(point.address, point)
        return held.person == point.person

    def of_address(self, address: Address) -> PersonId | None:
        held = self._tables.points.get(address)
        return held.person if held else None

    def of_addresses(self, addresses: Sequence[Address]) -> Mapping[Address, PersonId]:
        found = {one: self.of_address(one) for one in addresses}
        return {one: person for one, person in found.items() if person}

    def points(self, person: PersonId) -> list[ContactPoint]:
        return [one for one in self._tables.points.values() if one.person == person]

    def points_of_each(self, people: Collection[PersonId]) -> dict[PersonId, list[ContactPoint]]:
        return {person: self.points(person) for person in people}

    def join(self, membership: Membership) -> None:
        held = {(one.person, one.supplier) for one in self._tables.memberships}
        if (membership.person, membership.supplier) not in held:
            self._tables.memberships.append(membership)

    def leave(self, person: PersonId, supplier: SupplierId) -> None:
        left = [m for m in self._tables.memberships if (m.person, m.supplier) != (person, supplier)]
        self._tables.memberships[:] = left

    def firms(self, person: PersonId) -> list[Membership]:
        return [one for one in self._tables.memberships if one.person == person]

    def members(self, supplier: SupplierId) -> list[Membership]:
        return [one for one in self._tables.memberships if one.supplier == supplier]

    def memberships(self) -> list[Membership]:
        return list(self._tables.memberships)

    def belong(self, belonging: Belonging) -> None:
        self._tables.belongings[belonging.conversation] = belonging
        if belonging.supplier:
            self._firms[belonging.conversation] = belonging.supplier
        else:
            self._firms.pop(belonging.conversation, None)

    def belonging(self, conversation: ConversationId) -> Belonging | None:
        return self._tables.belongings.get(conversation)

    def conversations(self, person: PersonId) -> list[Belonging]:
        found = [one for one in self._tables.belongings.values() if one.person == person]
        by_id = sorted(found, key=lambda one: one.conversation)
        return sorted(by_id, key=lambda one: one.at, reverse=True)

    def conversations_of_each(
        self, people: Collection[PersonId]
    ) -> dict[PersonId, list[Belonging]]:
        return {person: self.conversations(person) for person in people}

    def forget(self, person: PersonId) -> None:
        tables = self._tables
        tables.points = {k: one for k, one in tables.points.items() if one.person != person}
        tables.memberships = [one for one in tables.memberships if one.person != person]
        tables.belongings = {k: b for k, b in tables.belongings.items() if b.person != person}
        tables.invitations = {k: i for k, i in tables.invitations.items() if i.by != person}
        tables.pairs = [replace(p, by=None) if p.by == person else p for p in tables.pairs]
        self._forgets(person)

    def invite(self, invitation: Invitation) -> None:
        self._tables.invitations[invitation.code_hash] = invitation

    def take_invitation(self, code_hash: str, now: datetime) -> Invitation | None:
        held = self._tables.invitations
        self._tables.invitations = {k: one for k, one in held.items() if now < one.ends_at}
        return self._tables.invitations.pop(code_hash, None)


class FakeFirmPairs:
    """The FirmPairRepository in memory."""

    def __init__(self, tables: PeopleTables) -> None:
        self._tables = tables

    def note(self, pair: FirmPair) -> None:
        others = [p for p in self._tables.pairs if {p.kept, p.other} != {pair.kept, pair.other}]
        self._tables.pairs = [*others, pair]

    def of(self, supplier: SupplierId) -> list[FirmPair]:
        return [one for one in self.all() if supplier in {one.kept, one.other}]

    def all(self) -> list[FirmPair]:
        return sorted(self._tables.pairs, key=lambda one: (one.at, one.kept, one.other))
