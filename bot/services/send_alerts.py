"""Tells what is due: each person's news in one text, once, in an order that prefers nobody."""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from bot.domain.alert import Alert, AlertState
from bot.domain.notification import NotificationId, Withheld
from bot.domain.subscription import Subscription, SubscriptionId
from bot.domain.telling import (
    Decision,
    History,
    Kind,
    NotTold,
    Reason,
    decide,
    decide_change,
    decide_near_miss,
    event_of,
    in_fair_order,
)
from bot.domain.telling_time import LONDON
from bot.domain.text_cost import Budget
from bot.ports import Clock, Storage, Work
from bot.services.compose_alert import ComposeAlert
from bot.services.notify import Notify
from bot.services.read_news import ReadNews, histories

logger = logging.getLogger(__name__)

_REFUSED = frozenset({Withheld.SUPPRESSED, Withheld.NO_CONSENT})
_LAST_MONTH = 12


@dataclass
class SentTally:
    """What a run did: texts by `told`, alerts by the reason for which they were left or wait on."""

    counts: Counter[str] = field(default_factory=Counter)
    segments: int = 0
    over_budget: int = 0


@dataclass(frozen=True, eq=False)
class AlertDesk:
    """What telling works with."""

    storage: Storage
    notify: Notify
    compose: ComposeAlert
    reading: ReadNews
    clock: Clock
    budget: Budget


class SendAlerts:
    """Sends what waits and is due. A text and all that it tells commit together, then it goes."""

    def __init__(self, desk: AlertDesk) -> None:
        self._desk = desk

    def run(self) -> SentTally:
        """Decides again all that is due, with what was told since, and tells it.

        Everything is asked of the store, so a rerun or one after a crash tells nothing twice and
        leaves nothing out; two at once share it. What is over the month's budget waits for the
        next month, and is then decided anew.
        """
        now = self._desk.clock.now()
        first, end = month_of(now)
        with self._desk.storage.transaction() as work:
            due, last = work.alerts.due(now), work.alert_runs.last()
            spent = work.alerts.segments(first, end)
        tally, holidays = SentTally(), self._desk.reading.holidays_after(now)
        waiting: dict[SubscriptionId, list[Alert]] = defaultdict(list)
        for alert in due:
            waiting[alert.subscription].append(alert)
        for one in in_fair_order(waiting, last.seed if last else ""):
            key = SubscriptionId(one)
            round_ = _Round(self._desk, now, holidays, spent + tally.segments, end)
            self._tell(round_, key, waiting[key], tally)
        self._warn(spent, spent + tally.segments, tally)
        return tally

    def _tell(
        self, round_: _Round, key: SubscriptionId, alerts: Sequence[Alert], tally: SentTally
    ) -> None:
        with self._desk.storage.transaction() as work:
            subscription = work.subscriptions.get_many([key]).get(key)
            done = round_.settle(work, subscription, alerts) if subscription else _Done()
        for notification in done.to_deliver:
            self._desk.notify.deliver(notification)
        tally.counts.update(done.counts)
        tally.segments += done.segments
        tally.over_budget += done.over_budget

    def _warn(self, before: int, after: int, tally: SentTally) -> None:
        budget = self._desk.budget
        if tally.over_budget:
            logger.warning(
                "The month's budget for texts is spent: %s people wait until the next month. "
                "DOORSTEP_TEXT_BUDGET sets it.",
                tally.over_budget,
            )
        elif budget.is_low(budget.price(after)) and not budget.is_low(budget.price(before)):
            logger.warning("Four fifths of the month's budget for texts are spent.")


@dataclass
class _Done:
    to_deliver: list[NotificationId] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    segments: int = 0
    over_budget: int = 0


class _Round:
    """One person's turn of a run, in one transaction."""

    def __init__(
        self,
        desk: AlertDesk,
        now: datetime,
        holidays: frozenset[date],
        spent: int,
        next_month: datetime,
    ) -> None:
        self._desk = desk
        self._now = now
        self._holidays = holidays
        self._spent = spent
        self._next_month = next_month
        self._done = _Done()

    def settle(self, work: Work, subscription: Subscription, alerts: Sequence[Alert]) -> _Done:
        """Leaves, postpones or tells each; news together in one text, changes each by itself."""
        history = histories(work, [subscription.person])[subscription.person]
        news: list[Alert] = []
        for alert in sorted(alerts, key=lambda one: (-one.fit, one.id)):
            decision = self._decision(work, subscription, alert, history)
            if isinstance(decision, NotTold):
                self._leave(work, alert, decision.reason)
            elif decision.moment > self._now:
                work.alerts.save([replace(alert, due_at=decision.moment)])
                self._done.counts["postponed"] += 1
            elif alert.kind is not Kind.NEWS:
                self._text(work, subscription, [alert])
            else:
                news.append(alert)
        if news:
            self._text(work, subscription, news)
        return self._done

    def _decision(
        self, work: Work, subscription: Subscription, alert: Alert, history: History
    ) -> Decision:
        if alert.kind is Kind.CHANGE:
            changes = work.changes.of(alert.opportunity)
            change = next((one for one in changes if event_of(one) == alert.event), None)
            if change is None or work.opportunities.get(alert.opportunity) is None:
                return NotTold(Reason.OVER)
            return decide_change(change, subscription, history, self._now, self._holidays)
        one = work.opportunities.get(alert.opportunity)
        if one is None or not self._desk.reading.is_told_of(one, self._now):
            return NotTold(Reason.OVER)
        firm = next(iter(work.suppliers.get_many([subscription.supplier])), None)
        news = replace(self._desk.reading.of(one, alert.fit, firm), since=alert.due_at)
        is_near = alert.kind is Kind.NEAR_MISS
        ask = decide_near_miss if is_near else decide
        return ask(news, subscription, history, self._now, self._holidays)

    def _text(self, work: Work, subscription: Subscription, alerts: Sequence[Alert]) -> None:
        text = self._desk.compose.of(work, subscription, alerts, self._now)
        if text is None:
            self._leave_all(work, alerts, Reason.NOT_REACHED)
            return
        budget = self._desk.budget
        if not budget.allows(budget.price(self._spent + self._done.segments), text.row.segments):
            work.alerts.save([replace(one, due_at=self._next_month) for one in alerts])
            self._done.over_budget += 1
            return
        if not work.alerts.put_text(text.row):
            return  # another process has told it
        meant = self._desk.notify.intend(work, text.message)
        if isinstance(meant, Withheld):
            work.alerts.drop_text(text.row.id)
            reason = Reason.NO_CONSENT if meant in _REFUSED else Reason.NOT_REACHED
            self._leave_all(work, alerts, reason)
            return
        work.alerts.save(text.told)
        self._done.to_deliver.append(meant.id)
        self._done.counts[AlertState.TOLD.value] += 1
        self._done.segments += text.row.segments

    def _leave_all(self, work: Work, alerts: Sequence[Alert], reason: Reason) -> None:
        for one in alerts:
            self._leave(work, one, reason)

    def _leave(self, work: Work, alert: Alert, reason: Reason) -> None:
        work.alerts.save([alert.left(reason, self._now)])
        self._done.counts[reason.value] += 1


def month_of(moment: datetime) -> tuple[datetime, datetime]:
    """The month of London's calendar that holds the moment, as a half-open window in UTC."""
    here = moment.astimezone(LONDON)
    first = datetime(here.year, here.month, 1, tzinfo=LONDON)
    year, month = (here.year + 1, 1) if here.month == _LAST_MONTH else (here.year, here.month + 1)
    return first.astimezone(UTC), datetime(year, month, 1, tzinfo=LONDON).astimezone(UTC)
