"""The port for mail of a whole service: what a mail server hands over, and what becomes of it."""

from __future__ import annotations

import asyncio
import smtplib
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.bootstrap import Services, make_services
from bot.bootstrap.mails import make_mail_marks
from bot.domain.conversation import ConversationId, Reply
from bot.domain.feedback import Owner
from bot.domain.inbound_mail import RETURNS
from bot.domain.notification import About, Notification, State, Withheld
from bot.domain.reaching import Address, Means
from bot.services.notify import Message
from bot.settings import Settings
from connectors.storage.migrate import migrate
from connectors.web.app import make_app
from tests.fakes import FakeDialogue
from tests.running import Ports
from tests.standins.mails import REPORT

MAILBOX = Address(Means.MAIL, "aisha@example.org")
REPLY = "From: jo@buyer.example\r\nSubject: Re: Leads\r\n\r\nThank you!\r\n"
AWAY = "Auto-Submitted: auto-replied\r\n" + REPLY


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(
        DATABASE_URL=f"sqlite:///{tmp_path / 'doorstep.sqlite3'}",
        secret_file=tmp_path / "secret",
        mail_from="doorstep@example.org",
        mail_in_port=Ports.free().web,
        operator_email="hub@example.net",
    )
    migrate(made.database_url)
    return made


def hand_over(settings: Settings, to: str, mail: str) -> tuple[int, str]:
    """What is answered to a server that hands a mail over."""
    with smtplib.SMTP("127.0.0.1", settings.mail_in_port, timeout=5) as client:
        try:
            client.sendmail("mx@buyer.example", [to], mail.replace("\n", "\r\n").encode())
        except smtplib.SMTPRecipientsRefused as refused:
            code, words = refused.recipients[to]
            return code, words.decode()
        except smtplib.SMTPDataError as refused:
            return refused.smtp_code, str(refused.smtp_error)
    return 250, ""


def _sent(services: Services, key: str) -> Notification | Withheld:
    with services.storage.transaction() as work:
        work.conversations.start(ConversationId(key), "hash", services.clock.now())
    owner = Owner(ConversationId(key))
    message = Message(key, MAILBOX, About.ANSWER, "Hello", owner, "Leads")
    return services.reaching.notify.send(message)


async def test_a_report_is_heard_and_all_else_is_refused_or_left_alone(settings: Settings) -> None:
    services = make_services(settings)
    app = make_app(settings, services, FakeDialogue(Reply("Hello.")))
    async with TestClient(TestServer(app)):
        sent = _sent(services, "a")
        assert isinstance(sent, Notification)
        returns = f"returns+{make_mail_marks(settings).mark(RETURNS, sent.id)}@example.org"
        report = REPORT.format(to=returns).replace("relayed", "failed").replace("2.0.0", "5.1.1")
        told = [
            await asyncio.to_thread(hand_over, settings, to, mail)
            for to, mail in (
                ("nobody@example.org", REPLY),
                ("returns+forged@example.org", report),
                ("doorstep@example.org", REPLY),
                ("doorstep@example.org", AWAY),
                (returns, report),
            )
        ]
    assert [code for code, _ in told] == [550, 550, 550, 250, 250]
    assert "hub@example.net" in told[0][1]
    assert "hub@example.net" in told[2][1]
    with services.storage.transaction() as work:
        held = work.notifications.get(sent.id)
    assert held
    assert held.state is State.PERMANENT_FAILURE
    assert _sent(services, "b") is Withheld.UNREACHABLE
