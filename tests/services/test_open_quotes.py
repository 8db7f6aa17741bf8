"""Quotes are sealed until the closing moment, opened together, and compared alike."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

import bot.services.answer_questions
import bot.services.open_quotes
import bot.services.record_outcome
from bot.domain.errors import NotFoundError, NotYoursError
from bot.domain.quote import QuoteFile, VatSaid
from bot.domain.safe_cells import csv_of
from bot.services.open_quotes import SealedError
from tests.fakes import FakeClock
from tests.repository.house import ROOT
from tests.services.quoting import AMINA, ENDS, ENTRY, JOB, OFFER, STRANGER, Quoting
from tests.services.reached import TALK

PDF = b"%PDF-1.4\n1 0 obj\nendobj\n%%EOF"


@pytest.fixture
def made() -> Quoting:
    return Quoting()


def two_sent(made: Quoting) -> None:
    """A dear quote first, a cheap one second."""
    made.sent("talk", firm="Dear Ltd", price=Decimal(2_000))
    made.clock.pass_by(minutes=5)
    made.sent("other", firm="Cheap Ltd", price=Decimal(900))


def test_before_closing_only_how_many_came_is_known(made: Quoting) -> None:
    two_sent(made)
    received = made.open.received(AMINA, JOB)
    assert (received.count, received.quotes, received.may_open) == (2, [], False)
    rows = made.record.rows(received)
    assert len(rows) == 1
    assert "Dear" not in str(rows) + str(made.record.page(received, made.clock.now()))


def test_nobody_opens_them_a_moment_too_early(made: Quoting) -> None:
    two_sent(made)
    made.at(ENDS - timedelta(microseconds=1))
    with pytest.raises(SealedError):
        made.open.open(AMINA, JOB)
    assert made.open.received(AMINA, JOB).quotes == []


def test_after_closing_nothing_is_read_until_somebody_opens_them(made: Quoting) -> None:
    two_sent(made)
    made.at(ENDS)
    received = made.open.received(AMINA, JOB)
    assert received.may_open
    assert received.quotes == []


def test_they_are_opened_together_and_it_is_recorded_who_did_and_when(made: Quoting) -> None:
    two_sent(made)
    made.at(ENDS)
    opening = made.open.open(AMINA, JOB)
    assert (opening.by, opening.at, opening.received) == (AMINA.id, ENDS, 2)
    made.clock.pass_by(days=1)
    assert made.open.open(AMINA, JOB) == opening
    received = made.open.received(AMINA, JOB)
    assert [one.offer.firm for one in received.quotes] == ["Dear Ltd", "Cheap Ltd"]
    by_price = made.open.received(AMINA, JOB, cheapest_first=True)
    assert [one.offer.firm for one in by_price.quotes] == ["Cheap Ltd", "Dear Ltd"]


def test_a_service_set_to_a_later_day_opens_nothing_early(made: Quoting) -> None:
    two_sent(made)
    made.seal_by(FakeClock(made.clock.now()))
    made.at(ENDS)
    assert not made.open.received(AMINA, JOB).may_open
    with pytest.raises(SealedError):
        made.open.open(AMINA, JOB)


def test_a_service_set_to_an_earlier_day_opens_nothing_early(made: Quoting) -> None:
    two_sent(made)
    made.seal_by(FakeClock(ENDS))
    with pytest.raises(SealedError):
        made.open.open(AMINA, JOB)


def test_another_buyers_officer_finds_nothing(made: Quoting) -> None:
    made.at(ENDS)
    with pytest.raises(NotYoursError):
        made.open.received(STRANGER, JOB)
    with pytest.raises(NotYoursError):
        made.open.open(STRANGER, JOB)


def test_a_file_is_read_once_it_was_opened_and_not_before(made: Quoting) -> None:
    quote = made.begun().quote.id
    file = made.write.add_file(quote, "method.pdf", PDF)
    assert isinstance(file, QuoteFile)
    made.sent()
    with pytest.raises(NotFoundError):
        made.open.file(AMINA, JOB, quote, file.id)
    made.at(ENDS)
    made.open.open(AMINA, JOB)
    assert made.open.file(AMINA, JOB, quote, file.id) == (file, PDF)


def test_one_that_its_owner_erased_is_counted_as_that(made: Quoting) -> None:
    two_sent(made)
    made.at(ENDS)
    made.open.open(AMINA, JOB)
    with made.storage.transaction() as work:
        work.conversations.forget(TALK)
    assert made.open.received(AMINA, JOB).erased == 1


def test_the_record_tells_whom_was_asked_who_answered_and_when() -> None:
    made = Quoting(ENTRY)
    made.posted(ENTRY, "silent", "Dear")
    made.sent("talk", firm="Dear Limited", price=Decimal(2_000), vat=VatSaid.UNKNOWN)
    made.at(ENDS)
    made.open.open(AMINA, JOB)
    heads, dear, silent = made.record.rows(made.open.received(AMINA, JOB))
    assert len(heads) == len(dear) == len(silent)
    assert dear[:6] == [
        "Dear Limited",
        "23 November 2026, 09:00:00",
        "23 November 2026, 09:00:00",
        "2000",
        "I do not know",
        "2400.00",
    ]
    assert silent[0] == "silent Limited"
    page = made.record.page(made.open.received(AMINA, JOB), ENDS)
    assert "£2,000.00, VAT not known: £2,000.00 if it is in the price" in str(page.lines)


def test_no_cell_of_the_record_is_a_formula(made: Quoting) -> None:
    trick = '=HYPERLINK("http://evil.example")'
    made.sent("talk", firm=trick, answers={"ask1": "+1+1", "ask2": "@x"})
    made.at(ENDS)
    made.open.open(AMINA, JOB)
    written = csv_of(made.record.rows(made.open.received(AMINA, JOB))).decode("utf-8-sig")
    assert "'=HYPERLINK" in written
    assert "\n=HYPERLINK" not in written


def test_nothing_on_the_buyers_side_asks_for_what_owners_write() -> None:
    for module in (bot.services.open_quotes, bot.services.record_outcome):
        tree = ast.parse((ROOT / f"{module.__name__.replace('.', '/')}.py").read_text())
        asked = {
            node.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Attribute)
            and node.value.attr == "quotes"
        }
        assert asked <= {"answering"}


def test_an_offer_is_read_as_it_was_sent(made: Quoting) -> None:
    made.sent(answers={"ask1": "<b>now</b>", "ask2": "\u06a9\u0644"})
    made.at(ENDS)
    made.open.open(AMINA, JOB)
    [one] = made.open.received(AMINA, JOB).quotes
    assert one.offer == replace(OFFER, answers={"ask1": "<b>now</b>", "ask2": "\u06a9\u0644"})
