"""Tells whom an owner can turn to, and offers to pass the conversation to them."""

from __future__ import annotations

from bot.domain.conversation import ConversationId, Reply
from bot.domain.hand_over import HandOverState
from bot.ports import Phrases, Storage
from bot.services.hand_over_flow import NAME, HandOverFlow
from bot.services.keep_thread import KeepThread
from bot.services.offer_person import OfferPerson


class OfferHandOver:
    """The wish for a person; where nobody is named nothing is offered."""

    def __init__(
        self,
        person: OfferPerson,
        thread: KeepThread,
        flow: HandOverFlow,
        storage: Storage,
        phrases: Phrases,
    ) -> None:
        self._person = person
        self._thread = thread
        self._flow = flow
        self._storage = storage
        self._phrases = phrases

    def offer(self, conversation: ConversationId) -> Reply:
        """Whom to write to; then the first question, unless one hand-over is waiting already.

        A conversation that is not the service's own, held with Rasa directly, is offered nothing.
        """
        words = self._person.words()
        if not self._person.is_named:
            return Reply(words)
        with self._storage.transaction() as work:
            is_held = work.conversations.get(conversation) is not None
            waiting = [
                one
                for one in work.hand_overs.of(conversation)
                if one.state is HandOverState.WAITING
            ]
        if waiting:
            return Reply(f"{words}\n\n{self._phrases.say('hand_over.waiting')}")
        if not is_held:
            return Reply(words)
        self._flow.note_asked(conversation)
        asked = self._thread.begin(conversation, NAME)
        return Reply(f"{words}\n\n{asked.text}", asked.cards, asked.choices)
