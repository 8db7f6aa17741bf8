"""Feedback: not for me, interested, applied, won; what was kept; whether it may be learnt from."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.base import DoorstepAction, Said
from actions.cards import cards_of, choices_on
from actions.conversing import LeadingAction
from actions.finding import which
from actions.guidance import GuidingAction
from actions.held import ErasingAction, holder_of
from actions.introducing import TellingOutcomes
from actions.judging import OUTCOMES, JudgingAction, View
from actions.profile import ProfileAction
from actions.stories import StoryAction
from bot.domain.feedback import Verdict, Why
from bot.domain.feedback_effect import Leaning
from bot.domain.feedback_words import asks_for_kept, read_objection, read_outcome, withdraws
from bot.domain.payloads import meaning
from bot.services.agree_to_be_asked import CONSENT as AFTER_WIN
from bot.services.profile_endings import BUYERS

_WHOSE_CONSENT = "learning"


class ReportOpportunity(JudgingAction):
    """One is not for the owner, or something is wrong with it, or they take that back."""

    def name(self) -> str:
        return "action_report_opportunity"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        view = _chosen(said) if said.was_chosen else _read(said.text)
        if view.verdict is Verdict.TAKEN_BACK:
            self._take_back(dispatcher, said)
        elif view.verdict is Verdict.REPORTED or not self.take_reason(dispatcher, said):
            # Of two that are the same, the one named last is the one too many.
            meant = each(said)[-1:] if view.why is Why.DUPLICATE else each(said)
            self.judge(dispatcher, said, view, *meant)

    def _take_back(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        chosen = which(said)["opportunity_id"]
        back = self.services.feedback.take_back(said.conversation, chosen)
        if back is None:
            dispatcher.utter_message(response="utter_nothing_to_take_back")
            return
        dispatcher.utter_message(response="utter_taken_back", title=back.title)
        dispatcher.utter_message(json_message={"choices": self.onward()})


class SaveOpportunity(JudgingAction):
    """One is liked and kept; or what was kept is shown."""

    def name(self) -> str:
        return "action_save_opportunity"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        if not said.was_chosen and asks_for_kept(said.text):
            self._show_kept(dispatcher, said)
            return
        self.judge(dispatcher, said, View(Verdict.INTERESTED), *each(said))

    def _show_kept(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        kept = self.services.feedback.kept(said.conversation)
        if not kept:
            dispatcher.utter_message(response="utter_kept_nothing")
            return
        leaning = Leaning(marks={one.id: verdict for one, verdict in kept})
        ids = [one.id for one, _verdict in kept]
        dispatcher.utter_message(response="utter_kept", total=len(kept))
        cards = cards_of(self.services, [one for one, _verdict in kept], leaning)
        choices = choices_on(self.services, ids, leaning)
        dispatcher.utter_message(json_message={"opportunities": cards, "choices": choices})


class ReportOutcome(JudgingAction, TellingOutcomes, StoryAction):
    """They applied, won or lost; what else came of it is asked back. A win may be told of."""

    def name(self) -> str:
        return "action_report_outcome"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        if self.turn_to_story(dispatcher, said) or self.hear_how_it_went(dispatcher, said):
            return
        told = said.fact("verdict")
        verdict = Verdict(told) if told else read_outcome(said.text)
        if verdict is None:
            if not self.ask_how_it_went(dispatcher, said):
                self._ask_back(dispatcher, said)
            return
        if not self.tell_of_introduction(dispatcher, said, verdict):
            self.judge(dispatcher, said, View(verdict), *each(said))
        if verdict is Verdict.WON:
            self.offer_story(dispatcher, said)
            self.offer_to_ask(dispatcher, said)
        else:
            self.services.introducing.after.agree.forget_lost(said.conversation)

    def ask_for_consent(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        """Another time, where a win brings a question of its own: a yes must mean one thing."""
        if not self.services.introducing.after.agree.asks(said.conversation):
            super().ask_for_consent(dispatcher, said)

    def _ask_back(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        say = self.services.phrases.say
        pointed = {key: one for key, one in which(said).items() if one is not None}
        choices = [
            {
                "title": say(f"choice.verdict.{one}"),
                "payload": meaning("report_outcome", verdict=one.value, **pointed),
            }
            for one in OUTCOMES
        ]
        dispatcher.utter_message(response="utter_outcome_which")
        dispatcher.utter_message(json_message={"choices": choices})


class TakeYes(ProfileAction, JudgingAction, ErasingAction, TellingOutcomes):
    """Yes: to the question of erasing, buyers or learning that was put last; else by itself."""

    def name(self) -> str:
        return "action_take_yes"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        if self.erase(dispatcher, said):
            return
        offered = self.services.last_offer.facts(said.conversation, "affirm", "consent")
        if not offered:
            dispatcher.utter_message(response="utter_affirm")
            return
        if offered["consent"] == BUYERS:
            self.answer_buyers(dispatcher, said, agrees=True)
            return
        if offered["consent"] == AFTER_WIN:
            self.answer_to_be_asked(dispatcher, said, agrees=True)
            return
        self.services.learning.answer(said.conversation, agrees=True)
        dispatcher.utter_message(response="utter_learning_agreed")
        dispatcher.utter_message(json_message={"choices": self.onward()})


class TakeNo(ProfileAction, JudgingAction, ErasingAction, TellingOutcomes):
    """No: to the question of erasing, buyers or learning that was put last; else by itself."""

    def name(self) -> str:
        return "action_take_no"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        if self.keep(dispatcher, said):
            return
        offered = self.services.last_offer.facts(said.conversation, "deny", "consent")
        if not offered:
            dispatcher.utter_message(response="utter_deny")
            return
        if offered["consent"] == BUYERS:
            self.answer_buyers(dispatcher, said, agrees=False)
            return
        if offered["consent"] == AFTER_WIN:
            self.answer_to_be_asked(dispatcher, said, agrees=False)
            return
        self.services.learning.answer(said.conversation, agrees=False)
        dispatcher.utter_message(response="utter_learning_refused")
        dispatcher.utter_message(json_message={"choices": self.onward()})


class TakeWords(JudgingAction, GuidingAction, LeadingAction):
    """What fits no goal may be the reason that was asked for, or name what guidance knows."""

    def name(self) -> str:
        return "action_take_words"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        if not self.take_reason(dispatcher, said) and not self.guide_by_words(dispatcher, said):
            self.lead_elsewhere(dispatcher, said)


class TellPrivacy(DoorstepAction):
    """What is kept; and the end of learning from an owner's feedback, if they ask for it."""

    def name(self) -> str:
        return "action_tell_privacy"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        learning = self.services.learning
        if said.fact("consent") == _WHOSE_CONSENT or withdraws(said.text):
            ended = learning.withdraw(said.conversation)
            response = "utter_learning_ended" if ended else "utter_learning_never"
            dispatcher.utter_message(response=response)
            return
        tell, page = self.services.held.tell, self.services.accountable.site.privacy
        link, is_by_text = tell.link_to(holder_of(said)), tell.is_by_text(said.conversation)
        told = [("utter_privacy", {"page": page}), ("utter_about_me", {"link": link})]
        # By text the rest comes only to whoever asks for more.
        for response, facts in reversed(told) if is_by_text else told:
            dispatcher.utter_message(response=response, **facts)
        if learning.is_given(said.conversation):
            title = self.services.phrases.say("choice.stop_learning")
            payload = meaning("ask_privacy", consent=_WHOSE_CONSENT)
            choices = [{"title": title, "payload": payload}]
            dispatcher.utter_message(json_message={"choices": choices})


def each(said: Said) -> list[dict[str, Any]]:
    """How the message points at those it speaks of: each place that it names, else one."""
    places = said.facts("ordinal")
    return [which(said) | {"ordinal": one} for one in places] or [which(said)]


def _chosen(said: Said) -> View:
    why = said.fact("why")
    return View(Verdict(said.fact("verdict") or Verdict.NOT_FOR_ME), Why(why) if why else None)


def _read(text: str) -> View:
    read = read_objection(text)
    return View(read.verdict, read.why)
