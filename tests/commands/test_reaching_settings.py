"""To whom an installation may send, and how."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bootstrap.reaching import make_carriers, make_recipients
from bot.domain.errors import SettingsError
from bot.domain.reaching import Address, Means
from bot.settings import Settings, read_settings
from tests.fakes import FakeStorage

MOBILE, MAILBOX = Address(Means.TEXT, "+447700900123"), Address(Means.MAIL, "aisha@example.org")


def test_nobody_may_be_written_to_unless_it_is_said() -> None:
    assert not make_recipients(Settings()).allow(MOBILE)


def test_the_list_is_read_as_people_write_numbers_and_addresses() -> None:
    allowed = make_recipients(Settings(recipients="07700 900123, Aisha@Example.org"))
    assert allowed.addresses == {MOBILE, MAILBOX}
    assert not allowed.allow(Address(Means.TEXT, "+447700900124"))


def test_anybody_is_said_in_so_many_words() -> None:
    assert make_recipients(Settings(recipients="anybody")).allow(MOBILE)


@pytest.mark.parametrize("wrong", ["0121 496 0123", "everyone", "anybody, 07700 900123", "*"])
def test_an_entry_that_nothing_could_reach_stops_the_start_and_is_not_repeated(wrong: str) -> None:
    with pytest.raises(SettingsError) as caught:
        make_recipients(Settings(recipients=wrong))
    assert "DOORSTEP_RECIPIENTS" in str(caught.value)
    assert "0121" not in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "shows"),
    [
        ({}, True),
        ({"host": "localhost"}, True),
        ({"host": "0.0.0.0"}, False),
        ({"public_url": "https://doorstep.example"}, False),
        ({"transport": "none"}, False),
        ({"host": "0.0.0.0", "transport": "local"}, True),
    ],
)
def test_messages_are_shown_only_where_nobody_else_looks_unless_it_is_said(
    changes: dict[str, str], shows: bool
) -> None:
    settings = Settings(**changes)
    assert settings.shows_outbox is shows
    assert bool(make_carriers(settings, FakeStorage())) is shows


def test_a_transport_that_there_is_not_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="DOORSTEP_TRANSPORT"):
        read_settings({"transport": "pigeon"})
