"""Mails as they come from anywhere: whole, broken, from machines, and not meant well."""

from __future__ import annotations

import pytest

from bot.domain.errors import InvalidInputError
from bot.domain.inbound_mail import MOST_WORDS, DeliveryReport, Outcome, ReceivedMail
from bot.domain.reaching import Address, Means
from connectors.email.reading import read_mail
from tests.examples import NOW

FROM = "jo@buyer.example"
HEAD = f"From: Jo Bloggs <{FROM}>\r\nSubject: A fence\r\nMessage-ID: <1@buyer.example>\r\n"
REPORT = """From: MAILER-DAEMON@mx.example
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="b"
MIME-Version: 1.0

--b
Content-Type: text/plain

It did not arrive.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Original-Envelope-Id: env-1

Final-Recipient: rfc822; aisha@example.net
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b
{original}
--b--
"""
HEADERS = "Content-Type: text/rfc822-headers\n\nSubject: x\nMessage-ID: <{id}>\n"
WHOLE = "Content-Type: message/rfc822\n\nSubject: x\nMessage-ID: <{id}>\n\nHello\n"


def read(source: str | bytes, sender: str = FROM) -> ReceivedMail:
    data = source if isinstance(source, bytes) else source.encode()
    return read_mail(data, sender, NOW)


def report(action: str = "failed", status: str = "5.1.1", original: str = "") -> ReceivedMail:
    filled = REPORT.format(action=action, status=status, original=original)
    return read(filled.replace("\n", "\r\n"), "")


def test_a_persons_mail_is_read_with_its_own_words_alone() -> None:
    said = "We need a fence.\r\nBy May.\r\n\r\n"
    quoted = f"{said}On Mon, 23 Nov 2026 at 08:00, Doorstep wrote:\r\n> Hi\r\n"
    mail = read(f"{HEAD}In-Reply-To: <asked@d.example>\r\n\r\n{quoted}")
    assert mail == ReceivedMail(
        id="<1@buyer.example>",
        sender=Address(Means.MAIL, FROM),
        subject="A fence",
        words="We need a fence.\nBy May.",
        at=NOW,
        answers="<asked@d.example>",
    )


@pytest.mark.parametrize(
    "after",
    [
        "\r\n-- \r\nJo Bloggs\r\nCity Council",
        "\r\n-----Original Message-----\r\nFrom: Doorstep",
        "\r\n________________________________\r\nFrom: Doorstep",
        "\r\n\r\n> one\r\n> two\r\n",
    ],
)
def test_what_is_quoted_and_signed_at_the_end_is_left_out(after: str) -> None:
    assert read(f"{HEAD}\r\nYes please.{after}").words == "Yes please."


def test_a_mail_that_is_a_page_is_read_as_words() -> None:
    page = (
        "<html><head><style>p{}</style><title>x</title></head><body><p>We need<br>a fence &amp; a "
        "gate.</p><script>alert(1)</script><div>Thanks</div></body></html>"
    )
    mail = read(f"{HEAD}Content-Type: text/html; charset=utf-8\r\n\r\n{page}")
    assert mail.words == "We need\na fence & a gate.\nThanks"


def test_files_are_named_and_not_looked_into() -> None:
    mail = read(
        f'{HEAD}Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
        "Content-Type: text/plain\r\n\r\nSee the plan.\r\n--b\r\n"
        "Content-Type: application/pdf\r\nContent-Disposition: "
        'attachment; filename="plan\x07.pdf"\r\n\r\n%PDF\r\n--b--\r\n'
    )
    assert (mail.words, mail.left_out) == ("See the plan.", ("plan .pdf",))


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-generated; owner-email=x",
        "Precedence: bulk",
        "Precedence: Auto_Reply",
        "X-Autoreply: yes",
        "X-Autorespond: x",
        "List-Id: <a.b>",
        "X-Failed-Recipients: a@b.example",
    ],
)
def test_what_a_machine_wrote_is_known_by_what_it_says_of_itself(header: str) -> None:
    assert read(f"{HEAD}{header}\r\n\r\nI am away until Monday.").is_automatic


