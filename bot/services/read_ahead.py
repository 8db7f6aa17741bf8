"""What telling a lot of people asks of the store: asked once for all, not by each in turn."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache

from bot.domain.alert import Alert
from bot.domain.change import Change
from bot.domain.opportunity import Opportunity, OpportunityId
from bot.domain.person import PersonId, last_number
from bot.domain.reaching import Address
from bot.domain.subscription import Subscription, SubscriptionId
from bot.domain.supplier import Supplier
from bot.domain.telling import History, event_of
from bot.ports import Work
from bot.services.read_news import hidden_in_conversations, history_of


class ReadAhead:
    """Facts as they stood when the lot began, and what was told to its people since."""

    def __init__(self, work: Work, asked: Collection[SubscriptionId]) -> None:
        self.subscriptions = work.subscriptions.get_many(asked)
        wishes = self.subscriptions.values()
        people = {one.person for one in wishes}
        firms = work.suppliers.get_many(sorted({one.supplier for one in wishes}))
        self._firms = {one.id: one for one in firms}
        self._told = work.alerts.told(people)
        self._hidden = hidden_in_conversations(work, people)
        self._points = work.people.points_of_each(people)
        self._opportunity = cache(work.opportunities.get)
        self._changes = cache(work.changes.of)

    def firm_of(self, wish: Subscription) -> Supplier | None:
        """The firm for which it was asked, or None."""
        return self._firms.get(wish.supplier)

    def told(self, person: PersonId) -> list[Alert]:
        """All that somebody was told, oldest first, by this lot too."""
        return self._told[person]

    def history(self, person: PersonId) -> History:
        """The same with what they said is not for them."""
        return history_of(self._told[person], self._hidden[person])

    def number_of(self, person: PersonId) -> Address | None:
        """The mobile number that a person proved last, or None."""
        return last_number(self._points[person])

    def opportunity(self, one: OpportunityId) -> Opportunity | None:
        """The opportunity, or None."""
        return self._opportunity(one)

    def change(self, of_it: OpportunityId, event: str) -> Change | None:
        """The change of an opportunity that is that event, or None."""
        return next((one for one in self._changes(of_it) if event_of(one) == event), None)

    def note_told(self, those: Iterable[Alert]) -> None:
        """Notes what is being told, so that what follows in the lot counts it."""
        for one in those:
            self._told[one.person].append(one)
