"""What is held of whoever writes: a copy, and the erasing of all of it once they agree."""

from __future__ import annotations

from abc import ABC

from rasa_sdk.executor import CollectingDispatcher

from actions.base import DoorstepAction, Said
from bot.domain.errors import NotFoundError
from bot.domain.held import Holder, Whose
from bot.domain.payloads import meaning

ERASING = "erase"
"""The fact of a choice by which a bare yes or no is known to be about erasing."""


class GiveCopy(DoorstepAction):
    """Where everything held can be seen and taken away."""

    def name(self) -> str:
        return "action_give_copy"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        link = self.services.held.tell.link_to(holder_of(said))
        dispatcher.utter_message(response="utter_copy", link=link)


class AskErasure(DoorstepAction):
    """Says what would go and what stays, and asks once."""

    def name(self) -> str:
        return "action_ask_erasure"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        services, say = self.services, self.services.phrases.say
        try:
            would_go = services.held.erase.would_go(holder_of(said))
        except NotFoundError:
            dispatcher.utter_message(response="utter_erasure_nothing")
            return
        is_by_text = services.held.tell.is_by_text(said.conversation)
        if not is_by_text:
            dispatcher.utter_message(response="utter_erasure_goes")
            dispatcher.utter_message(text=services.held.tell.in_lines(would_go.counts))
        if would_go.buyers:
            names = ", ".join(would_go.buyers)
            dispatcher.utter_message(response="utter_erasure_buyers", names=names)
        # The whole list would be many texts, and the question the last of them.
        asked = "utter_erasure_ask_by_text" if is_by_text else "utter_erasure_ask"
        dispatcher.utter_message(response=asked)
        choices = [
            {"title": say("choice.erase"), "payload": meaning("affirm", erase="all")},
            {"title": say("choice.keep"), "payload": meaning("deny", erase="all")},
        ]
        dispatcher.utter_message(json_message={"choices": choices})


class ErasingAction(DoorstepAction, ABC):
    """An action that may take the answer to the question whether to erase everything."""

    def erase(self, dispatcher: CollectingDispatcher, said: Said) -> bool:
        """Erases once this turn has ended, if that was the question; whether it was."""
        if not self.services.last_offer.facts(said.conversation, "affirm", ERASING):
            return False
        number = self.services.held.erase.ask(said.conversation)
        link = self.services.held.tell.link_to_receipt(number)
        dispatcher.utter_message(response="utter_erased", number=number, link=link)
        return True

    def keep(self, dispatcher: CollectingDispatcher, said: Said) -> bool:
        """Erases nothing, if erasing was the question; whether it was."""
        if not self.services.last_offer.facts(said.conversation, "deny", ERASING):
            return False
        dispatcher.utter_message(response="utter_erasure_refused")
        return True


def holder_of(said: Said) -> Holder:
    """The conversation, as whose what is held is."""
    return Holder(Whose.CONVERSATION, said.conversation)
