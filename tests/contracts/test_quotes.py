"""What every store of quotes promises: in memory, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.opportunity import OpportunityId
from bot.domain.outcome import Ended, NotChosen, Outcome
from bot.domain.quote import (
    Did,
    FileId,
    Offer,
    Opening,
    Quote,
    QuoteFile,
    QuoteId,
    QuoteState,
    Step,
    VatSaid,
)
from bot.domain.supplier import SupplierId
from bot.ports import Storage
from tests.examples import NOW, in_days, supplier

TALK, OTHER = ConversationId("talk"), ConversationId("other")
FIRM = SupplierId("firm")
JOB, ANOTHER_JOB = OpportunityId("job"), OpportunityId("another")
FILE = QuoteFile(FileId("f"), "method.pdf", "application/pdf", 4, "digest", checked=True)
OFFER = Offer(
    "Žofia's Cleaning",
    "07700 900123",
    Decimal("1450.50"),
    VatSaid.ADDED,
    {"ask1": "هر روز\n£ “yes”"},
    (FILE,),
)
QUOTE = Quote(QuoteId("q"), JOB, Owner(TALK), NOW, NOW)
OPENING = Opening(JOB, in_days(5), "officer", 1)


@pytest.fixture
def held(storage: Storage) -> Storage:
    """A storage with two conversations, a firm, and one draft of the first conversation's."""
    with storage.transaction() as work:
        work.conversations.start(TALK, "hash", NOW)
        work.conversations.start(OTHER, "hash", NOW)
        work.suppliers.save_all([supplier("firm")])
        assert work.quotes.begin(QUOTE)
        work.quotes.add_file(QUOTE.id, FILE, b"%PDF", NOW)
    return storage


class TestWriting:
    def test_a_draft_comes_back_as_it_was_written(self, held: Storage) -> None:
        with held.transaction() as work:
            work.quotes.write(QUOTE.id, OFFER, in_days(1))
            expected = replace(QUOTE, draft=OFFER, changed_at=in_days(1))
            assert work.quotes.get(QUOTE.id) == expected
            assert work.quotes.of(Owner(TALK), JOB) == expected
            assert work.quotes.all_of(Owner(TALK)) == [expected]

    def test_an_owner_has_one_for_one_opportunity(self, held: Storage) -> None:
        with held.transaction() as work:
            assert not work.quotes.begin(replace(QUOTE, id=QuoteId("twin")))
            assert work.quotes.begin(replace(QUOTE, id=QuoteId("r"), opportunity=ANOTHER_JOB))
            assert work.quotes.begin(replace(QUOTE, id=QuoteId("s"), owner=Owner(OTHER)))

    def test_one_that_was_taken_back_is_known_and_may_be_left(self, held: Storage) -> None:
        with held.transaction() as work:
            assert not work.quotes.leave(QUOTE.id, NOW)
            work.quotes.send(QUOTE.id, OFFER, in_days(1))
            assert work.quotes.taken_back(JOB) == []
            work.quotes.withdraw(QUOTE.id, in_days(2))
            assert [one.id for one in work.quotes.taken_back(JOB)] == [QUOTE.id]
            assert work.quotes.taken_back(ANOTHER_JOB) == []
            assert [work.quotes.leave(QUOTE.id, in_days(3)) for _ in range(2)] == [True, True]
            assert [one.did for one in work.quotes.steps(QUOTE.id)] == [
                Did.SENT,
                Did.WITHDRAWN,
                Did.LEFT,
            ]
            assert not work.quotes.leave(QuoteId("none"), NOW)

    def test_nobody_has_anothers(self, held: Storage) -> None:
        with held.transaction() as work:
            assert work.quotes.of(Owner(OTHER), JOB) is None
            assert work.quotes.of(Owner(supplier=FIRM), JOB) is None
            assert work.quotes.get(QuoteId("none")) is None

    def test_it_becomes_the_firms(self, held: Storage) -> None:
        with held.transaction() as work:
            work.quotes.adopt(QUOTE.id, Owner(supplier=FIRM))
            assert work.quotes.of(Owner(TALK), JOB) is None
            assert work.quotes.of(Owner(supplier=FIRM), JOB)

    def test_a_file_is_that_quotes_alone(self, held: Storage) -> None:
        with held.transaction() as work:
            assert work.quotes.file(QUOTE.id, FILE.id) == (FILE, b"%PDF")
            assert work.quotes.file(QuoteId("other"), FILE.id) is None
            work.quotes.drop_file(QuoteId("other"), FILE.id)
            assert work.quotes.file(QUOTE.id, FILE.id)
            work.quotes.drop_file(QUOTE.id, FILE.id)
            assert work.quotes.file(QUOTE.id, FILE.id) is None


