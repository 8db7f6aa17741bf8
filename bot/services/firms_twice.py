"""One firm that two people registered apart: noticed for a coordinator, joined if both agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from bot.domain.consent import Answer, Channel, Consent, Purpose, given
from bot.domain.errors import InvalidInputError, NotFoundError
from bot.domain.feedback import Owner
from bot.domain.person import Belonging, Joined, Membership, PersonId
from bot.domain.profile_facts import Part
from bot.domain.reaching import Address
from bot.domain.same_firm import FirmPair, PairState, Sighting, grounds_between
from bot.domain.supplier import Supplier, SupplierId
from bot.ports import Clock, Phrases, Storage, Work


@dataclass(frozen=True, slots=True)
class Side:
    """One of two firms: how its people can be asked, and whether they agreed to be one."""

    firm: Supplier
    addresses: tuple[Address, ...]
    agreed: bool


@dataclass(frozen=True, slots=True)
class Twins:
    """Two firms of different people that may be one, the older first, and what became of it."""

    pair: FirmPair
    sides: tuple[Side, Side]


class FirmsTwice:
    """For the coordinator alone: neither side is told of the other before both agreed.

    What is noticed is worked out anew each time and stored nowhere, so that no copy of what is
    held of one side tells of the other.
    """

    def __init__(self, storage: Storage, phrases: Phrases, clock: Clock) -> None:
        self._storage = storage
        self._phrases = phrases
        self._clock = clock

    @property
    def wording(self) -> str:
        """What each side is to be asked, word for word."""
        return self._phrases.say("consent.one_firm.question")

    def all(self) -> list[Twins]:
        """Every pair that is noticed now or was decided; those that wait for a decision first."""
        with self._storage.transaction() as work:
            people = _people_of(work)
            firms = work.suppliers.get_many(sorted(people))
            pairs = {
                _two(one): one
                for one in self._noticed(work, firms)
                if not people[one.kept] & people[one.other]
            }
            decided = [one for one in work.firm_pairs.all() if _is_ours(one)]
            pairs |= {_two(one): one for one in decided}
            told = [self._told(work, one) for one in pairs.values()]
        return sorted(told, key=lambda one: (one.pair.state is not PairState.NOTICED, one.pair.at))

    def join(
        self, kept: SupplierId, other: SupplierId, agreed_by: Collection[SupplierId]
    ) -> FirmPair:
        """Lets the first stand for the other; what each side agreed to is noted as its consent.

        The people of the other belong to both then, and their conversations are about the first.
        What either firm says of itself stays as it is, so it can be undone; again changes nothing.
        NotFoundError where the two are not noticed as one, InvalidInputError where a side did not
        agree.
        """
        found = self._pair(kept, other)
        if not {kept, other} <= set(agreed_by):
            raise InvalidInputError("Both sides must agree before two firms are one.")
        now = self._clock.now()
        joined = FirmPair(kept, other, found.grounds, PairState.JOINED, now)
        with self._storage.transaction() as work:
            work.firm_pairs.note(joined)
            _take_along(work, other, kept, now)
            for one in (kept, other):
                if not _agrees(work, one):
                    work.consents.note(Owner(supplier=one), self._step(Answer.YES))
        return joined

    def part(self, one: SupplierId, other: SupplierId) -> FirmPair:
        """Keeps or puts the two apart, and ends what they agreed to; NotFoundError as in `join`."""
        found = self._pair(one, other)
        parted = FirmPair(
            found.kept, found.other, found.grounds, PairState.APART, self._clock.now()
        )
        with self._storage.transaction() as work:
            work.firm_pairs.note(parted)
            _take_back(work, found.kept, found.other, self._clock.now())
            for each in (one, other):
                if _agrees(work, each):
                    work.consents.note(Owner(supplier=each), self._step(Answer.WITHDRAWN))
        return parted

    def _pair(self, one: SupplierId, other: SupplierId) -> FirmPair:
        pairs = (twins.pair for twins in self.all())
        found = next((pair for pair in pairs if _two(pair) == {one, other}), None)
        if found is None:
            raise NotFoundError("Those two firms are not noticed as one.")
        return found

    def _noticed(self, work: Work, firms: Collection[Supplier]) -> Iterator[FirmPair]:
        """Pairs with grounds; only firms that share a ground are held against each other."""
        groups: defaultdict[str, list[Sighting]] = defaultdict(list)
        for sighting in (_sighting(work, firm) for firm in firms):
            for mark in sighting.marks:
                groups[mark].append(sighting)
        seen: set[frozenset[SupplierId]] = set()
        for group in groups.values():
            for pair in combinations(group, 2):
                one, other = sorted(pair, key=lambda s: (s.firm.registered_at, s.firm.id))
                both = frozenset({one.firm.id, other.firm.id})
                if both not in seen:
                    seen.add(both)
                    grounds, at = grounds_between(one, other), other.firm.registered_at
                    yield FirmPair(one.firm.id, other.firm.id, grounds, PairState.NOTICED, at)

    def _told(self, work: Work, pair: FirmPair) -> Twins:
        kept, other = work.suppliers.get_many([pair.kept, pair.other])
        return Twins(pair, (_side(work, kept), _side(work, other)))

    def _step(self, answer: Answer) -> Consent:
        version, now = self._phrases.say("consent.one_firm.version"), self._clock.now()
        return Consent(Purpose.ONE_FIRM, answer, self.wording, version, Channel.COORDINATOR, now)


def _people_of(work: Work) -> dict[SupplierId, set[PersonId]]:
    people: defaultdict[SupplierId, set[PersonId]] = defaultdict(set)
    for one in work.people.memberships():
        people[one.supplier].add(one.person)
    return people


def _sighting(work: Work, firm: Supplier) -> Sighting:
    profile = work.profiles.of(Owner(supplier=firm.id))
    numbers = (profile.get(Part.COMPANY_NUMBER), profile.get(Part.PPON))
    return Sighting(firm, frozenset(str(one) for one in numbers if one))


def _side(work: Work, firm: Supplier) -> Side:
    members = work.people.members(firm.id)
    addresses = [point.address for one in members for point in work.people.points(one.person)]
    return Side(firm, tuple(dict.fromkeys(addresses)), _agrees(work, firm.id))


def _take_along(work: Work, other: SupplierId, kept: SupplierId, now: datetime) -> None:
    """The people of the one firm into the other: nobody alone may then erase what both hold."""
    for one in work.people.members(other):
        work.people.join(Membership(one.person, kept, Joined.MADE_ONE, now))
        _move(work, one.person, other, kept, now)


def _take_back(work: Work, kept: SupplierId, other: SupplierId, now: datetime) -> None:
    theirs = {one.person for one in work.people.members(other)}
    for one in work.people.members(kept):
        if one.how is Joined.MADE_ONE and one.person in theirs:
            work.people.leave(one.person, kept)
            _move(work, one.person, kept, other, now)


def _move(work: Work, person: PersonId, firm: SupplierId, to: SupplierId, now: datetime) -> None:
    for one in work.people.conversations(person):
        if one.supplier == firm:
            work.people.belong(Belonging(one.conversation, person, to, now))


def _agrees(work: Work, firm: SupplierId) -> bool:
    return given(work.consents.of(Owner(supplier=firm), Purpose.ONE_FIRM)) is not None


def _is_ours(pair: FirmPair) -> bool:
    """Whether a coordinator decided about it, and not somebody whose firms both are."""
    return pair.state is not PairState.NOTICED and pair.by is None


def _two(pair: FirmPair) -> frozenset[SupplierId]:
    return frozenset({pair.kept, pair.other})
