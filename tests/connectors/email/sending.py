"""What carries mails to the stand-in, as tests set it up."""

from __future__ import annotations

from dataclasses import replace

from bot.bootstrap.mails import make_mail_errors
from bot.domain.inbound_mail import MailMarks
from bot.domain.keyed_hash import KeyedHash
from connectors.email.composing import Letterhead
from connectors.email.smtp import MailServer, Security, SmtpMails
from tests.examples import NOW
from tests.fakes import FakeClock
from tests.standins.smtp import SmtpStandIn

HEAD = Letterhead("doorstep@example.org", "Ward End Hub")
MARKS = MailMarks(KeyedHash(b"s" * 32))
ERRORS = make_mail_errors()


def mails_to(standin: SmtpStandIn, *, hears_reports: bool = False, **changes: object) -> SmtpMails:
    """The carrier; without TLS unless it is said."""
    server = MailServer("localhost", standin.port, Security.NONE, seconds=5)
    return SmtpMails(
        replace(server, **changes),  # type: ignore[arg-type]
        HEAD,
        MARKS,
        ERRORS,
        FakeClock(NOW),
        hears_reports=hears_reports,
    )
