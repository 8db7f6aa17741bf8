"""What a supplier is, and what none can be."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from bot.domain.errors import InvalidInputError
from bot.domain.money import NOT_STATED
from bot.domain.opportunity import Kind
from bot.domain.supplier import Agreement
from tests.examples import NOW, in_days, opportunity, pounds, supplier


def test_a_firm_agreed_from_the_moment_on_at_which_it_did() -> None:
    firm = supplier(shown_to_buyers=Agreement(NOW, "2026-11"))
    assert firm.agreed_by(NOW)
    assert not firm.agreed_by(in_days(-1))
    assert not supplier(shown_to_buyers=None).agreed_by(NOW)


def test_a_firm_takes_on_what_is_within_its_limit_or_not_known() -> None:
    firm = supplier(max_value=Decimal(20_000))
    assert firm.takes_on(opportunity(value=pounds(20_000)))
    assert not firm.takes_on(opportunity(value=pounds("20000.01")))
    assert firm.takes_on(opportunity(value=NOT_STATED))
    assert supplier(max_value=None).takes_on(opportunity(value=pounds(9_000_000)))


def test_the_value_of_a_list_is_no_firms_share() -> None:
    everything = opportunity(kind=Kind.OPEN_FRAMEWORK, value=pounds(9_000_000))
    assert supplier(max_value=Decimal(20_000)).takes_on(everything)


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": " "},
        {"id": "x" * 37},
        {"name": ""},
        {"text": "  \n"},
        {"text": "x" * 20_001},
        {"postcode": "b94aa"},
        {"postcode": "nowhere"},
        {"max_value": Decimal(0)},
        {"max_value": Decimal(-5)},
        {"max_value": Decimal("nan")},
        {"registered_at": datetime(2026, 11, 1)},  # noqa: DTZ001 - that is what is wrong
    ],
)
def test_what_is_wrong_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInputError):
        supplier(**wrong)


@pytest.mark.parametrize("wording", ["", "  ", "x" * 61])
def test_an_agreement_names_what_was_agreed_to(wording: str) -> None:
    with pytest.raises(InvalidInputError):
        Agreement(NOW, wording)


def test_an_agreement_without_a_zone_is_refused() -> None:
    with pytest.raises(InvalidInputError):
        Agreement(datetime(2026, 11, 1), "2026-11")  # noqa: DTZ001 - that is what is wrong
