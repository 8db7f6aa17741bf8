"""What one digit by text does: interest kept, what is not wanted told no more, and nothing sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.alert import Wanted
from bot.domain.conversation import Choice, NewTurn, Reply
from bot.domain.feedback import Owner, Verdict, Why
from bot.domain.subscription import Often, Rhythm, Wishes
from tests.examples import ALUM_ROCK, NOW, in_days, opportunity
from tests.services.alerts import SITE, Answering

JOB = opportunity("job")
SECOND = opportunity("second", title="Cleaning of a library")


@pytest.fixture
def desk() -> Answering:
    """Ada was told of one job."""
    desk = Answering()
    desk.asks("ada")
    desk.publish(JOB)
    desk.round()
    assert len(desk.texts_to("ada")) == 1
    return desk


def verdicts(desk: Answering) -> list[tuple[str, Verdict, Why | None]]:
    talk = desk.thread("ada")
    with desk.storage.transaction() as work:
        said = work.feedback.of(Owner(talk))
    return [(str(one.opportunity), one.verdict, one.why) for one in said]


def test_one_answers_with_the_job_the_buyer_and_that_nothing_was_sent(desk: Answering) -> None:
    told = desk.says("ada", "1")
    assert told is not None
    for part in ("Cleaning of a primary school", "Eastside Council", "closes 13 Dec"):
        assert part in told
    for part in ("sent nothing", "the way it says", "Kept for you", "remind you on 9 Dec", SITE):
        assert part in told
    assert verdicts(desk) == [("job", Verdict.INTERESTED, None)]
    assert len(desk.carrier.carried) == 1, "and nothing goes to anybody else"


def test_one_twice_is_one_interest_and_one_reminder(desk: Answering) -> None:
    assert desk.says("ada", "1") == desk.says("ada", "1 please")
    desk.clock.moment = in_days(18)
    assert desk.reminders.run() == 1
    assert desk.reminders.run() == 0
    assert "you kept Cleaning" in desk.texts_to("ada")[-1]


def test_a_reminder_of_what_closed_or_was_called_off_is_not_sent(desk: Answering) -> None:
    desk.says("ada", "1")
    desk.publish(replace(JOB, cancelled_at=in_days(1)))
    desk.clock.moment = in_days(18)
    assert desk.reminders.run() == 0


def test_a_deadline_that_moved_moves_its_reminder(desk: Answering) -> None:
    desk.says("ada", "1")
    desk.publish(replace(JOB, deadline=in_days(30)))
    desk.clock.moment = in_days(18)
    assert desk.reminders.run() == 0
    desk.clock.moment = in_days(28)
    assert desk.reminders.run() == 1


def test_two_takes_it_away_and_a_reason_after_it_is_heard(desk: Answering) -> None:
    told = desk.says("ada", "2")
    assert told is not None
    assert "no more of" in told
    assert desk.says("ada", "too far for me") == desk.wording.thanks_for_reason()
    assert verdicts(desk) == [
        ("job", Verdict.NOT_FOR_ME, None),
        ("job", Verdict.NOT_FOR_ME, Why.TOO_FAR),
    ]


def test_a_reason_long_after_is_for_the_dialogue(desk: Answering) -> None:
    desk.says("ada", "2")
    desk.clock.pass_by(days=1)
    assert desk.says("ada", "too far for me") is None


def test_three_tells_more(desk: Answering) -> None:
    told = desk.says("ada", "3")
    assert told is not None
    assert "Daily cleaning of classrooms and halls." in told
    assert desk.says("ada", "1") is not None, "and it can still be answered"


def test_with_several_open_a_bare_digit_asks_which(desk: Answering) -> None:
    desk.clock.pass_by(hours=1)
    desk.publish(SECOND)
    desk.round()
    told = desk.says("ada", "1")
    assert told is not None
    assert "A is Cleaning of a primary school" in told
    assert "C is Cleaning of a library" in told
    assert "such as A1" in told
    assert verdicts(desk) == []
    desk.says("ada", "c1")
    assert verdicts(desk) == [("second", Verdict.INTERESTED, None)]
    desk.says("ada", "2")
    assert verdicts(desk)[-1] == ("job", Verdict.NOT_FOR_ME, None), "only one is open now"


def test_what_came_in_the_same_text_gets_letters_with_three() -> None:
    desk = Answering()
    desk.asks("ada", Rhythm(Often.DAILY))
    desk.publish(JOB, SECOND)
    desk.round()
    desk.clock.moment = in_days(1)
    desk.round()
    assert len(desk.texts_to("ada")) == 1
    told = desk.says("ada", "3")
    assert told is not None
    assert "Also: C Cleaning of a library" in told or "Also: C Cleaning of a primary" in told
    assert desk.says("ada", "c2") is not None
    assert {one.answer for job in ("job", "second") for one in desk.alerts_of(job)} == {
        None,
        Wanted.NOT_FOR_ME,
    }


def test_what_is_over_cannot_be_answered_any_more(desk: Answering) -> None:
    desk.clock.moment = in_days(13)
    desk.publish(replace(JOB, cancelled_at=in_days(12)))
    told = desk.says("ada", "1")
    assert told is not None
    assert "is over" in told
    assert verdicts(desk) == []


@pytest.mark.parametrize("words", ["hello", "B9", "B1", "Q1", "cleaning in Saltley", "1 or 2 vans"])
def test_all_else_is_for_the_dialogue(desk: Answering, words: str) -> None:
    assert desk.says("ada", words) is None


def test_whoever_was_told_nothing_answers_nothing(desk: Answering) -> None:
    desk.asks("ben")
    assert desk.says("ben", "1") is None


def test_a_digit_answers_the_choices_that_were_offered_last(desk: Answering) -> None:
    desk.clock.pass_by(hours=1)
    offers = Reply("More?", (), (Choice("x", "More", "/show_more"),))
    turn = NewTurn("t", desk.thread("ada"), "cleaning", None, desk.clock.now())
    with desk.storage.transaction() as work:
        work.conversations.begin_turn(turn, abandon_before=NOW)
        work.conversations.finish_turn("t", [offers], desk.clock.now())
    assert desk.says("ada", "1") is None
    assert desk.says("ada", "a1") is not None


def test_weeks_of_silence_are_broken_by_the_nearest_miss() -> None:
    desk = Answering()
    desk.asks("ada", wishes=Wishes(within_miles=0.5))
    desk.asks("ben", near_misses=False)
    far = opportunity("far", deadline=in_days(60), coverage=opportunity().coverage)
    desk.publish(replace(far, coverage=replace(far.coverage, point=ALUM_ROCK.point)))
    desk.round()
    told_at_first = desk.texts_to("ada")
    desk.clock.pass_by(days=27)
    desk.silence.run()
    desk.send.run()
    assert told_at_first == []
    assert len(desk.texts_to("ada")) == 1
    assert "nothing quite right for 4 weeks. Nearest:" in desk.texts_to("ada")[0]
    for _ in range(3):
        desk.silence.run()
        desk.send.run()
    assert len(desk.texts_to("ada")) == 1
