"""Sends a notification so that it goes once: stored before the call, asked about in doubt."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.errors import (
    AccountAtFaultError,
    AddressGoneError,
    AddressRefusedError,
    CarrierUnavailableError,
    DoNotTryAgainError,
    DoorstepError,
    OptedOutError,
    OutcomeUnknownError,
)
from bot.domain.notification import Notification, NotificationId, State
from bot.domain.reaching import Means
from bot.domain.sending import (
    LONGEST_WAIT,
    Attempt,
    Errand,
    errand_of,
    wait_before,
)
from bot.ports import Carrier, Clock, Enquiry, Storage
from bot.services.begin_attempts import BeginAttempts, Begun
from bot.services.may_write import MayWrite
from bot.services.together import Together

_CLOCKS_DIFFER_BY = timedelta(minutes=5)
logger = logging.getLogger(__name__)


class SendNotification:
    """The Sender. Times are real, whatever day the rest is set to.

    An attempt is committed before the provider is called. Where nobody knows what came of it (the
    answer was lost, or the process ended in between), nothing is done until `in_doubt_for` has
    passed, in which whatever was on its way has arrived; then the provider is asked for the message
    by its number, words and time. What it took and no other attempt has is this one's; otherwise it
    took nothing, and only then is it called again. Two attempts of the same words to the same
    number may find each other's message, which comes to the same. Where nobody can be asked, as of
    mails, it is called again, and the message itself says that it is the same.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what it stands between
        self,
        storage: Storage,
        carriers: Mapping[Means, Carrier],
        enquiries: Mapping[Means, Enquiry],
        gate: MayWrite,
        clock: Clock,
        in_doubt_for: timedelta,
        mails_in_doubt_for: timedelta | None = None,
    ) -> None:
        self._storage = storage
        self._carriers = carriers
        self._enquiries = enquiries
        self._gate = gate
        self._clock = clock
        self._in_doubt_for = {
            Means.TEXT: in_doubt_for,
            Means.MAIL: mails_in_doubt_for or in_doubt_for,
        }
        self._beginnings = Together(BeginAttempts(storage, gate, clock).begin)
        self._endings = Together(self._settle)

    def send(self, notification_id: NotificationId) -> Errand | None:
        """Makes the attempt that is due, if one is; the errand for when to look at it again.

        STOP heard since it was meant is heeded.
        """
        begun = self._beginnings.done(notification_id)
        if begun is None:
            return None
        if begun.is_new:
            return self._made(begun)
        return self._resolved(begun.held, begun.attempt)

    def _made(self, begun: Begun) -> Errand | None:
        held, attempt = begun.held, begun.attempt
        carrier = self._carriers[held.to.means]
        try:
            given = carrier.send(held.to, held.subject, held.words, held.key, begun.parts)
        except OutcomeUnknownError:
            return errand_of(held, f"{attempt.number}?", self._in_doubt_for[held.to.means])
        except CarrierUnavailableError as fault:
            return self._postponed(held, attempt, fault)
        except AddressRefusedError as fault:
            self._refused(held, attempt, fault)
        except DoorstepError as fault:
            # What the fault was made from may name the number: only its words are told.
            logger.error("Notification %s cannot be sent: %s", held.id, fault)  # noqa: TRY400
            self._settled(attempt, State.TECHNICAL_FAILURE)
        else:
            return self._sent(held, attempt, given)
        return None

    def _sent(self, held: Notification, attempt: Attempt, given: str) -> Errand | None:
        try:
            self._settled(replace(attempt, provider_id=given), State.SENT)
        except DoNotTryAgainError as fault:
            # Such as an answer that names another attempt's message: then it is not this one's.
            logger.warning("What came of notification %s is asked about: %s", held.id, fault)
            return errand_of(held, f"{attempt.number}?", self._in_doubt_for[held.to.means])
        return None

    def _postponed(
        self, held: Notification, attempt: Attempt, fault: CarrierUnavailableError
    ) -> Errand:
        wait = max(wait_before(attempt.number + 1), timedelta(seconds=fault.retry_after))
        if isinstance(fault, AccountAtFaultError):
            logger.error("Each %s waits until this has been mended: %s", held.to.means, fault)
            wait = LONGEST_WAIT
        again_at = self._clock.now() + wait
        failed = replace(attempt, code=fault.code, again_at=again_at)
        self._settled(failed, State.TEMPORARY_FAILURE)
        return errand_of(held, str(attempt.number + 1), wait)

    def _refused(self, held: Notification, attempt: Attempt, fault: AddressRefusedError) -> None:
        at, hashed = self._clock.now(), self._gate.hash_of(held.to)
        with self._storage.transaction() as work:
            if isinstance(fault, OptedOutError):
                work.suppressions.add(held.to.means, hashed, at)
            if isinstance(fault, AddressGoneError):
                work.mail_troubles.stop(hashed, held.about, at)
        self._settled(replace(attempt, code=fault.code), State.PERMANENT_FAILURE)

    def _settled(self, attempt: Attempt, state: State) -> None:
        self._endings.done((replace(attempt, ended_at=self._clock.now()), state))

    def _settle(self, ended: Sequence[tuple[Attempt, State]]) -> Sequence[None]:
        with self._storage.transaction() as work:
            work.attempts.settle(ended)
        return [None] * len(ended)

    def _resolved(self, held: Notification, attempt: Attempt) -> Errand | None:
        """What came of an attempt that nobody knows the end of."""
        left = attempt.begun_at + self._in_doubt_for[held.to.means] - self._clock.now()
        if left > timedelta():
            return errand_of(held, f"{attempt.number}?", left)
        try:
            taken = self._taken(held, attempt.begun_at)
        except CarrierUnavailableError as fault:
            wait = max(wait_before(2), timedelta(seconds=fault.retry_after))
            mark = f"{attempt.number}?{self._clock.now():%H%M%S}"
            return errand_of(held, mark, wait)
        was_taken = self._is_known_now(attempt, taken)
        return None if was_taken else self.send(held.id)

    def _taken(self, held: Notification, begun_at: datetime) -> list[str]:
        """What the provider has of it; where nobody can be asked, the key makes two one."""
        enquiry = self._enquiries.get(held.to.means)
        since = begun_at - _CLOCKS_DIFFER_BY
        return enquiry.taken(held.to, held.words, since) if enquiry else []

    def _is_known_now(self, attempt: Attempt, taken: list[str]) -> bool:
        """Ends an attempt in doubt; whether there is nothing left to be sent."""
        now = self._clock.now()
        with self._storage.transaction() as work:
            mine = next(iter(work.attempts.not_ours_yet(taken)), None)
            ended = replace(attempt, ended_at=now, provider_id=mine, again_at=None if mine else now)
            if not work.attempts.end(ended):
                return True
            state = State.SENT if mine else State.TEMPORARY_FAILURE
            work.attempts.advance(attempt.notification, state, now, mine)
        return mine is not None
