"""What a buyer can answer to a lead, by one tap and a press."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.errors import InvalidInputError
from bot.domain.introduction import (
    LONGEST_WORDS,
    REFUSALS,
    By,
    Introduction,
    IntroductionState,
    Step,
    Why,
)


class LeadChoice(StrEnum):
    """The answers that a lead's links stand for."""

    INVITE = "invite"
    NOT_NOW = "not_now"
    NOT_SUITABLE = "not_suitable"
    WRONG_PERSON = "wrong_person"


MONTHS = (1, 3, 6)
"""After how many months a buyer who says "not now" may be asked again."""

_A_MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class LeadAnswer:
    """One answer: the choice, and what it needs. `words` may be told to the firm."""

    choice: LeadChoice
    why: Why | None = None
    months: int = MONTHS[0]
    words: str = ""

    def __post_init__(self) -> None:
        """Raises InvalidInputError for "not suitable" without its reason, or too many words."""
        if self.choice is LeadChoice.NOT_SUITABLE and self.why not in REFUSALS:
            raise InvalidInputError("Say why it is not suitable.")
        if self.choice is LeadChoice.NOT_NOW and self.months not in MONTHS:
            raise InvalidInputError("Say when you may be asked again.")
        if len(self.words) > LONGEST_WORDS:
            raise InvalidInputError(f"At most {LONGEST_WORDS} characters can be kept.")

    def step(self, at: datetime, who: str) -> Step:
        """The move that it is, made by a buyer's contact."""
        match self.choice:
            case LeadChoice.INVITE:
                return Step(IntroductionState.INVITED, at, By.BUYER, who, words=self.words)
            case LeadChoice.WRONG_PERSON:
                why = Why.WRONG_PERSON
                return Step(IntroductionState.REQUESTED, at, By.BUYER, who, why, words=self.words)
            case LeadChoice.NOT_NOW:
                until = at + self.months * _A_MONTH
                why, state = Why.NOT_NOW, IntroductionState.DECLINED
                return Step(state, at, By.BUYER, who, why, until, self.words)
            case LeadChoice.NOT_SUITABLE:
                state = IntroductionState.DECLINED
                return Step(state, at, By.BUYER, who, self.why, words=self.words)


def is_answered_by(introduction: Introduction, choice: LeadChoice) -> bool:
    """Whether the introduction stands as this choice would have it."""
    last = introduction.last
    match choice:
        case LeadChoice.INVITE:
            return last.state is IntroductionState.INVITED
        case LeadChoice.NOT_NOW:
            return last.why is Why.NOT_NOW
        case LeadChoice.WRONG_PERSON:
            return last.why is Why.WRONG_PERSON
        case LeadChoice.NOT_SUITABLE:
            return last.state is IntroductionState.DECLINED and last.why is not Why.NOT_NOW
