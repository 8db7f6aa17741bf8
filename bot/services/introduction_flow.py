"""Asks, before a firm is put forward, until when its insurance runs, and whether all is right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from bot.domain.conversation import ConversationId, Reply
from bot.domain.date_words import days_meant
from bot.domain.heard import Heard
from bot.domain.interview import Interview, Option, Question, Taken, Unclear
from bot.domain.introduction_limits import Refusal
from bot.domain.introduction_words import (
    FEW_WORDS,
    MOST_OF_A_YES,
    does_not_know,
    leaves_out,
    speaks_of_firm,
    wants_change,
)
from bot.domain.opportunity import OpportunityId
from bot.domain.working_days import LONDON
from bot.ports import Clock, Phrases
from bot.services.find_door import AtDoor, FindDoor
from bot.services.firm_facts import FirmFacts
from bot.services.put_forward import Offer, PutForward
from bot.services.tell_offer import TellOffer

NAME = "introduction"
OPPORTUNITY, BUYER, SHOWN, WITHOUT = "opportunity", "buyer", "shown", "without"
INSURED, AGREE, CHANGE = "insured", "agree", "change"
YES, ALTER, LEAVE = "yes", "change", "leave"


class IntroductionFlow:
    """The Flow of being put forward; nothing goes before a yes to exactly what was shown."""

    name = NAME

    def __init__(  # noqa: PLR0913, PLR0917 - what it works with, each once
        self,
        phrases: Phrases,
        door: FindDoor,
        forward: PutForward,
        tell: TellOffer,
        firm: FirmFacts,
        clock: Clock,
    ) -> None:
        self._say = phrases.say
        self._door, self._forward = door, forward
        self._tell, self._firm = tell, firm
        self._clock = clock

    @property
    def title(self) -> str:
        """In an owner's words."""
        return self._say("introduction.title")

    def question(self, interview: Interview) -> Question | None:
        """The insurance's last day where it is not known, what to change, or the whole to agree."""
        match self._key(interview):
            case "insured":
                return self._ask_insured(interview.conversation)
            case "change":
                words, why = (
                    self._say("introduction.ask.change"),
                    self._say("introduction.why.change"),
                )
                return Question(CHANGE, words, words, why, takes_any_words=True)
            case "agree":
                return self._ask_agree(interview)
        return None

    def is_answer(self, interview: Interview, heard: Heard) -> bool:
        """A day; a change in any words that ask nothing; or yes, no, change."""
        if heard.goal == "cancel" and len(heard.text.split()) <= MOST_OF_A_YES:
            return True
        match self._key(interview):
            case "insured":
                says = self._day(heard.text) is not None or does_not_know(heard.text)
                return says or wants_change(heard.text) or leaves_out(heard.text) is not None
            case "change":
                return not heard.asks
        plain = (
            heard.is_for("affirm", "deny", sure=0.0) and len(heard.text.split()) <= MOST_OF_A_YES
        )
        return plain or self._alters(heard)

    def take(self, interview: Interview, heard: Heard) -> Taken | Unclear:
        """The answer; a yes counts only for what was shown last."""
        if heard.goal == "cancel":
            return Taken({AGREE: LEAVE})
        match self._key(interview):
            case "insured":
                return self._take_insured(interview, heard)
            case "change":
                return self._take_change(interview, heard)
        return self._take_agreed(interview, heard)

    def finish(self, interview: Interview) -> Reply:
        """Puts the firm forward and gives a receipt; done twice it is as done once."""
        at = self._at(interview)
        offer = self._offer(interview, at)
        if isinstance(offer, Refusal):
            return Reply(self._tell.refused(offer))
        if not isinstance(offer, Offer):
            return Reply(self._tell.elsewhere(at, interview.conversation))
        if interview.answers.get(AGREE) != YES:
            return Reply(self._say("introduction.said_no"))
        wording = self._tell.wording(offer)
        made = self._forward.request(interview.conversation, offer, wording)
        if isinstance(made, Refusal):
            return Reply(self._tell.refused(made))
        return Reply(self._tell.receipt(offer), is_whole=True)

    def leave(self, interview: Interview) -> Reply:
        """That nothing was sent."""
        del interview
        return Reply(self._say("introduction.left"))

    def known(self, at: AtDoor, offer: Offer) -> dict[str, Any]:
        """The answers with which it begins; what was left half done about another is forgotten."""
        about = at.opportunity.id if at.opportunity else None
        return {
            OPPORTUNITY: about,
            BUYER: at.buyer,
            SHOWN: offer.digest,
            WITHOUT: [],
            AGREE: None,
            CHANGE: None,
        }

    def _key(self, interview: Interview) -> str | None:
        answers = interview.answers
        if answers.get(AGREE) in {YES, LEAVE}:
            return None
        if answers.get(AGREE) == ALTER:
            return CHANGE
        if INSURED not in interview.path and self._firm.uninsured_until(interview.conversation):
            return INSURED
        offer = self._offer(interview, self._at(interview))
        return AGREE if isinstance(offer, Offer) else None

    def _at(self, interview: Interview) -> AtDoor:
        about = interview.answers.get(OPPORTUNITY)
        named = OpportunityId(about) if about else None
        return self._door.again(named, interview.answers[BUYER])

    def _offer(self, interview: Interview, at: AtDoor) -> Any:
        without = interview.answers.get(WITHOUT) or ()
        return self._forward.offer(interview.conversation, at, without)

    def _ask_insured(self, conversation: ConversationId) -> Question:
        paper = self._firm.uninsured_until(conversation)
        words = self._say("introduction.ask.insured", paper=paper)
        short = self._say("introduction.short.insured", paper=paper)
        return Question(INSURED, words, short, self._say("introduction.why.insured"))

    def _ask_agree(self, interview: Interview) -> Question | None:
        offer = self._offer(interview, self._at(interview))
        if not isinstance(offer, Offer):
            return None
        words, options = self._tell.wording(offer), (YES, ALTER, LEAVE)
        is_as_shown = interview.answers.get(SHOWN) == offer.digest
        short = self._tell.short(offer, is_as_shown=is_as_shown)
        shown = tuple(Option(one, self._say(f"introduction.choice.{one}")) for one in options)
        why = self._say("introduction.why.agree")
        return Question(AGREE, words, short, why, shown, may_skip=False, is_whole=True)

    def _day(self, text: str) -> date | None:
        days = days_meant(text, self._clock.now().astimezone(LONDON).date())
        return days.end - timedelta(days=1) if days and days.end else None

    def _digest(self, interview: Interview, without: Sequence[str] | None = None) -> str | None:
        """What stands for the whole as it would be shown now."""
        left = interview.answers.get(WITHOUT) or [] if without is None else without
        offer = self._forward.offer(interview.conversation, self._at(interview), left)
        return offer.digest if isinstance(offer, Offer) else None

    def _take_insured(self, interview: Interview, heard: Heard) -> Taken | Unclear:
        conversation, day = interview.conversation, self._day(heard.text)
        if day is None:
            if leaves_out(heard.text):
                return self._take_change(interview, heard)
            if wants_change(heard.text):
                return Taken({INSURED: None, AGREE: ALTER})
            if does_not_know(heard.text) or heard.goal == "deny":
                return Taken({INSURED: None})
            return Unclear(self._say("introduction.unclear.insured"))
        if day < self._clock.now().astimezone(LONDON).date():
            return Unclear(self._say("introduction.insured.over"))
        self._firm.insure_until(conversation, day)
        return Taken({INSURED: day.isoformat(), SHOWN: self._digest(interview)})

    def _take_change(self, interview: Interview, heard: Heard) -> Taken | Unclear:
        left_out = leaves_out(heard.text)
        if left_out:
            without = [*(interview.answers.get(WITHOUT) or []), left_out]
            shown = self._digest(interview, without)
            told = {INSURED: None, AGREE: None, CHANGE: None, WITHOUT: without, SHOWN: shown}
            return Taken(told, self._say("introduction.left_out"))
        said = self._firm.change(interview.conversation, heard)
        if said is None:
            return Unclear(self._say("introduction.unclear.change"))
        day = self._day(heard.text)
        if day and day >= self._clock.now().astimezone(LONDON).date():
            self._firm.insure_until(interview.conversation, day)
        return Taken({AGREE: None, CHANGE: None, SHOWN: self._digest(interview)}, said)

    def _take_agreed(self, interview: Interview, heard: Heard) -> Taken | Unclear:
        option = heard.option or self._said(heard)
        if option == ALTER:
            if heard.option or len(heard.text.split()) <= FEW_WORDS:
                return Taken({AGREE: ALTER})
            return self._take_change(interview, heard)
        if option == LEAVE:
            return Taken({AGREE: LEAVE})
        if option != YES:
            return Unclear(self._say("introduction.unclear.agree"))
        offer = self._offer(interview, self._at(interview))
        if isinstance(offer, Offer) and interview.answers.get(SHOWN) != offer.digest:
            return Taken({AGREE: None, SHOWN: offer.digest}, self._say("introduction.moved_on"))
        return Taken({AGREE: YES})

    def _said(self, heard: Heard) -> str:
        if self._alters(heard):
            return ALTER
        return {"affirm": YES, "deny": LEAVE}.get(heard.goal, "")

    def _alters(self, heard: Heard) -> bool:
        """Whether something of it is to be put right, or is not to be sent."""
        said = wants_change(heard.text) or leaves_out(heard.text) is not None
        tells = speaks_of_firm(heard.text) and self._firm.tells(heard)
        return said or tells or heard.is_for("update_profile", sure=0.0)
