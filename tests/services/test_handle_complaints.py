"""Complaints from their first word to their answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.complaint import About, ComplaintForm, ComplaintPromise, Outcome
from bot.domain.errors import InvalidInputError, NotFoundError, NotYoursError
from bot.services.handle_complaints import HandleComplaints
from tests.examples import NOW
from tests.fakes import FakeClock, FakeStorage

FORM = ComplaintForm(About.DATA, "Ada", "ada@example.org", "You kept my number.")
PROMISE = ComplaintPromise(answer_days=28, acknowledge_days=30, keep_months=24, law=())


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


@pytest.fixture
def handle(clock: FakeClock) -> HandleComplaints:
    return HandleComplaints(FakeStorage(), clock, PROMISE)


def test_a_complaint_is_acknowledged_with_a_reference_and_a_day(handle: HandleComplaints) -> None:
    filed = handle.file(FORM, handle.new_key())
    assert filed.complaint.received_at == NOW
    assert filed.complaint.due == PROMISE.due(NOW)
    assert handle.opened(filed.complaint.id, filed.key) == filed.complaint


def test_the_same_form_sent_twice_is_one_complaint(
    handle: HandleComplaints, clock: FakeClock
) -> None:
    key = handle.new_key()
    first = handle.file(FORM, key)
    clock.pass_by(seconds=2)
    assert handle.file(FORM, key) == first
    assert handle.all() == [first.complaint]


def test_other_words_from_the_same_form_are_another_complaint(handle: HandleComplaints) -> None:
    key = handle.new_key()
    first = handle.file(FORM, key)
    other = handle.file(replace(FORM, words="And my address."), key)
    assert other.key != key
    assert [one.id for one in handle.all()] == [first.complaint.id, other.complaint.id]


@pytest.mark.parametrize("key", ["", "1", "a" * 31, "a" * 33, "ä" * 32, " " * 32])
def test_a_key_that_was_not_made_here_is_not_used(key: str, handle: HandleComplaints) -> None:
    filed = handle.file(FORM, key)
    assert filed.key != key
    assert len(filed.key) == 32


def test_only_reference_and_key_together_open_it(handle: HandleComplaints) -> None:
    mine, other = handle.file(FORM, handle.new_key()), handle.file(FORM, handle.new_key())
    for reference, key in (
        (mine.complaint.id, other.key),
        (other.complaint.id, mine.key),
        (mine.complaint.id, ""),
        ("C-22222222", mine.key),
    ):
        with pytest.raises(NotYoursError):
            handle.opened(reference, key)


def test_progress_and_answer_stand_on_it_with_their_moments(
    handle: HandleComplaints, clock: FakeClock
) -> None:
    filed = handle.file(FORM, handle.new_key())
    clock.pass_by(days=3)
    handle.tell(filed.complaint.id, "We are looking.")
    clock.pass_by(days=4)
    handle.answer(filed.complaint.id.lower(), Outcome.UPHELD, "It is erased.")
    held = handle.opened(filed.complaint.id, filed.key)
    assert [one.words for one in held.progress] == ["We are looking."]
    assert held.answer
    assert held.answer.at == clock.now()
    with pytest.raises(InvalidInputError):
        handle.answer(filed.complaint.id, Outcome.UPHELD, "Again.")


def test_it_is_overdue_when_its_day_is_over(handle: HandleComplaints, clock: FakeClock) -> None:
    filed = handle.file(FORM, handle.new_key())
    clock.pass_by(days=28)
    assert not handle.is_overdue(filed.complaint)
    clock.pass_by(days=1)
    assert handle.is_overdue(filed.complaint)


def test_one_that_is_not_there_is_named(handle: HandleComplaints) -> None:
    for call in (
        lambda: handle.get("C-22222222"),
        lambda: handle.tell("C-22222222", "x"),
        lambda: handle.answer("C-22222222", Outcome.UPHELD, "x"),
    ):
        with pytest.raises(NotFoundError, match="C-22222222"):
            call()


def test_a_forgotten_one_is_gone_and_its_page_too(handle: HandleComplaints) -> None:
    filed, kept = handle.file(FORM, handle.new_key()), handle.file(FORM, handle.new_key())
    assert handle.forget([filed.complaint.id, "C-22222222"]) == 1
    assert handle.all() == [kept.complaint]
    with pytest.raises(NotYoursError):
        handle.opened(filed.complaint.id, filed.key)
