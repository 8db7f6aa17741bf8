"""A keeper of the thread on real words, and a conversation that is held with it."""

from __future__ import annotations

from bot.bootstrap import CONTENT, make_phrases
from bot.bootstrap.thread import make_hand_over
from bot.domain.conversation import ConversationId, Reply, Turn
from bot.domain.heard import Heard
from bot.domain.interview import Control
from bot.domain.payloads import read_meaning
from bot.ports import Dialogue, Storage
from bot.services.answer_message import AnswerMessage
from bot.services.finish_question import FinishQuestion
from bot.services.hold_conversation import HoldConversation
from bot.services.keep_thread import KeepThread
from bot.services.look_back import LookBack
from bot.services.put_question import INTENT
from connectors.text.requests import load_controls, load_first_help
from tests.examples import NOW
from tests.fake_flow import FakeFlow
from tests.fake_held import eraser
from tests.fake_suppliers import FakeSaidPlaces
from tests.fakes import FakeClock, FakeDialogue, FakeStorage
from tests.services.desk import Desk

PHRASES = make_phrases()


def keep_thread(storage: Storage, clock: FakeClock | None = None) -> KeepThread:
    return KeepThread(storage, PHRASES, clock or FakeClock(NOW), load_controls(CONTENT))


def answer_message(
    dialogue: Dialogue, thread: KeepThread, storage: Storage | None = None
) -> AnswerMessage:
    """With nobody to hand over to, and no search to look back to."""
    help_, desk = load_first_help(CONTENT, PHRASES, "", ""), Desk()
    hand_over = make_hand_over(FakeStorage(), PHRASES, help_.person, thread)
    look_back = LookBack(desk.storage, desk.find)
    finish = finish_question(storage or FakeStorage())
    return AnswerMessage(dialogue, help_.at_once, thread, hand_over, look_back, finish)


def finish_question(storage: Storage) -> FinishQuestion:
    return FinishQuestion(storage, FakeSaidPlaces())


def hold_conversation(storage: Storage, dialogue: Dialogue) -> HoldConversation:
    return HoldConversation(
        storage, dialogue, answer_message(dialogue, keep_thread(storage), storage), eraser(storage)
    )


class AnsweringDialogue(FakeDialogue):
    """Answers `answer_question` as the action does, and all else as it was told."""

    def __init__(self, thread: KeepThread, *replies: Reply) -> None:
        super().__init__(*replies)
        self.thread = thread

    async def choose(self, conversation: ConversationId, payload: str) -> list[Reply]:
        replies = await super().choose(conversation, payload)
        goal, facts = read_meaning(payload)
        if goal != INTENT:
            return replies
        if "control" in facts:
            return [self.thread.steer(conversation, Control(facts["control"]))]
        said, question, option = (facts.get(key) for key in ("said", "question", "option"))
        return [self.thread.take(conversation, said or "", question, option)]


class Talk:
    """A conversation with a flow open, in words as they were understood."""

    def __init__(self) -> None:
        self.storage, self.clock, self.flow = FakeStorage(), FakeClock(NOW), FakeFlow()
        self.thread = keep_thread(self.storage, self.clock)
        self.thread.register(self.flow)
        self.dialogue = AnsweringDialogue(self.thread, Reply("Something else."))
        answer = answer_message(self.dialogue, self.thread, self.storage)
        self.hold = HoldConversation(self.storage, self.dialogue, answer, eraser(self.storage))
        self.id, self.token, self.last = ConversationId(""), "", Reply("")

    async def begin(self, flow: str = "page") -> Talk:
        self.id, self.token = await self.hold.start()
        self.last = self.thread.begin(self.id, flow)
        return self

    async def say(
        self, text: str, goal: str = "out_of_scope", sure: float = 0.3, **facts: str
    ) -> str:
        """All that is answered, a paragraph each."""
        held = {kind: (value,) for kind, value in facts.items()}
        self.dialogue.meant[text] = Heard(text, goal, sure, held)
        self.clock.pass_by(seconds=20)
        return self._told(await self.hold.say(self.id, self.token, text))

    async def press(self, label: str) -> str:
        """What is answered to a choice of the last answer, by its label."""
        turn = (await self.hold.history(self.id, self.token))[-1]
        choice = next(c for r in turn.replies for c in r.choices if c.label == label)
        return self._told(await self.hold.choose(self.id, self.token, choice.id))

    def labels(self) -> list[str]:
        """What may be pressed now."""
        return [choice.label for choice in self.last.choices]

    def answers(self) -> dict[str, object]:
        """What the flow was told so far."""
        return {k: v for one in self.thread.standing(self.id) for k, v in one.answers.items()}

    def _told(self, turn: Turn) -> str:
        self.last = turn.replies[-1]
        return "\n\n".join(reply.text for reply in turn.replies)
