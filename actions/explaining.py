"""Explaining: the limits, the words, and who the anchor institutions are."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.base import DoorstepAction, Said
from bot.domain.jargon import find_term


class ExplainThreshold(DoorstepAction):
    """The limits in general, of a buyer, or for one purchase."""

    def name(self) -> str:
        return "action_explain_threshold"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        sums = (said.pounds(kind) for kind in ("amount", "max_value", "min_value"))
        amount = next((one for one in sums if one is not None), None)
        answer = self.services.explain_threshold.explain(amount, said.fact("buyer"))
        dispatcher.utter_message(response=answer.response, **answer.facts)


class ExplainJargon(DoorstepAction):
    """What a word means."""

    def name(self) -> str:
        return "action_explain_jargon"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        term = find_term(said.text, self.services.terms)
        if term is None:
            dispatcher.utter_message(response="utter_jargon_unknown")
            return
        response = "utter_jargon_sourced" if term.source else "utter_jargon"
        dispatcher.utter_message(
            response=response, term=term.name, plain=term.plain, source=term.source
        )


class ListAnchorInstitutions(DoorstepAction):
    """Who the anchor institutions are."""

    def name(self) -> str:
        return "action_list_anchor_institutions"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        names = [one.buyer.name for one in self.services.register if one.is_anchor]
        anchors = self.services.present.listing(names)
        dispatcher.utter_message(response="utter_anchor_institutions", anchors=anchors)