def test_what_nobody_can_answer_was_written_by_a_machine() -> None:
    assert read(f"{HEAD}\r\nI am away.", sender="").is_automatic
    assert read(f"{HEAD}\r\nI am away.", sender="<>").is_automatic
    assert read("From: MAILER-DAEMON@mx.example\r\n\r\nIt failed.").is_automatic


@pytest.mark.parametrize("header", ["Auto-Submitted: no", "Precedence: first-class", "X: y"])
def test_a_person_is_taken_for_one(header: str) -> None:
    assert not read(f"{HEAD}{header}\r\n\r\nHello").is_automatic


@pytest.mark.parametrize("original", [HEADERS, WHOLE])
def test_a_report_says_what_became_of_which_mail(original: str) -> None:
    mail = report(original=original.format(id="m-1@doorstep.example"))
    assert mail.is_automatic
    assert mail.reports == (DeliveryReport(Outcome.FAILED, "5.1.1", "m-1@doorstep.example"),)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_each_outcome_is_known(outcome: Outcome) -> None:
    [told] = report(action=outcome.value.capitalize(), status="2.0.0 (ok)").reports
    assert told == DeliveryReport(outcome, "2.0.0", "env-1")


def test_a_report_without_a_status_still_says_that_it_failed() -> None:
    assert report(status="nonsense").reports == (DeliveryReport(Outcome.FAILED, "", "env-1"),)


def test_an_outcome_that_there_is_not_says_nothing() -> None:
    mail = report(action="exploded")
    assert mail.reports == ()
    assert mail.is_automatic


def test_a_mail_that_only_looks_like_a_report_is_none() -> None:
    told = "Action: failed\r\nStatus: 5.1.1\r\n"
    assert read(f"{HEAD}Content-Type: text/plain\r\n\r\n{told}").reports == ()


def test_more_words_than_are_kept_are_cut_and_it_says_so() -> None:
    mail = read(f"{HEAD}\r\n{'word ' * MOST_WORDS}")
    assert (len(mail.words), mail.is_cut) == (MOST_WORDS, True)


def test_two_mails_without_an_id_are_told_apart_by_what_they_are() -> None:
    one, other = read("From: a@b.example\r\n\r\nA"), read("From: a@b.example\r\n\r\nB")
    assert one.id == read("From: a@b.example\r\n\r\nA").id != other.id


@pytest.mark.parametrize(
    "source",
    [
        b"From: " + b"(" * 5_000 + b" a@b.example\r\n\r\nA",
        b"",
        b"\x00\xff" * 500,
        b"From: \r\n\r\n",
        b"From: <<<>>>,,, @\r\nSubject: =?x?q?=?=\r\n\r\nA",
        b"Subject: =?utf-8?b?////?= =?nope?q?a?=\r\nFrom: a@b.example\r\n\r\nA",
        b"Content-Type: text/plain; charset=nonsense\r\n\r\nA\xff",
        b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!not",
        b"Content-Type: multipart/mixed\r\n\r\nno boundary",
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n--b\r\n--b',
        b"Content-Type: message/delivery-status\r\n\r\nnothing",
        b"Message-ID: " + b"<" * 900 + b"\r\nFrom: a@b.example\r\n\r\nA",
        b"Content-Disposition: attachment; filename*=nope'x'%ZZ\r\n\r\nA",
        b"From: " + b"a@b.example, " * 50 + b"\r\n\r\nA",
        b"Date: never\r\nFrom: a@b.example\r\n\r\nA",
        b"Content-Type: text/html\r\n\r\n<p <<< &#xFFFFFFFF; <![CDATA[ <script>",
    ],
    ids=range(16),
)
def test_a_broken_mail_is_read_as_far_as_it_can_be(source: bytes) -> None:
    mail = read(source)
    assert "\x00" not in mail.words + mail.subject
    assert mail.id


def test_a_mail_in_a_mail_in_a_mail_without_end_is_read_or_refused_and_nothing_falls() -> None:
    begins = b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n'
    nested = b"".join(begins % (n, n) for n in range(3_000))
    try:
        mail = read(b"From: a@b.example\r\n" + nested)
    except InvalidInputError:
        return
    assert mail.sender == Address(Means.MAIL, "a@b.example")
