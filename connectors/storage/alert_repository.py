"""Alerts, their texts and the runs that made them in the database; a unique key forbids repeats."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, select, update

from bot.domain.alert import Alert, AlertId, AlertRun, AlertState, AlertText, Wanted
from bot.domain.opportunity import OpportunityId
from bot.domain.person import PersonId
from bot.domain.subscription import SubscriptionId
from bot.domain.telling import Kind, Reason
from bot.domain.told_counts import ToldAt
from connectors.storage.alert_tables import alert_runs, alert_texts, alerts
from connectors.storage.batches import batches
from connectors.storage.reaching_repository import insert_new


class SqlAlerts:
    """The AlertRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_new(self, alerts: Iterable[Alert]) -> int:
        new = {(one.person, one.opportunity, one.event): one for one in alerts}
        for key in self._held(new):
            new.pop(key, None)
        for some in batches(list(new.values())):
            rows = [_row_of(one) for one in some]
            self._connection.execute(insert_new(self._connection, _ALERTS), rows)
        return len(new)

    def save(self, alerts: Iterable[Alert]) -> None:
        for some in batches(list(alerts)):
            rows = [{f"new_{name}": v for name, v in _row_of(one).items()} for one in some]
            self._connection.execute(_SAVE, rows)

    def due(self, now: datetime) -> list[Alert]:
        c = _ALERTS.c
        waiting = select(_ALERTS).where(c.state == AlertState.WAITING.value, c.due_at <= now)
        return self._read(waiting.order_by(c.due_at, c.id))

    def told(self, people: Collection[PersonId]) -> dict[PersonId, list[Alert]]:
        c, found = _ALERTS.c, {person: list[Alert]() for person in people}
        for some in batches(list(people)):
            query = select(_ALERTS).where(c.state == AlertState.TOLD.value, c.person_id.in_(some))
            for one in self._read(query.order_by(c.settled_at, c.id)):
                found[one.person].append(one)
        return found

    def left(
        self, subscription: SubscriptionId, reasons: Collection[Reason], since: datetime
    ) -> list[Alert]:
        c = _ALERTS.c
        query = select(_ALERTS).where(
            c.subscription_id == subscription,
            c.state == AlertState.LEFT.value,
            c.reason.in_([one.value for one in reasons]),
            c.settled_at >= since,
        )
        return self._read(query.order_by(c.fit.desc(), c.id))

    def of(self, opportunity: OpportunityId) -> list[Alert]:
        query = select(_ALERTS).where(_ALERTS.c.opportunity_id == opportunity)
        return self._read(query.order_by(_ALERTS.c.id))

    def put_texts(self, texts: Sequence[AlertText]) -> set[str]:
        if not texts:
            return set()
        new = insert_new(self._connection, alert_texts).returning(alert_texts.c.id)
        return set(self._connection.scalars(new, [_text_row(one) for one in texts]))

    def of_link(self, link: str) -> list[Alert]:
        c, texts = _ALERTS.c, alert_texts.c
        query = select(_ALERTS).join(alert_texts, c.text == texts.id).where(texts.link == link)
        return self._read(query.order_by(c.fit.desc(), c.id))

    def segments(self, first: datetime, end: datetime) -> int:
        c = alert_texts.c
        query = select(func.sum(c.segments)).where(c.at >= first, c.at < end)
        return self._connection.execute(query).scalar() or 0

    def counted(self, first: datetime, end: datetime) -> Mapping[str, int]:
        c = _ALERTS.c
        query = (
            select(c.state, c.reason, func.count())
            .where(c.settled_at >= first, c.settled_at < end)
            .group_by(c.state, c.reason)
        )
        return {reason or state: count for state, reason, count in self._connection.execute(query)}

    def told_at(self, first: datetime, end: datetime) -> list[ToldAt]:
        c = _ALERTS.c
        query = (
            select(c.settled_at, c.opportunity_id, func.count())
            .where(
                c.state == AlertState.TOLD.value,
                c.kind == Kind.NEWS.value,
                c.settled_at >= first,
                c.settled_at < end,
            )
            .group_by(c.settled_at, c.opportunity_id)
            .order_by(c.settled_at, c.opportunity_id)
        )
        found = self._connection.execute(query)
        return [ToldAt(at, OpportunityId(one), people) for at, one, people in found]

    def _held(
        self, keys: Collection[tuple[PersonId, OpportunityId, str]]
    ) -> list[tuple[PersonId, OpportunityId, str]]:
        c, found = _ALERTS.c, []
        for some in batches(sorted({person for person, _o, _e in keys})):
            named = c.opportunity_id.in_({opportunity for _p, opportunity, _e in keys})
            query = select(c.person_id, c.opportunity_id, c.event)
            rows = self._connection.execute(query.where(c.person_id.in_(some), named))
            found += [(PersonId(p), OpportunityId(o), event) for p, o, event in rows]
        return found

    def _read(self, query: Select[Any]) -> list[Alert]:
        return [_alert_of(row) for row in self._connection.execute(query)]


class SqlAlertRuns:
    """The AlertRunRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def last(self) -> AlertRun | None:
        return next(iter(self.latest(1)), None)

    def put(self, run: AlertRun) -> bool:
        row = {
            "number": run.number,
            "at": run.at,
            "revision": run.revision,
            "changes_to": run.changes_to,
            "seed": run.seed,
            "counts": dict(run.counts),
        }
        new = insert_new(self._connection, alert_runs).values(row)
        return bool(self._connection.execute(new).rowcount)

    def latest(self, limit: int) -> list[AlertRun]:
        query = select(alert_runs).order_by(alert_runs.c.number.desc()).limit(limit)
        return [
            AlertRun(row.number, row.at, row.revision, row.changes_to, row.seed, row.counts)
            for row in self._connection.execute(query)
        ]


_ALERTS = alerts
_SAVE = (
    update(alerts)
    .where(alerts.c.id == bindparam("new_id"))
    .values({c.name: bindparam(f"new_{c.name}") for c in alerts.c if not c.primary_key})
)
"""Made once: a round saves all that it told with it."""


def _text_row(text: AlertText) -> dict[str, Any]:
    return {
        "id": text.id,
        "subscription_id": text.subscription,
        "person_id": text.person,
        "link": text.link,
        "segments": text.segments,
        "at": text.at,
    }


def _row_of(one: Alert) -> dict[str, Any]:
    return {
        "id": one.id,
        "subscription_id": one.subscription,
        "person_id": one.person,
        "opportunity_id": one.opportunity,
        "event": one.event,
        "kind": one.kind.value,
        "fit": one.fit,
        "state": one.state.value,
        "due_at": one.due_at,
        "reason": one.reason.value if one.reason else None,
        "settled_at": one.settled_at,
        "text": one.text,
        "letter": one.letter,
        "answer": one.answer.value if one.answer else None,
    }


def _alert_of(row: Row[Any]) -> Alert:
    return Alert(
        id=AlertId(row.id),
        subscription=SubscriptionId(row.subscription_id),
        person=PersonId(row.person_id),
        opportunity=OpportunityId(row.opportunity_id),
        fit=row.fit,
        due_at=row.due_at,
        event=row.event,
        kind=Kind(row.kind),
        state=AlertState(row.state),
        reason=Reason(row.reason) if row.reason else None,
        settled_at=row.settled_at,
        text=row.text,
        letter=row.letter,
        answer=Wanted(row.answer) if row.answer else None,
    )
