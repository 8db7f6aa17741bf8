"""Telling what buyers paid for before in small amounts, and where to ask."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.base import DoorstepAction, Said
from bot.domain.search_words import points_at_one


class TellSpending(DoorstepAction):
    """What a buyer, or anybody here, habitually paid for."""

    def name(self) -> str:
        return "action_tell_spending"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        buyer = said.fact("buyer") or self._this_buyer(said)
        answer = self.services.tell_spending.tell(buyer, said.facts("trade"))
        dispatcher.utter_message(response=answer.response, **answer.facts)

    def _this_buyer(self, said: Said) -> str | None:
        """The buyer of the opportunity that is spoken of, where the words point at it."""
        if not points_at_one(said.own_words):
            return None
        one = self.services.guidance.at_hand.of(said.conversation, ordinal=said.fact("ordinal"))
        return one.opportunity.buyer.name if one.opportunity else None
