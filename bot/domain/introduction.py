"""Introductions: a firm put before a buyer, what the firm agreed to share, and what came of it.

An introduction is never a bid. Its state is the last step of its history: who moved it, when, why.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from bot.domain.consent import Consent
from bot.domain.errors import InvalidInputError
from bot.domain.opportunity import OpportunityId
from bot.domain.organisation_name import same_organisation_key
from bot.domain.person import PersonId
from bot.domain.supplier import SupplierId

IntroductionId = NewType("IntroductionId", str)

LONGEST_WORDS = 500
"""Characters of somebody's own words that are kept with a step."""


class IntroductionState(StrEnum):
    """Where it stands."""

    REQUESTED = "requested"
    SENT = "sent"
    SEEN = "seen"
    INVITED = "invited"
    DECLINED = "declined"
    NO_ANSWER = "no_answer"
    QUOTED = "quoted"
    WON = "won"
    LOST = "lost"
    WITHDRAWN = "withdrawn"


_S = IntroductionState
WAITING = frozenset({_S.SENT, _S.SEEN})
"""The buyer has it and has not answered."""

LIVE = frozenset({_S.REQUESTED, _S.SENT, _S.SEEN, _S.INVITED, _S.QUOTED})
"""Something may still come of it."""


class By(StrEnum):
    """Who moved it."""

    OWNER = "owner"
    BUYER = "buyer"
    COORDINATOR = "coordinator"
    SERVICE = "service"


class Why(StrEnum):
    """Why it was moved; the first seven are what a buyer who declines may give as the reason."""

    NOT_NOW = "not_now"
    OTHER_WORK = "other_work"
    TOO_SMALL = "too_small"
    PAPERS = "papers"
    HAS_CONTRACT = "has_contract"
    FILLED = "filled"
    OTHER = "other"
    WRONG_PERSON = "wrong_person"
    BOUNCED = "bounced"
    SILENT = "silent"
    CLOSED = "closed"
    NOT_SENT = "not_sent"
    NO_MAILBOX = "no_mailbox"


REFUSALS = (Why.OTHER_WORK, Why.TOO_SMALL, Why.PAPERS, Why.HAS_CONTRACT, Why.FILLED, Why.OTHER)
"""Reasons for "not suitable", in the order in which a buyer is offered them."""

UNDELIVERED = frozenset({Why.WRONG_PERSON, Why.BOUNCED})
"""Why one that went out waits to be sent to another mailbox."""


class Mark(StrEnum):
    """What a fact about a firm stands on."""

    SELF_DECLARED = "self_declared"
    REGISTER = "register"
    DOCUMENT = "document"
    OTHER_NAME = "other_name"
    """A register has it, but under another name than the firm's, which nobody checked."""


