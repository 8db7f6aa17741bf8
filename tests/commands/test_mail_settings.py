"""The settings of mail: what belongs together, and what cannot be right."""

from __future__ import annotations

import pytest

from bot.bootstrap.reaching import make_carriers
from bot.bootstrap.sending import queued_means
from bot.domain.errors import SettingsError
from bot.domain.reaching import Means
from bot.settings import read_settings
from tests.fakes import FakeStorage

WHOLE = {"smtp_host": "mail.example.org", "mail_from": "doorstep@example.org"}


def test_with_a_server_mails_are_sent_and_texts_still_shown() -> None:
    settings = read_settings(WHOLE)
    carriers = make_carriers(settings, FakeStorage())
    assert {means: one.only_shows for means, one in carriers.items()} == {
        Means.TEXT: True,
        Means.MAIL: False,
    }
    assert queued_means(settings) == {Means.MAIL}


@pytest.mark.parametrize(("transport", "means"), [("local", 2), ("none", 0)])
def test_another_transport_goes_before_the_server(transport: str, means: int) -> None:
    settings = read_settings({**WHOLE, "transport": transport})
    carriers = make_carriers(settings, FakeStorage())
    assert len(carriers) == means
    assert all(one.only_shows for one in carriers.values())
    assert queued_means(settings) == frozenset()


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"smtp_host": "mail.example.org"}, "DOORSTEP_MAIL_FROM"),
        ({"mail_in_port": 2525}, "DOORSTEP_MAIL_FROM"),
        ({**WHOLE, "smtp_security": "none"}, "DOORSTEP_SMTP_SECURITY"),
        ({**WHOLE, "smtp_security": "ssl"}, "DOORSTEP_SMTP_SECURITY"),
        ({**WHOLE, "smtp_user": "a"}, "DOORSTEP_SMTP_PASSWORD"),
        ({**WHOLE, "smtp_password": "a"}, "DOORSTEP_SMTP_USER"),
        ({**WHOLE, "smtp_seconds": 300}, "DOORSTEP_SMTP_DOUBT_SECONDS"),
        ({**WHOLE, "smtp_port": 0}, "DOORSTEP_SMTP_PORT"),
        ({**WHOLE, "mail_from": "Doorstep <a@b.example>"}, "DOORSTEP_MAIL_FROM"),
        ({**WHOLE, "smtp_host": "mail example"}, "DOORSTEP_SMTP_HOST"),
        ({**WHOLE, "mails_a_second": 0}, "DOORSTEP_MAILS_A_SECOND"),
        ({**WHOLE, "mail_in_port": 70_000}, "DOORSTEP_MAIL_IN_PORT"),
    ],
)
def test_what_cannot_be_right_is_refused_by_name(changes: dict[str, object], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        read_settings(changes)


def test_without_tls_only_a_server_on_this_machine_is_spoken_to() -> None:
    assert read_settings({**WHOLE, "smtp_host": "127.0.0.1", "smtp_security": "none"}).sends_by_smtp


def test_mail_comes_in_for_the_senders_domain() -> None:
    assert read_settings({"mail_from": "Doorstep@Example.Org"}).mail_domain == "example.org"
