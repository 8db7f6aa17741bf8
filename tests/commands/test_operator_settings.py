"""Who runs an installation, as the settings say it."""

from __future__ import annotations

import pytest

from bot.domain.errors import SettingsError
from bot.domain.operator import OperatorPart
from bot.settings import read_settings

ALL = {
    "operator_name": "Brindle Vale Trust",
    "operator_address": "1 High Street,\n Birmingham,  B1 1AA",
    "operator_registration": "charity 1234567",
    "operator_email": " hello@example.org ",
    "operator_data_protection": "privacy@example.org",
    "operator_complaints": "complaints@example.org",
}


def test_each_part_of_the_operator_is_a_setting_of_its_name() -> None:
    assert read_settings(ALL).operator.is_complete
    for part in OperatorPart:
        settings = read_settings({**ALL, f"operator_{part.value}": ""})
        assert settings.operator.missing == (part,)


def test_a_part_is_read_as_one_line() -> None:
    operator = read_settings(ALL).operator
    assert operator.address == "1 High Street, Birmingham, B1 1AA"
    assert operator.email == "hello@example.org"


@pytest.mark.parametrize("stated", ["hello", "hello@", "a b@example.org", "Hub <hub@example.org>"])
def test_what_is_no_mailbox_is_named_at_the_start(stated: str) -> None:
    with pytest.raises(SettingsError, match="DOORSTEP_OPERATOR_EMAIL"):
        read_settings({"operator_email": stated})
