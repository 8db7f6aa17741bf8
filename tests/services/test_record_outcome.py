"""The outcome is recorded once, after the opening, and told to every firm that answered."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.domain.consent import Channel
from bot.domain.errors import InvalidInputError, NotYoursError
from bot.domain.introduction import By, Introduction, IntroductionState, moved
from bot.domain.opportunity import State
from bot.domain.outcome import Ended, NoAward, NotChosen
from bot.domain.quote import Quote, QuoteId, VatSaid
from bot.domain.supplier import SupplierId
from bot.services.open_quotes import SealedError
from tests.examples import NOW
from tests.introductions import introduction, step
from tests.services.quoting import AMINA, ENDS, ENTRY, JOB, STRANGER, Quoting
from tests.services.reached import MOBILE, OTHER_MOBILE

S = IntroductionState


@pytest.fixture
def made() -> Quoting:
    return Quoting()


def two_opened(made: Quoting, dear: int = 2_000) -> tuple[Quote, Quote]:
    """A dear and a cheap quote, of firms that agreed to hear of them."""
    for name, number, talk in (("dear", MOBILE, "talk"), ("cheap", OTHER_MOBILE, "other")):
        owner = made.firm(name, number.value, talk)
        made.news.answer(owner, number, Channel.PAGE, agrees=True)
    first = made.sent("talk", firm="Dear Ltd", price=Decimal(dear))
    second = made.sent("other", firm="Cheap Ltd", price=Decimal(900))
    made.at(ENDS)
    made.open.open(AMINA, JOB)
    made.texts.carried.clear()
    made.mails.carried.clear()
    return first, second


def state(made: Quoting) -> State:
    with made.storage.transaction() as work:
        [one] = work.opportunities.of_processes([ENTRY.process_key]).values()
    return one.state_at(made.clock.now())


def texts_to(made: Quoting, number: str) -> list[str]:
    return [words for to, _subject, words in made.texts.carried if to.value == number]


def test_each_firm_is_told_what_came_of_it_and_why(made: Quoting) -> None:
    _dear, cheap = two_opened(made)
    recorded = made.outcome.award(AMINA, JOB, cheap.id, {})
    assert recorded.outcome.winner_name == "Cheap Ltd"
    assert recorded.outcome.value == Decimal(900)
    [won] = texts_to(made, OTHER_MOBILE.value)
    [lost] = texts_to(made, MOBILE.value)
    assert "you were chosen for Clean 12 windows" in won
    assert "Cheap Ltd was chosen" in lost
    assert "another price was lower. Next time" in lost
    assert state(made) is State.AWARDED


def put_forward(made: Quoting, firm: str) -> None:
    """The firm was put before the buyer for the same opportunity."""
    with made.storage.transaction() as work:
        one = introduction(firm, supplier=SupplierId(firm), opportunity=ENTRY.opportunity_id)
        assert work.introductions.add(one)
        assert work.introductions.advance(moved(one, step(S.SENT, NOW)))


def stands(made: Quoting, firm: str) -> Introduction:
    with made.storage.transaction() as work:
        [one] = work.introductions.of_supplier(SupplierId(firm))
    return one


def test_introductions_follow_the_outcome_and_it_is_told_once(made: Quoting) -> None:
    dear, cheap = two_opened(made)
    for firm in ("dear", "cheap"):
        put_forward(made, firm)
    made.outcome.award(AMINA, JOB, cheap.id, {dear.id: NotChosen.TIME})
    assert stands(made, "cheap").state is S.WON
    assert stands(made, "dear").state is S.LOST
    assert (stands(made, "cheap").last.by, stands(made, "cheap").last.who) == (By.BUYER, AMINA.id)
    assert made.steps.followed == [], "the messages about the quotes told it"
    assert len(made.texts.carried) == 2
    made.outcome.award(AMINA, JOB, dear.id, {})
    assert stands(made, "cheap").state is S.WON, "the first outcome stands"


def test_a_firm_that_no_quote_message_reaches_hears_of_its_introduction(made: Quoting) -> None:
    made.firm("dear", MOBILE.value, "talk")
    first = made.sent("talk", firm="Dear Ltd", price=Decimal(900))
    put_forward(made, "dear")
    made.at(ENDS)
    made.open.open(AMINA, JOB)
    made.outcome.award(AMINA, JOB, first.id, {})
    assert [one.state for one in made.steps.followed] == [S.WON]


def test_where_nobody_is_chosen_an_introduction_ends_with_that_reason(made: Quoting) -> None:
    two_opened(made)
    put_forward(made, "dear")
    made.outcome.nobody(AMINA, JOB, NoAward.TOO_DEAR)
    assert stands(made, "dear").state is S.DECLINED
    assert "all prices were more than" in stands(made, "dear").last.words


def test_a_reason_that_the_officer_picks_is_the_one_told(made: Quoting) -> None:
    dear, cheap = two_opened(made)
    made.outcome.award(AMINA, JOB, cheap.id, {dear.id: NotChosen.TIME})
    assert "could not be done in the time" in texts_to(made, MOBILE.value)[0]


def test_where_the_dearer_one_wins_the_price_is_no_reason(made: Quoting) -> None:
    dear, cheap = two_opened(made)
    recorded = made.outcome.award(AMINA, JOB, dear.id, {})
    assert recorded.outcome.reasons == {cheap.id: NotChosen.ANSWERS}


def test_the_first_outcome_stands_and_is_told_once(made: Quoting) -> None:
    dear, cheap = two_opened(made)
    first = made.outcome.award(AMINA, JOB, cheap.id, {})
    assert made.outcome.award(AMINA, JOB, dear.id, {}).outcome == first.outcome
    assert made.outcome.nobody(AMINA, JOB, NoAward.MONEY).outcome == first.outcome
    assert len(made.texts.carried) == 2


def test_nobody_chosen_is_told_with_the_reason(made: Quoting) -> None:
    two_opened(made)
    recorded = made.outcome.nobody(AMINA, JOB, NoAward.TOO_DEAR)
    assert recorded.outcome.ended is Ended.NOBODY
    assert all("all prices were more than" in words for _to, _subject, words in made.texts.carried)
    assert len(made.texts.carried) == 2
    assert state(made) is State.CANCELLED


def test_from_the_floor_on_the_buyer_is_reminded_of_its_notice(made: Quoting) -> None:
    dear, _cheap = two_opened(made, dear=30_000)
    assert made.outcome.award(AMINA, JOB, dear.id, {}).notice_due
    assert [to.value for to, *_ in made.mails.carried] == [AMINA.email]
    assert "£30,000" in made.mails.last


def test_below_the_floor_there_is_no_reminder(made: Quoting) -> None:
    _dear, cheap = two_opened(made)
    assert not made.outcome.award(AMINA, JOB, cheap.id, {}).notice_due
    assert made.mails.carried == []


def test_a_sum_whose_vat_is_unknown_counts_with_it(made: Quoting) -> None:
    quote = made.sent(price=Decimal(26_000), vat=VatSaid.UNKNOWN)
    made.at(ENDS)
    made.open.open(AMINA, JOB)
    recorded = made.outcome.award(AMINA, JOB, quote.id, {})
    assert recorded.outcome.value == Decimal("31200.00")
    assert recorded.notice_due


def test_before_the_opening_there_is_no_outcome(made: Quoting) -> None:
    quote = made.sent()
    with pytest.raises(SealedError):
        made.outcome.award(AMINA, JOB, quote.id, {})
    made.at(ENDS)
    with pytest.raises(SealedError):
        made.outcome.nobody(AMINA, JOB, NoAward.NONE_CAME)


def test_a_quote_of_something_else_cannot_win(made: Quoting) -> None:
    two_opened(made)
    with pytest.raises(InvalidInputError):
        made.outcome.award(AMINA, JOB, QuoteId("none"), {})


def test_another_buyers_officer_records_nothing(made: Quoting) -> None:
    _dear, cheap = two_opened(made)
    with pytest.raises(NotYoursError):
        made.outcome.award(STRANGER, JOB, cheap.id, {})


def test_what_is_called_off_is_told_to_all_who_were_answering_once(made: Quoting) -> None:
    owner = made.firm("firm", MOBILE.value, "talk")
    made.news.answer(owner, MOBILE, Channel.PAGE, agrees=True)
    made.begun()
    assert made.outcome.tell_withdrawn(JOB) == 0
    made.posted(replace(ENTRY, withdrawn_at=made.clock.now()))
    made.outcome.tell_withdrawn(JOB)
    made.outcome.tell_withdrawn(JOB)
    assert len(made.texts.carried) == 1
    assert "has called off" in made.texts.last
