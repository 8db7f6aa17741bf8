"""Owners ask without a name; the answer goes to everybody who may answer, and to nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.buyer_question import DeclineReason, QuestionId
from bot.domain.consent import Channel
from bot.domain.entry import Door
from bot.domain.errors import InvalidInputError, NotYoursError
from bot.domain.feedback import Owner
from bot.services.ask_buyer import AskedNow, NotAsked
from tests.services.quoting import AMINA, ENDS, ENTRY, JOB, STRANGER, Quoting
from tests.services.reached import MOBILE, OTHER_MOBILE, OTHER_TALK, TALK

WORDS = "Is there parking for a van?"
ONE = QuestionId("one")


@pytest.fixture
def made() -> Quoting:
    return Quoting()


def asked(
    made: Quoting, owner: Owner | None = None, words: str = WORDS, name: str = "one"
) -> object:
    return made.ask.ask(owner or Owner(TALK), ENTRY.opportunity_id, words, QuestionId(name))


def test_the_officer_is_told_the_question_and_not_who_asks(made: Quoting) -> None:
    owner = made.firm("Bright Windows", MOBILE.value, "talk")
    assert isinstance(asked(made, owner), AskedNow)
    assert [to.value for to, *_ in made.mails.carried] == [AMINA.email]
    assert WORDS in made.mails.last
    assert f"/buying/posts/{JOB}/questions" in made.mails.last
    assert "Bright" not in made.mails.last
    assert made.answer.asked(AMINA, JOB).waiting == [(ONE, WORDS)]


def test_the_same_question_twice_is_one(made: Quoting) -> None:
    asked(made)
    asked(made)
    assert len(made.answer.asked(AMINA, JOB).waiting) == 1
    assert len(made.mails.carried) == 1


def test_questions_end_two_working_days_before_the_deadline(made: Quoting) -> None:
    competition = made.begun().competition
    assert competition.questions_end.isoformat() == "2026-12-01T17:00:00+00:00"
    made.at(competition.questions_end - timedelta(seconds=1))
    assert isinstance(asked(made), AskedNow)
    made.at(competition.questions_end)
    assert asked(made, name="two") is NotAsked.QUESTIONS_OVER
    made.at(ENDS)
    assert asked(made, name="three") is NotAsked.CLOSED


def test_five_may_wait_at_once(made: Quoting) -> None:
    for n in range(5):
        assert isinstance(asked(made, name=f"q{n}"), AskedNow)
    assert asked(made, name="q6") is NotAsked.TOO_MANY
    assert isinstance(asked(made, Owner(OTHER_TALK), name="q7"), AskedNow)


def test_an_empty_question_is_none(made: Quoting) -> None:
    assert asked(made, words=" \n ") is NotAsked.EMPTY


def test_what_tells_who_asks_is_found_also_their_own_name(made: Quoting) -> None:
    owner = made.firm("Bright Windows", MOBILE.value, "talk")
    assert made.ask.tells(owner, "Can Bright Windows Limited come at night?")
    assert made.ask.tells(owner, "Call 07700 900123") == ["07700 900123"]
    assert made.ask.tells(owner, WORDS) == []


def test_the_answer_is_told_to_who_asked_and_who_is_answering_once_each(made: Quoting) -> None:
    asker = made.firm("asker", MOBILE.value, "talk")
    writer = made.firm("writer", OTHER_MOBILE.value, "other")
    for owner, number in ((asker, MOBILE), (writer, OTHER_MOBILE)):
        made.news.answer(owner, number, Channel.PAGE, agrees=True)
    asked(made, asker)
    made.begun("other")
    made.begun("talk")
    made.answer.answer(AMINA, JOB, ONE, WORDS, "Yes, in the yard.")
    made.answer.answer(AMINA, JOB, ONE, WORDS, "No.")
    told = [(to, words) for to, _subject, words in made.texts.carried]
    assert sorted(to.value for to, _ in told) == [MOBILE.value, OTHER_MOBILE.value]
    assert all("Yes, in the yard." in words for _, words in told)
    [published] = made.ask.published(ENTRY.opportunity_id)
    assert (published.words, published.reply) == (WORDS, "Yes, in the yard.")


def test_an_officer_may_take_out_of_a_question_what_tells_who_asks(made: Quoting) -> None:
    asked(made, words="We are Clean Sweep Ltd, is there parking?")
    made.answer.answer(AMINA, JOB, ONE, "Is there parking?", "Yes.")
    assert [one.words for one in made.ask.published(ENTRY.opportunity_id)] == ["Is there parking?"]


def test_a_refusal_is_told_to_the_asker_alone_with_its_reason(made: Quoting) -> None:
    asker = made.firm("asker", MOBILE.value, "talk")
    made.news.answer(asker, MOBILE, Channel.PAGE, agrees=True)
    asked(made, asker, "You lot are idiots")
    made.answer.decline(AMINA, JOB, ONE, DeclineReason.RUDE)
    assert "was not answered: the buyer found it rude" in made.texts.last
    assert made.ask.published(ENTRY.opportunity_id) == []
    assert made.answer.asked(AMINA, JOB).declined == 1


@pytest.mark.parametrize("reply", ["", "  ", "x" * 3_001], ids=["empty", "spaces", "endless"])
def test_an_empty_or_endless_answer_is_not_published(made: Quoting, reply: str) -> None:
    asked(made)
    with pytest.raises(InvalidInputError):
        made.answer.answer(AMINA, JOB, ONE, WORDS, reply)
    assert made.ask.published(ENTRY.opportunity_id) == []


def test_another_buyers_officer_finds_nothing(made: Quoting) -> None:
    asked(made)
    with pytest.raises(NotYoursError):
        made.answer.asked(STRANGER, JOB)
    with pytest.raises(NotYoursError):
        made.answer.answer(STRANGER, JOB, ONE, WORDS, "Yes.")
    with pytest.raises(NotYoursError):
        made.answer.answer(AMINA, JOB, QuestionId("of something else"), WORDS, "Yes.")


def test_of_what_others_were_invited_to_nobody_else_may_ask() -> None:
    entry = replace(ENTRY, door=Door.INVITE)
    made = Quoting(entry)
    made.posted(entry, "firm")
    assert asked(made) is NotAsked.NOT_HERE
    assert isinstance(asked(made, made.firm("firm", MOBILE.value, "talk")), AskedNow)
