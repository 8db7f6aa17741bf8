"""Whether buyers may see a firm's profile: asked for by itself, answered, withdrawn at once."""

from __future__ import annotations

from bot.domain.consent import Answer, Consent, Purpose, given
from bot.domain.conversation import ConversationId
from bot.ports import Clock, Phrases, Storage
from bot.services.channel_of import channel_of
from bot.services.keep_profile import register


class ConsentToBeShown:
    """The consent by which buyers may see a firm; the words read out are stored with each step.

    Its agreement stands in the supplier's row at once where there is one, else as soon as there is.
    """

    def __init__(self, storage: Storage, phrases: Phrases, clock: Clock) -> None:
        self._storage = storage
        self._phrases = phrases
        self._clock = clock

    def ask(self, conversation: ConversationId) -> str:
        """The question to put, noted as asked."""
        return self._note(conversation, Answer.ASKED).wording

    def answer(self, conversation: ConversationId, *, agrees: bool) -> None:
        """Stores the answer to the question; the last one stands."""
        self._note(conversation, Answer.YES if agrees else Answer.NO)

    def withdraw(self, conversation: ConversationId) -> bool:
        """Whether there was a consent, which then no longer holds."""
        held = self.is_given(conversation)
        if held:
            self._note(conversation, Answer.WITHDRAWN)
        return held

    def is_given(self, conversation: ConversationId) -> bool:
        """Whether buyers may see the firm of this conversation now, as far as it agreed."""
        with self._storage.transaction() as work:
            owner = work.profiles.owner_of(conversation)
            return given(work.consents.of(owner, Purpose.SHOWN_TO_BUYERS)) is not None

    def is_visible(self, conversation: ConversationId) -> bool:
        """Whether the firm is in the register that buyers are answered from, and agreed."""
        with self._storage.transaction() as work:
            owner = work.profiles.owner_of(conversation)
            found = work.suppliers.get_many([owner.supplier]) if owner.supplier else []
            return any(one.shown_to_buyers for one in found)

    def _note(self, conversation: ConversationId, answer: Answer) -> Consent:
        say, now = self._phrases.say, self._clock.now()
        wording, version = say("consent.shown.question"), say("consent.shown.version")
        with self._storage.transaction() as work:
            channel = channel_of(work, conversation)
            step = Consent(Purpose.SHOWN_TO_BUYERS, answer, wording, version, channel, now)
            owner = work.profiles.owner_of(conversation)
            work.consents.note(owner, step)
            if owner.supplier:
                register(work, owner.supplier, now)
        return step
