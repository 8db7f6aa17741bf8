"""Telling what buyers paid for before in small amounts, and where to ask."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.base import DoorstepAction, Said


class TellSpending(DoorstepAction):
    """What a buyer, or anybody here, habitually paid for."""

    def name(self) -> str:
        return "action_tell_spending"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        answer = self.services.tell_spending.tell(said.fact("buyer"), said.facts("trade"))
        dispatcher.utter_message(response=answer.response, **answer.facts)
