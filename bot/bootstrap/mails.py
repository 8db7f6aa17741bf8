"""What makes mails, sends them, and hears of them: layout, writing, SMTP, and the boxes here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.bootstrap.folders import CONTENT
from bot.bootstrap.parts import make_secret
from bot.clock import SystemClock
from bot.domain.inbound_mail import RETURNS, MailMarks
from bot.domain.keyed_hash import KeyedHash
from bot.domain.mail_errors import MailErrors
from bot.domain.operator import Operator
from bot.ports import Carrier, MailBox, MailLayout, Phrases, Storage
from bot.services.hear_returns import HearReturns, ReturnsBox
from bot.services.may_write import MayWrite
from bot.services.message_words import MessageWords
from bot.services.receive_mail import ReceiveMail
from bot.services.write_mail import WriteMail
from bot.settings import Settings

if TYPE_CHECKING:
    from connectors.email.composing import Letterhead
    from connectors.email.smtp import SmtpMails


def make_mail_layout() -> MailLayout:
    """The one look of all mails."""
    from connectors.email.layout import MjmlLayout

    return MjmlLayout()


def make_write_mail(phrases: Phrases, operator: Operator) -> WriteMail:
    """What writes mails, in the operator's name."""
    words = MessageWords(phrases, operator)
    return WriteMail(make_mail_layout(), phrases, words, operator)


def make_mail_marks(settings: Settings) -> MailMarks:
    """The marks in addresses that only this installation makes."""
    return MailMarks(KeyedHash(make_secret(settings)))


def make_mail_errors() -> MailErrors:
    """What is done about each answer of a mail server."""
    from connectors.email.smtp_errors import load_smtp_errors

    return MailErrors(load_smtp_errors(CONTENT))


def make_smtp_mails(settings: Settings) -> SmtpMails:
    """What carries mails to the server of the settings."""
    from connectors.email.smtp import MailServer, Security, SmtpMails

    server = MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=Security(settings.smtp_security),
        user=settings.smtp_user,
        password=settings.smtp_password,
        certificates=settings.smtp_certificates,
        seconds=settings.smtp_seconds,
    )
    return SmtpMails(
        server,
        _letterhead(settings),
        make_mail_marks(settings),
        make_mail_errors(),
        SystemClock(),
        hears_reports=bool(settings.mail_in_port),
    )


def make_local_mails(settings: Settings, storage: Storage) -> Carrier:
    """What shows mails in place of sending them."""
    from connectors.email.local import LocalMails

    return LocalMails(storage, SystemClock(), _letterhead(settings))


def make_receive_mail(
    settings: Settings, storage: Storage, phrases: Phrases, gate: MayWrite, boxes: Sequence[MailBox]
) -> ReceiveMail:
    """All addresses of the service: where reports come back, and whoever else takes mail in."""
    hears = HearReturns(storage, gate, make_mail_marks(settings), make_mail_errors(), SystemClock())
    contact = settings.operator_email
    sender = settings.mail_from.partition("@")[0].lower()
    # Some servers send their reports to whoever the mail says that it is from.
    back = [ReturnsBox(name, hears, phrases, contact) for name in (RETURNS, sender) if name]
    return ReceiveMail(settings.mail_domain, (*back, *boxes), phrases, contact)


def _letterhead(settings: Settings) -> Letterhead:
    from connectors.email.composing import LOCAL_SENDER, Letterhead

    return Letterhead(settings.mail_from or LOCAL_SENDER, settings.operator_name or "Doorstep")
