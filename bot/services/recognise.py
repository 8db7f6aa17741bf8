"""Recognises whose a conversation is, and lets them go on with their firm and their last search."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.conversation import ConversationId
from bot.domain.organisation_name import same_organisation_key
from bot.domain.person import Belonging, Joined, Membership, PersonId
from bot.domain.reaching import Address
from bot.domain.same_firm import PairState
from bot.domain.supplier import Supplier, SupplierId
from bot.ports import Clock, ProfileClaims, Storage, Work


@dataclass(frozen=True, slots=True)
class Recognised:
    """Whose the conversation is, which firms are theirs, and which of them it is about.

    `chosen` is None where there is none, or where they must say which: one of `firms`, or, where
    `names` is given, the new one of that name. `was_here` tells of earlier conversations.
    """

    person: PersonId
    firms: tuple[Supplier, ...]
    chosen: Supplier | None
    names: str | None
    was_here: bool


class Recognise:
    """Conversations that belong to people, and people who belong to firms."""

    def __init__(self, storage: Storage, claims: ProfileClaims, clock: Clock) -> None:
        self._storage = storage
        self._claims = claims
        self._clock = clock

    def after_proof(
        self, work: Work, conversation: ConversationId, person: PersonId, now: datetime
    ) -> Recognised:
        """Makes the conversation the person's, and about their firm if it is plain which."""
        earlier = [o for o in work.people.conversations(person) if o.conversation != conversation]
        firms = firms_of(work, person)
        named = self._claims.name(work, conversation)
        chosen = _plainly_meant(firms, named)
        work.people.belong(Belonging(conversation, person, None, now))
        if not firms:
            chosen = self._found(work, conversation, person, now)
        elif chosen:
            self._settle(work, conversation, person, chosen.id, now)
        _take_up_search(work, conversation, earlier)
        another = named if firms and not chosen else None
        return Recognised(person, firms_of(work, person), chosen, another, bool(earlier))

    def by_text(self, work: Work, number: Address, conversation: ConversationId) -> None:
        """Makes the conversation of a number its owner's, where somebody proved the number.

        A text may pretend to come from a number, but what answers it goes to the number itself.
        """
        person = work.people.of_address(number)
        if person and work.people.belonging(conversation) is None:
            self.after_proof(work, conversation, person, self._clock.now())

    def registered(self, conversation: ConversationId) -> Supplier | None:
        """The firm of a proved owner whose profile has become enough for one; None otherwise.

        To be called whenever a profile has grown. Calling it again changes nothing.
        """
        with self._storage.transaction() as work:
            held = work.people.belonging(conversation)
            if held is None:
                return None
            if held.supplier is None and not firms_of(work, held.person):
                return self._found(work, conversation, held.person, self._clock.now())
            return about_firm(work, conversation)

    def choose(self, conversation: ConversationId, firm: SupplierId) -> Supplier | None:
        """Makes the conversation about one of its owner's firms; None if it is not theirs."""
        with self._storage.transaction() as work:
            held = work.people.belonging(conversation)
            if held is None or firm not in {one.id for one in firms_of(work, held.person)}:
                return None
            self._settle(work, conversation, held.person, firm, self._clock.now())
            return about_firm(work, conversation)

    def another(self, conversation: ConversationId) -> Supplier | None:
        """A further firm of the conversation's owner; None while too little is known of it."""
        with self._storage.transaction() as work:
            held = work.people.belonging(conversation)
            if held is None:
                return None
            return self._found(work, conversation, held.person, self._clock.now())

    def _found(
        self, work: Work, conversation: ConversationId, person: PersonId, now: datetime
    ) -> Supplier | None:
        new = SupplierId(str(uuid.uuid4()))
        if not self._claims.claim(work, conversation, new):
            return None
        work.people.join(Membership(person, new, Joined.FOUNDED, now))
        work.people.belong(Belonging(conversation, person, new, now))
        return about_firm(work, conversation)

    def _settle(
        self,
        work: Work,
        conversation: ConversationId,
        person: PersonId,
        firm: SupplierId,
        now: datetime,
    ) -> None:
        work.people.belong(Belonging(conversation, person, firm, now))
        self._claims.claim(work, conversation, firm)


def firms_of(work: Work, person: PersonId) -> tuple[Supplier, ...]:
    """A person's firms; those that were joined for one are the one that was kept."""
    ids = [kept_for(work, one.supplier) for one in work.people.firms(person)]
    return tuple(work.suppliers.get_many(list(dict.fromkeys(ids))))


def about_firm(work: Work, conversation: ConversationId) -> Supplier | None:
    """The firm that the conversation is about, or None."""
    held = work.people.belonging(conversation)
    if held is None or held.supplier is None:
        return None
    return next(iter(work.suppliers.get_many([kept_for(work, held.supplier)])), None)


def kept_for(work: Work, firm: SupplierId) -> SupplierId:
    """The firm that stands for this one; itself, unless it was joined to another."""
    seen = {firm}
    while True:
        pairs = work.firm_pairs.of(firm)
        joined = [p.kept for p in pairs if p.other == firm and p.state is PairState.JOINED]
        if not joined or joined[0] in seen:
            return firm
        firm = joined[0]
        seen.add(firm)


def _plainly_meant(firms: tuple[Supplier, ...], named: str | None) -> Supplier | None:
    """The one firm there is, unless another name was given; or the one of the name."""
    if named is None:
        return firms[0] if len(firms) == 1 else None
    key = same_organisation_key(named)
    same = [one for one in firms if same_organisation_key(one.name) == key]
    return same[0] if len(same) == 1 else None


def _take_up_search(work: Work, conversation: ConversationId, earlier: list[Belonging]) -> None:
    """The last search of their other conversations, where this one has none of its own."""
    if work.searches.latest(conversation):
        return
    searches = (work.searches.latest(one.conversation) for one in earlier)
    found = [one for one in searches if one]
    if found:
        last = max(found, key=lambda one: one.at)
        work.searches.save(replace(last, conversation_id=conversation))
