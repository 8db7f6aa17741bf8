"""The settings of an account at Twilio: all of them, or none."""

from __future__ import annotations

import pytest

from bot.domain.errors import SettingsError
from bot.settings import read_settings
from tests.standins.twilio import SERVICE, SID

WHOLE = {
    "twilio_account_sid": SID,
    "twilio_auth_token": "token",
    "twilio_messaging_service_sid": SERVICE,
    "public_url": "https://doorstep.example",
}


def test_a_whole_account_sends() -> None:
    settings = read_settings(WHOLE)
    assert settings.sends_by_twilio
    assert not settings.shows_outbox


def test_without_one_nothing_is_sent() -> None:
    assert not read_settings({}).sends_by_twilio


def test_another_transport_goes_before_the_account() -> None:
    settings = read_settings({**WHOLE, "transport": "local"})
    assert not settings.sends_by_twilio
    assert settings.shows_outbox


@pytest.mark.parametrize("missing", WHOLE)
def test_with_a_part_missing_it_does_not_start_and_says_which(missing: str) -> None:
    with pytest.raises(SettingsError, match=f"DOORSTEP_{missing.upper()}"):
        read_settings({**WHOLE, missing: ""})


@pytest.mark.parametrize(
    ("name", "stated"),
    [
        ("twilio_account_sid", SERVICE),
        ("twilio_account_sid", SID[:-1]),
        ("twilio_messaging_service_sid", SID),
        ("twilio_url", "api.twilio.com"),
        ("texts_a_second", 0),
        ("twilio_seconds", -1),
    ],
)
def test_what_cannot_be_right_is_refused_by_name(name: str, stated: object) -> None:
    with pytest.raises(SettingsError, match=f"DOORSTEP_{name.upper()}"):
        read_settings({**WHOLE, name: stated})


def test_a_doubt_lasts_longer_than_a_call_may_take() -> None:
    with pytest.raises(SettingsError, match="DOORSTEP_TWILIO_DOUBT_SECONDS"):
        read_settings({**WHOLE, "twilio_seconds": 60, "twilio_doubt_seconds": 60})
