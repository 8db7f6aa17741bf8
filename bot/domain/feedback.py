"""What an owner thinks of an opportunity, and what was known of it when they said so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from bot.domain.buyer_contact import BuyerContactId
from bot.domain.conversation import ConversationId
from bot.domain.match import LISTS
from bot.domain.opportunity import Opportunity, OpportunityId
from bot.domain.person import PersonId
from bot.domain.remarks import Match
from bot.domain.supplier import SupplierId
from bot.domain.trade import cpv_stem

MOST_WORDS = 500
"""Characters of an owner's own words that are kept."""


class Verdict(StrEnum):
    """What came of it for the owner; the last one said stands."""

    INTERESTED = "interested"
    NOT_FOR_ME = "not_for_me"
    APPLIED = "applied"
    WON = "won"
    LOST = "lost"
    REPORTED = "reported"
    TAKEN_BACK = "taken_back"


class Why(StrEnum):
    """Why it is not for the owner, or what is wrong with it."""

    WRONG_TRADE = "wrong_trade"
    TOO_BIG = "too_big"
    TOO_FAR = "too_far"
    TOO_LATE = "too_late"
    OTHER = "other"
    CLOSED = "closed"
    DUPLICATE = "duplicate"
    WRONG_FACTS = "wrong_facts"


FAULTS = frozenset({Why.CLOSED, Why.DUPLICATE, Why.WRONG_FACTS})
"""What is said of the notice, and not of the owner's wishes."""

KEPT = (Verdict.INTERESTED, Verdict.APPLIED, Verdict.WON, Verdict.LOST)
"""Verdicts by which an opportunity is kept and marked."""

LIKED = frozenset({Verdict.INTERESTED, Verdict.APPLIED, Verdict.WON})
"""Verdicts that tell what suits."""

_GONE = frozenset({Why.CLOSED, Why.DUPLICATE})


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose it is: a conversation, a supplier, or a person; of a message also a buyer's contact."""

    conversation: ConversationId | None = None
    supplier: SupplierId | None = None
    person: PersonId | None = None
    contact: BuyerContactId | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What ranking knew of an opportunity when the owner spoke of it.

    `kinds` are the codes of its work less those that were searched for; `amount` is in pounds, None
    if it is not stated; `miles` are from the place that the owner named; `working_days` those left.
    """

    title: str = ""
    trades: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    amount: Decimal | None = None
    miles: float | None = None
    reach: str | None = None
    working_days: int | None = None
    score: float | None = None
    features: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Feedback:
    """One thing that an owner said of one opportunity; `words` are their own, often none."""

    opportunity: OpportunityId
    verdict: Verdict
    at: datetime
    why: Why | None = None
    words: str = ""
    seen: Seen = field(default_factory=Seen)

    @property
    def hides(self) -> bool:
        """Whether its owner is not to be shown the opportunity again."""
        return self.verdict is Verdict.NOT_FOR_ME or (
            self.verdict is Verdict.REPORTED and self.why in _GONE
        )


@dataclass(frozen=True, slots=True)
class Lesson:
    """What may be learnt from a verdict: nothing in it tells whose it was.

    Miles are whole, the moment is its month ("2026-11"); `consent` is the version of the words that
    were said yes to.
    """

    opportunity: OpportunityId
    verdict: Verdict
    why: Why | None
    seen: Seen
    month: str
    consent: str


@dataclass(frozen=True, slots=True)
class Report:
    """How often something was said to be wrong with a notice, and when last."""

    opportunity: OpportunityId
    why: Why
    times: int
    last_at: datetime


def standing(history: Iterable[Feedback]) -> dict[OpportunityId, Feedback]:
    """The last word on each opportunity, oldest first; what was taken back is left out."""
    last: dict[OpportunityId, Feedback] = {}
    for one in history:
        last.pop(one.opportunity, None)
        last[one.opportunity] = one
    return {key: one for key, one in last.items() if one.verdict is not Verdict.TAKEN_BACK}


def lessons_of(history: Iterable[Feedback], consent: str) -> list[Lesson]:
    """What may be learnt from an owner's feedback, once they have said yes to that version."""
    return [
        Lesson(
            one.opportunity,
            one.verdict,
            one.why,
            _of_nobody(one.seen),
            f"{one.at:%Y-%m}",
            consent,
        )
        for one in standing(history).values()
    ]


def seen_of(opportunity: Opportunity, match: Match | None) -> Seen:
    """What is known of it now; without a match, what its notice says by itself."""
    value = opportunity.value
    says_own_value = value.currency == "GBP" and opportunity.kind not in LISTS
    alone = Seen(
        title=opportunity.title,
        kinds=tuple(opportunity.cpv),
        amount=value.amount if says_own_value else None,
    )
    if match is None:
        return alone
    trades = match.case.wanted.trades
    searched = {cpv_stem(code) for trade in trades for code in trade.cpv}
    return replace(
        alone,
        trades=tuple(trade.name for trade in trades),
        kinds=tuple(code for code in opportunity.cpv if cpv_stem(code) not in searched),
        miles=match.miles,
        reach=match.reach.value,
        working_days=match.case.working_days,
        score=round(match.score, 4),
        features=_features(match),
    )


def _features(match: Match) -> dict[str, float]:
    known, fit = {"chance": match.case.candidate.likeness.chance}, match.case.fit
    if fit:
        known |= {"code": fit.code_fit, "title": float(fit.in_title)}
    return {name: round(value, 4) for name, value in known.items()}


def _of_nobody(seen: Seen) -> Seen:
    """Exact miles to several places would tell where somebody is."""
    return replace(seen, title="", miles=None if seen.miles is None else float(round(seen.miles)))


def latest(history: Sequence[Feedback], opportunity: OpportunityId) -> Feedback | None:
    """What stands of that opportunity, or None."""
    return standing(history).get(opportunity)
