"""Whether an opportunity is below its threshold, and what that answer rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from bot.domain.buyer import BuyerClass
from bot.domain.light_touch import may_be_light_touch
from bot.domain.money import Basis
from bot.domain.opportunity import LONDON, Category, Law, Opportunity
from bot.domain.threshold import PurchaseQuestion, Regime, Route, judge
from bot.domain.threshold_question import Fact
from bot.domain.threshold_table import ACT_IN_FORCE


class Side(StrEnum):
    """On which side of its threshold a purchase is."""

    BELOW = "below"
    AT_OR_ABOVE = "at_or_above"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


ELSEWHERE = frozenset({"another_law", "special_regime"})
"""Reasons that put it under rules which are not held here."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The side, and the reason: the key of its phrase and the facts that fill it."""

    side: Side
    reason: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


def standing_of(opportunity: Opportunity) -> Standing:
    """What the notice says of itself, else what the value comes to; unknown says why.

    A notice under another law (procurements begun before the Act, Scotland) is outside, and so
    is a special regime whose rules are not held here (concessions, defence).
    """
    o = opportunity
    if o.law is Law.ANOTHER or _began_on(o) < ACT_IN_FORCE:
        return Standing(Side.OUTSIDE, "another_law")
    if o.special_regimes - {"lightTouch"}:
        return Standing(Side.OUTSIDE, "special_regime")
    if o.above_threshold is not None:
        return _as_said(o)
    return _by_value(o)


def _as_said(o: Opportunity) -> Standing:
    """What the notice says; schools and utilities are left out of the rules for small ones."""
    if o.above_threshold:
        return Standing(Side.AT_OR_ABOVE, "notice_says_above")
    if o.buyer.buyer_class is BuyerClass.SCHOOL:
        return Standing(Side.OUTSIDE, "notice_says_below_left_out")
    if o.buyer.buyer_class is BuyerClass.UTILITY:
        return Standing(Side.BELOW, "notice_says_below_left_out")
    return Standing(Side.BELOW, "notice_says_below")


def contradicts_itself(opportunity: Opportunity) -> bool:
    """Whether the notice calls itself below its threshold at a value that surely is not.

    Only that way round: above the threshold a buyer may say so for reasons of its own. What may be
    light-touch is judged by that higher threshold.
    """
    o = opportunity
    if o.above_threshold is not False or standing_of(o).reason in ELSEWHERE:
        return False
    return _by_value(o).side is Side.AT_OR_ABOVE


_SIDES = {
    Regime.BELOW_THRESHOLD: Side.BELOW,
    Regime.COVERED: Side.AT_OR_ABOVE,
    Regime.OUTSIDE_PART_6: Side.OUTSIDE,
    Regime.EARLIER_LAW: Side.OUTSIDE,
}


def _by_value(o: Opportunity) -> Standing:
    amount = o.value.amount
    if amount is None or o.value.currency != "GBP":
        return Standing(Side.UNKNOWN, "no_value")
    if o.value.basis is Basis.YEARLY:
        return Standing(Side.UNKNOWN, "yearly_value")
    if o.category is None:
        return Standing(Side.UNKNOWN, "no_category")
    sides = {_side(o, category) for category in _categories(o)}
    if len(sides) > 1 or Side.UNKNOWN in sides:
        known = o.buyer.buyer_class is not BuyerClass.UNKNOWN
        return Standing(Side.UNKNOWN, "too_close" if known else "no_class")
    side = sides.pop()
    return Standing(side, f"value_{side.value}", {"value": amount, "vat": o.value.vat})


def _categories(o: Opportunity) -> tuple[Category, ...]:
    """Services of which the notice does not say that they are light-touch may still be so."""
    if "lightTouch" in o.special_regimes:
        return (Category.LIGHT_TOUCH,)
    if o.category is Category.SERVICES and may_be_light_touch(o.cpv):
        return (Category.SERVICES, Category.LIGHT_TOUCH)
    return (o.category,) if o.category else ()


def _side(o: Opportunity, category: Category) -> Side:
    amount = o.value.amount or Decimal(0)
    question = PurchaseQuestion(
        o.buyer.buyer_class, category, amount, o.value.vat, _began_on(o), Route.OPEN
    )
    regime = judge(question).regime
    return Side.UNKNOWN if regime is None else _SIDES[regime]


def _began_on(o: Opportunity) -> date:
    """The day it was published; the procurement began then at the latest."""
    at: datetime = o.published_at or o.source.as_of
    return at.astimezone(LONDON).date()
