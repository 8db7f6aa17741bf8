"""The check-up connects to the mail server, and sends nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.domain.checkup import Noticed
from bot.domain.errors import AccountAtFaultError, AddressRefusedError, CarrierUnavailableError
from bot.services.checks.mail import MailCheck
from tests.connectors.email.sending import mails_to
from tests.standins.smtp import SmtpStandIn


def noticed(look: Callable[[], None] | None, *, reaches: bool = True) -> list[Noticed]:
    return [one.noticed for one in MailCheck("mx", look, reaches).look()]


def raising(fault: Exception) -> Callable[[], None]:
    def look() -> None:
        raise fault

    return look


def test_a_server_that_takes_mails_is_fine_and_gets_none() -> None:
    with SmtpStandIn().open() as standin:
        assert noticed(mails_to(standin).look) == [Noticed.MAIL_FINE]
    assert standin.taken == []


def test_without_a_server_there_is_nothing_to_look_at() -> None:
    assert noticed(None, reaches=False) == [Noticed.MAIL_NONE]


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (CarrierUnavailableError("away"), Noticed.MAIL_AWAY),
        (AccountAtFaultError("The password is wrong."), Noticed.MAIL_WRONG),
        (AddressRefusedError("no"), Noticed.MAIL_WRONG),
    ],
)
def test_what_must_be_mended_is_said(fault: Exception, expected: Noticed) -> None:
    [found] = MailCheck("mx", raising(fault), reaches_operator=True).look()
    assert found.noticed is expected
    if expected is Noticed.MAIL_WRONG:
        assert found.facts["why"] == str(fault)


def test_an_operator_who_is_not_on_the_list_is_told() -> None:
    found = noticed(raising(CarrierUnavailableError("away")), reaches=False)
    assert found == [Noticed.MAIL_AWAY, Noticed.MAIL_NOT_TO_OPERATOR]
