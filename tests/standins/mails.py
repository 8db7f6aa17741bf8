"""A database of people who are written to by mail, and what sends to them through the stand-in."""

from __future__ import annotations

import smtplib
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from bot.bootstrap import make_phrases, make_sender
from bot.bootstrap.mails import make_receive_mail, make_smtp_mails
from bot.clock import SystemClock
from bot.domain.feedback import Owner
from bot.domain.keyed_hash import KeyedHash
from bot.domain.mail import MailParts
from bot.domain.notification import About, Notification, NotificationId, State
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.domain.recipients import Recipients
from bot.domain.sending import errand_of
from bot.ports import Storage
from bot.services.may_write import MayWrite
from bot.settings import Settings, read_settings
from connectors.email.listening import taking_mail
from connectors.jobs.running import running_jobs
from connectors.jobs.sending import sending_job
from tests.standins.sending import WHOLE
from tests.standins.smtp import Given, SmtpStandIn

REPORT = """From: MAILER-DAEMON@mx.example
To: {to}
Subject: Successful Mail Delivery Report
Content-Type: multipart/report; report-type=delivery-status; boundary="b"
MIME-Version: 1.0

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; somebody@example.net
Action: relayed
Status: 2.0.0

--b--
"""


def settings_of(folder: Path, smtp: int, mail_in: int, a_second: float = 1000) -> Settings:
    """An installation in a folder, with the stand-in for its mail server."""
    return read_settings(
        {
            "DATABASE_URL": f"sqlite:///{folder / 'doorstep.sqlite3'}",
            "secret_file": folder / "secret",
            "mail_from": "doorstep@example.org",
            "smtp_host": "127.0.0.1",
            "smtp_port": smtp,
            "smtp_security": "none",
            "smtp_seconds": 1,
            "smtp_doubt_seconds": 3,
            "mails_a_second": a_second,
            "mail_in_port": mail_in,
        }
    )


@asynccontextmanager
async def sending_mails(settings: Settings, storage: Storage) -> AsyncIterator[None]:
    """The job that sends mails, and the port where what comes back is heard, while it is open."""
    carriers = {Means.MAIL: make_smtp_mails(settings)}
    gate = MayWrite(carriers, WHOLE, Recipients(anybody=True), KeyedHash(b"s" * 32))
    job = sending_job(settings, storage, make_sender(settings, storage, carriers, {}, gate))
    assert job
    inbound = make_receive_mail(settings, storage, make_phrases(), gate, ())
    async with (
        taking_mail(inbound, SystemClock(), settings.mail_in_port, "example.org"),
        running_jobs(settings, [job]),
    ):
        yield


def address_of(which: int) -> str:
    """A mailbox for each."""
    return f"person{which}@example.net"


def mean_mails(storage: Storage, count: int) -> None:
    """Stores so many mails to as many people, and queues them."""
    with storage.transaction() as work:
        for which in range(count):
            now, to = SystemClock().now(), Address(Means.MAIL, address_of(which))
            owner = Owner(person=PersonId(f"person {which}"))
            assert owner.person
            work.people.prove(to, now, owner.person)
            identity = NotificationId(f"mail-{which}")
            mail = Notification(
                identity, f"mail:{which}", to, About.CONFIRMATION, "Hello", owner, now, "A subject"
            )
            work.notifications.put_all([mail])
            work.mail_parts.put(identity, MailParts("<p>Hello</p>"))
            work.outgoing.put([errand_of(mail)])


def states_of(storage: Storage, count: int) -> set[State]:
    """Where the mails stand."""
    with storage.transaction() as work:
        held = [work.notifications.get(NotificationId(f"mail-{one}")) for one in range(count)]
    return {one.state for one in held if one}


@contextmanager
def reporting(standin: SmtpStandIn, port: int) -> Iterator[None]:
    """Reports each mail that the stand-in takes, and again until the report was taken."""
    stopped = threading.Event()

    def report() -> None:
        done = 0
        while not stopped.is_set():
            while done < len(standin.taken) and _reported(standin.taken[done], port):
                done += 1
            stopped.wait(0.1)

    thread = threading.Thread(target=report, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join(10)


def _reported(given: Given, port: int) -> bool:
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=5) as client:
            report = REPORT.format(to=given.sender).replace("\n", "\r\n")
            client.sendmail("", [given.sender], report.encode())
    except (OSError, smtplib.SMTPException):
        return False
    return True
