"""Answering: what was said to a question that stands open, and words that steer the questions."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.base import DoorstepAction, Said
from bot.domain.conversation import Choice, Reply
from bot.domain.interview import Control


class TakeAnswer(DoorstepAction):
    """An answer to the question at hand, or a word that steers the questions."""

    def name(self) -> str:
        return "action_take_answer"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        thread, control = self.services.thread, said.fact("control")
        if control:
            utter_reply(dispatcher, thread.steer(said.conversation, Control(control)))
            return
        words, question = said.fact("said") or "", said.fact("question")
        reply = thread.take(said.conversation, words, question, said.fact("option"))
        utter_reply(dispatcher, reply)


def utter_reply(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    """A whole reply of a service, with its cards and choices, as an action sends it."""
    if reply.text:
        dispatcher.utter_message(text=reply.text)
    choices = [_sent(choice) for choice in reply.choices]
    if reply.cards or choices or reply.is_whole:
        more = {"opportunities": [*reply.cards], "choices": choices, "whole": reply.is_whole}
        dispatcher.utter_message(json_message=more)


def _sent(choice: Choice) -> dict[str, Any]:
    sent = {"title": choice.label, "payload": choice.payload}
    return sent | ({"about": choice.about} if choice.about else {})
