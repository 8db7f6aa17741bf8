"""Begins attempts at notifications, those that are due at one moment in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.domain.mail import MailParts
from bot.domain.notification import Notification, NotificationId, State
from bot.domain.reaching import Means
from bot.domain.sending import Attempt, is_stale, most_attempts
from bot.ports import Clock, Storage, Work
from bot.services.may_write import MayWrite


@dataclass(frozen=True, slots=True)
class Begun:
    """A notification with its last attempt: one that was made just now, or one in doubt."""

    held: Notification
    attempt: Attempt
    is_new: bool
    parts: MailParts | None = None


class BeginAttempts:
    """Stores that attempts are about to be made. Only who is told of a new one may make it."""

    def __init__(self, storage: Storage, gate: MayWrite, clock: Clock) -> None:
        self._storage = storage
        self._gate = gate
        self._clock = clock

    def begin(self, asked: Sequence[NotificationId]) -> list[Begun | None]:
        """For each the attempt that may be made now, or the last one where that is in doubt.

        None where another has it, such as the same one further ahead, and where none is due.
        """
        with self._storage.transaction() as work:
            found = self._taken(work, set(asked))
            found |= self._in_doubt(work, (one for one in asked if one not in found))
        return [found.pop(one, None) for one in asked]

    def _taken(self, work: Work, asked: set[NotificationId]) -> dict[NotificationId, Begun | None]:
        now = self._clock.now()
        taken = work.notifications.take(asked, now)
        # Only now: whoever had one before may have made another attempt meanwhile.
        last = work.attempts.last_of([held.id for held in taken])
        why_not = self._gate.why_not_each(work, [(one.to, one.about, one.owner) for one in taken])
        due: dict[NotificationId, Attempt] = {}
        for held, withheld in zip(taken, why_not, strict=True):
            number = last[held.id].number + 1 if held.id in last else 1
            if number > most_attempts(held.to.means) or is_stale(held, now):
                work.attempts.advance(held.id, State.TECHNICAL_FAILURE, now)
            elif withheld:
                work.attempts.advance(held.id, State.PERMANENT_FAILURE, now)
            else:
                due[held.id] = Attempt(held.id, number, now)
        begun = work.attempts.begin(list(due.values()))
        return {
            one.id: Begun(one, due[one.id], is_new=True, parts=_parts(work, one))
            if one.id in begun
            else None
            for one in taken
        }

    def _in_doubt(
        self, work: Work, asked: Iterable[NotificationId]
    ) -> dict[NotificationId, Begun | None]:
        found: dict[NotificationId, Begun | None] = {}
        for one in asked:
            held = work.notifications.get(one)
            if held and held.state is State.SENDING:
                last = work.attempts.last(one)
                is_open = last and last.ended_at is None
                found[one] = Begun(held, last, is_new=False) if last and is_open else None
        return found


def _parts(work: Work, held: Notification) -> MailParts | None:
    """What a mail has beyond its words, with the id by which reports find it; a text has none."""
    if held.to.means is not Means.MAIL:
        return None
    return replace(work.mail_parts.of(held.id) or MailParts(), id=held.id)
