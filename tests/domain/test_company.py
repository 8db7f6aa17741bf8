"""What the register says of a company number is a fact, and never a guess."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.company import CompanyCheck, Finding, RegisteredCompany, finding_of
from bot.domain.supplier import SupplierId
from tests.examples import NOW


def registered(name: str = "SPOTLESS LIMITED", status: str = "active") -> RegisteredCompany:
    return RegisteredCompany("01234567", name, status)


@pytest.mark.parametrize(
    ("called", "company", "finding"),
    [
        ("Spotless", registered(), Finding.SAME),
        ("spotless ltd.", registered(), Finding.SAME),
        ("Khan & Sons", registered("KHAN AND SONS LTD"), Finding.SAME),
        ("Spotless", registered("SHINY CLEANING LIMITED"), Finding.OTHER_NAME),
        ("Spotless", registered(status="dissolved"), Finding.NOT_ACTIVE),
        ("Spotless", registered(status="liquidation"), Finding.NOT_ACTIVE),
        ("Spotless", registered("SHINY LTD", "dissolved"), Finding.NOT_ACTIVE),
        ("Spotless", None, Finding.NOT_THERE),
        ("???", registered("???"), Finding.OTHER_NAME),
    ],
)
def test_name_and_state_are_compared(
    called: str, company: RegisteredCompany | None, finding: Finding
) -> None:
    assert finding_of(called, company) is finding


def test_the_register_is_asked_again_for_another_number_or_name_and_after_four_weeks() -> None:
    last = CompanyCheck(
        SupplierId("firm"), "01234567", "Spotless", Finding.SAME, "SPOTLESS LTD", "active", NOW
    )
    assert not last.is_due("01234567", "Spotless", NOW + timedelta(days=27))
    assert last.is_due("01234567", "Spotless", NOW + timedelta(days=28))
    assert last.is_due("07654321", "Spotless", NOW)
    assert last.is_due("01234567", "Spotless Cleaning", NOW)
