"""What owners write of an opportunity, in their own ways."""

from __future__ import annotations

import pytest

from bot.domain.feedback import Verdict, Why
from bot.domain.feedback_words import (
    Said,
    asks_for_kept,
    plain_goal,
    read_objection,
    read_outcome,
    read_reason,
    withdraws,
)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("too far that one", Why.TOO_FAR),
        ("It\u2019s miles away!", Why.TOO_FAR),
        ("that isn't in Birmingham at all", Why.TOO_FAR),
        ("the second one is too big", Why.TOO_BIG),
        ("way too large for us", Why.TOO_BIG),
        ("that's out of our league", Why.TOO_BIG),
        ("too late for me", Why.TOO_LATE),
        ("closes too soon", Why.TOO_LATE),
        ("not enough time to do all that", Why.TOO_LATE),
        ("wrong trade, that's for lifts", Why.WRONG_TRADE),
        ("I don't do that sort of work", Why.WRONG_TRADE),
        ("please remove, is not my work", Why.WRONG_TRADE),
        ("not for me", None),
        ("not interested in the police one", None),
    ],
)
def test_a_reason_is_read_from_an_objection(text: str, why: Why | None) -> None:
    assert read_objection(text) == Said(Verdict.NOT_FOR_ME, why)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("that ones closed", Why.CLOSED),
        ("this has been awarded", Why.CLOSED),
        ("this one expired", Why.CLOSED),
        ("this is a duplicate", Why.DUPLICATE),
        ("you've listed the same one twice", Why.DUPLICATE),
        ("same as number 1", Why.DUPLICATE),
        ("the link is dead", Why.WRONG_FACTS),
        ("number 2 is wrong", Why.WRONG_FACTS),
        ("not a contract, a job advert", Why.WRONG_FACTS),
    ],
)
def test_what_is_wrong_with_a_notice_is_a_report(text: str, why: Why) -> None:
    assert read_objection(text) == Said(Verdict.REPORTED, why)


@pytest.mark.parametrize(
    "text", ["actually show it again", "bring that one back", "I changed my mind", "undo"]
)
def test_a_change_of_mind_takes_it_back(text: str) -> None:
    assert read_objection(text) == Said(Verdict.TAKEN_BACK)


@pytest.mark.parametrize(
    ("text", "why"),
    [("too far", Why.TOO_FAR), ("they want a depot in Solihull", Why.OTHER), ("", Why.OTHER)],
)
def test_what_gives_none_of_the_reasons_is_another_reason(text: str, why: Why) -> None:
    assert read_reason(text) is why


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("we won it!", Verdict.WON),
        ("happy days, its ours for two years", Verdict.WON),
        ("I win the contract of uniforms!", Verdict.WON),
        ("Didn't get it.", Verdict.LOST),
        ("unsuccessful", Verdict.LOST),
        ("they went with the company who had it before", Verdict.LOST),
        ("Result came through today: not us this time", Verdict.LOST),
        ("I applied for it", Verdict.APPLIED),
        ("i sent my price to council yesterday", Verdict.APPLIED),
        ("quoted for it in the end, fingers crossed", Verdict.APPLIED),
        ("heard nothing from them in 3 weeks", None),
        ("they want us in for an interview on thursday", None),
    ],
)
def test_what_came_of_it_is_read_or_left_open(text: str, verdict: Verdict | None) -> None:
    assert read_outcome(text) is verdict


@pytest.mark.parametrize(
    "text", ["stop using my feedback", "Don't use what I said any more", "I withdraw my consent"]
)
def test_a_withdrawal_is_recognised_in_plain_words(text: str) -> None:
    assert withdraws(text)
    assert plain_goal(text) == "ask_privacy"


@pytest.mark.parametrize("text", ["show me what I saved", "what have I kept?", "see my shortlist"])
def test_somebody_can_ask_for_what_they_kept(text: str) -> None:
    assert asks_for_kept(text)


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("too far that one", "report_opportunity"),
        ("The second one is too big", "report_opportunity"),
        ("number 3 is way too far away for us", "report_opportunity"),
        ("that one closes too soon", "report_opportunity"),
        ("actually show it again", "report_opportunity"),
        ("that one's not for me", "report_opportunity"),
        ("I applied for it", "report_outcome"),
        ("we've applied for the second one", "report_outcome"),
        ("I'm interested in number 2", "save_opportunity"),
        ("interested", "save_opportunity"),
        ("show me what I saved", "save_opportunity"),
    ],
)
def test_a_sentence_that_can_mean_nothing_else_has_its_goal(text: str, goal: str) -> None:
    assert plain_goal(text) == goal


@pytest.mark.parametrize(
    "text",
    [
        "too far",
        "too big",
        "anything not too far from B9",
        "not too big please",
        "show me more again",
        "show me the cleaning jobs again",
        "I'm interested in cleaning work",
        "what does too big to tender mean",
        "can we bid for that one",
        "use my postcode",
        "don't use jargon",
        "what did the council buy",
    ],
)
def test_what_may_mean_something_else_is_left_to_the_model(text: str) -> None:
    assert plain_goal(text) is None
