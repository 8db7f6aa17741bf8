"""Texts about work: their rules shown and changed."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.answering import utter_reply
from actions.base import DoorstepAction, Said
from actions.reaching import wish_for_texts
from bot.domain.alert_words import SaidTrade

PRESSED = {"less": "less", "pause": "pause for 2 weeks"}
"""What a button says in an owner's place; any other part is an owner's own words."""


class ChangeAlerts(DoorstepAction):
    """Other days, hours, sums, trades or distances, a pause, or less; without any, the rules."""

    def name(self) -> str:
        return "action_change_alerts"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        part = said.fact("part") or ""
        words = PRESSED.get(part, part) or said.own_words
        trades = [SaidTrade(name, start) for name, start in said.places_of("trade")]
        subscribing = self.services.reaching.subscribing
        changed = subscribing.subscribe.change(said.conversation, words, trades)
        if changed is None:
            wish_for_texts(self, dispatcher, said)
            return
        key = "changed" if changed.changed else "unclear"
        key = "resumed" if "resumed" in changed.changed else key
        utter_reply(dispatcher, subscribing.tell.reply(key, changed.subscription))
