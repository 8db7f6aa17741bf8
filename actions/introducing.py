"""Being put in touch with buyers: the way to one, whom to ask, what came of it, taking it back."""

from __future__ import annotations

from abc import ABC

from rasa_sdk.executor import CollectingDispatcher

from actions.answering import utter_reply
from actions.base import DoorstepAction, Said
from actions.reaching import begin_proof
from bot.domain.conversation import Reply
from bot.domain.feedback import Verdict
from bot.domain.opportunity import OpportunityId
from bot.services.be_introduced import BeIntroduced, Meant
from bot.services.prove_flow import FOR_INTRODUCTION


class RequestIntroduction(DoorstepAction):
    """The right door to the buyer; where it is not known who asks, that first."""

    def name(self) -> str:
        return "action_request_introduction"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        be = self.services.introducing.be
        begun = be.begin(said.conversation, meant(said))
        if isinstance(begun, Reply):
            utter_reply(dispatcher, begun)
            return
        utter_reply(dispatcher, Reply(self.services.phrases.say("introduction.who")))
        begin_proof(self, dispatcher, said, **{FOR_INTRODUCTION: begun.wanted})


class AskBuyerContact(DoorstepAction):
    """Whom to ask about a notice, for how long, and what that contact may be used for."""

    def name(self) -> str:
        return "action_ask_buyer_contact"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        utter_reply(dispatcher, self._be.contact(said.conversation, meant(said)))

    @property
    def _be(self) -> BeIntroduced:
        return self.services.introducing.be


class TrackIntroduction(DoorstepAction):
    """How all of the firm's introductions stand."""

    def name(self) -> str:
        return "action_track_introduction"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        utter_reply(dispatcher, self.services.introducing.be.track(said.conversation))


class WithdrawIntroduction(DoorstepAction):
    """One taken back, or the question which."""

    def name(self) -> str:
        return "action_withdraw_introduction"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        be, named = self.services.introducing.be, said.fact("introduction")
        utter_reply(dispatcher, be.withdraw(said.conversation, meant(said), named))


def meant(said: Said) -> Meant:
    """What the message points at."""
    named = said.fact("opportunity_id")
    buyer = said.fact("buyer")
    pointed = OpportunityId(named) if named else None
    return Meant(pointed, said.fact("ordinal"), buyer, said.own_words)


class TellingOutcomes(DoorstepAction, ABC):
    """An action to which owners tell what came of being put forward, and how won work went."""

    def hear_how_it_went(self, dispatcher: CollectingDispatcher, said: Said) -> bool:
        """Whether it answers what was asked after a win, which is then gone on with."""
        if said.fact("after") is None:
            return False
        if not self.ask_how_it_went(dispatcher, said):
            utter_reply(dispatcher, self.services.introducing.after.desk.nothing_waits())
        return True

    def offer_to_ask(self, dispatcher: CollectingDispatcher, said: Said) -> bool:
        """Whether it was asked, or told, if the win is to be asked after."""
        offer = self.services.introducing.after.agree.offer(said.conversation)
        if offer:
            utter_reply(dispatcher, offer)
        return offer is not None

    def answer_to_be_asked(
        self, dispatcher: CollectingDispatcher, said: Said, *, agrees: bool
    ) -> None:
        """The yes or no to that question is kept."""
        agree = self.services.introducing.after.agree
        utter_reply(dispatcher, agree.answer(said.conversation, agrees=agrees))

    def ask_how_it_went(self, dispatcher: CollectingDispatcher, said: Said) -> bool:
        """Whether something is asked after a win; what the message says of it is heard."""
        words = said.own_words or str(said.fact("words") or "")
        asked = self.services.introducing.after.desk.begin(said.conversation, words)
        if asked:
            utter_reply(dispatcher, asked)
        return asked is not None

    def tell_of_introduction(
        self, dispatcher: CollectingDispatcher, said: Said, verdict: Verdict
    ) -> bool:
        """Whether it is about one of the firm's introductions, which is then moved on."""
        pointed, services = meant(said), self.services
        hand = services.guidance.at_hand.of(
            said.conversation, opportunity_id=pointed.opportunity_id, ordinal=pointed.ordinal
        )
        about = hand.opportunity.id if hand.opportunity else None
        told = services.introducing.be.outcome(said.conversation, verdict, about)
        if told is None:
            return False
        if about:
            services.feedback.give(said.conversation, verdict, opportunity_id=about)
        utter_reply(dispatcher, told)
        return True
