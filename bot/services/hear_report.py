"""Hears what a provider reports of messages that it took, in any order and more than once."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace

from bot.domain.notification import About, Notification, State
from bot.domain.sending import (
    LONGEST_WAIT,
    MOST_ATTEMPTS,
    Attempt,
    ProviderError,
    Report,
    Then,
    errand_of,
    is_stale,
)
from bot.ports import Clock, Storage, Work
from bot.services.may_write import MayWrite

logger = logging.getLogger(__name__)


class HearReport:
    """Reports about one message only ever move it on; the same one again changes nothing."""

    def __init__(
        self, storage: Storage, gate: MayWrite, errors: Mapping[int, ProviderError], clock: Clock
    ) -> None:
        self._storage = storage
        self._gate = gate
        self._errors = errors
        self._clock = clock

    def hear(self, report: Report) -> bool:
        """Stores what it says; False where it is about no message of ours.

        A report may come before the provider's answer, or after that was lost: then it is what
        tells that the message was taken.
        """
        with self._storage.transaction() as work:
            attempt = self._attempt_of(work, report)
            held = work.notifications.get(attempt.notification) if attempt else None
            if attempt is None or held is None:
                logger.warning("A report is about message %s, not ours", report.provider_id)
                return False
            last = work.attempts.last(held.id)
            # What an earlier attempt came to counts no more, unless it arrived after all.
            if last == attempt or report.state is State.DELIVERED:
                self._take_in(work, held, attempt, report)
        return True

    def _attempt_of(self, work: Work, report: Report) -> Attempt | None:
        known = work.attempts.of_provider_id(report.provider_id)
        if known or report.key is None:
            return known
        held = work.notifications.of_key(report.key)
        last = work.attempts.last(held.id) if held else None
        if held is None or last is None:
            return None
        ended = replace(last, ended_at=self._clock.now(), provider_id=report.provider_id)
        if last.ended_at is None and work.attempts.end(ended):
            return ended
        # The answer may have been stored since the first look: then it is no second message.
        known = work.attempts.of_provider_id(report.provider_id)
        if known is None:
            self._note_double(held, last, report)
        return known

    def _note_double(self, held: Notification, last: Attempt, report: Report) -> None:
        """Tells the operator of a second message for one notification, which nobody asked for.

        Its reports change nothing: what came to the owner is told by the message that is known.
        """
        if last.provider_id:
            logger.error(
                "Notification %s was taken twice: as message %s, and as %s",
                held.id,
                last.provider_id,
                report.provider_id,
            )

    def _take_in(self, work: Work, held: Notification, attempt: Attempt, report: Report) -> None:
        now, error = self._clock.now(), self._errors.get(report.code or 0)
        state = report.state
        if error and state is State.PERMANENT_FAILURE:
            state = self._after(work, held, attempt, error)
        if not work.attempts.advance(held.id, state, now, report.provider_id):
            return
        if state is State.TEMPORARY_FAILURE:
            again = replace(attempt, code=report.code, again_at=now + LONGEST_WAIT)
            work.attempts.note(again)
            work.outgoing.put([errand_of(held, str(attempt.number + 1), LONGEST_WAIT)])
        elif report.code:
            work.attempts.note(replace(attempt, code=report.code))

    def _after(
        self, work: Work, held: Notification, attempt: Attempt, error: ProviderError
    ) -> State:
        """What a failure with this error comes to, with what is to be done about it done."""
        now = self._clock.now()
        if error.then is Then.SUPPRESS:
            work.suppressions.add(held.to.means, self._gate.hash_of(held.to), now)
        if error.then is Then.TELL_OPERATOR:
            logger.error("Texts fail until this is mended: error %s: %s", error.code, error.means)
        may_go_again = (
            error.then in {Then.TRY_AGAIN, Then.TELL_OPERATOR}
            # Of a code only dots are left by now, and its time is over anyway.
            and held.about is not About.CODE
            and attempt.number < MOST_ATTEMPTS
            and not is_stale(held, now + LONGEST_WAIT)
        )
        return State.TEMPORARY_FAILURE if may_go_again else State.PERMANENT_FAILURE
