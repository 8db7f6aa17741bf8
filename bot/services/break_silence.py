"""Finds, for whoever heard nothing for weeks, the nearest thing there was."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.alert import Alert, AlertState
from bot.domain.subscription import Subscription
from bot.domain.telling import NEAR, SILENCE, History, Kind, TellAt, decide_near_miss
from bot.ports import Clock, Storage, Work
from bot.services.read_news import ReadNews, histories


class BreakSilence:
    """Makes a near miss of what was left; `SendAlerts` tells it with all else that is due."""

    def __init__(self, storage: Storage, reading: ReadNews, clock: Clock) -> None:
        self._storage = storage
        self._reading = reading
        self._clock = clock

    def run(self) -> int:
        """How many people are to be told of a near miss; again finds nobody twice within weeks."""
        now = self._clock.now()
        with self._storage.transaction() as work:
            wanted = [one for one in work.subscriptions.standing(now) if one.near_misses]
            told = histories(work, {one.person for one in wanted})
            nearest = (self._nearest(work, one, told[one.person]) for one in wanted)
            found = [alert for alert in nearest if alert]
            work.alerts.save(found)
        return len(found)

    def _nearest(self, work: Work, wish: Subscription, history: History) -> Alert | None:
        now = self._clock.now()
        if (history.last() or wish.began_at) + SILENCE > now:
            return None
        firm = next(iter(work.suppliers.get_many([wish.supplier])), None)
        holidays = self._reading.holidays_after(now)
        for left in work.alerts.left(wish.id, NEAR, now - SILENCE):
            one = work.opportunities.get(left.opportunity)
            if one is None or not self._reading.is_told_of(one, now):
                continue
            news = self._reading.of(one, left.fit, firm)
            decision = decide_near_miss(news, wish, history, now, holidays)
            if isinstance(decision, TellAt):
                return replace(
                    left,
                    kind=Kind.NEAR_MISS,
                    state=AlertState.WAITING,
                    reason=None,
                    settled_at=None,
                    due_at=decision.moment,
                )
        return None
