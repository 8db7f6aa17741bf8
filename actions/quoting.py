"""Quotes and questions: a price for what a buyer posted here, or something asked of the buyer."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.answering import utter_reply
from actions.base import DoorstepAction, Said
from bot.domain.opportunity import OpportunityId
from bot.services.quoting_desk import Pointed


class BeginQuote(DoorstepAction):
    """The first question of a quote, or how it is done where the notice stands."""

    def name(self) -> str:
        return "action_begin_quote"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        desk, thread = self.services.quoting.desk, self.services.thread
        for reply in desk.quote(thread, said.conversation, said.own_words, _pointed(said)):
            utter_reply(dispatcher, reply)


class BeginQuestion(DoorstepAction):
    """Whether the question goes to the buyer as it is, or what it is."""

    def name(self) -> str:
        return "action_begin_question"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        desk, thread = self.services.quoting.desk, self.services.thread
        for reply in desk.question(thread, said.conversation, said.own_words, _pointed(said)):
            utter_reply(dispatcher, reply)


def _pointed(said: Said) -> Pointed:
    chosen = said.fact("opportunity_id")
    named = OpportunityId(str(chosen)) if chosen else None
    return Pointed(named, said.fact("ordinal"), said.fact("step"))
