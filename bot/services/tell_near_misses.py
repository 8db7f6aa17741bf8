"""Tells what would have to give where a search found nothing good: from counts, never filler."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.conversation import Choice, Criteria
from bot.domain.feedback_effect import Leaning, heeded
from bot.domain.near_miss import (
    Giving,
    NearMiss,
    loosened,
    missed_by,
    nearest_elsewhere,
    of_wider_trade,
    only_planned,
    worth_telling,
)
from bot.domain.payloads import meaning
from bot.domain.place import Reach
from bot.domain.trade import Trades
from bot.ports import Clock, Phrases
from bot.services.find_opportunities import FindOpportunities, Page


class TellNearMisses:
    """Searches again with one thing less asked, and tells how many there would be."""

    def __init__(
        self, find: FindOpportunities, trades: Trades, phrases: Phrases, clock: Clock
    ) -> None:
        self._find = find
        self._trades = trades
        self._phrases = phrases
        self._clock = clock

    def of(self, page: Page) -> list[NearMiss]:
        """Each thing that could give; none where something good was found.

        Later pages do not say again what the first one said.
        """
        is_first = page.total - page.left == len(page.matches)
        return self._missed(page) if is_first else []

    def lines(self, those: Sequence[NearMiss]) -> list[str]:
        """A sentence for each."""
        return [self._said(one) for one in those]

    def ways(self, those: Sequence[NearMiss]) -> tuple[Choice, ...]:
        """Those that one press can give: a wider trade, or a larger sum."""
        found = []
        for one in those:
            if one.giving is Giving.TRADE and one.trade:
                label = self._phrases.say("near_miss.choice.trade", trade=one.trade)
                found.append(Choice("", label, meaning("refine_search", trade=one.trade)))
            if one.giving is Giving.MAX_VALUE and one.upto is not None:
                label = self._phrases.say("near_miss.choice.max_value", upto=f"{one.upto:,.0f}")
                payload = meaning("refine_search", max_value=float(one.upto))
                found.append(Choice("", label, payload))
        return tuple(found)

    def _missed(self, page: Page) -> list[NearMiss]:
        criteria, leaning = page.criteria, page.leaning
        if page.best_reach is None:
            return worth_telling(
                [*self._limits(criteria, leaning), *self._wider(criteria, leaning)]
            )
        found = heeded(self._find.match(criteria), leaning)
        if page.best_reach is Reach.ELSEWHERE:
            others = [*self._limits(criteria, leaning), *self._wider(criteria, leaning)]
            return worth_telling([nearest_elsewhere(found), *others])
        now = self._clock.now()
        states = [] if criteria.coming_up else [m.opportunity.state_at(now) for m in found]
        return worth_telling([only_planned(states)])

    def _limits(self, criteria: Criteria, leaning: Leaning) -> list[NearMiss | None]:
        return [
            missed_by(what, heeded(self._find.match(one), leaning))
            for what, one in loosened(criteria).items()
        ]

    def _wider(self, criteria: Criteria, leaning: Leaning) -> list[NearMiss | None]:
        wider = dict.fromkeys(one.broader for one in self._trades.named(criteria.trades))
        asked = {name: replace(criteria, trades=(name,), words="") for name in wider if name}
        return [
            of_wider_trade(name, heeded(self._find.match(one), leaning))
            for name, one in asked.items()
        ]

    def _said(self, one: NearMiss) -> str:
        upto = "" if one.upto is None else f"{one.upto:,.0f}"
        key = f"near_miss.{one.giving}" if one.upto is not None else f"near_miss.any.{one.giving}"
        return self._phrases.say(key, count=one.count, upto=upto, trade=one.trade)
