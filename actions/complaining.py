"""Complaining: what can be done about it, whether it is about data or about the service."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.base import DoorstepAction, Said
from bot.domain.complaint import About, is_about_data


class TellComplaints(DoorstepAction):
    """An owner is not content: where to say so, and what they may try meanwhile."""

    def name(self) -> str:
        return "action_tell_complaints"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        accountable = self.services.accountable
        of_data = said.fact("topic") == About.DATA or is_about_data(said.own_words)
        about = About.DATA if of_data else About.SERVICE
        response = "utter_complain_of_data" if about is About.DATA else "utter_complain"
        page = f"{accountable.site.complaints}?about={about}"
        days = accountable.complaints.promise.answer_days
        dispatcher.utter_message(response=response, page=page, days=days)
