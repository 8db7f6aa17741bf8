"""The questions that prove whose a number is, in the words in which people answer them."""

from __future__ import annotations

import pytest

from bot.domain.conversation import ConversationId, Reply
from bot.domain.heard import Heard
from bot.domain.reaching import Means
from bot.services.answer_message import AnswerMessage
from bot.services.hold_conversation import HoldConversation
from bot.services.join_flow import JoinFlow
from bot.services.prove_flow import FOR_ALERTS, ProveFlow
from bot.services.tell_wish import TellWish
from connectors.email.addresses import MailAddresses
from connectors.sms.numbers import MobileNumbers
from tests.fake_held import eraser
from tests.services.reached import MOBILE, OTHER_TALK, PHRASES, TALK, Reached
from tests.services.thread import AnsweringDialogue, answer_message, keep_thread


class Proving:
    """A conversation in which a number is being proved."""

    def __init__(self, reached: Reached | None = None, shown_at: str = "") -> None:
        self.reached = reached or Reached()
        self.thread = keep_thread(self.reached.storage, self.reached.clock)
        one = self.reached
        readers = {Means.TEXT: MobileNumbers(), Means.MAIL: MailAddresses()}
        firms, wish = (one.recognise, one.share), TellWish(one.alerts, PHRASES, shown_at)
        flow = ProveFlow(PHRASES, readers, one.prove, firms, wish, shown_at)
        self.thread.register(flow, JoinFlow(PHRASES, one.share))
        self.dialogue = AnsweringDialogue(self.thread, Reply("Something else."))
        answer: AnswerMessage = answer_message(self.dialogue, self.thread)
        self.hold = HoldConversation(one.storage, self.dialogue, answer, eraser(one.storage))
        self.id, self.token = ConversationId(""), ""
        self.labels: list[str] = []

    async def begin(self, flow: str = "prove", *, alerts: bool = False) -> Proving:
        self.id, self.token = await self.hold.start()
        self.thread.begin(self.id, flow, {FOR_ALERTS: True} if alerts else {})
        return self

    async def say(self, text: str, goal: str = "out_of_scope", sure: float = 0.3) -> str:
        """All that is answered."""
        self.dialogue.meant[text] = Heard(text, goal, sure)
        self.reached.clock.pass_by(minutes=1)
        turn = await self.hold.say(self.id, self.token, text)
        self.labels = [c.label for reply in turn.replies for c in reply.choices]
        return "\n".join(reply.text for reply in turn.replies)

    async def press(self, label: str) -> str:
        """What is answered to a choice."""
        self.reached.clock.pass_by(minutes=1)
        last = (await self.hold.history(self.id, self.token))[-1]
        choice = next(c for r in last.replies for c in r.choices if c.label == label)
        turn = await self.hold.choose(self.id, self.token, choice.id)
        self.labels = [c.label for reply in turn.replies for c in reply.choices]
        return "\n".join(reply.text for reply in turn.replies)


async def test_a_number_then_its_code() -> None:
    talk = await Proving().begin()
    assert "ending in 123" in await talk.say("it's 07700 900123 love")
    told = await talk.say(f"its {talk.reached.code()} ta")
    assert "that is proved" in told
    assert talk.thread.current(talk.id) is None


async def test_where_messages_are_only_shown_it_says_where() -> None:
    talk = await Proving(shown_at="http://127.0.0.1:8080/outbox").begin(alerts=True)
    assert "shown at http://127.0.0.1:8080/outbox" in await talk.say("07700 900123")
    assert "shown at http://127.0.0.1:8080/outbox" in await talk.say(talk.reached.code())
    assert "shown at" not in await (await Proving().begin()).say("07700 900123")


async def test_neither_code_nor_whole_number_is_told_back() -> None:
    talk = await Proving().begin()
    told = await talk.say("07700 900123")
    assert talk.reached.code() not in told
    assert "900123" not in told


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("0121 496 0000", "landline"),
        ("0909 879 0000", "costs extra"),
        ("0800 111 1111", "free number"),
        ("+33 6 12 34 56 78", "another country"),
        ("07700 9001", "too short"),
        ("07700 900123456", "too long"),
        ("07700 900123 or 07700 900124", "Which one"),
        ("aisha@", "no e-mail address"),
    ],
)
async def test_what_no_text_could_reach_is_said_and_asked_again(said: str, part: str) -> None:
    talk = await Proving().begin()
    assert part in await talk.say(said)
    assert talk.reached.texts.carried == []
    assert "I have sent a code" in await talk.say("+44 (0)7700 900123")
    assert talk.reached.texts.carried[0][0] == MOBILE


