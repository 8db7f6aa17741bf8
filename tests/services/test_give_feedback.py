"""Feedback given in a conversation is heeded by its next search, and by no other's."""

from __future__ import annotations

import pytest

from bot.domain.conversation import Criteria
from bot.domain.feedback import Owner, Verdict, Why
from bot.domain.match import Remark
from bot.domain.opportunity import Opportunity, OpportunityId
from bot.domain.person import Belonging, PersonId
from bot.domain.place import Coverage, Point
from bot.domain.reaching import Address, Means
from bot.domain.supplier import SupplierId
from bot.services.give_feedback import GiveFeedback, Given, Unclear
from tests.examples import ALUM_ROCK, in_days, opportunity, pounds
from tests.services.desk import OTHER, TALK, Desk, ids

CLEANING = Criteria(trades=("cleaning",), place=ALUM_ROCK)


def job(name: str, amount: int = 20_000, miles: float = 1, days: float = 20) -> Opportunity:
    """A cleaning job so many miles north of Alum Rock."""
    assert ALUM_ROCK.point is not None
    north = Point(ALUM_ROCK.point.latitude + miles / 69.09, ALUM_ROCK.point.longitude)
    where = Coverage("B9 4AA", north)
    return opportunity(name, value=pounds(amount), coverage=where, deadline=in_days(days))


def searched(*jobs: Opportunity) -> tuple[Desk, GiveFeedback]:
    """A desk at which the jobs were looked for, and what takes feedback there."""
    desk = Desk(*jobs)
    desk.find.find(TALK, CLEANING)
    return desk, GiveFeedback(desk.storage, desk.find, desk.describe, desk.clock)


def given(answer: Given | Unclear | None) -> Given:
    assert isinstance(answer, Given)
    return answer


def test_the_next_search_is_without_what_is_not_for_the_owner() -> None:
    desk, feedback = searched(job("a", days=20), job("b", days=21))
    feedback.give(TALK, Verdict.NOT_FOR_ME, opportunity_id=OpportunityId("a"))
    page = desk.find.find(TALK, CLEANING)
    assert (ids(page), page.unwanted) == (["b"], 1)


def test_another_conversation_is_not_touched() -> None:
    desk, feedback = searched(job("a", days=20), job("b", days=21))
    feedback.give(TALK, Verdict.NOT_FOR_ME, opportunity_id=OpportunityId("a"))
    assert ids(desk.find.find(OTHER, CLEANING)) == ["a", "b"]


def known_on_another_device(desk: Desk, *firms: str | None) -> None:
    """Makes both conversations of one person, about these firms of theirs."""
    with desk.storage.transaction() as work:
        for talk in (TALK, OTHER):
            work.conversations.start(talk, "hash", desk.clock.now())
        number = Address(Means.TEXT, "+447700900123")
        person = work.people.prove(number, desk.clock.now(), PersonId("ada"))
        for talk, firm in zip((TALK, OTHER), firms, strict=True):
            supplier = SupplierId(firm) if firm else None
            work.people.belong(Belonging(talk, person, supplier, desk.clock.now()))


@pytest.mark.parametrize("firms", [(None, None), ("khan", "khan"), (None, "khan")])
def test_an_owner_who_is_known_again_is_heeded_on_another_device(
    firms: tuple[str | None, str | None],
) -> None:
    desk, feedback = searched(job("a", days=20), job("b", days=21))
    feedback.give(TALK, Verdict.NOT_FOR_ME, opportunity_id=OpportunityId("a"))
    known_on_another_device(desk, *firms)
    assert ids(desk.find.find(OTHER, CLEANING)) == ["b"]


def test_about_another_firm_of_theirs_it_says_nothing() -> None:
    desk, feedback = searched(job("a", days=20), job("b", days=21))
    feedback.give(TALK, Verdict.NOT_FOR_ME, opportunity_id=OpportunityId("a"))
    known_on_another_device(desk, "khan", "amma")
    assert ids(desk.find.find(OTHER, CLEANING)) == ["a", "b"]


def test_what_was_said_on_one_device_is_taken_back_and_kept_on_another() -> None:
    desk, feedback = searched(job("a", days=20), job("b", days=21))
    feedback.give(TALK, Verdict.NOT_FOR_ME, opportunity_id=OpportunityId("a"))
    feedback.give(TALK, Verdict.INTERESTED, opportunity_id=OpportunityId("b"))
    known_on_another_device(desk, None, None)
    assert [one.id for one, _ in feedback.kept(OTHER)] == ["b"]
    desk.clock.pass_by(minutes=1)
    back = feedback.take_back(OTHER)
    assert back is not None
    assert back.id == "a"
    assert ids(desk.find.find(TALK, CLEANING)) == ["a", "b"]


def test_the_next_page_heeds_what_was_said_of_the_last() -> None:
    desk, feedback = searched(*(job(f"{n}", days=20 + n) for n in range(6)))
    feedback.give(TALK, Verdict.NOT_FOR_ME, opportunity_id=OpportunityId("4"))
    page = desk.find.more(TALK)
    assert ids(page) == ["3", "5"]
    assert page is not None
    assert page.left == 0


def test_a_refined_list_heeds_it_too() -> None:
    desk, feedback = searched(job("a", 1_000), job("b", 2_000), job("c", 9_000))
    feedback.give(TALK, Verdict.NOT_FOR_ME, opportunity_id=OpportunityId("a"))
    assert ids(desk.refine.refine(TALK, Criteria(), "cheaper")) == []


