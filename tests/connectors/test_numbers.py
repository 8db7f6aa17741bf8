"""Numbers and addresses as people write them."""

from __future__ import annotations

import pytest

from bot.domain.reaching import Address, Means, Unfit
from connectors.email.addresses import MailAddresses
from connectors.sms.numbers import MobileNumbers

NUMBERS, MAILS = MobileNumbers(), MailAddresses()


@pytest.mark.parametrize(
    "written",
    [
        "07700900123",
        "07700 900123",
        "07700 900 123",
        "07700-900-123",
        "(07700) 900123",
        "07700.900.123",
        "+447700900123",
        "+44 7700 900123",
        "+44 (0)7700 900123",
        "+44(0) 7700 900123",
        "0044 7700 900123",
        "+4407700900123",
        "7700900123",
        "o7700 900123",
        "O77oo 9oo123",
        "my number is 07700 900123 thanks",
        "ring me on 07700900123, after 5",
        "07700 900123 / +44 7700 900123",
    ],
)
def test_a_mobile_number_is_read_however_it_is_written(written: str) -> None:
    assert NUMBERS.read(written) == Address(Means.TEXT, "+447700900123")


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("0121 496 0000", Unfit.LANDLINE),
        ("0300 123 1234", Unfit.LANDLINE),
        ("0909 879 0000", Unfit.PREMIUM),
        ("070 1234 5678", Unfit.PREMIUM),
        ("0844 871 1234", Unfit.PREMIUM),
        ("0800 111 1111", Unfit.FREEPHONE),
        ("+33 6 12 34 56 78", Unfit.ABROAD),
        ("+1 202 555 0123", Unfit.ABROAD),
        ("077009001", Unfit.TOO_SHORT),
        ("07700 900 12", Unfit.TOO_SHORT),
        ("07700 900123 4", Unfit.TOO_LONG),
        ("077009001234567", Unfit.TOO_LONG),
        ("07700 900123 or 07700 900124", Unfit.TWO),
        ("07700 900123 07700 900124", Unfit.TWO),
        ("12 Main Street", Unfit.NO_NUMBER),
        ("999", Unfit.NO_NUMBER),
        ("hello", Unfit.NO_NUMBER),
        ("", Unfit.NO_NUMBER),
    ],
)
def test_what_no_text_could_reach_is_told_apart(written: str, why: Unfit) -> None:
    assert NUMBERS.read(written) is why


@pytest.mark.parametrize("written", ["07911 123456", "07624 000000"])
def test_mobiles_of_the_islands_are_reached_as_any_other(written: str) -> None:
    assert isinstance(NUMBERS.read(written), Address)


@pytest.mark.parametrize(
    "written",
    ["aisha@example.org", "Aisha@Example.ORG", "<aisha@example.org>.", "it's aisha@example.org!"],
)
def test_a_mail_address_is_read_however_it_is_written(written: str) -> None:
    assert MAILS.read(written) == Address(Means.MAIL, "aisha@example.org")


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("aisha@", Unfit.NO_MAIL),
        ("aisha at example dot org", Unfit.NO_MAIL),
        ("aisha@localhost", Unfit.NO_MAIL),
        ("a@example.org or b@example.org", Unfit.TWO),
        ("", Unfit.NO_MAIL),
    ],
)
def test_what_no_mail_could_reach_is_told(written: str, why: Unfit) -> None:
    assert MAILS.read(written) is why


def test_a_hint_tells_the_owner_and_nobody_else() -> None:
    assert Address(Means.TEXT, "+447700900123").hint == "123"
    assert Address(Means.MAIL, "aisha@example.org").hint == "a…@example.org"
    assert Address(Means.TEXT, "+447700900123").national == "07700 900123"
