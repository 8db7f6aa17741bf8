"""Complaints: what a form must say, by which day it is answered, and when that day is over."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.domain.complaint import (
    LONGEST_LINE,
    LONGEST_WORDS,
    About,
    Complaint,
    ComplaintForm,
    ComplaintId,
    ComplaintPromise,
    Fault,
    FormError,
    Outcome,
    is_about_data,
    reference_meant,
    reference_of,
)
from bot.domain.errors import InvalidInputError

RECEIVED = datetime(2026, 11, 3, 23, 30, tzinfo=UTC)
PROMISE = ComplaintPromise(answer_days=28, acknowledge_days=30, keep_months=24, law=())
FORM = ComplaintForm(About.DATA, "", "ada@example.org", "You kept my number.")
COMPLAINT = Complaint(ComplaintId("C-7K4MQ2XR"), FORM, RECEIVED, PROMISE.due(RECEIVED))


def test_a_name_may_be_left_out_and_lines_are_tidied() -> None:
    form = ComplaintForm.of("data", " ", " ada@example.org\n", " You kept\r\nmy\tnumber. \x00")
    assert form == ComplaintForm(About.DATA, "", "ada@example.org", "You kept\nmy number.")


def test_every_fault_of_a_form_is_named_in_the_order_of_its_fields() -> None:
    with pytest.raises(FormError) as caught:
        ComplaintForm.of("buyer", "n" * (LONGEST_LINE + 1), " ", "\n")
    assert caught.value.faults == (
        Fault.ABOUT_MISSING,
        Fault.NAME_TOO_LONG,
        Fault.REACH_MISSING,
        Fault.WORDS_MISSING,
    )


@pytest.mark.parametrize("too_much", [0, 1])
def test_a_form_may_be_as_long_as_its_limits_and_no_longer(too_much: int) -> None:
    reach, words = "r" * (LONGEST_LINE + too_much), "w" * (LONGEST_WORDS + too_much)
    if not too_much:
        assert ComplaintForm.of("service", reach, reach, words).words == words
        return
    with pytest.raises(FormError) as caught:
        ComplaintForm.of("service", "", reach, words)
    assert caught.value.faults == (Fault.REACH_TOO_LONG, Fault.WORDS_TOO_LONG)


def test_the_number_of_a_card_is_hidden() -> None:
    form = ComplaintForm.of("service", "", "ada@example.org", "I gave 4111 1111 1111 1111")
    assert "4111" not in form.words


def test_days_are_counted_from_the_day_in_london() -> None:
    assert PROMISE.due(RECEIVED) == date(2026, 12, 1)
    summer = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert PROMISE.due(summer) == date(2026, 7, 30), "it is 2 July in London already"


def test_it_is_overdue_once_the_last_day_is_over_and_not_before() -> None:
    assert not COMPLAINT.is_overdue(datetime(2026, 12, 1, 23, 59, tzinfo=UTC))
    assert COMPLAINT.is_overdue(datetime(2026, 12, 2, 0, 0, tzinfo=UTC))


def test_one_that_is_answered_is_never_overdue_and_is_answered_once() -> None:
    answered = COMPLAINT.answered(Outcome.UPHELD, " It is gone. ", RECEIVED)
    assert answered.answer
    assert answered.answer.words == "It is gone."
    assert not answered.is_overdue(datetime(2027, 12, 1, tzinfo=UTC))
    with pytest.raises(InvalidInputError, match="C-7K4MQ2XR was answered already"):
        answered.answered(Outcome.NOT_UPHELD, "No.", RECEIVED)
    with pytest.raises(InvalidInputError, match="answered already"):
        answered.told("We look.", RECEIVED)


def test_nobody_is_answered_with_nothing() -> None:
    with pytest.raises(InvalidInputError, match="words"):
        COMPLAINT.answered(Outcome.UPHELD, "  ", RECEIVED)


def test_a_reference_has_no_letter_that_is_taken_for_another() -> None:
    made = {reference_of([n, 255 - n, n * 7 % 256, n, n, n, n, n]) for n in range(256)}
    letters = {letter for one in made for letter in one.removeprefix("C-")}
    assert not letters & set("01OILU")
    assert {len(one) for one in made} == {10}


@pytest.mark.parametrize(
    "typed", ["C-7K4MQ2XR", "c7k4mq2xr", " 7K4M Q2XR ", "C 7K4M-Q2XR", "7k4mq2xr"]
)
def test_a_reference_is_known_however_it_is_typed(typed: str) -> None:
    assert reference_meant(typed) == "C-7K4MQ2XR"


def test_a_reference_that_begins_with_c_keeps_it() -> None:
    assert reference_meant("C7K4MQ2X") == "C-C7K4MQ2X"


@pytest.mark.parametrize(
    ("said", "about_data"),
    [
        ("I want to complain about my data", True),
        ("you shared my email with someone", True),
        ("this breaks GDPR", True),
        ("I'll go to the ICO", True),
        ("this is rubbish", False),
        ("your answers are wrong", False),
        ("the database of jobs is old", False),
    ],
)
def test_a_complaint_about_data_is_told_from_others(said: str, about_data: bool) -> None:
    assert is_about_data(said) == about_data
