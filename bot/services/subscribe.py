"""Texts about work: asked for, changed, looked at and ended by whoever has the conversation."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.alert_words import Said, SaidTrade, with_what_is_said
from bot.domain.conversation import ConversationId, Criteria
from bot.domain.pause_words import Feasts
from bot.domain.person import Belonging, Joined, Membership, PersonId
from bot.domain.place import usual_spelling
from bot.domain.reaching import Means
from bot.domain.subscription import Often, Rhythm, Subscription, SubscriptionId
from bot.domain.supplier import LONGEST_NAME, Supplier, SupplierId
from bot.ports import Clock, Storage, Work
from bot.services.recognise import Recognise, about_firm, firms_of


@dataclass(frozen=True, slots=True)
class Chosen:
    """How often somebody wants to be told, and on which day of the week (0 is Monday)."""

    often: Often
    weekday: int = 0


class Subscribe:
    """Subscriptions; none of them says that a consent was given."""

    def __init__(
        self, storage: Storage, recognise: Recognise, feasts: Feasts, clock: Clock
    ) -> None:
        self._storage = storage
        self._recognise = recognise
        self._feasts = feasts
        self._clock = clock

    def known_work(self, conversation: ConversationId) -> str | None:
        """What the owner's firm does, or was last searched for; None where nothing is known."""
        firm = self._recognise.registered(conversation)
        if firm:
            return firm.text
        with self._storage.transaction() as work:
            search = work.searches.latest(conversation)
        return _in_words(search.criteria) if search else None

    def begin(
        self, conversation: ConversationId, work_wanted: str, chosen: Chosen
    ) -> Subscription | None:
        """The subscription of the conversation's owner, begun or begun again, as they chose.

        A firm of theirs is registered by the words where there is none; buyers never see it. None
        where no number was proved. Beginning twice is beginning once.
        """
        self._recognise.registered(conversation)
        now = self._clock.now()
        with self._storage.transaction() as work:
            held = work.people.belonging(conversation)
            if held is None or not _has_number(work, held.person):
                return None
            firm = self._firm(work, held, work_wanted)
            known = [
                one for one in work.subscriptions.of_person(held.person) if one.supplier == firm
            ]
            rhythm = Rhythm(chosen.often, chosen.weekday)
            new = Subscription(
                SubscriptionId(str(uuid.uuid4())), held.person, firm, Means.TEXT, now, rhythm
            )
            if known:
                new = _as_chosen(known[0].begun_again(now), chosen)
            work.subscriptions.put(new)
        return new

    def of(self, conversation: ConversationId) -> Subscription | None:
        """What stands for whoever has the conversation: that of its firm, else the first."""
        with self._storage.transaction() as work:
            held = work.people.belonging(conversation)
            if held is None:
                return None
            now = self._clock.now()
            stand = [s for s in work.subscriptions.of_person(held.person) if not s.is_over(now)]
        of_firm = [one for one in stand if one.supplier == held.supplier]
        return next(iter(of_firm or stand), None)

    def change(
        self, conversation: ConversationId, text: str, trades: Sequence[SaidTrade]
    ) -> Said | None:
        """The rules as the words set them, stored; None where nothing stands that could change."""
        standing = self.of(conversation)
        if standing is None:
            return None
        said = with_what_is_said(text, standing, trades, self._feasts, self._clock.now())
        if said.changed:
            with self._storage.transaction() as work:
                work.subscriptions.put(said.subscription)
        return said

    def end(self, conversation: ConversationId) -> int:
        """Ends all subscriptions of whoever has the conversation, at once; how many stood."""
        now = self._clock.now()
        with self._storage.transaction() as work:
            held = work.people.belonging(conversation)
            those = work.subscriptions.of_person(held.person) if held else []
            stood = [one for one in those if not one.is_over(now)]
            for one in stood:
                work.subscriptions.put(one.ended(now))
        return len(stood)

    def _firm(self, work: Work, held: Belonging, work_wanted: str) -> SupplierId:
        known = about_firm(work, held.conversation) or next(iter(firms_of(work, held.person)), None)
        if known:
            return known.id
        search = work.searches.latest(held.conversation)
        place = search.criteria.place.name if search and search.criteria.place else ""
        postcode = usual_spelling(place)
        firm = SupplierId(str(uuid.uuid4()))
        now, name = self._clock.now(), work_wanted[:LONGEST_NAME]
        work.suppliers.save_all([Supplier(firm, name, work_wanted, now, postcode or None)])
        work.people.join(Membership(held.person, firm, Joined.FOUNDED, now))
        work.people.belong(Belonging(held.conversation, held.person, firm, now))
        return firm


def _as_chosen(one: Subscription, chosen: Chosen) -> Subscription:
    rhythm = replace(one.rhythm, often=chosen.often, weekday=chosen.weekday)
    return replace(one, rhythm=rhythm, paused_until=None)


def _has_number(work: Work, person: PersonId) -> bool:
    return any(one.address.means is Means.TEXT for one in work.people.points(person))


def _in_words(criteria: Criteria) -> str | None:
    said = [*criteria.trades, criteria.words]
    return ", ".join(one for one in said if one) or None