def test_the_list_can_be_seen_again_from_its_start() -> None:
    desk, feedback = searched(*(job(f"{n}", days=20 + n) for n in range(5)))
    desk.find.more(TALK)
    feedback.give(TALK, Verdict.NOT_FOR_ME, opportunity_id=OpportunityId("0"))
    assert ids(desk.find.again(TALK)) == ["1", "2", "3"]
    assert desk.find.again(OTHER) is None


def test_a_big_one_comes_further_down_and_says_why() -> None:
    desk, feedback = searched(job("a", 45_000), job("b", 46_000), job("small", 44_000, miles=14))
    assert ids(desk.find.again(TALK)) == ["a", "b", "small"]
    refused = OpportunityId("a")
    told = given(feedback.give(TALK, Verdict.NOT_FOR_ME, Why.TOO_BIG, opportunity_id=refused))
    assert told.effect == Remark("effect.too_big", {"pounds": 45_000})
    page = desk.find.again(TALK)
    assert ids(page) == ["small", "b"]
    assert page is not None
    assert "against.said_too_big" in [one.key for one in page.matches[1].against]


def test_why_tells_it_too() -> None:
    desk, feedback = searched(job("a", 45_000), job("b", 46_000, days=21))
    feedback.give(TALK, Verdict.NOT_FOR_ME, Why.TOO_BIG, opportunity_id=OpportunityId("a"))
    found = desk.describe.describe(TALK, opportunity_id=OpportunityId("b"))
    assert found is not None
    assert found.match is not None
    assert "against.said_too_big" in [one.key for one in found.match.against]


def test_where_all_was_refused_the_page_says_how_many() -> None:
    desk, feedback = searched(job("a"))
    feedback.give(TALK, Verdict.NOT_FOR_ME, ordinal=1)
    page = desk.find.find(TALK, CLEANING)
    assert (page.total, page.unwanted) == (0, 1)


def test_one_of_several_is_never_guessed() -> None:
    _desk, feedback = searched(job("a", days=20), job("b", days=21))
    unclear = feedback.give(TALK, Verdict.NOT_FOR_ME)
    assert isinstance(unclear, Unclear)
    assert [one.id for one in unclear.shown] == ["a", "b"]
    assert feedback.kept(TALK) == []


def test_the_one_last_spoken_of_is_meant() -> None:
    desk, feedback = searched(job("a", days=20), job("b", days=21))
    desk.describe.describe(TALK, ordinal=2)
    assert given(feedback.give(TALK, Verdict.APPLIED)).opportunity.id == "b"
    assert given(feedback.give(TALK, Verdict.WON)).opportunity.id == "b"


def test_before_anything_was_shown_there_is_nothing_to_judge() -> None:
    desk = Desk(job("a"))
    feedback = GiveFeedback(desk.storage, desk.find, desk.describe, desk.clock)
    assert feedback.give(TALK, Verdict.WON) is None


def test_the_last_verdict_stands_and_the_history_stays() -> None:
    desk, feedback = searched(job("a"))
    feedback.give(TALK, Verdict.NOT_FOR_ME, ordinal=1)
    feedback.give(TALK, Verdict.INTERESTED, ordinal=1)
    assert ids(desk.find.find(TALK, CLEANING)) == ["a"]
    with desk.storage.transaction() as work:
        history = work.feedback.of(Owner(TALK))
    assert [one.verdict for one in history] == [Verdict.NOT_FOR_ME, Verdict.INTERESTED]


def test_what_was_seen_is_as_it_was_when_the_verdict_was_given() -> None:
    desk, feedback = searched(job("a", miles=2))
    feedback.give(TALK, Verdict.NOT_FOR_ME, ordinal=1)
    desk.find.find(TALK, Criteria(trades=("catering",)))
    told = given(
        feedback.give(TALK, Verdict.NOT_FOR_ME, Why.TOO_FAR, opportunity_id=OpportunityId("a"))
    )
    assert told.feedback.seen.trades == ("cleaning", "window cleaning")
    assert told.effect == Remark("effect.too_far", {"miles": 2.0})


def test_taking_back_without_a_name_means_what_was_hidden_last() -> None:
    desk, feedback = searched(job("a", days=20), job("b", days=21))
    feedback.give(TALK, Verdict.NOT_FOR_ME, ordinal=1)
    feedback.give(TALK, Verdict.NOT_FOR_ME, ordinal=2)
    back = feedback.take_back(TALK)
    assert back is not None
    assert back.id == "b"
    assert ids(desk.find.find(TALK, CLEANING)) == ["b"]
    assert feedback.take_back(OTHER) is None


def test_what_was_kept_is_told_the_latest_first() -> None:
    _desk, feedback = searched(job("a", days=20), job("b", days=21), job("c", days=22))
    verdicts = {"a": Verdict.INTERESTED, "b": Verdict.NOT_FOR_ME, "c": Verdict.WON}
    for name, verdict in verdicts.items():
        feedback.give(TALK, verdict, opportunity_id=OpportunityId(name))
    kept = feedback.kept(TALK)
    assert [(one.id, verdict) for one, verdict in kept] == [
        ("c", Verdict.WON),
        ("a", Verdict.INTERESTED),
    ]
