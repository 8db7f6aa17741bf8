"""Conversing: whom to turn to, and what is not understood or not done here."""

from __future__ import annotations

import json
from abc import ABC
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.answering import utter_reply
from actions.base import DoorstepAction, Said
from bot.services.lead_elsewhere import ASKED_BACK


class OfferPerson(DoorstepAction):
    """Whom an owner can turn to."""

    def name(self) -> str:
        return "action_offer_person"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        utter_reply(dispatcher, self.services.hand_over.offer(said.conversation))


class LeadingAction(DoorstepAction, ABC):
    """An action that may know no answer: then a place to go, "did you mean", or a plain no."""

    def lead_elsewhere(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        """Says where the message belongs, or offers what it may have meant."""
        lead = self.services.first_help.elsewhere
        led = lead.lead(said.text, said.ranking, asked_back(said.events))
        dispatcher.utter_message(response=led.response, **led.facts)
        if led.goals:
            facts = json.dumps(said.first_facts) if said.first_facts else ""
            choices = [
                {"title": lead.label(goal), "payload": f"/{goal}{facts}"} for goal in led.goals
            ]
            dispatcher.utter_message(json_message={"choices": choices})


def asked_back(events: Sequence[dict[str, Any]]) -> int:
    """How many answers before this message, one after the other, were "did you mean"."""
    answers = (_response(e) for e in reversed(events) if e.get("event") == "bot" and _response(e))
    return sum(1 for _ in takewhile(lambda response: response == ASKED_BACK, answers))


def _response(event: dict[str, Any]) -> str:
    return str((event.get("metadata") or {}).get("utter_action") or "")
