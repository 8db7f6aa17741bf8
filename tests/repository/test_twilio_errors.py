"""Twilio's errors: each has something done about it, a source, and its line on the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.bootstrap import CONTENT
from bot.domain.errors import (
    AccountAtFaultError,
    AddressRefusedError,
    CarrierUnavailableError,
    OptedOutError,
    SettingsError,
)
from bot.domain.sending import MOST_ATTEMPTS, Then, wait_before
from connectors.sms.twilio_errors import FILE, fault_of, load_twilio_errors
from tests.repository.house import text_of

ERRORS = load_twilio_errors(CONTENT)
ROW = re.compile(r"^\| \[(\d+)\]\((\S+)\) \| (.+) \| (.+) \|$", re.MULTILINE)


def test_the_page_tells_what_the_content_says() -> None:
    told = ROW.findall(text_of("docs/twilio-errors.md"))
    assert told == [(str(e.code), e.source, e.means, e.then.value) for e in ERRORS.values()]


def test_the_page_tells_the_waits_as_they_are() -> None:
    waits = [wait_before(number).total_seconds() for number in range(2, MOST_ATTEMPTS + 1)]
    assert [round(wait / 60, 1) for wait in waits] == [0.2, 0.8, 2.2, 6.8, 20.2, 60, 60]


@pytest.mark.parametrize("code", [21610, 30003, 30007, 20003, 20429, 21211])
def test_the_errors_that_matter_most_are_there(code: int) -> None:
    assert code in ERRORS


def test_whatever_may_have_arrived_is_never_tried_again() -> None:
    doubtful = [e for e in ERRORS.values() if "may have arrived" in e.means]
    assert doubtful
    assert {e.then for e in doubtful} == {Then.NEVER_AGAIN}


@pytest.mark.parametrize("error", ERRORS.values(), ids=lambda e: str(e.code))
def test_a_refused_request_becomes_the_error_that_its_class_asks_for(error: object) -> None:
    kinds = {
        Then.TRY_AGAIN: CarrierUnavailableError,
        Then.NEVER_AGAIN: AddressRefusedError,
        Then.SUPPRESS: OptedOutError,
        Then.TELL_OPERATOR: AccountAtFaultError,
    }
    known = ERRORS[int(str(getattr(error, "code", 0)))]
    fault = fault_of(known.code, ERRORS)
    assert type(fault) is kinds[known.then]
    assert known.means in str(fault)


def test_a_code_that_nobody_knows_is_told_to_the_operator() -> None:
    assert isinstance(fault_of(99_999, ERRORS), AccountAtFaultError)


@pytest.mark.parametrize(
    "entries",
    [
        "  - {code: 1, then: give up, means: nothing}",
        "  - {code: 1, then: try again, means: a}\n  - {code: 1, then: suppress, means: b}",
    ],
)
def test_a_wrong_table_stops_the_start(tmp_path: Path, entries: str) -> None:
    (tmp_path / FILE).write_text(f"source: here\nerrors:\n{entries}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=FILE):
        load_twilio_errors(tmp_path)
