"""Attempts and a queue in memory, held to the contracts of a database; a carrier that can fail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.errors import DoNotTryAgainError
from bot.domain.mail import MailParts
from bot.domain.notification import About, NotificationId, State, without_code
from bot.domain.reaching import Address
from bot.domain.sending import Attempt, Errand, lower_states
from tests.fake_reaching import ReachingTables

_MAY_GO_AGAIN = (State.CREATED, State.SENDING, State.TEMPORARY_FAILURE)


class FakeAttempts:
    """The AttemptRepository in memory."""

    def __init__(self, tables: ReachingTables) -> None:
        self._tables = tables

    def begin(self, attempts: Sequence[Attempt]) -> set[NotificationId]:
        new = [a for a in attempts if (a.notification, a.number) not in self._tables.attempts]
        self._tables.attempts |= {(a.notification, a.number): a for a in new}
        return {one.notification for one in new}

    def end(self, attempt: Attempt) -> bool:
        held = self._tables.attempts.get((attempt.notification, attempt.number))
        if held is None or held.ended_at is not None:
            return False
        if attempt.provider_id and self.of_provider_id(attempt.provider_id):
            raise DoNotTryAgainError("A message of the provider is one attempt's.")
        self._tables.attempts[attempt.notification, attempt.number] = attempt
        return True

    def settle(self, ended: Sequence[tuple[Attempt, State]]) -> None:
        for attempt, state in ended:
            assert attempt.ended_at
            self.end(attempt)
            self.advance(attempt.notification, state, attempt.ended_at, attempt.provider_id)

    def note(self, attempt: Attempt) -> None:
        key = (attempt.notification, attempt.number)
        if held := self._tables.attempts.get(key):
            self._tables.attempts[key] = replace(held, code=attempt.code, again_at=attempt.again_at)

    def last(self, notification_id: NotificationId) -> Attempt | None:
        mine = [a for a in self._tables.attempts.values() if a.notification == notification_id]
        return max(mine, key=lambda one: one.number, default=None)

    def last_of(
        self, notification_ids: Sequence[NotificationId]
    ) -> Mapping[NotificationId, Attempt]:
        return {one: last for one in notification_ids if (last := self.last(one))}

    def of_provider_id(self, provider_id: str) -> Attempt | None:
        found = (a for a in self._tables.attempts.values() if a.provider_id == provider_id)
        return next(found, None)

    def not_ours_yet(self, provider_ids: Iterable[str]) -> list[str]:
        return [one for one in provider_ids if self.of_provider_id(one) is None]

    def advance(
        self,
        notification_id: NotificationId,
        state: State,
        at: datetime,
        provider_id: str | None = None,
    ) -> bool:
        held = self._tables.notifications.get(notification_id)
        if held is None or held.state not in lower_states(state):
            return False
        hides = held.about is About.CODE and state is not State.TEMPORARY_FAILURE
        self._tables.notifications[notification_id] = replace(
            held,
            state=state,
            changed_at=at,
            provider_id=provider_id or held.provider_id,
            words=without_code(held.words) if hides else held.words,
        )
        if hides:
            self._tables.mail_parts.pop(notification_id, None)
        return True

    def overdue(self, before: datetime, limit: int) -> list[tuple[NotificationId, int]]:
        found = []
        for held in self._tables.notifications.values():
            last = self.last(held.id)
            again_at = last.again_at if last else None
            is_left = held.state is State.TEMPORARY_FAILURE and again_at is None
            due = again_at or (last.begun_at if last else held.created_at)
            if held.state in _MAY_GO_AGAIN and not is_left and due < before:
                found.append((due, held.id, last.number if last else 0))
        return [(one, number) for _, one, number in sorted(found)[:limit]]


class FakeOutgoing:
    """The OutgoingQueue in memory: what a transaction queued is there once it has committed."""

    def __init__(self, tables: ReachingTables) -> None:
        self._tables = tables

    def put(self, errands: Iterable[Errand]) -> None:
        held = {(one.notification, one.mark) for one in self._tables.errands}
        new = (one for one in errands if (one.notification, one.mark) not in held)
        self._tables.errands.extend(new)


@dataclass
class MoodyCarrier:
    """A Carrier, and the Enquiry about it, that does with each call what it was told to.

    `then` gets the number of the call, from 0, and what takes the message.
    """

    then: Callable[[int, Callable[[], str]], str] = lambda _, take: take()
    taken_by: dict[str, tuple[Address, str, datetime | None]] = field(default_factory=dict)
    calls: int = 0
    enquiries: int = 0
    only_shows: bool = False

    def send(
        self, to: Address, subject: str, words: str, key: str, parts: MailParts | None = None
    ) -> str:
        self.calls += 1
        return self.then(self.calls - 1, lambda: self.take(to, words))

    def take(self, to: Address, words: str) -> str:
        """Keeps a message."""
        given = f"SM{len(self.taken_by)}"
        self.taken_by[given] = (to, words, None)
        return given

    def taken(self, to: Address, words: str, since: datetime) -> list[str]:
        self.enquiries += 1
        return [
            given for given, (its, said, _) in self.taken_by.items() if (its, said) == (to, words)
        ]
