"""A row of questions can be answered in any words, wandered from, corrected, left and resumed."""

from __future__ import annotations

import pytest

from bot.domain.conversation import Choice, Reply
from bot.domain.errors import DialogueFailedError
from tests.fake_flow import NAME, PLACE, SHOWN
from tests.services.thread import Talk

BACK = "Back to your page:"
DOUBT = "Shall we carry on with your page"


@pytest.fixture
async def talk() -> Talk:
    """A conversation in which the first question was just put."""
    return await Talk().begin()


class TestAnswers:
    async def test_the_questions_are_asked_one_after_the_other(self, talk: Talk) -> None:
        assert talk.last.text == NAME.words
        assert PLACE.words in await talk.say("Clean Sweep")
        assert SHOWN.words in await talk.say("Saltley", place="Saltley")
        assert await talk.press("Yes") == "Your page is ready."
        [done] = talk.flow.finished
        assert done.answers == {"name": "Clean Sweep", "place": "Saltley", "shown": True}
        assert talk.thread.current(talk.id) is None

    async def test_what_is_understood_is_told_before_the_next_question(self, talk: Talk) -> None:
        assert await talk.say("Clean Sweep") == f"Noted.\n\n{PLACE.words}"

    async def test_two_answers_in_one_message_are_both_taken(self, talk: Talk) -> None:
        assert SHOWN.words in await talk.say("Clean Sweep, Saltley", place="Saltley")

    async def test_an_answer_that_looks_like_a_search_is_an_answer(self, talk: Talk) -> None:
        told = await talk.say("Clean Sweep", "find_opportunities", 0.95, trade="cleaning")
        assert PLACE.words in told
        assert talk.dialogue.heard == []

    async def test_what_cannot_be_used_is_asked_again_and_can_be_left(self, talk: Talk) -> None:
        await talk.say("Clean Sweep")
        assert await talk.say("the high street") == "Which postcode is that?"
        assert talk.labels() == ["Skip"]
        await talk.say("the other street")
        assert talk.labels() == ["Skip", "Leave it for now"]

    async def test_an_option_of_an_earlier_question_is_not_taken_for_this_one(
        self, talk: Talk
    ) -> None:
        await talk.say("Clean Sweep")
        told = talk.thread.take(talk.id, "", "shown", "yes")
        assert told.text == PLACE.words
        assert "shown" not in talk.answers()

    async def test_with_what_is_known_already_the_first_question_left_is_put(
        self, talk: Talk
    ) -> None:
        told = talk.thread.begin(talk.id, "page", {"name": "Clean Sweep"})
        assert told.text == PLACE.words

    async def test_answers_hold_in_a_new_process(self, talk: Talk) -> None:
        await talk.say("Clean Sweep")
        again = Talk()
        again.storage = talk.storage
        assert talk.thread.standing(talk.id)[0].answers == {"name": "Clean Sweep"}

    async def test_nothing_is_left_of_it_when_the_conversation_is_forgotten(
        self, talk: Talk
    ) -> None:
        await talk.say("Clean Sweep")
        await talk.hold.forget(talk.id, talk.token)
        assert talk.thread.standing(talk.id) == []


