"""A profile from five questions, in any words and any order."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.bootstrap import make_phrases
from bot.domain.conversation import Criteria
from bot.domain.place import Place
from bot.domain.profile_facts import JobSize, Part, People, Travel
from tests.examples import opportunity, pounds
from tests.services.profile_talk import OTHER, TALK, Owner

PHRASES = make_phrases()
FIVE = ("we clean offices and schools", "Saltley", "5 miles", "up to about 5 grand", "Clean Sweep")


def test_five_answers_make_a_profile_and_then_work_is_shown() -> None:
    owner = Owner(opportunity(value=pounds(4_000)))
    owner.begin()
    told = owner.answer(*FIVE)
    profile = owner.profile
    assert (profile.trades, profile.place) == (("cleaning",), "Saltley")
    assert (profile.travel, profile.size) == (Travel(5), JobSize(None, Decimal(5_000)))
    assert (profile.work, profile.name) == (FIVE[0], "Clean Sweep")
    assert "Here is work that fits: 1 in all." in told
    assert [card["title"] for card in owner.last.cards] == [opportunity().title]
    assert owner.thread.current(TALK) is None


@pytest.mark.parametrize("part", list(Part))
def test_every_question_tells_why_it_is_asked(part: Part) -> None:
    assert PHRASES.say(f"profile.why.{part}") != PHRASES.say(f"profile.ask.{part}")


def test_why_is_told_and_the_question_put_again() -> None:
    owner = Owner()
    owner.begin()
    asked = owner.last.text
    told = owner.answer("why do you ask?")
    assert told.endswith(asked)
    assert told != asked


def test_no_more_than_five_questions_come_before_work() -> None:
    owner = Owner()
    owner.begin()
    asked = 0
    while owner.thread.current(TALK):
        owner.answer("skip")
        asked += 1
    assert asked == 5
    assert "nothing is kept" in owner.last.text


def test_a_trade_that_only_comes_near_is_asked_about_and_counts_as_one_of_the_five() -> None:
    owner = Owner()
    owner.begin()
    told = owner.answer("put food on tables at parties")
    assert "Which of these is closest" in told
    assert owner.labels[:4] == ["school meals", "event catering", "catering", "None of these"]
    owner.press("event catering")
    assert owner.profile.trades == ("event catering",)
    owner.answer("B8", "10 miles", "anything")
    assert owner.thread.current(TALK) is None


def test_none_of_the_suggested_trades_leaves_the_own_words() -> None:
    owner = Owner()
    owner.begin()
    owner.answer("photos of weddings")
    told = owner.press("None of these")
    assert owner.profile.trades == ()
    assert "Where are you based" in told


def test_a_trade_that_nobody_has_is_kept_in_own_words_and_said_so() -> None:
    owner = Owner()
    owner.begin()
    told = owner.answer("tarot reading")
    assert "I don't know that trade" in told
    assert (owner.profile.work, owner.profile.trades) == ("tarot reading", ())


def test_a_place_far_away_is_kept_and_the_truth_is_said() -> None:
    owner = Owner()
    owner.begin()
    told = owner.answer("cleaning", "Glasgow")
    assert owner.profile.place == "Glasgow"
    assert "around Birmingham" in told


def test_a_life_story_is_taken_apart_and_the_next_gap_asked() -> None:
    owner = Owner()
    owner.begin()
    told = owner.answer(
        "well my name is Ahmed, I've been a baker in Sparkhill for 20 years, me and my brother, "
        "we did weddings, then covid, now we want work for schools, up to 5k each"
    )
    profile = owner.profile
    assert (profile.trades, profile.place) == (("bakery",), "Sparkhill")
    assert (profile.people, profile.size) == (People(2, 2), JobSize(None, Decimal(5_000)))
    assert profile.name is None, "his own name is not the firm's"
    assert "How far" in told


def test_two_different_answers_are_asked_about() -> None:
    owner = Owner()
    owner.begin()
    owner.answer("cleaning", "B8 or B9")
    assert owner.profile.place is None
    assert owner.labels[:2] == ["B8", "B9"]
    owner.press("B9")
    assert owner.profile.place == "B9"


def test_a_bare_small_number_is_asked_about() -> None:
    owner = Owner()
    owner.begin()
    owner.answer("cleaning", "B8", "5 miles", "5")
    assert owner.labels[:2] == ["Up to £5,000", "Up to £5"]
    owner.press("Up to £5,000")
    assert owner.profile.size == JobSize(None, Decimal(5_000))


def test_an_answer_to_the_question_before_is_taken_there() -> None:
    owner = Owner()
    owner.begin()
    owner.answer("catering", "no, cleaning")
    assert owner.profile.trades == ("cleaning",)
    owner.answer("B8", "B9")
    assert owner.profile.place == "B9"
    assert "How far" in owner.last.text
    owner.answer("5 miles", "sorry I meant 10 miles")
    assert owner.profile.travel == Travel(10)


def test_how_far_may_be_a_place() -> None:
    owner = Owner()
    owner.begin()
    owner.answer("cleaning", "Saltley", "as far as Solihull")
    assert owner.profile.travel == Travel(7)


def test_a_number_that_cannot_be_one_is_said_to_be_none_and_nothing_is_kept() -> None:
    owner = Owner()
    owner.begin()
    owner.answer("cleaning")
    told = owner.change("our company number is 12")
    assert "8 characters" in told
    assert owner.profile.company_number is None


def test_a_landline_is_kept_for_calls_and_a_mobile_number_is_not_kept() -> None:
    owner = Owner()
    assert "Texts need a mobile" in owner.change("ring us on 0121 496 0111")
    assert "shown that it is yours" in owner.change("my number is 07700 900123")
    assert "900123" not in str(owner.profile)


@pytest.mark.parametrize(
    ("words", "goal", "sure"),
    [
        ("what is a PQQ?", "ask_jargon", 0.9),
        ("show me cleaning jobs in B9", "find_opportunities", 0.9),
        ("thanks", "thank", 0.9),
        ("delete my data", "delete_my_data", 0.9),
        ("who runs this", "ask_privacy", 0.9),
    ],
)
def test_something_else_is_no_answer(words: str, goal: str, sure: float) -> None:
    owner = Owner()
    owner.begin()
    assert not owner.takes(words, goal, sure)
    assert owner.profile.parts == ()


@pytest.mark.parametrize(
    ("words", "goal"), [("show my profile", "show_profile"), ("bye", "goodbye")]
)
def test_a_wish_is_no_place(words: str, goal: str) -> None:
    owner = Owner()
    owner.begin()
    owner.answer("cleaning")
    assert not owner.takes(words, goal, 0.9)
    assert owner.profile.place is None


def test_a_name_that_sounds_like_a_trade_is_a_name() -> None:
    owner = Owner()
    owner.begin()
    owner.answer("gardening", "B8", "5 miles", "anything")
    assert owner.takes("Clean Sweep", "find_opportunities", 0.9)
    assert (owner.profile.name, owner.profile.trades) == ("Clean Sweep", ("gardening",))


def test_what_was_searched_for_is_not_asked_again_but_said() -> None:
    owner = Owner()
    searched = Criteria(trades=("catering",), place=Place("Alum Rock", None))
    owner.find.find(TALK, searched)
    told = owner.begin("register")
    assert "trade catering; based in Alum Rock" in told
    assert "How far" in told


def test_what_the_profile_filled_in_is_not_taken_for_something_said() -> None:
    owner = Owner()
    owner.find.find(TALK, Criteria(), Criteria(trades=("catering",)))
    owner.begin()
    assert owner.profile.parts == ()


def test_more_may_be_asked_afterwards() -> None:
    owner = Owner()
    owner.begin()
    owner.answer(*FIVE)
    owner.more()
    owner.answer("me and my brother", "public liability 5 million and DBS, no gas safe")
    owner.answer("mornings only, not fridays", "text")
    told = owner.last.text
    assert "2 people" in told
    assert "public liability insurance (£5,000,000), a DBS check" in told
    assert "mornings, not Friday" in told
    assert owner.thread.current(TALK) is None


@pytest.mark.parametrize(
    "words", ["public liability 5 million and DBS", "none", "we have got our own van insurance"]
)
def test_papers_are_an_answer_even_where_they_sound_like_a_question_on_papers(words: str) -> None:
    owner = Owner()
    owner.begin()
    owner.answer(*FIVE)
    owner.more()
    owner.answer("just me")
    assert owner.takes(words, "ask_documents", 0.4)
    assert owner.profile.papers is not None


def test_an_answer_to_the_next_question_is_no_paper() -> None:
    owner = Owner()
    owner.begin()
    owner.answer(*FIVE)
    owner.more()
    owner.answer("just me", "mornings only, not fridays")
    assert owner.profile.papers is None
    assert owner.profile.hours is not None
    assert "Which papers" in owner.last.text


def test_leaving_keeps_what_was_said() -> None:
    owner = Owner()
    owner.begin()
    told = owner.answer("cleaning", "leave it")
    assert "trade cleaning" in told
    assert owner.profile.trades == ("cleaning",)
    assert "based" in owner.answer("carry on")


def test_the_words_of_one_owner_are_no_others() -> None:
    owner = Owner()
    owner.begin()
    owner.answer("cleaning")
    assert owner.desk.keep.of(OTHER).parts == ()
