"""What everything that carries mails promises: the local transport, and a server by SMTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from bot.domain.errors import AddressRefusedError, DoNotTryAgainError
from bot.domain.mail import Attachment, MailParts
from bot.domain.reaching import Address, Means
from bot.ports import Carrier
from connectors.email.local import LocalMails
from tests.connectors.email.sending import HEAD, mails_to
from tests.examples import NOW
from tests.fakes import FakeClock, FakeStorage
from tests.standins.smtp import SmtpStandIn

TO = Address(Means.MAIL, "aisha@example.net")
PARTS = MailParts(
    html="<p>Three leads for <b>you</b>: £900</p>",
    attachments=(Attachment("leads.csv", "text/csv", "naïve\r\n".encode()),),
    unsubscribe="https://doorstep.example/stop/abc",
    reply_to="hub@example.org",
    answers="<asked@example.net>",
    id="0b7e6a52-9d3f-4f1e-8a77-2f1a0c9b1d11",
)
Arrived = Callable[[], list[EmailMessage]]


@pytest.fixture(params=["local", "smtp"])
def way(request: pytest.FixtureRequest) -> Iterator[tuple[Carrier, Arrived]]:
    """A carrier, and the mails that came out at its other end."""
    if request.param == "local":
        storage = FakeStorage()

        def shown() -> list[EmailMessage]:
            with storage.transaction() as work:
                sources = [one.source or b"" for one in work.outbox.latest(9)]
            return [message_from_bytes(one, policy=default) for one in sources]

        yield LocalMails(storage, FakeClock(NOW), HEAD), shown
        return
    with SmtpStandIn().open() as standin:
        yield mails_to(standin), lambda: [one.mail for one in standin.taken]


def test_a_mail_arrives_with_all_its_parts(way: tuple[Carrier, Arrived]) -> None:
    carrier, arrived = way
    assert carrier.send(TO, "Three leads", "Three leads: £900", "key", PARTS)
    [mail] = arrived()
    said = {name: str(mail[name]) for name in mail if not name.startswith("Content-")}
    assert said | {"Message-ID": ""} == {
        "From": "Ward End Hub <doorstep@example.org>",
        "To": "aisha@example.net",
        "Subject": "Three leads",
        "Date": NOW.strftime("%a, %d %b %Y %H:%M:%S +0000"),
        "Message-ID": "",
        "Auto-Submitted": "auto-replied",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
        "Reply-To": "hub@example.org",
        "In-Reply-To": "<asked@example.net>",
        "References": "<asked@example.net>",
        "List-Unsubscribe": "<https://doorstep.example/stop/abc>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "MIME-Version": "1.0",
    }
    contents = [str(part.get_content()) for part in mail.walk() if not part.is_multipart()]
    assert [one.strip() for one in contents[:2]] == ["Three leads: £900", PARTS.html]
    assert [one.get_filename() for one in mail.iter_attachments()] == ["leads.csv"]


def test_a_mail_of_words_alone_is_nothing_else(way: tuple[Carrier, Arrived]) -> None:
    carrier, arrived = way
    carrier.send(TO, "A subject", "Hello", "key")
    [mail] = arrived()
    assert (mail.get_content_type(), mail.get_content().strip()) == ("text/plain", "Hello")
    assert mail["List-Unsubscribe"] is None


def test_the_same_key_again_has_the_same_id(way: tuple[Carrier, Arrived]) -> None:
    carrier, _ = way
    assert carrier.send(TO, "A", "B", "key", PARTS) == carrier.send(TO, "A", "B", "key", PARTS)


def test_a_number_and_a_broken_link_are_refused(way: tuple[Carrier, Arrived]) -> None:
    carrier, arrived = way
    with pytest.raises(AddressRefusedError):
        carrier.send(Address(Means.TEXT, "+447700900123"), "", "Hello", "a", PARTS)
    bad = MailParts(unsubscribe="javascript:alert(1)", id=PARTS.id)
    with pytest.raises(DoNotTryAgainError):
        carrier.send(TO, "", "Hello", "b", bad)
    assert arrived() == []