class TestSteering:
    @pytest.mark.parametrize("words", ["skip", "Skip it.", "I'd rather not say", "dunno", "pass"])
    async def test_a_question_may_be_skipped(self, talk: Talk, words: str) -> None:
        assert PLACE.words in await talk.say(words)
        assert "name" not in talk.answers()

    async def test_one_that_is_needed_is_not_skipped(self, talk: Talk) -> None:
        await talk.say("Clean Sweep")
        await talk.say("Saltley", place="Saltley")
        assert SHOWN.words in await talk.say("skip")

    @pytest.mark.parametrize("words", ["why?", "Why do you ask?", "why do you need to know that"])
    async def test_why_it_is_asked_is_told_and_the_question_put_again(
        self, talk: Talk, words: str
    ) -> None:
        await talk.say("Clean Sweep")
        assert await talk.say(words) == f"{PLACE.why}\n\n{PLACE.words}"

    async def test_back_puts_the_one_before_and_its_new_answer_counts(self, talk: Talk) -> None:
        await talk.say("Clean Sweep")
        assert NAME.words in await talk.say("go back")
        assert PLACE.words in await talk.say("Cleaner Sweep")
        assert talk.answers() == {"name": "Cleaner Sweep"}

    async def test_back_twice_goes_back_two(self, talk: Talk) -> None:
        await talk.say("Clean Sweep")
        await talk.say("Saltley", place="Saltley")
        await talk.say("back")
        assert NAME.words in await talk.say("back")

    async def test_at_the_first_question_there_is_no_way_back(self, talk: Talk) -> None:
        assert NAME.words in await talk.say("back")

    @pytest.mark.parametrize("words", ["leave it", "cancel", "never mind", "not now", "forget it"])
    async def test_it_may_be_left_and_carried_on_with(self, talk: Talk, words: str) -> None:
        await talk.say("Clean Sweep")
        assert await talk.say(words) == "We leave your page."
        assert await talk.say("hello", "greet", 0.9) == "Something else."
        assert PLACE.words in await talk.say("where were we?")
        assert talk.answers() == {"name": "Clean Sweep"}

    async def test_leaving_it_may_be_said_in_other_words(self, talk: Talk) -> None:
        told = await talk.say("Forget Me Not", "cancel", 0.9)
        assert PLACE.words in told, "a name may sound like it"
        assert await talk.say("nah let's leave that", "cancel", 0.9) == "We leave your page."

    async def test_stop_is_met_at_once_and_leaves_it(self, talk: Talk) -> None:
        await talk.say("Clean Sweep")
        await talk.say("STOP")
        assert talk.dialogue.heard == []
        assert await talk.say("hello", "greet", 0.9) == "Something else."

    async def test_help_is_met_at_once_and_leads_back(self, talk: Talk) -> None:
        assert BACK in await talk.say("help")

    async def test_start_again_ends_it(self, talk: Talk) -> None:
        await talk.say("Clean Sweep")
        await talk.say("start again")
        assert talk.thread.standing(talk.id) == []

    async def test_a_restart_in_other_words_ends_it_and_is_answered(self, talk: Talk) -> None:
        assert await talk.say("wipe the slate clean", "restart", 0.9) == "Something else."
        assert talk.thread.standing(talk.id) == []

    async def test_what_answers_the_question_is_no_restart_whatever_it_sounds_like(
        self, talk: Talk
    ) -> None:
        await talk.say("Clean Sweep")
        assert "May buyers see it?" in await talk.say("all over", "restart", 0.7, place="Saltley")

    async def test_without_a_question_the_words_mean_what_they_always_meant(self) -> None:
        talk = Talk()
        talk.id, talk.token = await talk.hold.start()
        for words in ("skip", "why?", "go back", "carry on", "cancel"):
            assert await talk.say(words) == "Something else."


