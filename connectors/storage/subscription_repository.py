"""Subscriptions and reminders in the database."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.opportunity import OpportunityId
from bot.domain.person import PersonId
from bot.domain.reaching import Means
from bot.domain.reminder import Reminder
from bot.domain.subscription import Often, Rhythm, Subscription, SubscriptionId, Wishes
from bot.domain.supplier import SupplierId
from connectors.storage.alert_tables import reminders, subscriptions
from connectors.storage.batches import batches
from connectors.storage.owners import is_of, whose


class SqlSubscriptions:
    """The SubscriptionRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, subscription: Subscription) -> None:
        c, row = subscriptions.c, _row_of(subscription)
        is_it = (
            (c.person_id == subscription.person)
            & (c.supplier_id == subscription.supplier)
            & (c.means == subscription.means.value)
        )
        changed = {name: value for name, value in row.items() if name != "id"}
        if not self._connection.execute(
            update(subscriptions).where(is_it).values(changed)
        ).rowcount:
            self._connection.execute(insert(subscriptions).values(row))

    def get_many(self, ids: Collection[SubscriptionId]) -> dict[SubscriptionId, Subscription]:
        found: dict[SubscriptionId, Subscription] = {}
        for some in batches(list(ids)):
            query = select(subscriptions).where(subscriptions.c.id.in_(some))
            those = (_subscription_of(row) for row in self._connection.execute(query))
            found |= {one.id: one for one in those}
        return found

    def of_person(self, person: PersonId) -> list[Subscription]:
        c = subscriptions.c
        query = select(subscriptions).where(c.person_id == person).order_by(c.began_at, c.id)
        return [_subscription_of(row) for row in self._connection.execute(query)]

    def standing(
        self, now: datetime, firms: Collection[SupplierId] | None = None
    ) -> list[Subscription]:
        c = subscriptions.c
        query = select(subscriptions).where(or_(c.ended_at.is_(None), c.ended_at > now))
        query = query.order_by(c.began_at, c.id)
        if firms is None:
            return [_subscription_of(row) for row in self._connection.execute(query)]
        found: list[Subscription] = []
        for some in batches(list(firms)):
            rows = self._connection.execute(query.where(c.supplier_id.in_(some)))
            found += [_subscription_of(row) for row in rows]
        return found


class SqlReminders:
    """The ReminderRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, reminder: Reminder) -> None:
        self._connection.execute(delete(reminders).where(self._is(reminder)))
        row = {
            **whose(reminder.owner, reminders),
            "opportunity_id": reminder.opportunity,
            "at": reminder.at,
            "deadline": reminder.deadline,
        }
        self._connection.execute(insert(reminders).values(row))

    def due(self, now: datetime) -> list[Reminder]:
        c = reminders.c
        query = select(reminders).where(c.at <= now, c.told_at.is_(None)).order_by(c.at, c.number)
        return [_reminder_of(row) for row in self._connection.execute(query)]

    def told(self, reminder: Reminder, at: datetime) -> None:
        self._connection.execute(update(reminders).where(self._is(reminder)).values(told_at=at))

    def _is(self, reminder: Reminder) -> Any:
        return is_of(reminders, reminder.owner) & (
            reminders.c.opportunity_id == reminder.opportunity
        )


def _row_of(one: Subscription) -> dict[str, Any]:
    rhythm, wishes = one.rhythm, one.wishes
    return {
        "id": one.id,
        "person_id": one.person,
        "supplier_id": one.supplier,
        "means": one.means.value,
        "often": rhythm.often.value,
        "weekday": rhythm.weekday,
        "days": sorted(rhythm.days),
        "opens": rhythm.opens,
        "closes": rhythm.closes,
        "on_holidays": rhythm.on_holidays,
        "weekly_cap": rhythm.weekly_cap,
        "least": wishes.least,
        "most": wishes.most,
        "without": sorted(wishes.without),
        "within_miles": wishes.within_miles,
        "near_misses": one.near_misses,
        "began_at": one.began_at,
        "paused_until": one.paused_until,
        "ended_at": one.ended_at,
    }


def _subscription_of(row: Row[Any]) -> Subscription:
    rhythm = Rhythm(
        Often(row.often),
        row.weekday,
        frozenset(row.days),
        row.opens,
        row.closes,
        row.on_holidays,
        row.weekly_cap,
    )
    return Subscription(
        id=SubscriptionId(row.id),
        person=PersonId(row.person_id),
        supplier=SupplierId(row.supplier_id),
        means=Means(row.means),
        began_at=row.began_at,
        rhythm=rhythm,
        wishes=Wishes(row.least, row.most, frozenset(row.without), row.within_miles),
        near_misses=row.near_misses,
        paused_until=row.paused_until,
        ended_at=row.ended_at,
    )


def _reminder_of(row: Row[Any]) -> Reminder:
    owner = Owner(
        ConversationId(row.conversation_id) if row.conversation_id else None,
        SupplierId(row.supplier_id) if row.supplier_id else None,
        PersonId(row.person_id) if row.person_id else None,
    )
    return Reminder(owner, OpportunityId(row.opportunity_id), row.at, row.deadline)
