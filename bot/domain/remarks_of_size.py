"""What a notice says of how large the work is, and whether one person could carry it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bot.domain.match import LISTS, Case, Remark
from bot.domain.money import Basis
from bot.domain.opportunity import Category, Kind, Opportunity

TOO_LARGE = Decimal(1_000_000)
"""Pounds from which one small firm can hardly carry a contract alone."""

LARGE_A_YEAR = Decimal(150_000)
"""Pounds a year that take more hands than two, by judgement: what three or four turn over."""

_SHORTEST_TERM = 18
"""Months below which the value of a year says no more than the value itself."""

_LEAST = Decimal(100)
"""Pounds a year below which a value is no contract's, but a mark that the form wanted filled."""

_DAYS_IN_MONTH = Decimal("30.4375")
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Yearly:
    """What a year is worth in pounds; `months` is the term, None where a year's value is stated.

    `is_certain` is False where the notice does not say that its value is for the whole term.
    """

    amount: Decimal
    months: int | None
    is_certain: bool


def value_a_year(opportunity: Opportunity) -> Yearly | None:
    """The value of a year, or None where value, basis or term do not tell it.

    A total is spread evenly from the first day to the last; extensions are not known of.
    """
    amount, basis = opportunity.value.amount, opportunity.value.basis
    if not amount or opportunity.value.currency != "GBP" or not _is_one_contract(opportunity):
        return None
    if basis is Basis.YEARLY:
        return Yearly(amount, None, is_certain=True)
    months = _months(opportunity.starts_on, opportunity.ends_on)
    if months is None or months < _SHORTEST_TERM:
        return None
    yearly = about(amount * _MONTHS / months)
    return Yearly(yearly, months, is_certain=basis is Basis.TOTAL) if yearly >= _LEAST else None


def about(amount: Decimal) -> Decimal:
    """The amount to two significant figures, as people say "about": 18,333 -> 18,000."""
    step = Decimal(10) ** max(0, amount.adjusted() - 1)
    return (amount / step).quantize(Decimal(1)) * step


def the_size(case: Case) -> list[Remark]:
    """What it comes to a year, where that is small enough to speak for it."""
    yearly = value_a_year(case.candidate.opportunity)
    if yearly is None or yearly.months is None or _is_large(case.candidate.opportunity, yearly):
        return []
    key = "reason.yearly" if yearly.is_certain else "reason.yearly_perhaps"
    return [Remark(key, {"yearly": yearly.amount, "term": yearly.months})]


def not_the_size(case: Case) -> list[Remark]:
    """That it is not known, or meant otherwise, or probably too large."""
    opportunity = case.candidate.opportunity
    amount = opportunity.value.amount
    if amount is None:
        return [Remark("against.no_value")]
    if opportunity.kind in LISTS:
        return [Remark("against.shared_value")]
    if opportunity.kind is Kind.RE_LET:
        return [Remark("against.past_value")]
    if amount > TOO_LARGE:
        return [Remark("against.too_large")]
    yearly = value_a_year(opportunity)
    if yearly and _is_large(opportunity, yearly):
        key = "against.large_for_one" if yearly.is_certain else "against.large_for_one_perhaps"
        return [Remark(key, {"yearly": yearly.amount})]
    return []


def _is_one_contract(opportunity: Opportunity) -> bool:
    return opportunity.kind not in LISTS | {Kind.RE_LET}


def _is_large(opportunity: Opportunity, yearly: Yearly) -> bool:
    """Goods pass through few hands, so their value tells nothing of how many."""
    return opportunity.category is not Category.GOODS and yearly.amount > LARGE_A_YEAR


def _months(first: date | None, last: date | None) -> int | None:
    if first is None or last is None or last <= first:
        return None
    days = (last - first + timedelta(days=1)).days
    return round(days / _DAYS_IN_MONTH)
