"""Explaining: the limits, the words, and who the anchor institutions are."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.base import Said
from actions.guidance import GuidingAction
from bot.domain.opportunity import OpportunityId
from bot.services.term_question import CHANGE, term_chosen
from bot.services.threshold_answer import ThresholdAnswer


class ExplainThreshold(GuidingAction):
    """The limits in general, of a buyer, or for one purchase."""

    def name(self) -> str:
        return "action_explain_threshold"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        amount, buyer = said.pounds_of_purchase(), said.fact("buyer")
        if said.fact("asked") or said.fact("part") == CHANGE:
            self._go_on(dispatcher, said)
        elif said.was_chosen or (amount is None and buyer is None and self._is_guided(said)):
            self.guide(dispatcher, said)
        elif not self.judge_first_check(dispatcher, said):
            explain = self.services.explain_threshold.explain
            self._tell(
                dispatcher, said, explain(amount, buyer, said.own_words, trades=said.facts("trade"))
            )

    def _go_on(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        """Judges what was asked about before, now that its term is known."""
        threshold, term = self.services.explain_threshold, term_chosen(said.first_facts)
        if said.fact("opportunity_id"):
            one = self.services.guidance.at_hand.of(
                said.conversation, opportunity_id=OpportunityId(said.fact("opportunity_id"))
            )
            if one.opportunity:
                self._tell(dispatcher, said, threshold.of_opportunity(one.opportunity, term))
                return
        about = (
            said.any_pounds(),
            said.fact("buyer"),
            said.fact("words") or "",
        )
        trades = said.facts("trade")
        checked = threshold.first_check(*about, trades, term) if said.fact("check") else None
        self._tell(dispatcher, said, checked or threshold.explain(*about, term, trades))

    def _tell(self, dispatcher: CollectingDispatcher, said: Said, told: ThresholdAnswer) -> None:
        answer = told.change if said.fact("part") == CHANGE and told.change else told
        dispatcher.utter_message(response=answer.response, **answer.facts)
        self.offer(dispatcher, "threshold", answer.choices)

    def _is_guided(self, said: Said) -> bool:
        """Whether guidance knows it by its words, or one of those shown is spoken of."""
        guidance = self.services.guidance
        return bool(guidance.explain.named(said.own_words)) or guidance.is_of_one(
            said.conversation, said.fact("ordinal")
        )


class ExplainJargon(GuidingAction):
    """What a word means."""

    def name(self) -> str:
        return "action_explain_jargon"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        if said.was_chosen:
            self.guide(dispatcher, said)
            return
        if self.judge_first_check(dispatcher, said):
            return
        if self.services.guidance.explain.asks_of_paper(said.own_words):
            self.guide(dispatcher, said, "documents")
            return
        term = self.services.guidance.term(said.own_words)
        if term is None:
            if not self.guide_by_words(dispatcher, said):
                dispatcher.utter_message(response="utter_jargon_unknown")
            return
        response = "utter_jargon_sourced" if term.source else "utter_jargon"
        facts = {"term": term.name, "plain": term.plain, "source": term.source}
        dispatcher.utter_message(response=response, **facts)


class ListAnchorInstitutions(GuidingAction):
    """Who the anchor institutions are."""

    def name(self) -> str:
        return "action_list_anchor_institutions"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        if said.was_chosen:
            self.guide(dispatcher, said)
            return
        if self.guide_by_words(dispatcher, said):
            return
        names = [one.buyer.name for one in self.services.register if one.is_anchor]
        anchors = self.services.present.listing(names)
        dispatcher.utter_message(
            response="utter_anchor_institutions",
            anchors=anchors,
            source=self.services.guidance.source_of("anchors_signed_on"),
        )
        self.offer(dispatcher, "anchor_institutions")
