"""Attempts at sending in the database; a notification's state is moved on by one update."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select, update

from bot.domain.notification import About, NotificationId, State, without_code
from bot.domain.sending import Attempt, lower_states
from connectors.storage.mail_repository import drop_parts
from connectors.storage.reaching_repository import insert_new
from connectors.storage.reaching_tables import notifications
from connectors.storage.sending_tables import attempts

_MAY_GO_AGAIN = (State.CREATED, State.SENDING, State.TEMPORARY_FAILURE)


class SqlAttempts:
    """The AttemptRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, attempt: Attempt) -> bool:
        new = insert_new(self._connection, attempts).values(**_values(attempt))
        return bool(self._connection.execute(new).rowcount)

    def end(self, attempt: Attempt) -> bool:
        c = attempts.c
        ended = self._connection.execute(
            update(attempts)
            .where(
                c.notification_id == attempt.notification,
                c.number == attempt.number,
                c.ended_at.is_(None),
            )
            .values(
                ended_at=attempt.ended_at,
                provider_id=attempt.provider_id,
                code=attempt.code,
                again_at=attempt.again_at,
            )
        )
        return bool(ended.rowcount)

    def note(self, attempt: Attempt) -> None:
        c = attempts.c
        self._connection.execute(
            update(attempts)
            .where(c.notification_id == attempt.notification, c.number == attempt.number)
            .values(code=attempt.code, again_at=attempt.again_at)
        )

    def last(self, notification_id: NotificationId) -> Attempt | None:
        c = attempts.c
        query = (
            select(attempts)
            .where(c.notification_id == notification_id)
            .order_by(c.number.desc())
            .limit(1)
        )
        row = self._connection.execute(query).first()
        return _attempt_of(row) if row else None

    def of_provider_id(self, provider_id: str) -> Attempt | None:
        query = select(attempts).where(attempts.c.provider_id == provider_id)
        row = self._connection.execute(query).first()
        return _attempt_of(row) if row else None

    def not_ours_yet(self, provider_ids: Iterable[str]) -> list[str]:
        asked = list(provider_ids)
        query = select(attempts.c.provider_id).where(attempts.c.provider_id.in_(asked))
        held = set(self._connection.scalars(query))
        return [one for one in asked if one not in held]

    def advance(
        self,
        notification_id: NotificationId,
        state: State,
        at: datetime,
        provider_id: str | None = None,
    ) -> bool:
        c = notifications.c
        given = {} if provider_id is None else {"provider_id": provider_id}
        moved = self._connection.execute(
            update(notifications)
            .where(c.id == notification_id, c.state.in_([one.value for one in lower_states(state)]))
            .values(state=state.value, changed_at=at, **given)
        )
        if moved.rowcount and state is not State.TEMPORARY_FAILURE:
            self._hide_code(notification_id)
        return bool(moved.rowcount)

    def overdue(self, before: datetime, limit: int) -> list[tuple[NotificationId, int]]:
        c, a = notifications.c, attempts.c
        last = (
            select(a.notification_id, func.max(a.number).label("number"))
            .group_by(a.notification_id)
            .subquery()
        )
        due = func.coalesce(a.again_at, a.begun_at, c.created_at)
        query = (
            select(c.id, func.coalesce(a.number, 0))
            .outerjoin(last, last.c.notification_id == c.id)
            .outerjoin(attempts, and_(a.notification_id == c.id, a.number == last.c.number))
            .where(
                c.state.in_([one.value for one in _MAY_GO_AGAIN]),
                or_(c.state != State.TEMPORARY_FAILURE.value, a.again_at.is_not(None)),
                due < before,
            )
            .order_by(due, c.id)
            .limit(limit)
        )
        return [(NotificationId(one), number) for one, number in self._connection.execute(query)]

    def _hide_code(self, notification_id: NotificationId) -> None:
        c = notifications.c
        query = select(c.words).where(c.id == notification_id, c.about == About.CODE.value)
        words = self._connection.scalar(query)
        if words is not None:
            kept = without_code(words)
            self._connection.execute(
                update(notifications).where(c.id == notification_id).values(words=kept)
            )
            drop_parts(self._connection, notification_id)


def _values(one: Attempt) -> dict[str, Any]:
    return {
        "notification_id": one.notification,
        "number": one.number,
        "begun_at": one.begun_at,
        "ended_at": one.ended_at,
        "provider_id": one.provider_id,
        "code": one.code,
        "again_at": one.again_at,
    }


def _attempt_of(row: Row[Any]) -> Attempt:
    return Attempt(
        notification=NotificationId(row.notification_id),
        number=row.number,
        begun_at=row.begun_at,
        ended_at=row.ended_at,
        provider_id=row.provider_id,
        code=row.code,
        again_at=row.again_at,
    )