async def test_somebody_elses_number_gets_the_code_and_the_chat_does_not() -> None:
    talk = await Proving().begin()
    await talk.say("07700 900124")
    told = await talk.say("111111" if talk.reached.code() != "111111" else "222222")
    assert "4 more times" in told
    assert talk.reached.code() not in told


async def test_another_number_in_place_of_the_code_is_a_correction() -> None:
    talk = await Proving().begin()
    await talk.say("07700 900124")
    assert "ending in 123" in await talk.say("no sorry its 07700 900123")
    assert "that is proved" in await talk.say(talk.reached.code())
    with talk.reached.storage.transaction() as work:
        assert work.people.of_address(MOBILE) is not None


async def test_another_code_and_another_number_can_be_pressed_for() -> None:
    talk = await Proving().begin()
    await talk.say("07700 900124")
    first = talk.reached.code()
    assert "another code" in await talk.press("Send another code")
    assert talk.reached.texts.carried[1][0] == talk.reached.texts.carried[0][0]
    assert first is not None
    assert "mobile number" in await talk.press("Another number")
    await talk.say("07700 900123")
    assert "that is proved" in await talk.say(talk.reached.code())


async def test_a_question_meanwhile_is_answered_and_leads_back() -> None:
    talk = await Proving().begin()
    told = await talk.say("any cleaning work under 5000 pounds near me?", "find_opportunities", 0.9)
    assert "Something else." in told
    assert "what is your mobile number" in told


async def test_why_is_answered_and_the_whole_can_be_left() -> None:
    talk = await Proving().begin()
    assert "nobody else can pass for you" in await talk.say("why do you ask")
    assert "You can go on without" in await talk.say("leave it")
    assert talk.reached.texts.carried == []


async def test_a_wish_for_texts_is_answered_once_the_number_is_proved() -> None:
    talk = await Proving().begin(alerts=True)
    await talk.say("07700 900123")
    assert "Reply YES" in await talk.say(talk.reached.code())
    assert "Reply YES to agree" in talk.reached.texts.last


async def test_a_mail_address_is_enough_to_be_known_but_not_for_texts() -> None:
    talk = await Proving().begin(alerts=True)
    await talk.say("write to aisha@example.org")
    assert "need a mobile number" in await talk.say(talk.reached.code(Means.MAIL))


async def test_of_two_firms_it_is_asked_which() -> None:
    reached = Reached()
    reached.claims.names |= {TALK: "Khan & Sons", OTHER_TALK: "Clean Sweep"}
    reached.proved(TALK)
    reached.proved(OTHER_TALK)
    reached.recognise.another(OTHER_TALK)
    talk = await Proving(reached).begin()
    await talk.say("07700 900123")
    assert "Which firm" in await talk.say(reached.code())
    assert talk.labels[:2] == ["Khan & Sons", "Clean Sweep"]
    assert "about Clean Sweep" in await talk.say("clean sweep")


async def test_a_firm_that_is_there_twice_is_noticed_and_joined_if_its_owner_says_so() -> None:
    reached = Reached()
    reached.claims.names |= {TALK: "Khan & Sons", OTHER_TALK: "Clean Sweep"}
    reached.proved(TALK)
    reached.proved(OTHER_TALK)
    reached.claims.names[OTHER_TALK] = "Khan and Sons Ltd"
    reached.recognise.another(OTHER_TALK)
    talk = await Proving(reached).begin()
    await talk.say("07700 900123")
    await talk.say(reached.code())
    assert "Are they one firm?" in await talk.press("Khan & Sons")
    assert "one firm now: Khan & Sons" in await talk.press("Yes, one firm")


async def test_an_invitation_is_taken_in_the_chat() -> None:
    reached = Reached()
    reached.claims.names[TALK] = "Khan & Sons"
    reached.proved(TALK)
    code = reached.share.invite(TALK) or ""
    talk = await Proving(reached).begin()
    await talk.say("07700 900124")
    await talk.say(reached.code())
    talk.thread.begin(talk.id, "join")
    assert "opens nothing" in await talk.say("ABCD 2345")
    assert "You now belong to Khan & Sons" in await talk.say(f"the code is {code}")


async def test_a_life_story_in_place_of_a_number_is_no_number() -> None:
    talk = await Proving().begin()
    told = await talk.say(
        "well my dad started the shop in 1987 and then we moved twice and now my brother runs it"
    )
    assert "I have sent" not in told
    assert "what is your mobile number" in told