@dataclass(frozen=True, slots=True)
class SharedFact:
    """One fact as the firm saw it: what it is (`key`), in which words, and what it stands on.

    `on` is the day it was said, checked or seen; `ends_on` the last day of an insurance or paper;
    `source` whose register it was checked with. Where that has it under another name than the
    firm goes by, `registered_as` is the register's with
    the state of the company, and `trades_as` the firm's.
    """

    key: str
    value: str
    mark: Mark = Mark.SELF_DECLARED
    on: date | None = None
    ends_on: date | None = None
    source: str = ""
    registered_as: str = ""
    trades_as: str = ""

    def is_over(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.ends_on is not None and self.ends_on < today


@dataclass(frozen=True, slots=True)
class Step:
    """One move: to which state, when (aware), by whom, and why.

    `who` names them as far as it is known, such as the id of a buyer's contact. `until` is when a
    buyer who said "not now" may be asked again. `words` are the mover's own.
    """

    state: IntroductionState
    at: datetime
    by: By
    who: str = ""
    why: Why | None = None
    until: datetime | None = None
    words: str = ""

    def __post_init__(self) -> None:
        """Raises InvalidInputError for a "not now" without its time, or a no without a reason."""
        if self.state is _S.DECLINED and self.why not in {Why.NOT_NOW, *REFUSALS}:
            raise InvalidInputError("To decline needs a reason.")
        if (self.why is Why.NOT_NOW) != (self.until is not None):
            raise InvalidInputError("Not now says until when.")
        if len(self.words) > LONGEST_WORDS:
            raise InvalidInputError(f"At most {LONGEST_WORDS} characters can be kept.")


@dataclass(frozen=True, slots=True)
class Introduction:
    """A firm put before a buyer: for an opportunity, or, where that is None, for what it buys.

    `buyer` is its name in the register, else in its notice; `title` the opportunity's, "" without.
    `shared` is all that the buyer gets to read, `agreed` the owner's yes to exactly that. `contact`
    is the id of the buyer's contact whom it went to, `answer_by` when the buyer promised to have
    answered. The history begins with the request and is never empty.
    """

    id: IntroductionId
    supplier: SupplierId
    person: PersonId | None
    firm: str
    buyer: str
    opportunity: OpportunityId | None
    title: str
    shared: tuple[SharedFact, ...]
    agreed: Consent
    history: tuple[Step, ...]
    contact: str | None = None
    answer_by: datetime | None = None
    nudged_at: datetime | None = None

    @property
    def last(self) -> Step:
        """The step by which it stands as it does."""
        return self.history[-1]

    @property
    def state(self) -> IntroductionState:
        """Where it stands."""
        return self.last.state

    @property
    def requested_at(self) -> datetime:
        """When the owner agreed to it."""
        return self.history[0].at

    @property
    def is_live(self) -> bool:
        """Whether something may still come of it."""
        return self.state in LIVE

    @property
    def was_shared(self) -> bool:
        """Whether the buyer has had it, whatever came of it."""
        return any(step.state is _S.SENT for step in self.history)

    @property
    def came_back(self) -> int:
        """How often it came back from a mailbox, so that it waits for another."""
        return sum(step.why in UNDELIVERED for step in self.history)

    @property
    def came_back_from(self) -> frozenset[str]:
        """The ids of the buyer's contacts that it came back from."""
        return frozenset(step.who for step in self.history if step.why in UNDELIVERED)

    @property
    def buyer_key(self) -> str:
        """What the buyer is known by, however its name is spelt."""
        return buyer_key(self.buyer)

    @property
    def same(self) -> str:
        """What is one introduction while it is live: the firm with the opportunity or buyer."""
        return f"{self.supplier}/{self.opportunity or self.buyer_key}"


def buyer_key(name: str) -> str:
    """What a buyer of that name is known by among introductions; never empty."""
    return same_organisation_key(name) or name.strip().lower()


_ANSWERS = {_S.INVITED, _S.DECLINED}
_OUTCOMES = {_S.QUOTED, _S.WON, _S.LOST}
_OF_BUYER: dict[IntroductionState, set[IntroductionState]] = {
    _S.SENT: {_S.SEEN, _S.REQUESTED, *_ANSWERS, *_OUTCOMES},
    _S.SEEN: {_S.REQUESTED, *_ANSWERS, *_OUTCOMES},
    _S.NO_ANSWER: {*_ANSWERS, *_OUTCOMES},
    _S.DECLINED: {*_ANSWERS, *_OUTCOMES},
    _S.INVITED: {_S.DECLINED, *_OUTCOMES},
    _S.QUOTED: {_S.DECLINED, _S.WON, _S.LOST},
    _S.WON: {_S.LOST},
    _S.LOST: {_S.WON},
}
_OF_OWNER: dict[IntroductionState, set[IntroductionState]] = {
    _S.REQUESTED: {_S.WITHDRAWN, _S.WON, _S.LOST},
    _S.SENT: {_S.WITHDRAWN, *_OUTCOMES},
    _S.SEEN: {_S.WITHDRAWN, *_OUTCOMES},
    _S.INVITED: {_S.WITHDRAWN, *_OUTCOMES},
    _S.QUOTED: {_S.WITHDRAWN, _S.WON, _S.LOST},
    _S.NO_ANSWER: _OUTCOMES,
    _S.DECLINED: _OUTCOMES,
    _S.WON: {_S.LOST},
    _S.LOST: {_S.WON},
}
_OF_SERVICE: dict[IntroductionState, set[IntroductionState]] = {
    _S.REQUESTED: {_S.SENT, _S.NO_ANSWER},
    _S.SENT: {_S.REQUESTED, _S.NO_ANSWER},
    _S.SEEN: {_S.REQUESTED, _S.NO_ANSWER},
    _S.INVITED: {_S.NO_ANSWER},
}
_MAY = {By.BUYER: _OF_BUYER, By.OWNER: _OF_OWNER, By.SERVICE: _OF_SERVICE}


def may_move(state: IntroductionState, to: IntroductionState, by: By) -> bool:
    """Whether they may move it so. A coordinator may do what any of the others may."""
    whose = list(_MAY.values()) if by is By.COORDINATOR else [_MAY[by]]
    return any(to in allowed.get(state, ()) for allowed in whose)


def moved(introduction: Introduction, step: Step) -> Introduction:
    """The introduction with one more step; InvalidInputError where it may not be moved so.

    One that goes out anew has reminded nobody yet.
    """
    if not may_move(introduction.state, step.state, step.by):
        raise InvalidInputError(f"It cannot become {step.state} from {introduction.state}.")
    nudged = None if step.state is _S.SENT else introduction.nudged_at
    return replace(introduction, history=(*introduction.history, step), nudged_at=nudged)