class TestDigressions:
    async def test_a_question_is_answered_and_then_led_back_from(self, talk: Talk) -> None:
        told = await talk.say("when do they pay?", "ask_payment", 0.9)
        assert told.startswith("Something else.")
        assert f"{BACK} {NAME.short}" in told
        assert talk.labels() == ["Skip", "Leave it for now"]

    async def test_after_two_in_a_row_it_asks_whether_to_go_on(self, talk: Talk) -> None:
        await talk.say("when do they pay?")
        assert DOUBT in await talk.say("what is a PQQ?")
        assert talk.labels() == ["Carry on", "Leave it for now"]
        assert NAME.words in await talk.press("Carry on")

    async def test_after_three_it_says_no_more(self, talk: Talk) -> None:
        for _ in range(2):
            await talk.say("when do they pay?")
        assert await talk.say("what is a PQQ?") == "Something else."
        assert await talk.say("what is an ITQ?") == "Something else."
        assert NAME.words in await talk.say("carry on")

    async def test_an_answer_between_two_starts_the_count_anew(self, talk: Talk) -> None:
        await talk.say("when do they pay?")
        await talk.say("Clean Sweep")
        assert BACK in await talk.say("what is a PQQ?")

    @pytest.mark.parametrize(("goal", "leads"), [("affirm", NAME.words), ("deny", "We leave")])
    async def test_whether_to_go_on_may_be_answered_in_words(
        self, talk: Talk, goal: str, leads: str
    ) -> None:
        for _ in range(2):
            await talk.say("when do they pay?")
        assert leads in await talk.say("words for it", goal, 0.9)

    async def test_after_an_hour_it_asks_whether_to_go_on(self, talk: Talk) -> None:
        talk.clock.pass_by(hours=2)
        told = await talk.say("cleaning in Saltley", "find_opportunities", 0.9)
        assert told.startswith("Something else.")
        assert DOUBT in told

    async def test_after_an_hour_a_plain_answer_still_counts(self, talk: Talk) -> None:
        await talk.say("Clean Sweep")
        talk.clock.pass_by(hours=2)
        assert SHOWN.words in await talk.say("B8", place="B8")

    async def test_while_something_else_was_asked_its_answer_goes_there(self, talk: Talk) -> None:
        why = Choice("", "Too far", '/report_opportunity{"why": "too_far"}')
        talk.dialogue.replies = [Reply("What was wrong with it?", (), (why,))]
        assert await talk.say("not that one is it?") == "What was wrong with it?"
        talk.dialogue.replies = [Reply("Noted, too far.")]
        told = await talk.say("miles off")
        assert told.startswith("Noted, too far.")
        assert BACK in told

    async def test_a_choice_of_something_else_leads_back_too(self, talk: Talk) -> None:
        talk.dialogue.replies = [Reply("Found.", (), (Choice("", "More", "/show_more"),))]
        await talk.say("any jobs?")
        assert talk.labels() == ["More", "Skip", "Leave it for now"]
        assert DOUBT in await talk.press("More")

    async def test_one_flow_in_another_comes_back_to_the_first(self, talk: Talk) -> None:
        other = type(talk.flow)("other")
        talk.thread.register(other)
        await talk.say("Clean Sweep")
        talk.thread.begin(talk.id, "other")
        await talk.say("Another name")
        await talk.say("Saltley", place="Saltley")
        told = await talk.press("Yes")
        assert told.startswith("Your page is ready.")
        assert f"{BACK} {PLACE.short}" in told


class TestCorrections:
    async def test_a_correction_of_the_answer_before_is_taken_there(self, talk: Talk) -> None:
        await talk.say("Clean Sweep")
        await talk.say("Saltley", place="Saltley")
        told = await talk.say("no, B9", place="B9")
        assert SHOWN.words in told
        assert talk.answers() == {"name": "Clean Sweep", "place": "B9"}

    async def test_a_name_meant_otherwise_is_taken_without_the_words_around_it(
        self, talk: Talk
    ) -> None:
        await talk.say("Clean Swept")
        assert PLACE.words in await talk.say("sorry, I meant Clean Sweep")
        assert talk.answers() == {"name": "Clean Sweep"}

    @pytest.mark.parametrize("name", ["No Limits Cleaning", "Make It Clean", "Actually Fresh"])
    async def test_a_name_that_begins_like_a_correction_is_a_name(
        self, talk: Talk, name: str
    ) -> None:
        await talk.say(name)
        assert talk.answers() == {"name": name}


class TestFailure:
    async def test_after_a_failure_the_same_message_answers_the_same_question(
        self, talk: Talk
    ) -> None:
        talk.dialogue.fail()
        with pytest.raises(DialogueFailedError):
            await talk.say("Clean Sweep")
        talk.dialogue.recover()
        assert PLACE.words in await talk.say("Clean Sweep")
        assert talk.answers() == {"name": "Clean Sweep"}
