"""A forecast rests on an award with an end, names nobody, and says when to look again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.opportunity import Contact, Kind, Ocid, Opportunity, State
from bot.domain.re_let import MONTHS_BEFORE_THE_END, forecast_of, looks_again_from
from tests.examples import NOW, in_days, opportunity

AWARDED = opportunity(
    ocid=Ocid("ocds-b5fd17-made-up"),
    awarded_at=in_days(-10),
    ends_on=date(2027, 3, 31),
    contact=Contact(name="Ms Example", email="a@example.org"),
    above_threshold=False,
)


def forecast(**changes: Any) -> Opportunity | None:
    """The forecast of the awarded cleaning contract, with changes."""
    return forecast_of(replace(AWARDED, **changes))


def test_an_awarded_contract_with_an_end_will_probably_be_bought_again() -> None:
    one = forecast()
    assert one
    assert (one.kind, one.ends_on, one.title) == (Kind.RE_LET, AWARDED.ends_on, AWARDED.title)
    assert one.state_at(NOW) is State.PLANNED
    assert one.id != AWARDED.id


def test_it_names_nobody_and_carries_no_terms_of_the_past() -> None:
    one = forecast(reserved_for="smeVcse", how_to_respond="Write.")
    assert one
    assert (one.contact, one.ocid, one.deadline, one.above_threshold) == (None, None, None, None)
    assert (one.reserved_for, one.how_to_respond, one.awarded_at) == (None, None, None)


@pytest.mark.parametrize(
    "changes",
    [
        {"ends_on": None},
        {"awarded_at": None},
        {"cancelled_at": NOW},
        {"kind": Kind.PLANNED},
        {"kind": Kind.RE_LET},
        {"kind": Kind.OPEN_FRAMEWORK},
        {"ends_on": date(2026, 11, 1)},
    ],
)
def test_without_its_evidence_there_is_no_forecast(changes: dict[str, Any]) -> None:
    assert forecast(**changes) is None


def test_the_same_award_gives_the_same_forecast_every_time() -> None:
    assert forecast() == forecast()


def test_a_forecast_is_over_when_the_contract_has_ended() -> None:
    one = forecast()
    assert one
    assert one.state_at(datetime(2027, 3, 31, 22, tzinfo=UTC)) is State.PLANNED
    assert one.state_at(datetime(2027, 4, 1, 0, tzinfo=UTC)) is State.CLOSED


@pytest.mark.parametrize(
    ("ends", "again"),
    [
        (date(2027, 3, 31), date(2026, 11, 1)),
        (date(2027, 12, 1), date(2027, 8, 1)),
        (date(2027, 4, 30), date(2026, 12, 1)),
    ],
)
def test_a_contract_that_ends_in_march_is_looked_for_from_november(ends: date, again: date) -> None:
    one = forecast(ends_on=ends)
    assert one
    assert looks_again_from(one) == again


@given(st.dates(min_value=date(2001, 1, 1), max_value=date(2100, 1, 1)))
def test_the_buyer_looks_again_a_few_months_before_the_end(ends: date) -> None:
    again = looks_again_from(opportunity(kind=Kind.RE_LET, ends_on=ends))
    assert again
    months = (ends.year - again.year) * 12 + ends.month - again.month
    assert (months, again.day) == (MONTHS_BEFORE_THE_END, 1)
