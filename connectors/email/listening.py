"""The port where a mail server on this machine hands over what comes, by SMTP or LMTP."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session, syntax
from aiosmtpd.smtp import log as its_log

from bot.domain.errors import (
    DoorstepError,
    InvalidInputError,
    MailRefusedError,
    SettingsError,
    TryAgainError,
)
from bot.domain.inbound_mail import LARGEST_MAIL
from bot.ports import Clock, InboundMail
from connectors.email.reading import read_mail

LOOPBACK = "127.0.0.1"
_IDLE_SECONDS = 60.0
_LONGEST_ANSWER = 400
_LATER = "451 4.3.0 Please hand it over again later"
_TAKEN = "250 2.0.0 Taken"

# It would write addresses into the log.
its_log.setLevel(logging.CRITICAL)
logger = logging.getLogger(__name__)


class MailDoor:
    """What aiosmtpd asks about each mail. A mail is taken once all there is to do is committed."""

    def __init__(self, inbound: InboundMail, clock: Clock) -> None:
        self._inbound = inbound
        self._clock = clock

    async def handle_RCPT(  # noqa: N802 - the library's form
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        rcpt_options: list[str],
    ) -> str:
        """One mailbox at a time, so that each mail has one answer; 550 for one that is not ours."""
        del server, session, rcpt_options  # of no weight here
        if envelope.rcpt_tos:
            return "452 4.5.3 One mailbox at a time, please"
        try:
            why_not = await asyncio.to_thread(self._inbound.why_not, address)
        except DoorstepError:
            return _LATER
        if why_not:
            return _answer("550 5.1.1", why_not)
        envelope.rcpt_tos.append(address)
        return _TAKEN

    async def handle_DATA(  # noqa: N802 - the library's form
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Reads the mail and gives it to whom it is for."""
        del server, session  # of no weight here
        content = envelope.content
        source = content if isinstance(content, bytes) else str(content).encode()
        try:
            return await asyncio.to_thread(self._take, source, envelope)
        except MailRefusedError as refusal:
            return _answer("550 5.7.1", str(refusal))
        except InvalidInputError:
            return "554 5.6.0 This cannot be read as a mail"
        except TryAgainError:
            return _LATER
        except DoorstepError as fault:
            logger.error("A mail that came was not taken: %s", fault)  # noqa: TRY400 - it may hold words
            return "554 5.3.0 This mail cannot be taken"

    async def handle_exception(self, error: Exception) -> str:
        """What nobody thought of: told by its kind alone, as its words may be somebody's."""
        logger.error("A mail that came failed: %s", type(error).__name__)
        return _LATER

    def _take(self, source: bytes, envelope: Envelope) -> str:
        mail = read_mail(source, envelope.mail_from or "", self._clock.now())
        self._inbound.receive(envelope.rcpt_tos[0], mail)
        return _TAKEN


class _Door(SMTP):
    """SMTP that can be greeted as LMTP too."""

    @syntax("LHLO hostname")
    async def smtp_LHLO(self, arg: str) -> None:  # noqa: N802 - the library's form
        """The greeting of LMTP."""
        await super().smtp_EHLO(arg)


@asynccontextmanager
async def taking_mail(
    inbound: InboundMail, clock: Clock, port: int, domain: str
) -> AsyncIterator[int]:
    """Takes mail on loopback while it is open; the port, which 0 lets the machine choose.

    Raises SettingsError where the port is taken.
    """
    loop, door = asyncio.get_running_loop(), MailDoor(inbound, clock)

    def connected() -> Any:
        return _Door(
            door,
            data_size_limit=LARGEST_MAIL,
            hostname=domain or "localhost",
            ident="Doorstep",
            timeout=_IDLE_SECONDS,
            loop=loop,
        )

    try:
        listening = await loop.create_server(connected, LOOPBACK, port)
    except OSError as fault:
        raise SettingsError(
            f"DOORSTEP_MAIL_IN_PORT: {port} cannot be listened on: {fault.strerror}."
        ) from fault
    try:
        yield listening.sockets[0].getsockname()[1]
    finally:
        listening.close()
        await listening.wait_closed()


def _answer(code: str, words: str) -> str:
    plain = " ".join(words.split()).encode("ascii", "replace").decode("ascii")
    return f"{code} {plain}"[:_LONGEST_ANSWER]
