"""The profile: begun or gone on with, changed in a word, shown, and let be seen by buyers."""

from __future__ import annotations

from abc import ABC

from rasa_sdk.executor import CollectingDispatcher

from actions.answering import utter_reply
from actions.base import DoorstepAction, Said
from bot.domain.conversation import Reply
from bot.domain.visibility_words import Visibility, read_visibility
from bot.services.profile_endings import HIDE, MORE, SHOW, UNDO
from bot.services.profile_flow import FLOW
from bot.services.profile_questions import ALONE, ONLY


class ProfileAction(DoorstepAction, ABC):
    """An action on the profile; who may see it can be said at any of them."""

    def turn_visibility(self, dispatcher: CollectingDispatcher, said: Said) -> bool:
        """Asks for the consent, or ends it, if the words or the choice are about that."""
        wish = said.fact("profile") or read_visibility(said.own_words)
        endings, conversation = self.services.profile.endings, said.conversation
        if wish in {SHOW, Visibility.SHOWN}:
            utter_reply(dispatcher, endings.ask_to_show(conversation))
        elif wish in {HIDE, Visibility.HIDDEN}:
            utter_reply(dispatcher, endings.hidden(conversation))
        else:
            return False
        return True

    def answer_buyers(self, dispatcher: CollectingDispatcher, said: Said, *, agrees: bool) -> None:
        """Takes the answer to the question whether buyers may see the profile."""
        endings = self.services.profile.endings
        utter_reply(dispatcher, endings.answered_to_show(said.conversation, agrees=agrees))


class CreateProfile(ProfileAction):
    """The first question that is still open; with work at once for whoever names a trade."""

    def name(self) -> str:
        return "action_create_profile"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        if self.turn_visibility(dispatcher, said):
            return
        desk, conversation = self.services.profile, said.conversation
        if said.fact("profile") == MORE:
            beginning = desk.begin.more(conversation)
        else:
            beginning = desk.begin.begin(conversation, said.own_words, said.facts("place"))
        if said.facts("trade"):
            utter_reply(dispatcher, desk.work.for_profile(conversation))
        asked = self.services.thread.begin(conversation, FLOW, beginning.answers)
        utter_reply(dispatcher, Reply(beginning.says))
        utter_reply(dispatcher, asked)


class UpdateProfile(ProfileAction):
    """A change at once; or the question about the part that is spoken of."""

    def name(self) -> str:
        return "action_update_profile"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        if self.turn_visibility(dispatcher, said):
            return
        update, conversation = self.services.profile.update, said.conversation
        if said.fact("profile") == UNDO or update.is_undoing(said.own_words):
            utter_reply(dispatcher, update.undo(conversation))
            return
        words = said.own_words or said.fact("words") or ""
        updated = update.update(conversation, words, said.facts("place"))
        if updated.reply:
            utter_reply(dispatcher, updated.reply)
        elif updated.asks_for:
            only = {ONLY: updated.asks_for.value}
            alone = {} if self.services.thread.standing(conversation) else {ALONE: True}
            utter_reply(dispatcher, self.services.thread.begin(conversation, FLOW, only | alone))
        else:
            utter_reply(dispatcher, self.services.profile.endings.how_to_change(conversation))


class ShowProfile(ProfileAction):
    """All that the firm said, who may see it, and the page to take away."""

    def name(self) -> str:
        return "action_show_profile"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        if not self.turn_visibility(dispatcher, said):
            utter_reply(dispatcher, self.services.profile.endings.shown(said.conversation))
