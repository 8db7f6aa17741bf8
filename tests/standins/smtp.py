"""A mail server on loopback that takes mails, refuses them, and breaks off, as it is told to."""

from __future__ import annotations

import asyncio
import re
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from enum import StrEnum
from typing import Any, Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "doorstep", "open sesame"
_OPTIONS = re.compile(r" (?:RET|ENVID|NOTIFY|ORCPT)=\S+", re.IGNORECASE)


class Mood(StrEnum):
    """What becomes of a mail."""

    WELL = "well"
    GREYLISTED = "greylisted"
    NO_SUCH_MAILBOX = "no such mailbox"
    REFUSED = "refused after all was sent"
    NO_ROOM = "no room for now, after all was sent"
    DROPPED_BEFORE = "dropped before anything was sent"
    DROPPED_LOST = "dropped, and lost"
    DROPPED_TAKEN = "dropped, and taken"
    SILENT_TAKEN = "taken, and never answered"


AT_THE_ADDRESS = {
    Mood.GREYLISTED: "451 4.7.1 <everybody@example.org>: please come again later",
    Mood.NO_SUCH_MAILBOX: "550 5.1.1 <everybody@example.org>: nobody here",
}
AFTER_ALL = {
    Mood.REFUSED: "554 5.7.1 everybody@example.org does not want this",
    Mood.NO_ROOM: "452 4.2.2 everybody@example.org has no room",
}


@dataclass(frozen=True)
class Given:
    """A mail that was taken: from and to whom, with which wishes, and the mail."""

    sender: str
    to: str
    options: str
    source: bytes

    @property
    def mail(self) -> EmailMessage:
        """As its reader's program has it."""
        return message_from_bytes(self.source, policy=default)


@dataclass
class SmtpStandIn:
    """Answers from a thread of its own; `mood` decides about each mail by its number, from 0."""

    mood: Callable[[int], Mood] = lambda _: Mood.WELL
    context: ssl.SSLContext | None = None
    is_tls_at_once: bool = False
    wants_login: bool = False
    knows_reports: bool = False
    greeting: str = ""
    taken: list[Given] = field(default_factory=list)
    met: Counter[Mood] = field(default_factory=Counter)
    seen_tls: list[bool] = field(default_factory=list)
    port: int = 0

    @property
    def a_mail(self) -> Counter[str]:
        """How often each mail was taken, by its Message-ID."""
        return Counter(str(one.mail["Message-ID"]) for one in self.taken)

    @contextmanager
    def open(self) -> Iterator[Self]:
        """Answers while it is open."""
        loop, ready, stopped = asyncio.new_event_loop(), threading.Event(), asyncio.Event()

        async def serve() -> None:
            at_once = self.context if self.is_tls_at_once else None
            server = await loop.create_server(
                lambda: _Server(self, loop), "127.0.0.1", self.port, ssl=at_once
            )
            self.port = server.sockets[0].getsockname()[1]
            ready.set()
            await stopped.wait()
            server.close()
            left = asyncio.all_tasks() - {asyncio.current_task()}
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)

        thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
        thread.start()
        assert ready.wait(10)
        try:
            yield self
        finally:
            loop.call_soon_threadsafe(stopped.set)
            thread.join(10)
            loop.close()

    def next_mood(self) -> Mood:
        """What becomes of the next mail."""
        mood = self.mood(self.met.total())
        self.met[mood] += 1
        return mood


class _Server(SMTP):
    """One connection."""

    def __init__(self, standin: SmtpStandIn, loop: asyncio.AbstractEventLoop) -> None:
        is_later = standin.context is not None and not standin.is_tls_at_once
        super().__init__(
            _Handler(standin),
            hostname="localhost",
            loop=loop,
            tls_context=standin.context if is_later else None,
            require_starttls=is_later,
            auth_required=standin.wants_login,
            auth_require_tls=is_later,
            authenticator=_signed_in,
        )
        self.standin = standin
        self.options = ""

    async def _handle_client(self) -> None:
        if self.standin.greeting:
            await self.push(self.standin.greeting)
            assert self.transport is not None
            self.transport.close()
            return
        await super()._handle_client()

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802 - the library's form
        self.options = " ".join(_OPTIONS.findall(arg or ""))
        await super().smtp_MAIL(_OPTIONS.sub("", arg or ""))

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802 - the library's form
        self.options += " ".join(_OPTIONS.findall(arg or ""))
        await super().smtp_RCPT(_OPTIONS.sub("", arg or ""))


class _Handler:
    """What becomes of one mail."""

    def __init__(self, standin: SmtpStandIn) -> None:
        self._standin = standin
        self._mood = Mood.WELL

    async def handle_EHLO(  # noqa: N802 - the library's form
        self, server: SMTP, session: Session, _: Envelope, hostname: str, answers: list[str]
    ) -> list[str]:
        session.host_name = hostname
        more = ["250-DSN"] if self._standin.knows_reports else []
        return [*answers[:-1], *more, answers[-1]]

    async def handle_RCPT(  # noqa: N802 - the library's form
        self, server: _Server, session: Session, envelope: Envelope, address: str, _: list[str]
    ) -> str:
        self._standin.seen_tls.append(session.ssl is not None or self._standin.is_tls_at_once)
        self._mood = self._standin.next_mood()
        if refusal := AT_THE_ADDRESS.get(self._mood):
            return refusal
        if self._mood is Mood.DROPPED_BEFORE:
            _drop(server)
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802 - the library's form
        self, server: _Server, session: Session, envelope: Envelope
    ) -> str:
        del session  # nothing more of it matters
        if refusal := AFTER_ALL.get(self._mood):
            return refusal
        if self._mood is not Mood.DROPPED_LOST:
            content = envelope.content
            assert isinstance(content, bytes)
            sender, to = envelope.mail_from or "", envelope.rcpt_tos[0]
            self._standin.taken.append(Given(sender, to, server.options, content))
        if self._mood in {Mood.DROPPED_LOST, Mood.DROPPED_TAKEN}:
            _drop(server)
        if self._mood is Mood.SILENT_TAKEN:
            await asyncio.sleep(60)
        return "250 2.0.0 OK"


def _drop(server: SMTP) -> None:
    transport: Any = server.transport
    transport.abort()


def _signed_in(server: SMTP, session: Session, _: Envelope, how: str, said: Any) -> AuthResult:
    del server, session, how  # any way of signing in will do
    is_right = isinstance(said, LoginPassword) and (said.login, said.password) == (
        USER.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=is_right, handled=False)
