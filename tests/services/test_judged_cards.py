"""Buttons on cards: good for the whole conversation, and gone once something was said."""

from __future__ import annotations

import pytest

from bot.domain.conversation import Choice, ConversationId, Reply, Turn
from bot.domain.errors import StaleChoiceError
from bot.domain.feedback import Feedback, Owner, Verdict
from bot.domain.opportunity import OpportunityId
from bot.services.last_offer import LastOffer
from tests.examples import NOW
from tests.fakes import FakeDialogue, FakeStorage
from tests.services.thread import hold_conversation

ONE, TWO = OpportunityId("one"), OpportunityId("two")
FOUND = Reply(
    "Two jobs.",
    ({"id": ONE}, {"id": TWO}),
    (
        Choice("", "Not for me", '/report_opportunity{"opportunity_id": "one"}', ONE),
        Choice("", "Not for me", '/report_opportunity{"opportunity_id": "two"}', TWO),
        Choice("", "More", "/show_more"),
        Choice("", "Too far", '/report_opportunity{"opportunity_id": "one", "why": "too_far"}'),
    ),
)


class Talk:
    """A conversation in which two cards were shown."""

    def __init__(self) -> None:
        self.storage, self.dialogue = FakeStorage(), FakeDialogue(FOUND)
        self.hold = hold_conversation(self.storage, self.dialogue)
        self.id, self.token = ConversationId(""), ""

    async def begin(self) -> list[Choice]:
        """The choices of the first answer: on the two cards, then those under it."""
        self.id, self.token = await self.hold.start()
        turn = await self.hold.say(self.id, self.token, "cleaning jobs")
        return list(turn.replies[0].choices)

    async def press(self, choice: Choice) -> Turn:
        return await self.hold.choose(self.id, self.token, choice.id)

    def said(self, verdict: Verdict) -> None:
        with self.storage.transaction() as work:
            work.feedback.note(Owner(self.id), Feedback(ONE, verdict, NOW))

    async def reply(self, turn: int) -> Reply:
        """The reply of a turn, read again."""
        return (await self.hold.history(self.id, self.token))[turn].replies[0]


async def test_a_cards_choice_may_be_taken_after_later_answers() -> None:
    talk = Talk()
    first, second, *_under = await talk.begin()
    await talk.press(first)
    await talk.press(second)
    assert [payload for _, payload in talk.dialogue.chosen] == [first.payload, second.payload]


async def test_a_choice_under_an_answer_is_stale_after_the_next() -> None:
    talk = Talk()
    first, _second, more, _far = await talk.begin()
    await talk.press(first)
    with pytest.raises(StaleChoiceError):
        await talk.press(more)


async def test_read_again_only_cards_keep_the_choices_of_earlier_answers() -> None:
    talk = Talk()
    first, second, *_under = await talk.begin()
    await talk.hold.say(talk.id, talk.token, "thanks")
    assert (await talk.reply(0)).choices == (first, second)


async def test_read_again_a_card_shows_what_was_said_of_it_and_asks_no_more() -> None:
    talk = Talk()
    _first, second, *_under = await talk.begin()
    talk.said(Verdict.NOT_FOR_ME)
    await talk.hold.say(talk.id, talk.token, "thanks")
    reply = await talk.reply(0)
    assert reply.cards == ({"id": ONE, "verdict": "not_for_me"}, {"id": TWO})
    assert reply.choices == (second,)


async def test_what_was_taken_back_is_asked_again() -> None:
    talk = Talk()
    first, second, *_under = await talk.begin()
    talk.said(Verdict.NOT_FOR_ME)
    talk.said(Verdict.TAKEN_BACK)
    await talk.hold.say(talk.id, talk.token, "thanks")
    assert (await talk.reply(0)).choices == (first, second)


async def test_what_the_last_answer_offered_can_be_asked() -> None:
    talk = Talk()
    offer = LastOffer(talk.storage)
    assert offer.facts(talk.id, "report_opportunity", "why") is None
    await talk.begin()
    asked = offer.facts(talk.id, "report_opportunity", "why")
    assert asked == {"opportunity_id": "one", "why": "too_far"}
    assert offer.facts(talk.id, "report", "why") is None
    assert offer.facts(talk.id, "report_opportunity", "verdict") is None


async def test_what_an_earlier_answer_offered_is_no_offer_any_more() -> None:
    talk = Talk()
    await talk.begin()
    talk.dialogue.replies = (Reply("You're welcome."),)
    await talk.hold.say(talk.id, talk.token, "thanks")
    assert LastOffer(talk.storage).facts(talk.id, "report_opportunity", "why") is None
