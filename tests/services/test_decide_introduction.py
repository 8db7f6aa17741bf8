from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.errors import InvalidInputError, LinkEndedError, NotFoundError, NotYoursError
from bot.domain.introduction import By, IntroductionState, Why
from bot.domain.lead_answer import LeadAnswer, LeadChoice
from bot.services.contact_links import LeadLink
from bot.services.decide_introduction import LeadState
from tests.examples import buyer_contact, in_days, opportunity
from tests.introductions import introduction
from tests.services.digests import Town, town_with_a_lead

S = IntroductionState
INVITE, NOT_NOW = LeadAnswer(LeadChoice.INVITE), LeadAnswer(LeadChoice.NOT_NOW, months=3)
NO = LeadAnswer(LeadChoice.NOT_SUITABLE, Why.TOO_SMALL, words="Ten sites at once.")
WRONG = LeadAnswer(LeadChoice.WRONG_PERSON, words="Ask estates.")


@pytest.fixture
def town() -> Town:
    """A lead that went out this Monday."""
    made = town_with_a_lead()
    made.digests.run()
    made.moved.clear()
    return made


def link(town: Town, choice: LeadChoice | None = LeadChoice.INVITE, **changes: str) -> str:
    asked = replace(
        LeadLink(introduction().id, buyer_contact().id, choice),
        **changes,  # type: ignore[arg-type]
    )
    return town.links.lead(asked).rpartition("/")[2]


def test_opening_it_changes_nothing_so_a_scanner_may(town: Town) -> None:
    before = town.held()
    for choice in LeadChoice:
        assert town.decide.opened(link(town, choice)).choice is choice
    assert town.held() == before
    assert town.moved == []


@pytest.mark.parametrize(
    ("answer", "state"),
    [(INVITE, S.INVITED), (NOT_NOW, S.DECLINED), (NO, S.DECLINED), (WRONG, S.REQUESTED)],
)
def test_an_answer_is_stored_by_whom_and_told_on(
    town: Town, answer: LeadAnswer, state: IntroductionState
) -> None:
    saw = town.decide.opened(link(town)).moves
    done = town.decide.decide(link(town), answer, saw)
    assert done.is_new
    last = town.held().last
    assert (last.state, last.by, last.who, last.words) == (
        state,
        By.BUYER,
        "contact",
        answer.words,
    )
    assert [one.state for one in town.moved] == [state]


def test_not_now_says_until_when(town: Town) -> None:
    town.decide.decide(link(town), NOT_NOW, 2)
    assert town.held().last.until == in_days(90)


def test_of_two_who_decide_at_once_the_first_stands_and_the_second_is_told(town: Town) -> None:
    both_saw = town.decide.opened(link(town)).moves
    assert town.decide.decide(link(town), NO, both_saw).is_new
    second = town.decide.decide(link(town), INVITE, both_saw)
    assert not second.is_new
    assert second.lead.introduction.state is S.DECLINED
    assert second.lead.state is LeadState.ANSWERED
    assert len(town.moved) == 1


def test_the_same_answer_again_is_no_second_one(town: Town) -> None:
    saw = town.decide.opened(link(town)).moves
    town.decide.decide(link(town), INVITE, saw)
    for seen in (saw, saw + 1):
        assert not town.decide.decide(link(town), INVITE, seen).is_new
    assert len(town.held().history) == saw + 1


def test_an_answer_can_be_changed_by_somebody_who_has_seen_it(town: Town) -> None:
    town.decide.decide(link(town), NO, 2)
    shown = town.decide.opened(link(town))
    assert LeadChoice.INVITE in shown.may_choose
    assert town.decide.decide(link(town), INVITE, shown.moves).is_new
    assert town.held().state is S.INVITED


def test_what_the_firm_took_back_meanwhile_cannot_be_answered(town: Town) -> None:
    saw = town.decide.opened(link(town)).moves
    town.move("one", S.WITHDRAWN)
    done = town.decide.decide(link(town), INVITE, saw)
    assert not done.is_new
    assert (done.lead.state, done.lead.may_choose) == (LeadState.WITHDRAWN, frozenset())


def test_nobody_is_invited_to_what_closed_meanwhile_but_may_still_hear_no(town: Town) -> None:
    town.hold(opportunity(deadline=in_days(-1)))
    shown = town.decide.opened(link(town))
    assert shown.state is LeadState.OVER
    assert not town.decide.decide(link(town), INVITE, shown.moves).is_new
    assert town.decide.decide(link(town), NO, shown.moves).is_new


def test_a_wrong_person_has_it_no_more(town: Town) -> None:
    town.decide.decide(link(town), WRONG, 2)
    shown = town.decide.opened(link(town))
    assert (shown.state, shown.may_choose) == (LeadState.ELSEWHERE, frozenset())
    assert town.held().last.why is Why.WRONG_PERSON


def test_a_link_that_was_tampered_with_opens_nothing(town: Town) -> None:
    signed = link(town)
    for false in (signed[:-1], signed.replace(".", "x", 1), "", "a.b", signed.swapcase()):
        with pytest.raises(NotYoursError):
            town.decide.opened(false)
    with pytest.raises(NotYoursError):
        town.decide.opened(town.links.contact(buyer_contact().id).rpartition("/")[2])


def test_a_link_ends(town: Town) -> None:
    signed = link(town)
    town.clock.pass_by(days=91)
    with pytest.raises(LinkEndedError):
        town.decide.decide(signed, INVITE, 2)


def test_a_lead_that_is_gone_or_is_not_of_this_buyer_is_not_there(town: Town) -> None:
    for changes in ({"introduction": "nothing"}, {"contact": "nobody"}):
        with pytest.raises(NotFoundError):
            town.decide.opened(link(town, **changes))
    town.hold(buyer_contact("school", buyer="A School"))
    with pytest.raises(NotFoundError):
        town.decide.opened(link(town, contact="school"))


@pytest.mark.parametrize(
    "facts",
    [
        {"choice": LeadChoice.NOT_SUITABLE},
        {"choice": LeadChoice.NOT_SUITABLE, "why": Why.SILENT},
        {"choice": LeadChoice.NOT_NOW, "months": 99},
        {"choice": LeadChoice.INVITE, "words": "x" * 501},
    ],
)
def test_an_answer_is_whole_or_none(facts: dict[str, object]) -> None:
    with pytest.raises(InvalidInputError):
        LeadAnswer(**facts)  # type: ignore[arg-type]
