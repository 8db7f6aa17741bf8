"""Hears what servers report of mails that they took, and leaves mailboxes that are gone."""

from __future__ import annotations

import logging
from dataclasses import replace

from bot.domain.errors import MailRefusedError
from bot.domain.inbound_mail import (
    RETURNS,
    DeliveryReport,
    MailMarks,
    Outcome,
    ReceivedMail,
)
from bot.domain.mail_errors import MailErrors
from bot.domain.notification import Notification, NotificationId, State
from bot.domain.sending import Then
from bot.ports import Clock, Phrases, Storage, Work
from bot.services.may_write import MayWrite

MOST_FAILURES = 3
"""Mails in a row that a server gave up, after which no more of them go there."""
_STATES = {
    Outcome.FAILED: State.PERMANENT_FAILURE,
    Outcome.DELAYED: State.SENT,
    Outcome.RELAYED: State.SENT,
    Outcome.EXPANDED: State.SENT,
    Outcome.DELIVERED: State.DELIVERED,
}
"""Each of them says that the mail had been taken."""

logger = logging.getLogger(__name__)


class HearReturns:
    """Reports about one mail only ever move it on; the same one again changes nothing."""

    def __init__(
        self,
        storage: Storage,
        gate: MayWrite,
        marks: MailMarks,
        errors: MailErrors,
        clock: Clock,
    ) -> None:
        self._storage = storage
        self._gate = gate
        self._marks = marks
        self._errors = errors
        self._clock = clock

    def is_ours(self, mark: str) -> bool:
        """Whether the mark is of a mail of ours."""
        return self._marks.about(RETURNS, mark) is not None

    def hear(self, mark: str, report: DeliveryReport) -> bool:
        """Stores what a report says of the mail with that mark; False for none of ours.

        A mail whose answer was lost is known by it to have been taken, so it does not go again.
        """
        about = self._marks.about(RETURNS, mark)
        if about is None:
            return False
        with self._storage.transaction() as work:
            held = work.notifications.get(NotificationId(about))
            if held is None:
                return False
            self._end_doubt(work, held, mark)
            self._take_in(work, held, report, mark)
        return True

    def _end_doubt(self, work: Work, held: Notification, mark: str) -> None:
        last = work.attempts.last(held.id)
        if last and last.ended_at is None:
            work.attempts.end(replace(last, ended_at=self._clock.now(), provider_id=mark))

    def _take_in(self, work: Work, held: Notification, report: DeliveryReport, mark: str) -> None:
        now, hashed = self._clock.now(), self._gate.hash_of(held.to)
        if not work.attempts.advance(held.id, _STATES[report.outcome], now, mark):
            return
        if report.outcome is Outcome.DELIVERED:
            work.mail_troubles.arrived(hashed, held.about)
        if report.outcome is not Outcome.FAILED:
            return
        then = self._errors.then(0, report.status)
        known = self._errors.find(0, report.status)
        logger.log(
            logging.ERROR if then is Then.TELL_OPERATOR else logging.INFO,
            "Mail %s came back: %s %s",
            held.id,
            report.status,
            known.means if known else "",
        )
        failures = work.mail_troubles.note(hashed, held.about, now)
        if then is Then.SUPPRESS or failures >= MOST_FAILURES:
            work.mail_troubles.stop(hashed, held.about, now)


class ReturnsBox:
    """A MailBox for reports. A person who writes to it is told where somebody reads."""

    takes_automatic = True

    def __init__(self, name: str, hears: HearReturns, phrases: Phrases, contact: str) -> None:
        """`contact` is where people can write, empty if there is no such place."""
        self.name = name
        self._hears = hears
        self._phrases = phrases
        self._contact = contact

    def takes(self, mark: str) -> bool:
        """Marks of mails of ours; none at all only where mails say that they are from it."""
        return self._hears.is_ours(mark) or (not mark and self.name != RETURNS)

    def receive(self, mail: ReceivedMail, mark: str) -> None:
        """Hears each report, of the mail that the mark names or, without one, the report itself.

        An out-of-office answer changes nothing. Raises MailRefusedError for what a person wrote.
        """
        if not mail.reports and not mail.is_automatic:
            raise MailRefusedError(self._refusal())
        for report in mail.reports:
            named = mark or report.message_id.partition("@")[0]
            if not self._hears.hear(named, report):
                logger.info("A report is about no mail that is held here")

    def _refusal(self) -> str:
        if self._contact:
            return self._phrases.say("mail.refused.write_to", contact=self._contact)
        return self._phrases.say("mail.refused")
