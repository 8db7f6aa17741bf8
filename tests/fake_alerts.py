"""Subscriptions, alerts, runs and reminders in memory, held to the contracts of a database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from bot.domain.alert import Alert, AlertId, AlertRun, AlertState, AlertText
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.opportunity import OpportunityId
from bot.domain.person import PersonId
from bot.domain.reminder import Reminder
from bot.domain.subscription import Subscription, SubscriptionId
from bot.domain.supplier import SupplierId
from bot.domain.telling import Kind, Reason
from bot.domain.told_counts import ToldAt

ReminderKey = tuple[Owner, OpportunityId]


@dataclass
class AlertTables:
    """Everything held; values are frozen, so a shallow copy of each is a snapshot."""

    subscriptions: dict[SubscriptionId, Subscription] = field(default_factory=dict)
    alerts: dict[AlertId, Alert] = field(default_factory=dict)
    texts: dict[str, AlertText] = field(default_factory=dict)
    runs: list[AlertRun] = field(default_factory=list)
    reminders: dict[ReminderKey, tuple[Reminder, datetime | None]] = field(default_factory=dict)

    def __copy__(self) -> AlertTables:
        return AlertTables(**{f.name: copy(getattr(self, f.name)) for f in fields(self)})

    def forget(self, conversation: ConversationId) -> None:
        """What a database does when the conversation's row goes."""
        self._keep(lambda owner: owner.conversation != conversation)

    def forget_person(self, person: PersonId) -> None:
        """What a database does when the person's row goes."""
        self._keep(lambda owner: owner.person != person)
        self._drop(lambda one: one.person == person)

    def forget_firms(self, firms: Collection[SupplierId]) -> None:
        """What a database does when firms' rows go."""
        self._keep(lambda owner: owner.supplier not in firms)
        self._drop(lambda one: one.supplier in firms)

    def _keep(self, stays: Callable[[Owner], bool]) -> None:
        self.reminders = {key: one for key, one in self.reminders.items() if stays(key[0])}

    def _drop(self, goes: Callable[[Subscription], bool]) -> None:
        gone = {key for key, one in self.subscriptions.items() if goes(one)}
        left = self.subscriptions.items()
        self.subscriptions = {key: one for key, one in left if key not in gone}
        self.alerts = {k: one for k, one in self.alerts.items() if one.subscription not in gone}
        self.texts = {k: one for k, one in self.texts.items() if one.subscription not in gone}


class FakeSubscriptions:
    """The SubscriptionRepository in memory."""

    def __init__(self, tables: AlertTables) -> None:
        self._tables = tables

    def put(self, subscription: Subscription) -> None:
        held = self._tables.subscriptions
        key = _of(subscription)
        old = next((one.id for one in held.values() if _of(one) == key), subscription.id)
        held[old] = replace(subscription, id=old)

    def get_many(self, ids: Collection[SubscriptionId]) -> dict[SubscriptionId, Subscription]:
        return {key: one for key, one in self._tables.subscriptions.items() if key in ids}

    def of_person(self, person: PersonId) -> list[Subscription]:
        return [one for one in self._sorted() if one.person == person]

    def standing(
        self, now: datetime, firms: Collection[SupplierId] | None = None
    ) -> list[Subscription]:
        wanted = [one for one in self._sorted() if not one.is_over(now)]
        return [one for one in wanted if firms is None or one.supplier in firms]

    def _sorted(self) -> list[Subscription]:
        return sorted(self._tables.subscriptions.values(), key=lambda s: (s.began_at, s.id))


