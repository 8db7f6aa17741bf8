"""Matches what is new or changed to all who asked to be told: one row each, decided once."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.alert import Alert, AlertId, AlertRun, AlertState
from bot.domain.change import Change
from bot.domain.opportunity import Opportunity, OpportunityId
from bot.domain.person import PersonId
from bot.domain.subscription import Subscription
from bot.domain.supplier import SupplierId
from bot.domain.telling import (
    NEAR_FROM,
    Decision,
    Kind,
    NotTold,
    Reason,
    TellAt,
    decide,
    decide_change,
    event_of,
)
from bot.ports import Clock, Storage
from bot.services.read_news import ReadNews, histories
from bot.services.who_can_do import ToTell, WhoCanDo

NOBODYS_BUSINESS = frozenset({Reason.TOLD_ALREADY, Reason.NEVER_TOLD, Reason.NO_MATTER})
"""Reasons of which no row is kept: nothing was held back from anybody."""

AT_A_TIME = 500
"""People whose firms and histories are in memory together."""


@dataclass(frozen=True, slots=True)
class _Moment:
    """What all decisions of one run share."""

    now: datetime
    holidays: frozenset[date]


class MatchNews:
    """Runs over what changed in the store since the last run; a rerun finds nothing new."""

    def __init__(
        self,
        storage: Storage,
        who: WhoCanDo,
        reading: ReadNews,
        clock: Clock,
        new_seed: Callable[[], str] = lambda: uuid.uuid4().hex,
    ) -> None:
        self._storage = storage
        self._who = who
        self._reading = reading
        self._clock = clock
        self._new_seed = new_seed

    def run(self) -> AlertRun | None:
        """Decides what became new since the last run, and notes the run with its counts.

        The run and all its rows commit together, so a run that breaks off is as none. None where
        there is nothing new, or another run was quicker. The first run of all only notes where the
        next begins: nobody is told of what was there before anybody could ask.
        """
        now = self._clock.now()
        with self._storage.transaction() as work:
            last, revision = work.alert_runs.last(), work.opportunities.revision()
            changes = work.changes.noted_after(last.changes_to if last else 0)
            changed = work.vectors.changed_since(last.revision) if last else ()
            found = work.opportunities.get_many(list(changed))
        if last and last.revision == revision and not changes:
            return None
        number, changes_to = last.number + 1 if last else 1, last.changes_to if last else 0
        run = AlertRun(number, now, revision, max(changes, default=changes_to), self._new_seed())
        if last is None:
            return run if self._store(run, []) else None
        moment = _Moment(now, self._reading.holidays_after(now))
        decided = [*self._news(_once(found), moment), *self._changes(changes.values(), moment)]
        run = replace(run, counts=counted(decided))
        return run if self._store(run, decided) else None

    def _store(self, run: AlertRun, decided: Sequence[Alert]) -> bool:
        with self._storage.transaction() as work:
            if not work.alert_runs.put(run):
                return False
            work.alerts.add_new(decided)
            work.alerts.save(decided)
        return True

    def _news(self, found: Iterable[Opportunity], moment: _Moment) -> Iterator[Alert]:
        for one in found:
            if self._reading.is_told_of(one, moment.now):
                yield from self._news_of(one, self._who.suppliers_to_tell(one, NEAR_FROM), moment)

    def _news_of(
        self, one: Opportunity, firms: Sequence[ToTell], moment: _Moment
    ) -> Iterator[Alert]:
        fits = {firm.supplier: firm.fit for firm in firms}
        with self._storage.transaction() as work:
            subscriptions = work.subscriptions.standing(moment.now, list(fits))
            held = {a.person: a for a in work.alerts.of(one.id) if a.kind is not Kind.CHANGE}
        asked = _best_of_each_person(subscriptions, fits)
        for start in range(0, len(asked), AT_A_TIME):
            some = asked[start : start + AT_A_TIME]
            with self._storage.transaction() as work:
                known = {firm.id: firm for firm in work.suppliers.get_many(_firms_of(some))}
                told = histories(work, {each.person for each in some})
            for each in some:
                news = self._reading.of(one, fits[each.supplier], known.get(each.supplier))
                decision = decide(news, each, told[each.person], moment.now, moment.holidays)
                new = _new(each, one.id, news.fit, moment)
                if alert := _decided(new, decision, held.get(each.person)):
                    yield alert

    def _changes(self, changes: Iterable[Change], moment: _Moment) -> Iterator[Alert]:
        for change in changes:
            with self._storage.transaction() as work:
                told = [a for a in work.alerts.of(change.opportunity_id) if _tells_of(a)]
                subscriptions = work.subscriptions.get_many({a.subscription for a in told})
                known = histories(work, {a.person for a in told})
            for alert in told:
                each = subscriptions[alert.subscription]
                history = known[alert.person]
                decision = decide_change(change, each, history, moment.now, moment.holidays)
                new = _new(each, alert.opportunity, alert.fit, moment)
                new = replace(new, event=event_of(change), kind=Kind.CHANGE)
                if made := _decided(new, decision, None):
                    yield made


def counted(decided: Iterable[Alert]) -> dict[str, int]:
    """How many people by what was decided: `waiting`, or the reason."""
    return dict(Counter(a.reason.value if a.reason else a.state.value for a in decided))


def _new(
    subscription: Subscription, opportunity: OpportunityId, fit: float, moment: _Moment
) -> Alert:
    alert_id = AlertId(str(uuid.uuid4()))
    return Alert(alert_id, subscription.id, subscription.person, opportunity, fit, moment.now)


def _decided(new: Alert, decision: Decision, held: Alert | None) -> Alert | None:
    """The row of the decision, in place of one that was left before; None where none is due."""
    if isinstance(decision, NotTold) and decision.reason in NOBODYS_BUSINESS:
        return None
    if held and held.state is not AlertState.LEFT:
        return None  # it waits already, and is decided again when it is due
    alert = replace(new, id=held.id) if held else new
    if isinstance(decision, TellAt):
        return replace(alert, due_at=decision.moment)
    return alert.left(decision.reason, new.due_at)


def _best_of_each_person(
    subscriptions: Iterable[Subscription], fits: dict[SupplierId, float]
) -> list[Subscription]:
    """One a person: whoever has two firms is told once, for the one that fits better."""
    best: dict[PersonId, Subscription] = {}
    for one in sorted(subscriptions, key=lambda s: fits[s.supplier]):
        best[one.person] = one
    return list(best.values())


def _once(found: Iterable[Opportunity]) -> list[Opportunity]:
    return list({one.id: one for one in found}.values())


def _firms_of(subscriptions: Iterable[Subscription]) -> list[SupplierId]:
    return list(dict.fromkeys(one.supplier for one in subscriptions))


def _tells_of(alert: Alert) -> bool:
    return alert.state is AlertState.TOLD and alert.kind is not Kind.CHANGE
