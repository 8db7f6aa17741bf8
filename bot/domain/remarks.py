"""The reasons for and against a match; each is computed from the notice and names its evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.match import MANY_CODES, Case, Remark
from bot.domain.opportunity import Opportunity, SuitableFor
from bot.domain.place import Reach
from bot.domain.quotation import shared_words
from bot.domain.remarks_of_demands import demanded, offered, unasked
from bot.domain.remarks_of_place import not_the_place, the_place
from bot.domain.remarks_of_size import not_the_size, the_size
from bot.domain.remarks_of_time import not_the_time, the_time
from bot.domain.standing import standing_of
from bot.domain.trade import PlainText, cpv_fit
from bot.domain.usefulness import UNKNOWN, most_useful_first

NAMED_WORDS = 6
"""Shared words that are named, the longest: a long story shares many that say nothing."""


@dataclass(frozen=True, slots=True)
class Match:
    """An opportunity that suits, and how well (in [0, 1]); why and why not are asked of it.

    `said` is what speaks against it by what its owner said of others.
    """

    case: Case
    score: float
    said: tuple[Remark, ...] = ()

    @property
    def opportunity(self) -> Opportunity:
        """What suits."""
        return self.case.candidate.opportunity

    @property
    def reach(self) -> Reach:
        """How its place relates to the place asked about."""
        return self.case.reach

    @property
    def miles(self) -> float | None:
        """The distance from the place that the owner named; None if none was named."""
        return self.case.candidate.miles if self.case.wanted.place_was_said else None

    @property
    def reasons(self) -> list[Remark]:
        """What speaks for it, the most useful first."""
        return reasons(self.case)

    @property
    def against(self) -> list[Remark]:
        """What speaks against it, or is not known, the most useful first."""
        return most_useful_first([*against(self.case), *self.said])


def reasons(case: Case) -> list[Remark]:
    """What speaks for it, the most useful first."""
    return most_useful_first(
        [*_the_work(case), *the_place(case), *the_size(case), *the_time(case), *_the_terms(case),
         *offered(case)]
    )  # fmt: skip


def against(case: Case) -> list[Remark]:
    """What speaks against it, or is not known, the most useful first.

    Notices seldom tell what insurance they ask for: that is said where else the card would look as
    if everything were known.
    """
    reserved = case.candidate.opportunity.reserved_for
    said = [
        *_not_the_work(case), *not_the_place(case), *not_the_size(case), *not_the_time(case),
        *([Remark("against.reserved", {"who": reserved})] if reserved else []),
        *demanded(case),
    ]  # fmt: skip
    if not any(remark.key in UNKNOWN for remark in said):
        said += unasked(case)
    return most_useful_first(said)


def _the_work(case: Case) -> Iterable[Remark]:
    fit, opportunity = case.fit, case.candidate.opportunity
    if fit is None:
        text = f"{opportunity.title}\n{opportunity.description}"
        shared = shared_words(case.wanted.criteria.words, text)
        telling = sorted(shared, key=len, reverse=True)[:NAMED_WORDS]
        words = ", ".join(word for word in shared if word in telling)
        return [Remark("reason.words", {"words": words})] if words else []
    if fit.in_title and (said := _said_in_title(case, fit.trade)):
        # The card has the title above: quoted whole again it would only take room.
        return [Remark("reason.title", {"words": said})]
    if fit.quote:
        return [Remark("reason.quote", {"quote": fit.quote})]
    return [Remark("reason.code", {"trade": fit.trade, "code": fit.code})]


def _said_in_title(case: Case, trade: str) -> str | None:
    title = PlainText(case.candidate.opportunity.title)
    found = (t.mentioned_in(title) for t in case.wanted.trades if t.name == trade)
    span = next(found, None)
    return " ".join(title.text[slice(*span)].split()) if span else None


def _the_terms(case: Case) -> list[Remark]:
    opportunity = case.candidate.opportunity
    said: list[Remark] = []
    if case.wanted.criteria.buyer:
        said.append(Remark("reason.buyer", {"buyer": opportunity.buyer.name}))
    if SuitableFor.SME in opportunity.suitable_for:
        said.append(Remark("reason.sme"))
    elif SuitableFor.VCSE in opportunity.suitable_for:
        said.append(Remark("reason.vcse"))
    if len(opportunity.phases) > 1:
        said.append(Remark("reason.phases", {"phases": opportunity.phases}))
    if standing_of(opportunity).reason == "notice_says_below":
        said.append(Remark("reason.below_threshold"))
    return said


def _codes_of_the_trade(case: Case, name: str) -> int:
    """How many of the opportunity's codes are the trade's own or below them."""
    own = [code for trade in case.wanted.trades if trade.name == name for code in trade.cpv]
    asked = case.candidate.opportunity.cpv
    return sum(any(cpv_fit(one, code) == 1 for one in own) for code in asked)


def _not_the_work(case: Case) -> list[Remark]:
    kinds = len(case.candidate.opportunity.cpv)
    if case.fit is None or case.fit.in_title or kinds <= MANY_CODES:
        return []
    if 2 * _codes_of_the_trade(case, case.fit.trade) > kinds:
        return []
    return [Remark("against.one_of_many", {"trade": case.fit.trade, "kinds": kinds})]
