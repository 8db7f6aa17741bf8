"""The port where a server hands mail over, with a real client on the other side."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from bot.domain.errors import (
    DoNotTryAgainError,
    MailRefusedError,
    SettingsError,
    StorageUnavailableError,
)
from bot.domain.inbound_mail import LARGEST_MAIL, ReceivedMail
from connectors.email.listening import taking_mail
from tests.examples import NOW
from tests.fakes import FakeClock

FROM, TO = "jo@buyer.example", "post@doorstep.example"
MAIL = b"From: jo@buyer.example\r\nSubject: A fence\r\nMessage-ID: <1@b.example>\r\n\r\nPlease.\r\n"


@dataclass
class Desk:
    """An InboundMail that notes what it gets, and raises what it is told to."""

    fault: Exception | None = None
    got: list[tuple[str, ReceivedMail]] = field(default_factory=list)

    def why_not(self, recipient: str) -> str | None:
        return (
            None if recipient.startswith("post") else "Nobody reads this. Write to hub@é.example."
        )

    def receive(self, recipient: str, mail: ReceivedMail) -> None:
        if self.fault:
            raise self.fault
        self.got.append((recipient, mail))


async def talk(port: int, *commands: bytes) -> list[tuple[int, str]]:
    """What the door answers to each of what is said to it, until it refuses one."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answers = [await heard(reader)]
    for command in commands:
        writer.write(command + b"\r\n")
        answers.append(await heard(reader))
        if answers[-1][0] >= 400:
            break
    writer.close()
    return answers


async def heard(reader: asyncio.StreamReader) -> tuple[int, str]:
    """One answer, of however many lines."""
    while True:
        line = (await reader.readline()).decode("ascii").rstrip()
        if line[3:4] != "-":
            return int(line[:3]), line[4:]


def hand_over(
    desk: Desk, mail: bytes = MAIL, to: str = TO, sender: str = FROM, greeting: str = "EHLO"
) -> tuple[int, str]:
    """What the door answers to a mail in the end."""

    async def give() -> tuple[int, str]:
        async with taking_mail(desk, FakeClock(NOW), 0, "doorstep.example") as port:
            said = (f"{greeting} mx.example", f"MAIL FROM:<{sender}>", f"RCPT TO:<{to}>", "DATA")
            answers = await talk(port, *(one.encode() for one in said), mail + b".")
            return answers[-1]

    return asyncio.run(give())


@pytest.mark.parametrize("greeting", ["EHLO", "LHLO"])
def test_a_mail_is_taken_once_it_was_given_to_whom_it_is_for(greeting: str) -> None:
    desk = Desk()
    assert hand_over(desk, greeting=greeting)[0] == 250
    [(recipient, mail)] = desk.got
    assert (recipient, mail.subject, mail.words) == (TO, "A fence", "Please.")
    assert (mail.is_automatic, mail.at) == (False, NOW)


def test_a_mail_without_a_sender_is_taken_as_a_machines() -> None:
    desk = Desk()
    assert hand_over(desk, sender="")[0] == 250
    assert desk.got[0][1].is_automatic


def test_a_mail_for_nobody_is_refused_before_it_is_sent_over_in_plain_letters() -> None:
    desk = Desk()
    code, words = hand_over(desk, to="nobody@doorstep.example")
    assert (code, words) == (550, "5.1.1 Nobody reads this. Write to hub@?.example.")
    assert desk.got == []


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (
            MailRefusedError("Please write\r\n to hub@example.org."),
            (550, "5.7.1 Please write to hub@example.org."),
        ),
        (
            StorageUnavailableError("The database is away."),
            (451, "4.3.0 Please hand it over again later"),
        ),
        (DoNotTryAgainError("secret"), (554, "5.3.0 This mail cannot be taken")),
        (RuntimeError("secret"), (451, "4.3.0 Please hand it over again later")),
    ],
)
def test_what_cannot_be_taken_is_answered_so_that_a_server_knows_what_to_do(
    fault: Exception, expected: tuple[int, str]
) -> None:
    assert hand_over(Desk(fault)) == expected


def test_a_mail_that_is_too_large_is_refused() -> None:
    desk = Desk()
    line = b"x" * 76 + b"\r\n"
    code, _ = hand_over(desk, MAIL + line * (LARGEST_MAIL // len(line) + 1))
    assert code == 552
    assert desk.got == []


def test_one_mailbox_is_taken_at_a_time() -> None:
    async def give() -> tuple[int, str]:
        async with taking_mail(Desk(), FakeClock(NOW), 0, "doorstep.example") as port:
            to = f"RCPT TO:<{TO}>".encode()
            return (await talk(port, b"EHLO mx.example", b"MAIL FROM:<>", to, to))[-1]

    assert asyncio.run(give())[0] == 452


def test_a_port_that_is_taken_stops_the_start_and_names_the_setting() -> None:
    async def twice() -> None:
        clock = FakeClock(NOW)
        async with (
            taking_mail(Desk(), clock, 0, "a.example") as port,
            taking_mail(Desk(), clock, port, "a.example"),
        ):
            pass

    with pytest.raises(SettingsError, match="DOORSTEP_MAIL_IN_PORT"):
        asyncio.run(twice())
