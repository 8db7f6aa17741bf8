"""What actions share that take an owner's word on an opportunity."""

from __future__ import annotations

from abc import ABC
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.base import DoorstepAction, Said
from actions.cards import Choice
from bot.domain.feedback import FAULTS, Feedback, Verdict, Why
from bot.domain.feedback_effect import short_title
from bot.domain.feedback_words import read_reason
from bot.domain.opportunity import OpportunityId
from bot.domain.payloads import meaning
from bot.services.give_feedback import Given, Unclear

ASKED_WHY = (Why.WRONG_TRADE, Why.TOO_BIG, Why.TOO_FAR, Why.TOO_LATE, Why.OTHER)
OUTCOMES = (Verdict.APPLIED, Verdict.WON, Verdict.LOST)
_REPORT, _SAVE, _OUTCOME = "report_opportunity", "save_opportunity", "report_outcome"
_RESPONSES = {
    Verdict.INTERESTED: "utter_marked_interested",
    Verdict.APPLIED: "utter_marked_applied",
    Verdict.WON: "utter_marked_won",
    Verdict.LOST: "utter_marked_lost",
}
_REPORTED = {
    Why.CLOSED: "utter_reported_closed",
    Why.DUPLICATE: "utter_reported_duplicate",
    Why.WRONG_FACTS: "utter_reported_wrong",
}


@dataclass(frozen=True, slots=True)
class View:
    """What an owner says of one, and why."""

    verdict: Verdict
    why: Why | None = None


class JudgingAction(DoorstepAction, ABC):
    """An action that stores what an owner says of an opportunity, and says what follows."""

    def judge(
        self,
        dispatcher: CollectingDispatcher,
        said: Said,
        view: View,
        *which: Mapping[str, Any],
    ) -> None:
        """Stores what is said of each one meant, or asks which one is meant."""
        words = "" if said.was_chosen else said.text
        give, given = self.services.feedback.give, None
        for one in which:
            given = give(said.conversation, view.verdict, view.why, words, **one)
            if given is None:
                self.ask_which_one(dispatcher, said)
                return
            if isinstance(given, Unclear):
                self._ask_which(dispatcher, given, view)
                return
            self._tell(dispatcher, given, asks_words=not said.fact("words"))
            if view.verdict is Verdict.INTERESTED:
                self._tell_deadline(dispatcher, said, given)
        if isinstance(given, Given):
            self._go_on(dispatcher, said, given.feedback)

    def take_reason(self, dispatcher: CollectingDispatcher, said: Said) -> bool:
        """Whether the message answers "what was wrong with it?", asked just before; it is kept."""
        asked = self.services.last_offer.facts(said.conversation, _REPORT, "why")
        if said.was_chosen or not asked or said.fact("ordinal") is not None:
            return False
        why = read_reason(said.text)
        verdict = Verdict.REPORTED if why in FAULTS else Verdict.NOT_FOR_ME
        one = {"opportunity_id": OpportunityId(asked["opportunity_id"])}
        self.judge(dispatcher, said, View(verdict, why), one)
        return True

    def ask_for_consent(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        """Puts the question once, with its two answers; else offers to look at the list again."""
        say = self.services.phrases.say
        if question := self.services.learning.ask_once(said.conversation):
            dispatcher.utter_message(text=question)
            choices = [
                {"title": say("choice.yes"), "payload": meaning("affirm", consent="learning")},
                {"title": say("choice.no"), "payload": meaning("deny", consent="learning")},
            ]
        else:
            choices = self.onward()
        dispatcher.utter_message(json_message={"choices": choices})

    def onward(self) -> list[Choice]:
        """To see the list as it is now."""
        title = self.services.phrases.say("choice.again")
        return [{"title": title, "payload": meaning("show_more", again=True)}]

    def _tell(self, dispatcher: CollectingDispatcher, given: Given, *, asks_words: bool) -> None:
        verdict, why, title = given.feedback.verdict, given.feedback.why, given.opportunity.title
        if verdict is Verdict.REPORTED and why in _REPORTED:
            dispatcher.utter_message(response=_REPORTED[why], title=title)
        elif verdict is not Verdict.NOT_FOR_ME:
            dispatcher.utter_message(response=_RESPONSES[verdict], title=title)
        elif given.effect is None:
            dispatcher.utter_message(response="utter_not_for_me", title=title)
        elif why is Why.OTHER and (given.feedback.words or not asks_words):
            dispatcher.utter_message(response="utter_words_noted", title=title)
        else:
            [effect] = self.services.present.said([given.effect])
            dispatcher.utter_message(response="utter_why_noted", title=title, effect=effect)

    def _tell_deadline(self, dispatcher: CollectingDispatcher, said: Said, given: Given) -> None:
        told = self.services.alerting.deadline.words(said.conversation, given.opportunity)
        if told:
            dispatcher.utter_message(text=told)

    def _go_on(self, dispatcher: CollectingDispatcher, said: Said, feedback: Feedback) -> None:
        one, is_other = feedback.opportunity, feedback.why is Why.OTHER
        if feedback.verdict is Verdict.NOT_FOR_ME and feedback.why is None:
            dispatcher.utter_message(json_message={"choices": self._whys(one)})
        elif is_other and said.was_chosen and not said.fact("words"):
            # While this is offered, the next words are taken for the reason.
            title = self.services.phrases.say("choice.no_words")
            payload = meaning(_REPORT, opportunity_id=one, why=Why.OTHER.value, words="none")
            choices = [{"title": title, "payload": payload}]
            dispatcher.utter_message(json_message={"choices": choices})
        else:
            self.ask_for_consent(dispatcher, said)

    def _whys(self, one: OpportunityId) -> list[Choice]:
        say = self.services.phrases.say
        whys = [
            {
                "title": say(f"choice.why.{why}"),
                "payload": meaning(_REPORT, opportunity_id=one, why=why.value),
            }
            for why in ASKED_WHY
        ]
        back = meaning(_REPORT, opportunity_id=one, verdict=Verdict.TAKEN_BACK.value)
        return [*whys, {"title": say("choice.take_back"), "payload": back}]

    def _ask_which(self, dispatcher: CollectingDispatcher, unclear: Unclear, view: View) -> None:
        say = self.services.phrases.say
        intent = _OUTCOME if view.verdict in OUTCOMES else _REPORT
        intent = _SAVE if view.verdict is Verdict.INTERESTED else intent
        facts = {"verdict": view.verdict.value} | ({"why": view.why.value} if view.why else {})
        choices = [
            {
                "title": say("choice.which", number=number, title=short_title(one.title)),
                "payload": meaning(intent, opportunity_id=one.id, **facts),
            }
            for number, one in enumerate(unclear.shown, start=1)
        ]
        dispatcher.utter_message(response="utter_which_is_meant")
        dispatcher.utter_message(json_message={"choices": choices})
