"""One turn at a time, nothing lost, nothing done twice, nothing left when forgotten."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

import pytest

from bot.domain.conversation import Choice, ConversationId, Criteria, Reply, Search, Turn
from bot.domain.errors import (
    DialogueFailedError,
    DialogueUnavailableError,
    InvalidInputError,
    NotFoundError,
    NotYoursError,
    StaleChoiceError,
    StorageUnavailableError,
    TooLongError,
    TurnUnderWayError,
)
from bot.services.hold_conversation import TURN_MAY_TAKE, HoldConversation
from tests.examples import NOW
from tests.fakes import FakeDialogue, FakeStorage
from tests.services.thread import hold_conversation

CHOICES = (Choice("", "More", "/show_more"), Choice("", "Why?", "/ask_why_match"))
FOUND = Reply("Three jobs.", ({"id": "one"},), CHOICES)


@dataclass
class Talk:
    """A conversation held with a dialogue that can be told to fail or to wait."""

    hold: HoldConversation
    dialogue: FakeDialogue
    storage: FakeStorage
    id: ConversationId
    token: str

    async def say(self, text: str = "cleaning jobs", client_id: str | None = None) -> Turn:
        """Says something."""
        return await self.hold.say(self.id, self.token, text, client_id)

    async def choose(self, choice: Choice, client_id: str | None = None) -> Turn:
        """Presses a button."""
        return await self.hold.choose(self.id, self.token, choice.id, client_id)

    async def texts(self) -> list[str]:
        """What was said and answered."""
        return [turn.text for turn in await self.hold.history(self.id, self.token)]


@pytest.fixture
async def talk() -> Talk:
    """A conversation that has just begun."""
    storage, dialogue = FakeStorage(), FakeDialogue(FOUND)
    hold = hold_conversation(storage, dialogue)
    return Talk(hold, dialogue, storage, *await hold.start())


class TestToken:
    async def test_it_opens_its_conversation_only(self, talk: Talk) -> None:
        other, other_token = await talk.hold.start()
        for token in (other_token, "", "x", "é\ud800"):
            with pytest.raises(NotYoursError):
                await talk.hold.say(talk.id, token, "hello")
        assert talk.dialogue.heard == []
        assert await talk.hold.history(other, other_token) == []

    async def test_it_is_not_stored(self, talk: Talk) -> None:
        with talk.storage.transaction() as work:
            held = work.conversations.get(talk.id)
        assert held is not None
        assert talk.token not in held.token_hash

    async def test_no_two_are_alike(self, talk: Talk) -> None:
        made = [await talk.hold.start() for _ in range(20)]
        assert len({one for one, _ in made}) == len({token for _, token in made}) == 20

    @pytest.mark.parametrize("call", ["say", "choose", "history", "forget"])
    async def test_every_call_asks_for_it(self, talk: Talk, call: str) -> None:
        words = {"say": ("hello",), "choose": ("x",)}.get(call, ())
        with pytest.raises(NotYoursError):
            await getattr(talk.hold, call)(talk.id, "wrong", *words)
        with pytest.raises(NotFoundError):
            await getattr(talk.hold, call)(ConversationId("nobody"), talk.token, *words)


class TestTurn:
    async def test_a_turn_answers_and_is_kept(self, talk: Talk) -> None:
        turn = await talk.say("Cleaning jobs?")
        assert turn.replies[0].text == "Three jobs."
        assert talk.dialogue.heard == [(talk.id, "Cleaning jobs?")]
        assert await talk.hold.history(talk.id, talk.token) == [turn]

    async def test_turns_are_kept_in_order(self, talk: Talk) -> None:
        for text in ("one", "two", "three"):
            await talk.say(text)
        assert await talk.texts() == ["one", "two", "three"]

    async def test_a_command_is_ordinary_text(self, talk: Talk) -> None:
        await talk.say("/\N{NO-BREAK SPACE}/restart")
        assert talk.dialogue.heard == [(talk.id, "restart")]

    @pytest.mark.parametrize(
        ("text", "error"),
        [("", InvalidInputError), ("/", InvalidInputError), ("a" * 2_001, TooLongError)],
    )
    async def test_what_cannot_be_used_is_refused_and_holds_nobody_up(
        self, talk: Talk, text: str, error: type[Exception]
    ) -> None:
        with pytest.raises(error):
            await talk.say(text)
        assert talk.dialogue.heard == []
        await talk.say("hello")

    async def test_two_at_once_are_not_both_answered(self, talk: Talk) -> None:
        talk.dialogue.may_answer.clear()
        first = asyncio.create_task(talk.say("first"))
        await talk.dialogue.was_asked.wait()
        with pytest.raises(TurnUnderWayError) as caught:
            await talk.say("second")
        assert caught.value.retry_after > 0
        talk.dialogue.may_answer.set()
        await first
        assert await talk.texts() == ["first"]
        await talk.say("second")
        assert await talk.texts() == ["first", "second"]

    async def test_other_conversations_go_on_meanwhile(self, talk: Talk) -> None:
        talk.dialogue.may_answer.clear()
        other, token = await talk.hold.start()
        both = asyncio.gather(talk.say("mine"), talk.hold.say(other, token, "yours"))
        async with asyncio.timeout(10):
            await talk.dialogue.was_asked_by(2)
        talk.dialogue.may_answer.set()
        assert [turn.text for turn in await both] == ["mine", "yours"]

    @pytest.mark.parametrize(
        "fault", [DialogueFailedError("nonsense"), DialogueUnavailableError("loading")]
    )
    async def test_when_the_dialogue_fails_the_same_message_may_be_sent_again(
        self, talk: Talk, fault: Exception
    ) -> None:
        await talk.say("before", "a")
        talk.dialogue.fail(fault)
        with pytest.raises(type(fault)):
            await talk.say("cleaning", "b")
        assert await talk.texts() == ["before"]
        talk.dialogue.recover()
        await talk.say("cleaning", "b")
        assert await talk.texts() == ["before", "cleaning"]

    async def test_no_answer_at_all_is_a_failure(self, talk: Talk) -> None:
        talk.dialogue.replies = []
        with pytest.raises(DialogueFailedError):
            await talk.say()
        assert await talk.texts() == []

    async def test_a_caller_who_goes_away_holds_nobody_up(self, talk: Talk) -> None:
        talk.dialogue.may_answer.clear()
        gone = asyncio.create_task(talk.say("first", "a"))
        await talk.dialogue.was_asked.wait()
        gone.cancel()
        with pytest.raises(asyncio.CancelledError):
            await gone
        talk.dialogue.may_answer.set()
        await talk.say("again", "a")
        assert await talk.texts() == ["again"]

    async def test_when_the_storage_is_away_nothing_is_asked(self, talk: Talk) -> None:
        talk.storage.is_away = True
        with pytest.raises(StorageUnavailableError):
            await talk.say()
        talk.storage.is_away = False
        assert talk.dialogue.heard == []
        await talk.say()

    async def test_a_turn_is_given_up_only_after_its_time(self) -> None:
        assert 20 < TURN_MAY_TAKE.total_seconds() <= 120, "longer than an answer may take"


class TestClientId:
    async def test_the_same_twice_is_one_turn(self, talk: Talk) -> None:
        first = await talk.say("cleaning", "mine")
        assert await talk.say("cleaning", "mine") == first
        assert await talk.say("something else", "mine") == first
        assert len(talk.dialogue.heard) == 1
        assert await talk.texts() == ["cleaning"]

    async def test_the_same_twice_at_once_is_one_turn(self, talk: Talk) -> None:
        talk.dialogue.may_answer.clear()
        first = asyncio.create_task(talk.say("cleaning", "mine"))
        await talk.dialogue.was_asked.wait()
        with pytest.raises(TurnUnderWayError):
            await talk.say("cleaning", "mine")
        talk.dialogue.may_answer.set()
        assert await talk.say("cleaning", "mine") == await first
        assert len(talk.dialogue.heard) == 1

    async def test_a_choice_that_was_answered_is_not_stale_when_it_comes_again(
        self, talk: Talk
    ) -> None:
        choice = (await talk.say()).replies[0].choices[0]
        first = await talk.choose(choice, "mine")
        assert await talk.choose(choice, "mine") == first
        assert len(talk.dialogue.chosen) == 1

    async def test_without_one_the_same_text_is_two_turns(self, talk: Talk) -> None:
        await talk.say("and another")
        await talk.say("and another")
        assert len(talk.dialogue.heard) == 2

    async def test_another_conversation_may_use_the_same(self, talk: Talk) -> None:
        await talk.say("cleaning", "mine")
        other, token = await talk.hold.start()
        turn = await talk.hold.say(other, token, "catering", "mine")
        assert turn.text == "catering"


class TestChoice:
    async def test_a_choice_is_kept_by_its_label_and_meant_by_its_payload(self, talk: Talk) -> None:
        more, why = (await talk.say()).replies[0].choices
        turn = await talk.choose(why)
        assert turn.text == "Why?"
        assert talk.dialogue.chosen == [(talk.id, "/ask_why_match")]
        assert more.id != why.id

    async def test_a_choice_of_an_earlier_answer_is_stale(self, talk: Talk) -> None:
        old = (await talk.say()).replies[0].choices[0]
        await talk.say("something else")
        with pytest.raises(StaleChoiceError):
            await talk.choose(old)
        assert talk.dialogue.chosen == []

    @pytest.mark.parametrize("unknown", ["", "1", "/show_more", "/restart"])
    async def test_a_choice_that_was_never_offered_is_none(self, talk: Talk, unknown: str) -> None:
        await talk.say()
        with pytest.raises(StaleChoiceError):
            await talk.hold.choose(talk.id, talk.token, unknown)

    async def test_before_the_first_answer_there_is_nothing_to_choose(self, talk: Talk) -> None:
        with pytest.raises(StaleChoiceError):
            await talk.choose(CHOICES[0])

    async def test_a_choice_whose_answer_failed_may_be_made_again(self, talk: Talk) -> None:
        choice = (await talk.say()).replies[0].choices[0]
        talk.dialogue.fail()
        with pytest.raises(DialogueFailedError):
            await talk.choose(choice)
        talk.dialogue.recover()
        assert (await talk.choose(choice)).text == "More"

    async def test_only_the_last_answer_of_the_history_has_choices(self, talk: Talk) -> None:
        await talk.say("one")
        last = await talk.say("two")
        first, second = await talk.hold.history(talk.id, talk.token)
        assert first.replies == (replace(FOUND, choices=()),)
        assert second == last
        assert await talk.choose(second.replies[0].choices[0])


class TestForgetting:
    async def test_it_erases_here_and_in_the_dialogue(self, talk: Talk) -> None:
        await talk.say()
        await talk.hold.forget(talk.id, talk.token)
        assert talk.dialogue.forgotten == [talk.id]
        with pytest.raises(NotFoundError):
            await talk.hold.history(talk.id, talk.token)
        with pytest.raises(NotFoundError):
            await talk.say()

    async def test_a_second_time_there_is_nothing_to_forget(self, talk: Talk) -> None:
        await talk.hold.forget(talk.id, talk.token)
        with pytest.raises(NotFoundError):
            await talk.hold.forget(talk.id, talk.token)

    async def test_while_a_turn_is_under_way_nothing_of_it_stays(self, talk: Talk) -> None:
        talk.dialogue.may_answer.clear()
        turn = asyncio.create_task(talk.say())
        await talk.dialogue.was_asked.wait()
        await talk.hold.forget(talk.id, talk.token)
        with talk.storage.transaction() as work:  # as an action does that is still searching
            work.searches.save(Search(talk.id, Criteria(), (), 0, NOW))
        talk.dialogue.may_answer.set()
        with pytest.raises(NotFoundError):
            await turn
        with talk.storage.transaction() as work:
            assert work.conversations.get(talk.id) is None
            assert work.searches.latest(talk.id) is None
        assert talk.dialogue.forgotten == [talk.id] * 2, "its tracker too was written again"

    async def test_other_conversations_stay(self, talk: Talk) -> None:
        other, token = await talk.hold.start()
        await talk.hold.say(other, token, "hello")
        await talk.hold.forget(talk.id, talk.token)
        assert len(await talk.hold.history(other, token)) == 1


class TestAtOnce:
    """What needs no model is answered without one."""

    @pytest.mark.parametrize("text", ["STOP", "HELP", "speak to a person"])
    async def test_it_is_answered_while_the_dialogue_is_away(self, talk: Talk, text: str) -> None:
        talk.dialogue.fault = DialogueUnavailableError("loading")
        turn = await talk.say(text)
        assert turn.replies[0].text
        assert talk.dialogue.heard == []
        assert await talk.texts() == [text]

    async def test_private_numbers_are_neither_stored_nor_passed_on(self, talk: Talk) -> None:
        await talk.say("my card is 4242 4242 4242 4242 and ni AB123456C")
        [(_, heard)] = talk.dialogue.heard
        [kept] = await talk.texts()
        assert heard == kept
        assert not any(c.isdigit() for c in kept)
