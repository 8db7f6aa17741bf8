"""Numbers, addresses and names that owners leave are found in their usual form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.contact_words import contacts_in, usual_number


def found(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.value) for one in contacts_in(text)]


@pytest.mark.parametrize(
    "text",
    ["07700 900123", "+44 7700 900123", "07700900123", "0044 7700 900 123", "(07700) 900-123"],
)
def test_a_number_is_found_however_it_is_spaced(text: str) -> None:
    assert found(f"ring me on {text} after six") == [("phone", "+447700900123")]


@pytest.mark.parametrize(
    "text",
    [
        "notice 012345",
        "from 2025 to 2026",
        "B9 4AA",
        "0000000000",
        "10,000 or 20,000",
        "099999999999999",
    ],
)
def test_other_numbers_are_no_telephones(text: str) -> None:
    assert [one for one in found(text) if one[0] == "phone"] == []


def test_an_address_is_found_in_a_sentence() -> None:
    assert found("mail Amina.Khan@Example.org, thanks") == [("email", "amina.khan@example.org")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("we are Bright Sparks Electrical Ltd in B9", "Bright Sparks Electrical Ltd"),
        ("my company is called Spice Route", "Spice Route"),
        ("trading as Green & Clean", "Green & Clean"),
        ("it's Khan and Sons from Alum Rock", "Khan and Sons"),
    ],
)
def test_the_name_of_a_firm_is_found(text: str, name: str) -> None:
    assert ("company", name) in found(text)


@pytest.mark.parametrize("text", ["we are a cleaning firm", "a limited company", "we are from B9"])
def test_what_a_firm_is_is_not_its_name(text: str) -> None:
    assert [one for one in found(text) if one[0] == "company"] == []


@given(st.text(alphabet="0123456789+() -.", max_size=30))
def test_a_usual_number_is_its_own_usual_form(text: str) -> None:
    number = usual_number(text)
    assert number is None or usual_number(number) == number
