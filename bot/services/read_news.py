"""Reads an opportunity as news for one firm, with what that person was told before."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from functools import lru_cache

from bot.domain.alert import Alert, Wanted
from bot.domain.feedback import standing
from bot.domain.match import LISTS
from bot.domain.matching import trade_fit
from bot.domain.opportunity import Opportunity, OpportunityId, can_be_answered
from bot.domain.person import PersonId
from bot.domain.supplier import Supplier
from bot.domain.telling import History, News, Told
from bot.domain.telling_time import LONDON, LONGEST_WAIT
from bot.domain.trade import PlainText, Trades
from bot.ports import BankHolidays, Gazetteer, Work

_ASKED_FOR = 0.4
"""From this relevance on a trade is what the opportunity asks for, and not only mentioned."""


class ReadNews:
    """Facts of opportunities by which people choose what they are told."""

    def __init__(self, trades: Trades, gazetteer: Gazetteer, holidays: BankHolidays) -> None:
        self._trades = trades
        self._gazetteer = gazetteer
        self._holidays = holidays
        self._trades_of = lru_cache(maxsize=256)(self._read_trades)

    def of(self, one: Opportunity, fit: float, firm: Supplier | None) -> News:
        """The opportunity as the firm has it."""
        value = None if one.kind in LISTS else one.value.amount
        return News(one.id, fit, one.deadline, value, self._trades_of(one), self._miles(one, firm))

    def is_told_of(self, one: Opportunity, now: datetime) -> bool:
        """Whether anybody may be told of it: published, not over, and no made-up example."""
        is_open = one.is_known_at(now) and can_be_answered(one.state_at(now))
        return is_open and not one.is_sample

    def holidays_after(self, now: datetime) -> frozenset[date]:
        """The bank holidays as far ahead as anybody waits or has time to answer."""
        today = now.astimezone(LONDON).date()
        return self._holidays.between(today, today + 2 * LONGEST_WAIT)

    def _read_trades(self, one: Opportunity) -> frozenset[str]:
        title, description = PlainText(one.title), PlainText(one.description)
        fits = (trade_fit(one, title, description, trade) for trade in self._trades)
        return frozenset(fit.trade for fit in fits if fit and fit.relevance >= _ASKED_FOR)

    def _miles(self, one: Opportunity, firm: Supplier | None) -> float | None:
        place = self._gazetteer.find(firm.postcode) if firm and firm.postcode else None
        return self._gazetteer.reach(one.coverage, place)[1] if place else None


def histories(work: Work, people: Iterable[PersonId]) -> dict[PersonId, History]:
    """What each was told, and what they said is not for them, by text or in a conversation."""
    told = work.alerts.told(set(people))
    said = hidden_in_conversations(work, told)
    return {person: history_of(those, said[person]) for person, those in told.items()}


def history_of(told: Iterable[Alert], said: AbstractSet[OpportunityId]) -> History:
    """The history of one person from what they were told, and what they said is not for them."""
    those = tuple(told)
    hidden = {one.opportunity for one in those if one.answer is Wanted.NOT_FOR_ME}
    return History(
        tuple(
            Told(one.opportunity, one.event, one.kind, one.text, one.settled_at or one.due_at)
            for one in those
        ),
        frozenset(hidden | said),
    )


def hidden_in_conversations(
    work: Work, people: Collection[PersonId]
) -> dict[PersonId, set[OpportunityId]]:
    """What each said in a conversation is not for them."""
    talks = work.people.conversations_of_each(people)
    said = work.feedback.of_each([one.conversation for those in talks.values() for one in those])
    hidden: dict[PersonId, set[OpportunityId]] = {}
    for person, those in talks.items():
        verdicts = (standing(said.get(one.conversation, ())) for one in those)
        hidden[person] = {key for each in verdicts for key, one in each.items() if one.hides}
    return hidden
