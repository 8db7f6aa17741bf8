"""Sends a notification so that it goes once: stored before the call, asked about in doubt."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.errors import (
    AccountAtFaultError,
    AddressGoneError,
    AddressRefusedError,
    CarrierUnavailableError,
    DoorstepError,
    OptedOutError,
    OutcomeUnknownError,
)
from bot.domain.mail import MailParts
from bot.domain.notification import TO_BE_SENT, Notification, NotificationId, State
from bot.domain.reaching import Means
from bot.domain.sending import (
    LONGEST_WAIT,
    Attempt,
    Errand,
    errand_of,
    is_stale,
    most_attempts,
    wait_before,
)
from bot.ports import Carrier, Clock, Enquiry, Storage, Work
from bot.services.may_write import MayWrite

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

    def send(self, notification_id: NotificationId) -> Errand | None:
        """Makes the attempt that is due, if one is; the errand for when to look at it again.

        STOP heard since it was meant is heeded.
        """
        with self._storage.transaction() as work:
            held = work.notifications.get(notification_id)
            attempt = self._begun(work, held) if held and held.state in TO_BE_SENT else None
            parts = _parts(work, held) if held and attempt else None
            is_in_doubt = held is not None and held.state is State.SENDING
            last = work.attempts.last(notification_id) if is_in_doubt else None
        if held and attempt:
            return self._made(held, attempt, parts)
        return self._resolved(held, last) if held and last and last.ended_at is None else None

    def _begun(self, work: Work, held: Notification) -> Attempt | None:
        """The attempt that this call may make; None where another has taken it, or none is due."""
        now = self._clock.now()
        if not work.notifications.take(held.id, now):
            return None
        # Only now: whoever had it before may have made another attempt meanwhile.
        last = work.attempts.last(held.id)
        number = last.number + 1 if last else 1
        if number > most_attempts(held.to.means) or is_stale(held, now):
            work.attempts.advance(held.id, State.TECHNICAL_FAILURE, now)
            return None
        if self._gate.why_not(work, held.to, held.about, held.owner):
            work.attempts.advance(held.id, State.PERMANENT_FAILURE, now)
            return None
        attempt = Attempt(held.id, number, now)
        return attempt if work.attempts.begin(attempt) else None

    def _made(self, held: Notification, attempt: Attempt, parts: MailParts | None) -> Errand | None:
        carrier = self._carriers[held.to.means]
        try:
            given = carrier.send(held.to, held.subject, held.words, held.key, parts)
        except OutcomeUnknownError:
            return errand_of(held, f"{attempt.number}?", self._in_doubt_for[held.to.means])
        except CarrierUnavailableError as fault:
            return self._postponed(held, attempt, fault)
        except AddressRefusedError as fault:
            self._refused(held, attempt, fault)
        except DoorstepError as fault:
            # What the fault was made from may name the number: only its words are told.
            logger.error("Notification %s cannot be sent: %s", held.id, fault)  # noqa: TRY400
            self._settled(held, attempt, State.TECHNICAL_FAILURE)
        else:
            self._settled(held, replace(attempt, provider_id=given), State.SENT)
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
        self._settled(held, failed, State.TEMPORARY_FAILURE)
        return errand_of(held, str(attempt.number + 1), wait)

    def _refused(self, held: Notification, attempt: Attempt, fault: AddressRefusedError) -> None:
        at, hashed = self._clock.now(), self._gate.hash_of(held.to)
        with self._storage.transaction() as work:
            if isinstance(fault, OptedOutError):
                work.suppressions.add(held.to.means, hashed, at)
            if isinstance(fault, AddressGoneError):
                work.mail_troubles.stop(hashed, held.about, at)
        self._settled(held, replace(attempt, code=fault.code), State.PERMANENT_FAILURE)

    def _settled(self, held: Notification, attempt: Attempt, state: State) -> None:
        now = self._clock.now()
        with self._storage.transaction() as work:
            # A report of the provider may have been quicker, and may even have told more.
            work.attempts.end(replace(attempt, ended_at=now))
            work.attempts.advance(held.id, state, now, attempt.provider_id)

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


def _parts(work: Work, held: Notification) -> MailParts | None:
    """What a mail has beyond its words, with the id by which reports find it; a text has none."""
    if held.to.means is not Means.MAIL:
        return None
    return replace(work.mail_parts.of(held.id) or MailParts(), id=held.id)
