from __future__ import annotations

import pytest

from bot.domain.notification import without_code
from bot.domain.person import usual_invitation
from bot.domain.proof import CodesSent, TooMany, code_in, too_many


@pytest.mark.parametrize(
    "said",
    [
        "123456",
        "its 123456",
        "123 456",
        "12-34-56",
        "1 2 3 4 5 6",
        "code is 123456, ok?",
    ],
)
def test_a_code_is_read_however_it_is_written(said: str) -> None:
    assert code_in(said) == "123456"


@pytest.mark.parametrize(
    "said",
    ["12345", "1234567", "07700 900123", "no code came", "", "123456 or 654321", "+123456"],
)
def test_what_is_no_code_is_none(said: str) -> None:
    assert code_in(said) is None


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (CodesSent(0, 0, 0), None),
        (CodesSent(3, 5, 199), None),
        (CodesSent(4, 5, 199), TooMany.ADDRESS),
        (CodesSent(3, 6, 199), TooMany.CONVERSATION),
        (CodesSent(3, 5, 200), TooMany.EVERYBODY),
    ],
)
def test_codes_are_few_for_a_number_a_conversation_and_all(
    sent: CodesSent, why: TooMany | None
) -> None:
    assert too_many(sent) is why


def test_dots_take_the_place_of_a_code_and_of_no_number() -> None:
    assert without_code("code 123456 to 07700900123") == "code •••••• to 07700900123"
    assert without_code(without_code("123456")) == "••••••"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("ABCD 2345", "ABCD2345"),
        ("abcd-2345", "ABCD2345"),
        ("ABCD234", None),
        ("ABCD23456", None),
        ("ABCD 2340", None),
        ("", None),
    ],
)
def test_an_invitation_is_read_however_it_is_spaced(written: str, code: str | None) -> None:
    assert usual_invitation(written) == code