class TestSending:
    def test_the_last_one_counts_and_each_is_kept(self, held: Storage) -> None:
        second = replace(OFFER, price=Decimal(1400))
        with held.transaction() as work:
            assert work.quotes.send(QUOTE.id, OFFER, in_days(1)) == 1
            assert work.quotes.send(QUOTE.id, second, in_days(2)) == 2
            now = work.quotes.get(QUOTE.id)
            assert work.quotes.steps(QUOTE.id) == [
                Step(Did.SENT, in_days(1), 1, OFFER),
                Step(Did.SENT, in_days(2), 2, second),
            ]
        assert now == replace(
            QUOTE,
            state=QuoteState.SENT,
            draft=second,
            version=2,
            changed_at=in_days(2),
            received_at=in_days(2),
        )

    def test_one_taken_back_counts_no_more_until_it_is_sent_again(self, held: Storage) -> None:
        with held.transaction() as work:
            assert not work.quotes.withdraw(QUOTE.id, NOW)
            work.quotes.send(QUOTE.id, OFFER, NOW)
            assert work.sealed_quotes.count(JOB) == 1
            assert work.quotes.withdraw(QUOTE.id, in_days(1))
            assert not work.quotes.withdraw(QUOTE.id, in_days(1))
            assert work.sealed_quotes.count(JOB) == 0
            assert work.quotes.send(QUOTE.id, OFFER, in_days(2)) == 2
            assert work.sealed_quotes.count(JOB) == 1

    def test_whoever_is_answering_is_known_drafts_too(self, held: Storage) -> None:
        with held.transaction() as work:
            work.quotes.begin(replace(QUOTE, id=QuoteId("s"), owner=Owner(supplier=FIRM)))
            assert set(work.quotes.answering(JOB)) == {Owner(TALK), Owner(supplier=FIRM)}
            work.quotes.send(QUOTE.id, OFFER, NOW)
            work.quotes.withdraw(QUOTE.id, NOW)
            assert work.quotes.answering(JOB) == [Owner(supplier=FIRM)]


class TestTheSeal:
    def test_nothing_is_read_before_an_opening_is_recorded(self, held: Storage) -> None:
        with held.transaction() as work:
            work.quotes.send(QUOTE.id, OFFER, NOW)
            assert work.sealed_quotes.opened(JOB) == []
            assert work.sealed_quotes.opened_file(JOB, QUOTE.id, FILE.id) is None
            assert work.sealed_quotes.opening(JOB) is None

    def test_all_are_read_together_by_the_time_they_came(self, held: Storage) -> None:
        with held.transaction() as work:
            work.quotes.begin(replace(QUOTE, id=QuoteId("a"), owner=Owner(OTHER)))
            work.quotes.send(QUOTE.id, OFFER, in_days(1))
            work.quotes.send(QuoteId("a"), replace(OFFER, price=Decimal(1)), in_days(2))
            work.quotes.write(QUOTE.id, Offer(firm="a later draft"), in_days(3))
            assert work.sealed_quotes.open(OPENING)
            read = work.sealed_quotes.opened(JOB)
            assert [(one.id, one.received_at) for one in read] == [
                (QUOTE.id, in_days(1)),
                ("a", in_days(2)),
            ]
            assert read[0].offer == OFFER
            assert work.sealed_quotes.opened_file(JOB, QUOTE.id, FILE.id) == (FILE, b"%PDF")

    def test_an_opening_of_another_opens_nothing(self, held: Storage) -> None:
        with held.transaction() as work:
            work.quotes.send(QUOTE.id, OFFER, NOW)
            work.sealed_quotes.open(replace(OPENING, opportunity=ANOTHER_JOB))
            assert work.sealed_quotes.opened(JOB) == []
            assert work.sealed_quotes.opened_file(ANOTHER_JOB, QUOTE.id, FILE.id) is None

    def test_the_first_opening_stands(self, held: Storage) -> None:
        with held.transaction() as work:
            assert work.sealed_quotes.open(OPENING)
            assert not work.sealed_quotes.open(replace(OPENING, by="another", at=in_days(9)))
            assert work.sealed_quotes.opening(JOB) == OPENING

    def test_a_file_of_a_draft_alone_is_not_read(self, held: Storage) -> None:
        with held.transaction() as work:
            work.quotes.send(QUOTE.id, replace(OFFER, files=()), NOW)
            work.sealed_quotes.open(OPENING)
            assert work.sealed_quotes.opened_file(JOB, QUOTE.id, FILE.id) is None


class TestTheOutcome:
    def test_it_is_recorded_once(self, held: Storage) -> None:
        outcome = Outcome(
            JOB,
            Ended.AWARDED,
            NOW,
            "officer",
            QUOTE.id,
            "Žofia's Cleaning",
            Decimal("1450.50"),
            VatSaid.INCLUDED,
            reasons={QuoteId("a"): NotChosen.PRICE},
        )
        with held.transaction() as work:
            assert work.sealed_quotes.outcome(JOB) is None
            assert work.sealed_quotes.note_outcome(outcome)
            assert not work.sealed_quotes.note_outcome(replace(outcome, winner_name="Another"))
            assert work.sealed_quotes.outcome(JOB) == outcome


def test_all_of_it_goes_with_whom_it_hangs_on(held: Storage) -> None:
    with held.transaction() as work:
        work.quotes.begin(replace(QUOTE, id=QuoteId("s"), owner=Owner(supplier=FIRM)))
        work.quotes.send(QUOTE.id, OFFER, NOW)
        work.conversations.forget(TALK)
        assert work.quotes.get(QUOTE.id) is None
        assert work.quotes.steps(QUOTE.id) == []
        assert work.quotes.file(QUOTE.id, FILE.id) is None
        work.suppliers.remove([FIRM])
        assert work.quotes.get(QuoteId("s")) is None
