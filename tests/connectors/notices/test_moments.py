"""When a process was published, awarded and called off, and the term of its contract."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from connectors.notices import moments
from tests.connectors.notices.making import a_body, a_release

MARCH, JUNE = "2027-03-31T23:59:59Z", "2027-06-30T23:59:59Z"
END_OF_MARCH = datetime(2027, 3, 31, 23, 59, 59, tzinfo=UTC)
END_OF_JUNE = datetime(2027, 6, 30, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize("status", ["cancelled", "withdrawn", "unsuccessful"])
def test_a_process_is_called_off_on_the_day_of_the_release_that_says_so(status: str) -> None:
    last = a_release(tender={"status": status})
    assert moments.cancelled_at(last.body, last) == last.released_at


def test_a_dynamic_market_ends_with_the_notice_of_its_cessation() -> None:
    closed = {"documents": [{"id": "1", "noticeType": "UK16"}]}
    last = a_release(tender=closed)
    assert moments.cancelled_at(last.body, last) == last.released_at
    assert moments.cancelled_at(a_body(), last) is None


def test_an_award_without_a_date_counts_from_its_release() -> None:
    last = a_release(awards=[{"id": "1"}])
    assert moments.awarded_at(last.body, last) == last.released_at
    assert moments.awarded_at(a_body(), last) is None


def test_a_contract_details_notice_awards_by_the_day_it_was_signed() -> None:
    last = a_release(contracts=[{"id": "1", "dateSigned": "2026-02-01T00:00:00Z"}])
    assert moments.awarded_at(last.body, last) == datetime(2026, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "said",
    [
        {"contracts": [{"id": "1", "period": {"endDate": MARCH}}]},
        {"awards": [{"id": "1", "contractPeriod": {"endDate": MARCH}}]},
        {"tender": {"contractPeriod": {"endDate": MARCH}}},
        {"tender": {"lots": [{"id": "1", "contractPeriod": {"endDate": MARCH}}]}},
    ],
)
def test_the_end_of_the_contract_is_found_wherever_it_is_said(said: dict[str, Any]) -> None:
    assert moments.contract_term(a_body(**said))[1] == END_OF_MARCH


def test_what_was_signed_counts_before_what_was_planned() -> None:
    planned = {"contractPeriod": {"startDate": MARCH, "endDate": JUNE}}
    signed = [{"id": "1", "period": {"startDate": MARCH, "endDate": MARCH}}]
    assert moments.contract_term(a_body(tender=planned, contracts=signed))[1] == END_OF_MARCH


def test_of_several_contracts_the_term_is_from_the_first_start_to_the_last_end() -> None:
    both = [
        {"id": "1", "period": {"startDate": JUNE, "endDate": JUNE}},
        {"id": "2", "period": {"startDate": MARCH, "endDate": MARCH}},
    ]
    assert moments.contract_term(a_body(contracts=both))[0] == END_OF_MARCH
    assert moments.contract_term(a_body(contracts=both))[1] == END_OF_JUNE


@pytest.mark.parametrize("odd", [None, 1, "x", [], [None], [{"period": 5}], {"period": {}}])
def test_an_odd_term_is_no_term(odd: object) -> None:
    assert moments.contract_term(a_body(contracts=odd, awards=odd))[1] is None
