"""Reaching people: whose a number is, texts about work and their end, and sharing a firm."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.answering import utter_reply
from actions.base import DoorstepAction, Said
from bot.domain.heard import Heard
from bot.services.join_flow import JoinFlow
from bot.services.prove_flow import ADDRESS, FOR_ALERTS, ProveFlow


class WishForTexts(DoorstepAction):
    """Texts about work: asked for here, agreed to by a YES from the number alone."""

    def name(self) -> str:
        return "action_wish_for_texts"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        wish_for_texts(self, dispatcher, said)


class EndTexts(DoorstepAction):
    """The end of all messages, at once."""

    def name(self) -> str:
        return "action_end_texts"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        self.services.reaching.subscribing.subscribe.end(said.conversation)
        ended = self.services.reaching.stop.in_chat(said.conversation)
        dispatcher.utter_message(response="utter_texts_ended" if ended else "utter_no_texts")


class ProveAddress(DoorstepAction):
    """The questions that prove whose a number or an address is."""

    def name(self) -> str:
        return "action_prove_address"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        begin_proof(self, dispatcher, said)


class ShareFirm(DoorstepAction):
    """An invitation made, or one that was given."""

    def name(self) -> str:
        return "action_share_firm"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        services = self.services
        if said.fact("step") == "invite":
            utter_reply(dispatcher, services.reaching.invitation.reply(said.conversation))
        elif services.reaching.invitation.may_join(said.conversation):
            utter_reply(dispatcher, services.thread.begin(said.conversation, JoinFlow.name))
        else:
            begin_proof(self, dispatcher, said)


def wish_for_texts(action: DoorstepAction, dispatcher: CollectingDispatcher, said: Said) -> None:
    """What is left to ask for texts to come; the number first, where none is proved."""
    told = action.services.reaching.subscribing.begin.reply_if_proved(said.conversation)
    if told:
        utter_reply(dispatcher, told)
    else:
        begin_proof(action, dispatcher, said, **{FOR_ALERTS: True})


def begin_proof(
    action: DoorstepAction, dispatcher: CollectingDispatcher, said: Said, **known: object
) -> None:
    """The first question; a number or address in the message itself is its answer."""
    thread = action.services.thread
    reply = thread.begin(said.conversation, ProveFlow.name, known)
    if said.fact("phone") or said.fact("email"):
        reply = thread.take(said.conversation, Heard(said.own_words).packed(), ADDRESS, None)
    utter_reply(dispatcher, reply)
