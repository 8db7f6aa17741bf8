"""Whether an owner's feedback may be kept for learning: asked once, answered, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.consent import Answer, Consent, Purpose, given
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Lesson, Owner, Report, lessons_of
from bot.ports import Clock, Phrases, Storage, Work
from bot.services.channel_of import channel_of


@dataclass(frozen=True, slots=True)
class Learnable:
    """What may be learnt from, and which notices are said to be wrong."""

    lessons: Sequence[Lesson]
    reports: Sequence[Report]


class ConsentToLearning:
    """The consent that covers learning; the words read out are stored with each step."""

    def __init__(self, storage: Storage, phrases: Phrases, clock: Clock) -> None:
        self._storage = storage
        self._phrases = phrases
        self._clock = clock

    def ask_once(self, conversation: ConversationId) -> str | None:
        """The question to put now, noted as asked; None if it was put before."""
        with self._storage.transaction() as work:
            if work.consents.of(Owner(conversation), Purpose.LEARNING):
                return None
            step = self._step(work, conversation, Answer.ASKED)
            work.consents.note(Owner(conversation), step)
        return step.wording

    def answer(self, conversation: ConversationId, *, agrees: bool) -> None:
        """Stores the answer to the question; the last one stands."""
        with self._storage.transaction() as work:
            step = self._step(work, conversation, Answer.YES if agrees else Answer.NO)
            work.consents.note(Owner(conversation), step)

    def withdraw(self, conversation: ConversationId) -> bool:
        """Whether there was a consent, which then no longer holds."""
        with self._storage.transaction() as work:
            held = given(work.consents.of(Owner(conversation), Purpose.LEARNING))
            if held:
                step = self._step(work, conversation, Answer.WITHDRAWN)
                work.consents.note(Owner(conversation), step)
        return held is not None

    def is_given(self, conversation: ConversationId) -> bool:
        """Whether feedback of this conversation may be learnt from now."""
        with self._storage.transaction() as work:
            return given(work.consents.of(Owner(conversation), Purpose.LEARNING)) is not None

    def _step(self, work: Work, conversation: ConversationId, answer: Answer) -> Consent:
        say, channel = self._phrases.say, channel_of(work, conversation)
        wording, version = say("consent.learning.question"), say("consent.learning.version")
        now = self._clock.now()
        return Consent(Purpose.LEARNING, answer, wording, version, channel, now)


def keep_lessons(work: Work, owner: Owner) -> None:
    """Keeps of an owner who is about to be erased what they agreed to, and nothing otherwise."""
    held = given(work.consents.of(owner, Purpose.LEARNING))
    if held:
        work.feedback.keep(lessons_of(work.feedback.of(owner), held.version))


def learnable(storage: Storage) -> Learnable:
    """All that may be learnt from now: of those who agree, and of those erased who agreed."""
    with storage.transaction() as work:
        lessons = work.feedback.lessons()
        for owner in work.consents.owners_agreeing(Purpose.LEARNING):
            held = given(work.consents.of(owner, Purpose.LEARNING))
            if held:
                lessons += lessons_of(work.feedback.of(owner), held.version)
        return Learnable(
            sorted(lessons, key=lambda one: (one.month, one.opportunity, one.verdict)),
            work.feedback.reports(),
        )
