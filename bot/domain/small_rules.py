"""Which rules for small contracts hold for one opportunity, as far as its notice tells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.buyer import BuyerClass
from bot.domain.money import Basis, Vat, including_vat
from bot.domain.opportunity import LONDON, Category, Kind, Opportunity
from bot.domain.standing import Side, standing_of
from bot.domain.threshold_table import ACT_IN_FORCE, works_suitability_figure


class Holds(StrEnum):
    """Whether a rule holds, or which reason leaves it open or takes it away."""

    YES = "yes"
    SCHOOL = "school"
    UTILITY = "utility"
    LARGE = "large"
    WORKS = "works"
    OTHER_LAW = "other_law"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SmallRules:
    """The rule that pays within so many days, and the ban on a first check of firms."""

    payment: Holds
    no_first_check: Holds


def small_rules(opportunity: Opportunity) -> SmallRules:
    """The rules of Part 6 for the opportunity; what its notice does not settle is `unknown`.

    A school below its threshold is outside them, and so is a utility (sections 84 and 5(5) of the
    Procurement Act 2023). A job under a framework is not told apart in notices: an open framework
    is `unknown`, for its jobs are ordered under it.
    """
    standing = standing_of(opportunity)
    buyer_class = opportunity.buyer.buyer_class
    if standing.reason in {"another_law", "special_regime"}:
        return SmallRules(Holds.OTHER_LAW, Holds.OTHER_LAW)
    if standing.side is Side.AT_OR_ABOVE:
        return SmallRules(Holds.LARGE, Holds.LARGE)
    if buyer_class is BuyerClass.SCHOOL:
        return SmallRules(Holds.SCHOOL, Holds.SCHOOL)
    if buyer_class is BuyerClass.UTILITY:
        return SmallRules(Holds.UTILITY, Holds.UTILITY)
    if standing.side is not Side.BELOW or buyer_class is BuyerClass.UNKNOWN:
        return SmallRules(Holds.UNKNOWN, Holds.UNKNOWN)
    return SmallRules(Holds.YES, _no_first_check(opportunity))


def _no_first_check(o: Opportunity) -> Holds:
    """Works from the figure of section 85(3) on may be checked first; others may not."""
    if o.kind is Kind.OPEN_FRAMEWORK or o.category is None:
        return Holds.UNKNOWN
    if o.category is not Category.WORKS:
        return Holds.YES
    amount = o.value.amount
    if amount is None or o.value.basis is Basis.YEARLY or o.value.currency != "GBP":
        return Holds.UNKNOWN
    began = (o.published_at or o.source.as_of).astimezone(LONDON).date()
    figure = works_suitability_figure(o.buyer.buyer_class, max(began, ACT_IN_FORCE)).amount
    vats = [Vat.INCLUDED, Vat.EXCLUDED] if o.value.vat is Vat.UNKNOWN else [o.value.vat]
    above = {including_vat(amount, vat) >= figure for vat in vats}
    if len(above) > 1:
        return Holds.UNKNOWN
    return Holds.WORKS if above.pop() else Holds.YES
