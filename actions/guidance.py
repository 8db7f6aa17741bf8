"""Guidance: how public buying works, in general and for the opportunity at hand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rasa_sdk.executor import CollectingDispatcher

from actions.base import DoorstepAction, Said
from bot.domain.opportunity import OpportunityId
from bot.services.explain_guidance import GuidanceAnswer, GuidanceQuestion
from bot.services.guidance_choices import MORE, Choice

FIRST_CHECK = "suitability_check"
CHECKS = frozenset({"PQQ", "SQ", "PSQ"})
"""What such a check is called."""


class GuidingAction(DoorstepAction):
    """An action that may answer with guidance."""

    def guide(self, dispatcher: CollectingDispatcher, said: Said, topic: str | None = None) -> None:
        """Says what the message asks for, or the topic; then what may be pressed."""
        chosen = said.fact("opportunity_id")
        question = GuidanceQuestion(
            said.conversation,
            said.goal,
            said.own_words or str(said.fact("words") or ""),
            topic or said.fact("topic"),
            said.fact("part"),
            OpportunityId(chosen) if chosen else None,
            said.fact("ordinal"),
            said.fact("inside"),
        )
        utter(dispatcher, self.services.guidance.explain.explain(question))

    def guide_further(self, dispatcher: CollectingDispatcher, said: Said) -> bool:
        """Tells more of what was explained last, if a bare "more" means that; else False."""
        named = ("ordinal", "opportunity_id", "trade", "place", "buyer")
        if any(said.fact(kind) for kind in named):
            return False
        topic = self.services.guidance.last.topic(said.conversation, said.own_words)
        if topic is None:
            return False
        explain = self.services.guidance.explain
        utter(
            dispatcher,
            explain.explain(GuidanceQuestion(said.conversation, said.goal, topic=topic, part=MORE)),
        )
        return True

    def guide_by_words(self, dispatcher: CollectingDispatcher, said: Said) -> bool:
        """Answers what the words name by themselves, whatever they were taken for; else False."""
        topic = self.services.guidance.explain.named(said.own_words)
        if topic is None:
            return False
        if not self.judge_first_check(dispatcher, said):
            self.guide(dispatcher, said, topic)
        return True

    def guide_on_facet(self, dispatcher: CollectingDispatcher, said: Said) -> bool:
        """Tells of the papers, the pay or the time of one of those shown, if asked; else False."""
        topic = self.services.guidance.explain.facet(said.own_words)
        if topic is not None:
            self.guide(dispatcher, said, topic)
        return topic is not None

    def judge_first_check(self, dispatcher: CollectingDispatcher, said: Said) -> bool:
        """Says whether this buyer may ask for a PQQ at this value, if both are said; else False."""
        amount, threshold = said.pounds_of_purchase(), self.services.explain_threshold
        words = said.own_words or str(said.fact("words") or "")
        if said.fact("part") or not self._is_of_first_check(words, amount):
            return False
        about = (amount, said.fact("buyer"), words, said.facts("trade"))
        judged = threshold.first_check(*about)
        if judged is None:
            return self._guide_on_check(dispatcher, said, threshold.open_of_check(*about))
        dispatcher.utter_message(response=judged.response, **judged.facts)
        self.offer(dispatcher, FIRST_CHECK, judged.choices)
        return True

    def _guide_on_check(
        self, dispatcher: CollectingDispatcher, said: Said, lacking: Sequence[Choice]
    ) -> bool:
        """Tells the rule in general and offers what a ruling lacks; False where that is all."""
        if lacking:
            self.guide(dispatcher, said, FIRST_CHECK)
            dispatcher.utter_message(json_message={"opportunities": [], "choices": [*lacking]})
        return bool(lacking)

    def _is_of_first_check(self, words: str, amount: Decimal | None) -> bool:
        """Whether it is asked if firms may be checked; a PQQ named with a sum is that too."""
        guidance = self.services.guidance
        if guidance.explain.named(words) == FIRST_CHECK:
            return True
        term = guidance.term(words) if amount is not None else None
        return term is not None and term.name in CHECKS

    def offer(
        self, dispatcher: CollectingDispatcher, topic: str, first: Sequence[Choice] = ()
    ) -> None:
        """What may be pressed under an answer on the topic: what it asks first, then more of it."""
        choices = [*first, *self.services.guidance.explain.follow_up(topic)]
        dispatcher.utter_message(json_message={"opportunities": [], "choices": choices})


class ExplainGuidance(GuidingAction):
    """Any goal of explaining that guidance answers."""

    def name(self) -> str:
        return "action_explain_guidance"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        if not self.judge_first_check(dispatcher, said):
            self.guide(dispatcher, said)


def utter(dispatcher: CollectingDispatcher, answer: GuidanceAnswer) -> None:
    """The answer in its response, with what may be pressed."""
    dispatcher.utter_message(response=answer.response, **answer.facts)
    if answer.choices:
        dispatcher.utter_message(json_message={"opportunities": [], "choices": [*answer.choices]})
