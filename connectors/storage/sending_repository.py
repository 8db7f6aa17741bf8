"""Attempts at sending in the database; a notification's state is moved on by one update."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, false, func, or_, select, update

from bot.domain.notification import About, NotificationId, State, without_code
from bot.domain.sending import Attempt, lower_states
from connectors.storage.mail_repository import drop_parts
from connectors.storage.reaching_repository import insert_new
from connectors.storage.reaching_tables import notifications
from connectors.storage.sending_tables import attempts

_MAY_GO_AGAIN = (State.CREATED, State.SENDING, State.TEMPORARY_FAILURE)
_ATTEMPTS, _MEANT = attempts, notifications
"""The tables, where an argument has their name."""

# Made once: to build a statement takes longer than to run it, and these run for every message.
_END = (
    update(_ATTEMPTS)
    .where(
        _ATTEMPTS.c.notification_id == bindparam("of"),
        _ATTEMPTS.c.number == bindparam("which"),
        _ATTEMPTS.c.ended_at.is_(None),
    )
    .values(
        ended_at=bindparam("at"),
        provider_id=bindparam("given"),
        code=bindparam("error"),
        again_at=bindparam("again"),
    )
)
_ADVANCE = {
    state: update(_MEANT)
    .where(
        _MEANT.c.id == bindparam("of"),
        # A list to be in cannot be told for many rows at once.
        or_(*(_MEANT.c.state == one.value for one in sorted(lower_states(state))), false()),
    )
    .values(
        state=state.value,
        changed_at=bindparam("at"),
        provider_id=func.coalesce(bindparam("given"), _MEANT.c.provider_id),
    )
    for state in State
}
_CODES = select(_MEANT.c.id, _MEANT.c.words).where(
    _MEANT.c.id.in_(bindparam("asked", expanding=True)), _MEANT.c.about == About.CODE.value
)
_LAST = (
    select(_ATTEMPTS)
    .where(_ATTEMPTS.c.notification_id.in_(bindparam("asked", expanding=True)))
    .order_by(_ATTEMPTS.c.number)
)


class SqlAttempts:
    """The AttemptRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, attempts: Sequence[Attempt]) -> set[NotificationId]:
        if not attempts:
            return set()
        new = insert_new(self._connection, _ATTEMPTS).returning(_ATTEMPTS.c.notification_id)
        rows = [_values(one) for one in attempts]
        return {NotificationId(one) for one in self._connection.scalars(new, rows)}

    def end(self, attempt: Attempt) -> bool:
        return bool(self._connection.execute(_END, _ending(attempt)).rowcount)

    def settle(self, ended: Sequence[tuple[Attempt, State]]) -> None:
        self._connection.execute(_END, [_ending(attempt) for attempt, _ in ended])
        by_state: dict[State, list[Attempt]] = {}
        for attempt, state in ended:
            by_state.setdefault(state, []).append(attempt)
        for state, ended_so in by_state.items():
            self._connection.execute(_ADVANCE[state], [_moved(one) for one in ended_so])
            if state is not State.TEMPORARY_FAILURE:
                self._hide_codes([one.notification for one in ended_so])

    def note(self, attempt: Attempt) -> None:
        c = attempts.c
        self._connection.execute(
            update(attempts)
            .where(c.notification_id == attempt.notification, c.number == attempt.number)
            .values(code=attempt.code, again_at=attempt.again_at)
        )

    def last(self, notification_id: NotificationId) -> Attempt | None:
        return self.last_of([notification_id]).get(notification_id)

    def last_of(
        self, notification_ids: Sequence[NotificationId]
    ) -> Mapping[NotificationId, Attempt]:
        if not notification_ids:
            return {}
        found = self._connection.execute(_LAST, {"asked": list(notification_ids)})
        return {one.notification: one for one in map(_attempt_of, found)}

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
        given = {"of": notification_id, "at": at, "given": provider_id}
        moved = bool(self._connection.execute(_ADVANCE[state], given).rowcount)
        if moved and state is not State.TEMPORARY_FAILURE:
            self._hide_codes([notification_id])
        return moved

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

    def _hide_codes(self, went: Sequence[NotificationId]) -> None:
        for one, words in self._connection.execute(_CODES, {"asked": list(went)}).all():
            hidden = update(_MEANT).where(_MEANT.c.id == one).values(words=without_code(words))
            self._connection.execute(hidden)
            drop_parts(self._connection, NotificationId(one))


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


def _moved(one: Attempt) -> dict[str, Any]:
    return {"of": one.notification, "at": one.ended_at, "given": one.provider_id}


def _ending(one: Attempt) -> dict[str, Any]:
    return {
        "of": one.notification,
        "which": one.number,
        "at": one.ended_at,
        "given": one.provider_id,
        "error": one.code,
        "again": one.again_at,
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
