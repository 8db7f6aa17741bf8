"""Tells a lot of people what is due: decides and words each one's turn, then writes all rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.domain.alert import Alert, AlertState
from bot.domain.notification import Notification, Withheld
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
)
from bot.domain.text_cost import Budget
from bot.ports import Clock, Storage, Work
from bot.services.compose_alert import AlertToSend, ComposeAlert
from bot.services.notify import Notify
from bot.services.read_ahead import ReadAhead
from bot.services.read_news import ReadNews

_REFUSED = frozenset({Withheld.SUPPRESSED, Withheld.NO_CONSENT})


@dataclass(frozen=True, eq=False)
class AlertDesk:
    """What telling works with."""

    storage: Storage
    notify: Notify
    compose: ComposeAlert
    reading: ReadNews
    clock: Clock
    budget: Budget


@dataclass(frozen=True, slots=True)
class Round:
    """What all lots of a run share; what is over the budget waits for `next_month`."""

    now: datetime
    holidays: frozenset[date]
    next_month: datetime


@dataclass
class LotTally:
    """What came of a lot: texts by `told`, alerts by why they were left or wait; what is to go."""

    meant: list[Notification] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    segments: int = 0
    over_budget: int = 0


@dataclass(frozen=True, slots=True)
class _Draft:
    """A text that is due, and the alerts as they were before it."""

    alerts: Sequence[Alert]
    text: AlertToSend


class TellLot:
    """One lot, in the transaction of `work`.

    Nothing is written before all of it is worded, so nobody else who writes waits for that.
    """

    def __init__(self, desk: AlertDesk, round_: Round, work: Work) -> None:
        self._desk = desk
        self._round = round_
        self._work = work
        self._drafts: list[_Draft] = []
        self._settled: list[Alert] = []
        self._tally = LotTally()

    def tell(self, waiting: Mapping[SubscriptionId, Sequence[Alert]], spent: int) -> LotTally:
        """Leaves, postpones or tells all that waits for each; what another process told is let be.

        `spent` are the segments of this month so far. What is meant goes once this committed.
        """
        known = ReadAhead(self._work, waiting)
        for key, alerts in waiting.items():
            if wish := known.subscriptions.get(key):
                self._turn(known, wish, alerts)
        self._put(self._within_budget(self._allowed(), spent))
        self._work.alerts.save(self._settled)
        return self._tally

    def _turn(self, known: ReadAhead, wish: Subscription, alerts: Sequence[Alert]) -> None:
        """One person's: news together in one text, changes each by itself."""
        history, news = known.history(wish.person), list[Alert]()
        for alert in sorted(alerts, key=lambda one: (-one.fit, one.id)):
            decision = self._decision(known, wish, alert, history)
            if isinstance(decision, NotTold):
                self._leave([alert], decision.reason)
            elif decision.moment > self._round.now:
                self._settled.append(replace(alert, due_at=decision.moment))
                self._tally.counts["postponed"] += 1
            elif alert.kind is not Kind.NEWS:
                self._draft(known, wish, [alert])
            else:
                news.append(alert)
        if news:
            self._draft(known, wish, news)

    def _decision(
        self, known: ReadAhead, wish: Subscription, alert: Alert, history: History
    ) -> Decision:
        now, holidays = self._round.now, self._round.holidays
        one = known.opportunity(alert.opportunity)
        if alert.kind is Kind.CHANGE:
            change = known.change(alert.opportunity, alert.event)
            if change is None or one is None:
                return NotTold(Reason.OVER)
            return decide_change(change, wish, history, now, holidays)
        if one is None or not self._desk.reading.is_told_of(one, now):
            return NotTold(Reason.OVER)
        news = self._desk.reading.of(one, alert.fit, known.firm_of(wish))
        ask = decide_near_miss if alert.kind is Kind.NEAR_MISS else decide
        return ask(replace(news, since=alert.due_at), wish, history, now, holidays)

    def _draft(self, known: ReadAhead, wish: Subscription, alerts: Sequence[Alert]) -> None:
        text = self._desk.compose.of(known, wish, alerts, self._round.now)
        if text is None:
            self._leave(alerts, Reason.NOT_REACHED)
            return
        known.note_told(text.told)
        self._drafts.append(_Draft(alerts, text))

    def _allowed(self) -> list[_Draft]:
        """The texts that may go; of the others it is noted why not."""
        messages = [one.text.message for one in self._drafts]
        judged = self._desk.notify.judge_each(self._work, messages)
        for draft, why_not in zip(self._drafts, judged, strict=True):
            if why_not:
                self._withhold(draft, why_not)
        return [one for one, why_not in zip(self._drafts, judged, strict=True) if not why_not]

    def _within_budget(self, drafts: Iterable[_Draft], spent: int) -> list[_Draft]:
        """The texts that the month has room for; the others wait for the next, decided anew."""
        budget, within = self._desk.budget, list[_Draft]()
        for draft in drafts:
            if budget.allows(budget.price(spent), draft.text.row.segments):
                spent += draft.text.row.segments
                within.append(draft)
            else:
                self._tally.over_budget += 1
                self._settled += [replace(a, due_at=self._round.next_month) for a in draft.alerts]
        return within

    def _put(self, drafts: Sequence[_Draft]) -> None:
        new = self._work.alerts.put_texts([one.text.row for one in drafts])
        mine = [one for one in drafts if one.text.row.id in new]
        messages = [one.text.message for one in mine]
        meant = self._desk.notify.intend_each(self._work, messages)
        for draft, message in zip(mine, meant, strict=True):
            if isinstance(message, Withheld):
                self._withhold(draft, message)
                continue
            self._settled += draft.text.told
            self._tally.meant.append(message)
            self._tally.counts[AlertState.TOLD.value] += 1
            self._tally.segments += draft.text.row.segments

    def _withhold(self, draft: _Draft, why_not: Withheld) -> None:
        is_refused = why_not in _REFUSED
        self._leave(draft.alerts, Reason.NO_CONSENT if is_refused else Reason.NOT_REACHED)

    def _leave(self, alerts: Iterable[Alert], reason: Reason) -> None:
        for one in alerts:
            self._settled.append(one.left(reason, self._round.now))
            self._tally.counts[reason.value] += 1