class FakeAlerts:
    """The AlertRepository in memory."""

    def __init__(self, tables: AlertTables) -> None:
        self._tables = tables

    def add_new(self, alerts: Iterable[Alert]) -> int:
        before = len(self._all)
        for one in alerts:
            if not any(_event(one) == _event(held) for held in self._all):
                self._tables.alerts[one.id] = one
        return len(self._all) - before

    def save(self, alerts: Iterable[Alert]) -> None:
        for one in alerts:
            if one.id in self._tables.alerts:
                self._tables.alerts[one.id] = one

    def due(self, now: datetime) -> list[Alert]:
        found = (a for a in self._all if a.state is AlertState.WAITING and a.due_at <= now)
        return sorted(found, key=lambda one: (one.due_at, one.id))

    def told(self, people: Collection[PersonId]) -> dict[PersonId, list[Alert]]:
        return {person: self._told(lambda a, p=person: a.person == p) for person in people}

    def left(
        self, subscription: SubscriptionId, reasons: Collection[Reason], since: datetime
    ) -> list[Alert]:
        found = [
            one
            for one in self._all
            if one.subscription == subscription
            and one.state is AlertState.LEFT
            and one.reason in reasons
            and one.settled_at
            and one.settled_at >= since
        ]
        return sorted(found, key=lambda one: (-one.fit, one.id))

    def of(self, opportunity: OpportunityId) -> list[Alert]:
        found = [one for one in self._all if one.opportunity == opportunity]
        return sorted(found, key=lambda one: one.id)

    def put_texts(self, texts: Sequence[AlertText]) -> set[str]:
        return {one.id for one in texts if self._tables.texts.setdefault(one.id, one) is one}

    def of_link(self, link: str) -> list[Alert]:
        texts = {one.id for one in self._tables.texts.values() if one.link == link}
        found = (one for one in self._all if one.text in texts)
        return sorted(found, key=lambda one: (-one.fit, one.id))

    def segments(self, first: datetime, end: datetime) -> int:
        texts = self._tables.texts.values()
        return sum(one.segments for one in texts if first <= one.at < end)

    def counted(self, first: datetime, end: datetime) -> Mapping[str, int]:
        within = (a for a in self._all if a.settled_at and first <= a.settled_at < end)
        return Counter(a.reason.value if a.reason else a.state.value for a in within)

    def told_at(self, first: datetime, end: datetime) -> list[ToldAt]:
        told = self._told(lambda a: a.kind is Kind.NEWS)
        within = Counter(
            (a.settled_at, a.opportunity)
            for a in told
            if a.settled_at and first <= a.settled_at < end
        )
        return [ToldAt(at, one, people) for (at, one), people in sorted(within.items()) if at]

    @property
    def _all(self) -> Collection[Alert]:
        return self._tables.alerts.values()

    def _told(self, is_wanted: Callable[[Alert], bool]) -> list[Alert]:
        found = [a for a in self._all if a.state is AlertState.TOLD and is_wanted(a)]
        return sorted(found, key=lambda one: (one.settled_at or one.due_at, one.id))


class FakeAlertRuns:
    """The AlertRunRepository in memory."""

    def __init__(self, tables: AlertTables) -> None:
        self._tables = tables

    def last(self) -> AlertRun | None:
        return next(iter(self.latest(1)), None)

    def put(self, run: AlertRun) -> bool:
        if any(one.number == run.number for one in self._tables.runs):
            return False
        self._tables.runs.append(run)
        return True

    def latest(self, limit: int) -> list[AlertRun]:
        return sorted(self._tables.runs, key=lambda one: one.number, reverse=True)[:limit]


class FakeReminders:
    """The ReminderRepository in memory."""

    def __init__(self, tables: AlertTables) -> None:
        self._tables = tables

    def put(self, reminder: Reminder) -> None:
        self._tables.reminders[reminder.owner, reminder.opportunity] = (reminder, None)

    def due(self, now: datetime) -> list[Reminder]:
        found = [one for one, told in self._tables.reminders.values() if told is None]
        return sorted((one for one in found if one.at <= now), key=lambda one: one.at)

    def told(self, reminder: Reminder, at: datetime) -> None:
        key = (reminder.owner, reminder.opportunity)
        if key in self._tables.reminders:
            self._tables.reminders[key] = (self._tables.reminders[key][0], at)


def _of(one: Subscription) -> tuple[str, str, str]:
    return one.person, one.supplier, one.means.value


def _event(one: Alert) -> tuple[str, str, str]:
    return one.person, one.opportunity, one.event
