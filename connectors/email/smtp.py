"""Mails through a server by SMTP, one connection a mail: TLS that is checked, and a login."""

from __future__ import annotations

import asyncio
import ssl
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from enum import StrEnum

from aiosmtplib import (
    SMTP,
    SMTPConnectError,
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from bot.domain.errors import (
    AccountAtFaultError,
    AddressRefusedError,
    CarrierUnavailableError,
    DoorstepError,
    OutcomeUnknownError,
)
from bot.domain.inbound_mail import RETURNS, MailMarks
from bot.domain.mail import MailParts
from bot.domain.mail_errors import MailErrors
from bot.domain.reaching import Address
from bot.ports import Clock
from connectors.email.composing import Letterhead, Mail, compose, mailbox_of
from connectors.email.smtp_errors import fault_of

_AGAIN_AFTER = 15
_TOO_LONG = 552
_CERTIFICATE = "The mail server's certificate does not pass: {why}."


class Security(StrEnum):
    """How the way to the server is kept from others."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server that takes our mails.

    certificates   a file of certificates to trust instead of those of the machine; "" for these
    seconds        how long one mail may take in all
    """

    host: str
    port: int
    security: Security = Security.STARTTLS
    user: str = ""
    password: str = ""
    certificates: str = ""
    seconds: float = 60


class SmtpMails:
    """The Carrier of mails by SMTP. Its id of a mail is that of the mail's own Message-ID.

    Before DATA nothing was taken, and the same mail may go again at once. From then on only an
    answer tells: with none it is a doubt, and SMTP has no way to ask. The mail goes again with the
    same Message-ID, unless a report of the server tells meanwhile that it was taken.
    """

    only_shows = False

    def __init__(  # noqa: PLR0913 - what it stands between
        self,
        server: MailServer,
        head: Letterhead,
        marks: MailMarks,
        errors: MailErrors,
        clock: Clock,
        *,
        hears_reports: bool = False,
    ) -> None:
        """`hears_reports`: whether a box of ours takes reports about what was sent."""
        self._server = server
        self._head = head
        self._marks = marks
        self._errors = errors
        self._clock = clock
        self._hears_reports = hears_reports

    def send(
        self, to: Address, subject: str, words: str, key: str, parts: MailParts | None = None
    ) -> str:
        """Hands one mail over; the `id` of its parts makes its Message-ID, the same each time."""
        whole = parts or MailParts()
        marked = self._marks.mark(RETURNS, whole.id or str(uuid.uuid5(uuid.NAMESPACE_OID, key)))
        mail = Mail(to, subject, words, replace(whole, id=marked))
        source = compose(self._head, mail, self._clock.now())
        asyncio.run(self._hand_over(mailbox_of(to), source, marked))
        return marked

    def look(self) -> None:
        """Connects and signs in, and sends nothing. Raises what `send` would."""
        asyncio.run(self._look())

    async def _look(self) -> None:
        async with self._connected() as client:
            await client.noop()

    async def _hand_over(self, to: str, source: bytes, mark: str) -> None:
        async with self._connected() as client:
            wants_reports = self._hears_reports and client.supports_extension("dsn")
            of_mail = ["RET=HDRS", f"ENVID={mark}"] if wants_reports else []
            of_address = ["NOTIFY=SUCCESS,FAILURE,DELAY"] if wants_reports else []
            await client.mail(self._return_address(mark), options=of_mail, encoding="ascii")
            await client.rcpt(to, options=of_address, encoding="ascii")
            await self._give(client, source)

    async def _give(self, client: SMTP, source: bytes) -> None:
        """From here on a lost answer is a doubt."""
        try:
            await client.data(source)
        except SMTPResponseException as answer:
            raise fault_of(answer.code, answer.message, self._errors) from answer
        except (SMTPException, OSError, TimeoutError, asyncio.CancelledError) as lost:
            raise OutcomeUnknownError(
                "The mail server's answer was lost.", retry_after=_AGAIN_AFTER
            ) from lost

    def _return_address(self, mark: str) -> str:
        if self._hears_reports:
            return f"{RETURNS}+{mark}@{self._head.domain}"
        return self._head.mailbox

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[SMTP]:
        """A connection that is signed in; every error leaves as one of ours."""
        client = self._client()
        try:
            async with asyncio.timeout(self._server.seconds):
                await client.connect()
                if client.is_ehlo_or_helo_needed:
                    await client.ehlo()
                yield client
        except SMTPResponseException as answer:
            raise self._refused(answer) from answer
        except (SMTPException, OSError, TimeoutError) as fault:
            raise _ours(fault) from fault
        except ValueError as fault:
            raise AddressRefusedError("This address cannot be handed to a server.") from fault
        finally:
            await _leave(client)

    def _refused(self, answer: SMTPResponseException) -> DoorstepError:
        """What an answer comes to: before there is a recipient, a refusal is of us."""
        is_of_this_mail = isinstance(answer, SMTPRecipientRefused | SMTPDataError) or (
            isinstance(answer, SMTPSenderRefused) and answer.code == _TOO_LONG
        )
        fault = fault_of(answer.code, answer.message, self._errors)
        if is_of_this_mail or isinstance(fault, CarrierUnavailableError):
            return fault
        return AccountAtFaultError(str(fault), code=answer.code)

    def _client(self) -> SMTP:
        server = self._server
        is_safe = server.security is not Security.NONE
        return SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user or None,
            password=server.password or None,
            local_hostname=self._head.domain,
            timeout=server.seconds,
            use_tls=server.security is Security.TLS,
            start_tls=server.security is Security.STARTTLS,
            tls_context=tls_of(server.certificates) if is_safe else None,
        )


def tls_of(certificates: str) -> ssl.SSLContext:
    """What checks a server's certificate and name. Raises AccountAtFaultError for no such file."""
    try:
        return ssl.create_default_context(cafile=certificates or None)
    except (OSError, ssl.SSLError) as fault:
        raise AccountAtFaultError("The file of certificates cannot be read.") from fault


async def _leave(client: SMTP) -> None:
    """Says goodbye; whatever comes of it, the mail has its answer already."""
    if client.is_connected:
        try:
            await client.quit(timeout=1)
        except (SMTPException, OSError, TimeoutError):
            client.close()


def _ours(fault: Exception) -> DoorstepError:
    """The error of ours for what went wrong before the mail was given."""
    for cause in _causes(fault):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return AccountAtFaultError(_CERTIFICATE.format(why=cause.verify_message))
    if isinstance(fault, SMTPConnectError):
        return CarrierUnavailableError(
            "The mail server cannot be reached.", retry_after=_AGAIN_AFTER
        )
    if isinstance(fault, SMTPException) and not isinstance(fault, OSError):
        return AccountAtFaultError(f"The mail server cannot do what is needed: {fault}")
    return CarrierUnavailableError("The mail server was lost.", retry_after=_AGAIN_AFTER)


def _causes(fault: BaseException) -> Sequence[BaseException]:
    found: list[BaseException] = [fault]
    while cause := found[-1].__cause__ or found[-1].__context__:
        found.append(cause)
    return found
