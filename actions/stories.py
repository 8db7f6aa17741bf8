"""Stories of work that was won: told, seen, taken down; offered where work was just won."""

from __future__ import annotations

from abc import ABC

from rasa_sdk.executor import CollectingDispatcher

from actions.answering import utter_reply
from actions.base import DoorstepAction, Said
from bot.domain.opportunity import OpportunityId


class StoryAction(DoorstepAction, ABC):
    """An action at which stories are spoken of."""

    def turn_to_story(self, dispatcher: CollectingDispatcher, said: Said) -> bool:
        """Whether the message is about a story, which is then answered."""
        wish = said.fact("story")
        if wish is None:
            return False
        desk = self.services.introducing.stories.desk
        utter_reply(dispatcher, desk.answer(said.conversation, wish, said.fact("option")))
        return True

    def offer_story(
        self, dispatcher: CollectingDispatcher, said: Said, about: OpportunityId | None = None
    ) -> None:
        """The offer to tell how work went that was just won, where it can be kept."""
        offer = self.services.introducing.stories.desk.offer(said.conversation, about)
        if offer:
            utter_reply(dispatcher, offer)
