"""What an owner can do about buyers: be put in touch, ask whom and what came, take it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.domain.conversation import Choice, ConversationId, Reply
from bot.domain.feedback import Verdict
from bot.domain.introduction import Introduction, IntroductionState, buyer_key
from bot.domain.introduction_limits import Refusal
from bot.domain.opportunity import OpportunityId
from bot.domain.payloads import meaning
from bot.domain.right_door import BY_THE_NOTICE, BY_YOURSELF, PUTS_FORWARD
from bot.ports import Phrases, Storage
from bot.services.find_door import AtDoor, FindDoor, WhichBuyer, WhichOne
from bot.services.firm_facts import FirmFacts
from bot.services.hear_after_win import HearAfterWin
from bot.services.introduction_flow import NAME, IntroductionFlow
from bot.services.last_offer import WHICH, WHICH_BUYER
from bot.services.profile_flow import FLOW, LEADS_ON
from bot.services.put_forward import Offer, PutForward
from bot.services.recognise import about_firm
from bot.services.tell_after_win import TellAfterWin
from bot.services.tell_introductions import TellIntroductions
from bot.services.tell_offer import TellOffer

_CAN_BE_TAKEN_BACK = frozenset(
    {
        IntroductionState.REQUESTED,
        IntroductionState.SENT,
        IntroductionState.SEEN,
        IntroductionState.INVITED,
        IntroductionState.QUOTED,
    }
)
_OUTCOMES = {
    Verdict.APPLIED: IntroductionState.QUOTED,
    Verdict.WON: IntroductionState.WON,
    Verdict.LOST: IntroductionState.LOST,
}


class BeginsFlows(Protocol):
    """Begins a row of questions."""

    def begin(self, conversation: ConversationId, flow: str, answers: dict[str, object]) -> Reply:
        """Its first question."""
        ...


@dataclass(frozen=True, slots=True)
class Meant:
    """What a message points at: an opportunity by its id or place in the list, or a buyer.

    `words` are the owner's own, which may name a sort of buyers.
    """

    opportunity_id: OpportunityId | None = None
    ordinal: int | None = None
    buyer: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class ProveFirst:
    """It must first be known whose the conversation is; `wanted` is what is gone on with then."""

    wanted: list[str | None]


class BeIntroduced:
    """The goals about buyers, each with its reply."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it works with, each once
        self,
        phrases: Phrases,
        storage: Storage,
        door: FindDoor,
        forward: PutForward,
        telling: tuple[TellOffer, TellIntroductions],
        flow: IntroductionFlow,
        thread: BeginsFlows,
        asked: HearAfterWin,
        firm: FirmFacts,
    ) -> None:
        self._say = phrases.say
        self._asked, self._went = asked, TellAfterWin(phrases)
        self._storage = storage
        self._door, self._forward = door, forward
        self._tell, self._stand = telling
        self._flow, self._thread, self._firm = flow, thread, firm

    def begin(self, conversation: ConversationId, meant: Meant) -> Reply | ProveFirst:
        """The way to the buyer: the question that puts the firm forward, or how it is done."""
        at = self._at(conversation, meant)
        if not isinstance(at, AtDoor):
            return self._which(at, "request_introduction")
        if at.door not in PUTS_FORWARD:
            told = self._tell.elsewhere(at, conversation)
            return Reply(told, is_whole=at.door in BY_THE_NOTICE)
        offer = self._forward.offer(conversation, at)
        if isinstance(offer, Refusal):
            return Reply(self._tell.refused(offer))
        if isinstance(offer, Offer):
            known = self._flow.known(at, offer)
            return self._thread.begin(conversation, NAME, known)
        wanted = [at.opportunity.id if at.opportunity else None, at.buyer]
        if self._is_known(conversation):
            return self._ask_for_firm(conversation, wanted)
        return ProveFirst(wanted)

    def reply(self, conversation: ConversationId, wanted: object = None) -> Reply:
        """Goes on with what was wanted, where a proof was needed first."""
        about, buyer = wanted if isinstance(wanted, list) else (None, None)
        meant = Meant(OpportunityId(about) if about else None, None, buyer)
        begun = self.begin(conversation, meant)
        return begun if isinstance(begun, Reply) else Reply(self._say("introduction.who"))

    def after_profile(self, conversation: ConversationId, wanted: object) -> Reply:
        """The same, where questions about the firm came first; where it is thin still, no more."""
        with self._storage.transaction() as work:
            is_thin = about_firm(work, conversation) is None
        return self._no_firm() if is_thin else self.reply(conversation, wanted)

    def _ask_for_firm(self, conversation: ConversationId, wanted: list[str | None]) -> Reply:
        """What the firm does and its name, where a buyer needs them; then on to the buyer."""
        asked = self._firm.left_to_ask(conversation)
        question = self._thread.begin(conversation, FLOW, {**asked, LEADS_ON: wanted})
        first = self._say("introduction.firm_first", buyer=wanted[1])
        return Reply(f"{first}\n\n{question.text}", question.cards, question.choices)

    def contact(self, conversation: ConversationId, meant: Meant) -> Reply:
        """Whom to ask, for how long, and what it may be used for; with a draft where it helps."""
        at = self._at(conversation, meant)
        if not isinstance(at, AtDoor):
            return self._which(at, "ask_buyer_contact")
        told = self._tell.asking(at, conversation)
        return Reply(told, is_whole=at.door not in BY_YOURSELF)

    def track(self, conversation: ConversationId) -> Reply:
        """How all of the firm's stand."""
        if not self._is_known(conversation):
            return Reply(self._say("introduction.list.unknown"))
        waits = self._asked.waiting(conversation)
        choices = (self._went.waits(waits.won.buyer),) if waits else ()
        return Reply(self._stand.listed(self._forward.of(conversation)), (), choices, is_whole=True)

    def withdraw(self, conversation: ConversationId, meant: Meant, named: str | None) -> Reply:
        """Takes one back; where several may be meant, asks which."""
        open_ = [o for o in self._forward.of(conversation) if o.state in _CAN_BE_TAKEN_BACK]
        those = [o for o in open_ if o.id == named] if named else _of(open_, meant)
        if not those:
            return Reply(self._say("introduction.withdraw.none"))
        if len(those) > 1:
            return Reply(self._say("introduction.withdraw.which"), (), self._each(those))
        one = those[0]
        done = self._forward.move(one, IntroductionState.WITHDRAWN)
        if done is None:
            return Reply(self._stand.listed(self._forward.of(conversation)))
        copy = "sent" if one.was_shared else "unsent"
        return Reply(
            self._say(
                "introduction.withdrawn",
                buyer=one.buyer,
                about=self._stand.about(one),
                copy=self._say(f"introduction.withdrawn.{copy}"),
            )
        )

    def outcome(
        self, conversation: ConversationId, verdict: Verdict, opportunity: OpportunityId | None
    ) -> Reply | None:
        """What an owner tells of one that they were put forward for; None where it is none.

        Where no opportunity is at hand, and one alone is live, that is meant.
        """
        to, all_ = _OUTCOMES.get(verdict), self._forward.of(conversation)
        those = [o for o in all_ if o.opportunity == opportunity]
        if opportunity is None:
            live = [o for o in all_ if o.is_live]
            those = live if len(live) == 1 else []
        done = self._forward.move(those[0], to) if to and those else None
        if to is None or done is None:
            return None
        advice = self._stand.advice(done.last)
        told = self._say(f"introduction.outcome.{to}", buyer=done.buyer, advice=advice)
        return Reply(told)

    def _at(self, conversation: ConversationId, meant: Meant) -> AtDoor | WhichBuyer | WhichOne:
        return self._door.of(
            conversation,
            opportunity_id=meant.opportunity_id,
            ordinal=meant.ordinal,
            buyer=meant.buyer,
            words=meant.words,
        )

    def _no_firm(self) -> Reply:
        label = self._say("introduction.choice.make_page")
        begin = Choice("make-page", label, meaning("create_profile"))
        return Reply(self._say("introduction.no_firm"), (), (begin,))

    def _which(self, at: WhichBuyer | WhichOne, goal: str) -> Reply:
        """The question which buyer, or which of those shown, is meant, with each to press."""
        if isinstance(at, WhichBuyer):
            named = tuple(
                Choice(f"{goal}-{n}", name, meaning(goal, buyer=name, asked=WHICH_BUYER))
                for n, name in enumerate(at.names, start=1)
            )
            return Reply(self._say("introduction.which_buyer"), (), named)
        each = tuple(
            Choice(
                f"{goal}-{number}",
                self._say("guidance.choice.number", number=number),
                meaning(goal, ordinal=number, asked=WHICH),
            )
            for number in range(1, at.shown + 1)
        )
        return Reply(
            self._say("introduction.which" if each else "introduction.which.none"), (), each
        )

    def _is_known(self, conversation: ConversationId) -> bool:
        with self._storage.transaction() as work:
            return work.people.belonging(conversation) is not None

    def _each(self, those: list[Introduction]) -> tuple[Choice, ...]:
        return tuple(
            Choice(
                one.id,
                self._say(
                    "introduction.withdraw.label", buyer=one.buyer, about=self._stand.about(one)
                ),
                meaning("withdraw_introduction", introduction=one.id),
            )
            for one in those
        )


def _of(those: list[Introduction], meant: Meant) -> list[Introduction]:
    """Those that are meant: of the opportunity or buyer, else by their place, else all."""
    if meant.opportunity_id:
        return [one for one in those if one.opportunity == meant.opportunity_id]
    if meant.buyer:
        return [one for one in those if one.buyer_key == buyer_key(meant.buyer or "")]
    if meant.ordinal is not None and 0 < meant.ordinal <= len(those):
        return [those[meant.ordinal - 1]]
    return those
