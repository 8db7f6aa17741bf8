"""Mails by SMTP, against a real server that refuses, drops and keeps silent."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.errors import (
    AccountAtFaultError,
    AddressGoneError,
    AddressRefusedError,
    CarrierUnavailableError,
    DoorstepError,
    OutcomeUnknownError,
)
from bot.domain.inbound_mail import RETURNS
from bot.domain.mail import MailParts
from bot.domain.reaching import Address, Means
from connectors.email.smtp import Security, SmtpMails
from tests.connectors.email.sending import MARKS, mails_to
from tests.standins.certificates import Certificate, make_certificate
from tests.standins.smtp import PASSWORD, USER, Mood, SmtpStandIn

TO = Address(Means.MAIL, "aisha@example.net")
ID = "0b7e6a52-9d3f-4f1e-8a77-2f1a0c9b1d11"
MARK = MARKS.mark(RETURNS, ID)


@pytest.fixture
def standin() -> Iterator[SmtpStandIn]:
    with SmtpStandIn().open() as opened:
        yield opened


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("certificates"))


def send(mails: SmtpMails, to: Address = TO, mail_id: str = ID) -> str:
    return mails.send(to, "Three leads", "Hello\n.\n..dots\n", "key", MailParts(id=mail_id))


def test_a_mail_arrives_whole_under_an_id_that_is_always_the_same(standin: SmtpStandIn) -> None:
    mails = mails_to(standin)
    assert send(mails) == send(mails) == MARK
    assert standin.a_mail == {f"<{MARK}@example.org>": 2}
    given = standin.taken[0]
    assert (given.sender, given.to) == ("doorstep@example.org", "aisha@example.net")
    assert given.mail.get_content().replace("\r\n", "\n") == "Hello\n.\n..dots\n"


def test_a_mail_that_nobody_gave_an_id_has_one_by_its_key(standin: SmtpStandIn) -> None:
    mails = mails_to(standin)
    ids = [mails.send(TO, "A", "B", key) for key in ("a", "a", "b")]
    assert ids[0] == ids[1] != ids[2]


def test_reports_are_asked_for_where_they_can_be_heard(standin: SmtpStandIn) -> None:
    standin.knows_reports = True
    send(mails_to(standin, hears_reports=True))
    send(mails_to(standin))
    first, second = standin.taken
    assert first.sender == f"returns+{MARK}@example.org"
    assert f"ENVID={MARK}" in first.options
    assert "NOTIFY=SUCCESS,FAILURE,DELAY" in first.options
    assert (second.sender, second.options) == ("doorstep@example.org", "")


def test_a_server_that_knows_no_reports_is_not_asked_for_them(standin: SmtpStandIn) -> None:
    send(mails_to(standin, hears_reports=True))
    assert standin.taken[0].options == ""


@pytest.mark.parametrize(
    ("mood", "expected", "code"),
    [
        (Mood.GREYLISTED, CarrierUnavailableError, 451),
        (Mood.NO_SUCH_MAILBOX, AddressGoneError, 550),
        (Mood.REFUSED, AddressRefusedError, 554),
        (Mood.NO_ROOM, CarrierUnavailableError, 452),
        (Mood.DROPPED_BEFORE, CarrierUnavailableError, None),
        (Mood.DROPPED_LOST, OutcomeUnknownError, None),
        (Mood.DROPPED_TAKEN, OutcomeUnknownError, None),
        (Mood.SILENT_TAKEN, OutcomeUnknownError, None),
    ],
)
def test_whatever_a_server_does_leaves_as_what_it_comes_to(
    standin: SmtpStandIn, mood: Mood, expected: type[DoorstepError], code: int | None
) -> None:
    standin.mood = lambda _: mood
    with pytest.raises(expected) as caught:
        send(mails_to(standin, seconds=0.5))
    assert type(caught.value) is expected
    assert getattr(caught.value, "code", None) == code
    assert "@" not in str(caught.value), "what a server says may name somebody"


@pytest.mark.parametrize(
    ("greeting", "expected"),
    [
        ("421 4.3.2 closing", CarrierUnavailableError),
        ("554 5.7.1 you are not wanted", AccountAtFaultError),
    ],
)
def test_a_server_that_wants_nothing_of_ours_is_no_fault_of_the_address(
    standin: SmtpStandIn, greeting: str, expected: type[DoorstepError]
) -> None:
    standin.greeting = greeting
    with pytest.raises(expected) as caught:
        send(mails_to(standin))
    assert type(caught.value) is expected


def test_a_server_that_is_not_there_may_be_later() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(CarrierUnavailableError, match="cannot be reached"):
        send(mails_to(SmtpStandIn(port=port)))


def test_a_server_that_says_nothing_at_all_is_not_waited_for_without_end() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        standin = SmtpStandIn(port=silent.getsockname()[1])
        with pytest.raises(CarrierUnavailableError):
            send(mails_to(standin, seconds=0.3))


class TestTls:
    @pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
    def test_the_way_is_kept_secret_and_the_server_checked(
        self, certificate: Certificate, security: Security
    ) -> None:
        at_once = security is Security.TLS
        standin = SmtpStandIn(context=certificate.context(), is_tls_at_once=at_once)
        with standin.open():
            send(mails_to(standin, security=security, certificates=str(certificate.certificate)))
        assert standin.seen_tls == [True]

    @pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
    @pytest.mark.parametrize("wrong", ["unknown", "other name", "ended"])
    def test_a_certificate_that_does_not_pass_is_the_operators_to_mend(
        self, tmp_path: Path, certificate: Certificate, security: Security, wrong: str
    ) -> None:
        name, days = ("other.example" if wrong == "other name" else "localhost"), 1
        shown = make_certificate(tmp_path, name, days=-1 if wrong == "ended" else days)
        trusted = certificate if wrong == "unknown" else shown
        at_once = security is Security.TLS
        standin = SmtpStandIn(context=shown.context(), is_tls_at_once=at_once)
        with standin.open(), pytest.raises(AccountAtFaultError, match="certificate"):
            send(mails_to(standin, security=security, certificates=str(trusted.certificate)))
        assert standin.taken == []

    def test_a_server_without_tls_gets_nothing_where_tls_is_wanted(
        self, standin: SmtpStandIn
    ) -> None:
        with pytest.raises(AccountAtFaultError, match="STARTTLS"):
            send(mails_to(standin, security=Security.STARTTLS))
        assert standin.taken == []

    def test_a_file_of_certificates_that_is_none_is_told(self, standin: SmtpStandIn) -> None:
        with pytest.raises(AccountAtFaultError, match="certificates"):
            send(mails_to(standin, security=Security.TLS, certificates="/nowhere.pem"))


class TestSigningIn:
    @pytest.mark.parametrize(("password", "goes"), [(PASSWORD, True), ("wrong", False)])
    def test_it_signs_in_over_tls_or_says_that_it_cannot(
        self, certificate: Certificate, password: str, *, goes: bool
    ) -> None:
        standin = SmtpStandIn(context=certificate.context(), wants_login=True)
        with standin.open():
            mails = mails_to(
                standin,
                security=Security.STARTTLS,
                certificates=str(certificate.certificate),
                user=USER,
                password=password,
            )
            if goes:
                mails.look()
                send(mails)
            else:
                with pytest.raises(AccountAtFaultError, match="password"):
                    mails.look()
                with pytest.raises(AccountAtFaultError):
                    send(mails)
        assert len(standin.taken) == goes

    def test_a_server_that_wants_a_login_and_gets_none_is_told_of(
        self, certificate: Certificate
    ) -> None:
        standin = SmtpStandIn(context=certificate.context(), wants_login=True)
        trusted = str(certificate.certificate)
        with standin.open(), pytest.raises(AccountAtFaultError):
            send(mails_to(standin, security=Security.STARTTLS, certificates=trusted))


def test_looking_sends_nothing(standin: SmtpStandIn) -> None:
    mails_to(standin).look()
    assert standin.taken == []
    assert standin.met.total() == 0


@pytest.mark.parametrize("value", ["jürgen@example.org", "nobody"])
def test_an_address_that_no_server_takes_is_refused_without_asking_one(
    standin: SmtpStandIn, value: str
) -> None:
    with pytest.raises(AddressRefusedError):
        send(mails_to(standin), Address(Means.MAIL, value))
    assert standin.met.total() == 0
