"""What every store of complaints promises: in memory, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.complaint import About, Complaint, ComplaintForm, ComplaintId, Outcome
from bot.ports import Storage
from tests.examples import NOW, in_days

FORM = ComplaintForm(About.DATA, "", "07700 900123", "You kept “my” number.\nWhy?")
FIRST = Complaint(ComplaintId("C-22222222"), FORM, NOW, date(2026, 12, 24))
SECOND = replace(FIRST, id=ComplaintId("C-33333333"), received_at=in_days(-1))


def held(storage: Storage) -> None:
    with storage.transaction() as work:
        assert work.complaints.add(FIRST, "a" * 64)
        assert work.complaints.add(SECOND, "b" * 64)


def test_one_comes_back_as_it_was_by_its_reference_and_by_its_key(storage: Storage) -> None:
    held(storage)
    with storage.transaction() as work:
        assert work.complaints.get(FIRST.id) == FIRST
        assert work.complaints.opened_by("b" * 64) == SECOND
        assert work.complaints.get(ComplaintId("C-44444444")) is None
        assert work.complaints.opened_by("c" * 64) is None


def test_all_stand_in_the_order_in_which_they_came(storage: Storage) -> None:
    held(storage)
    with storage.transaction() as work:
        assert work.complaints.all() == [SECOND, FIRST]


def test_a_reference_or_key_that_is_taken_stores_nothing(storage: Storage) -> None:
    held(storage)
    with storage.transaction() as work:
        assert not work.complaints.add(replace(FIRST, due=date(2030, 1, 1)), "c" * 64)
        third = replace(FIRST, id=ComplaintId("C-44444444"))
        assert not work.complaints.add(third, "a" * 64)
    with storage.transaction() as work:
        assert work.complaints.all() == [SECOND, FIRST]


def test_progress_and_answer_are_stored(storage: Storage) -> None:
    held(storage)
    told = FIRST.told("We look.", in_days(1)).told("We ask “them”.", in_days(2))
    answered = told.answered(Outcome.PARTLY_UPHELD, "Sorry.", in_days(3))
    with storage.transaction() as work:
        work.complaints.update(told)
    with storage.transaction() as work:
        assert work.complaints.get(FIRST.id) == told
        work.complaints.update(answered)
        work.complaints.update(replace(answered, id=ComplaintId("C-44444444")))
    with storage.transaction() as work:
        assert work.complaints.get(FIRST.id) == answered
        assert work.complaints.all() == [SECOND, answered]


def test_what_is_removed_is_gone(storage: Storage) -> None:
    held(storage)
    with storage.transaction() as work:
        assert work.complaints.remove([FIRST.id, ComplaintId("C-44444444")]) == 1
        assert work.complaints.remove([]) == 0
    with storage.transaction() as work:
        assert work.complaints.all() == [SECOND]
        assert work.complaints.opened_by("a" * 64) is None
