"""The figures that guidance may state: each dated, each with the source it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.buyer import BuyerClass
from bot.domain.opportunity import Category
from bot.domain.threshold_table import (
    ACT_IN_FORCE,
    BELOW_THRESHOLD_PAYMENT_DAYS,
    NEXT_CHANGE_EXPECTED,
    Figure,
    LegalSource,
    notice_floor,
    threshold,
    works_suitability_figure,
)

HOLE = re.compile(r"\{(\w+)\}")
"""The place of a figure in a text, by its name."""

_ACT = "Procurement Act 2023"
_ACT_URL = "https://www.legislation.gov.uk/ukpga/2023/54"


@dataclass(frozen=True, slots=True)
class GuidanceFigure:
    """A figure as it is said ("£207,720"), and where it stands."""

    said: str
    source: LegalSource


_PAYMENT = LegalSource(_ACT, "section 88(2)", f"{_ACT_URL}/section/88", ACT_IN_FORCE)
_SIZES = LegalSource(_ACT, "section 123(1)", f"{_ACT_URL}/section/123", ACT_IN_FORCE)
_PIPELINE = LegalSource(_ACT, "section 93", f"{_ACT_URL}/section/93", ACT_IN_FORCE)
_MICRO = LegalSource(
    "ICAEW helpsheet on whether a company is micro",
    "limits for financial years starting on or after 6 April 2025",
    "https://icaew.com/technical/tas-helpsheets/law-and-regulation/is-a-company-micro",
    date(2025, 4, 6),
)
_SOCIAL_VALUE = LegalSource(
    "PPN 002 and the social value model, explained (Tussell)",
    "who PPN 002 applies to",
    "https://tussell.com/gov/blog/ppn002-the-social-value-model",
    date(2025, 10, 1),
)
_COMMENCEMENT = LegalSource(
    "Procurement Act 2023: short guides",
    "in force from 24 February 2025",
    "https://www.gov.uk/government/publications/procurement-act-2023-short-guides",
    ACT_IN_FORCE,
)
_RESERVING = LegalSource(
    "Key considerations for local authorities: the 2026 below-threshold reforms (Brabners)",
    "the Order of 2026 on non-commercial considerations",
    "https://www.brabners.com/insights/procurement/key-considerations-for-local-authorities-"
    "navigating-the-2026-below-threshold-procurement-reforms",
    date(2026, 2, 4),
)
_ANCHORS = LegalSource(
    "The Pioneer Group, the Birmingham Anchor Network",
    "members named at the signing of 17 July 2023",
    "https://pioneergroup.org.uk/news/anchor-network-supports-disadvantaged-communities",
    date(2023, 7, 17),
)

_FIXED: Mapping[str, GuidanceFigure] = {
    "payment_days": GuidanceFigure(str(BELOW_THRESHOLD_PAYMENT_DAYS), _PAYMENT),
    "sme_staff": GuidanceFigure("250", _SIZES),
    "sme_turnover": GuidanceFigure("£44 million", _SIZES),
    "sme_balance_sheet": GuidanceFigure("£38 million", _SIZES),
    "micro_staff": GuidanceFigure("10", _MICRO),
    "micro_turnover": GuidanceFigure("£1 million", _MICRO),
    "micro_balance_sheet": GuidanceFigure("£500,000", _MICRO),
    "pipeline_value": GuidanceFigure("£2 million", _PIPELINE),
    "social_value_share": GuidanceFigure("10%", _SOCIAL_VALUE),
    "act_in_force": GuidanceFigure("24 February 2025", _COMMENCEMENT),
    "reserving_since": GuidanceFigure("4 February 2026", _RESERVING),
    "anchors_signed_on": GuidanceFigure("17 July 2023", _ANCHORS),
}
"""Those that have had one value since they began."""


def figures_on(day: date) -> dict[str, GuidanceFigure]:
    """Every figure that holds on that day, by its name; those that began later are left out.

    Sums are pounds, and those of the Procurement Act 2023 include VAT.
    """
    known = {name: one for name, one in _FIXED.items() if one.source.valid_from <= day}
    return known | _of_the_tables(day) if day >= ACT_IN_FORCE else known


def latest_day(url: str | None, since: date | None, used: Iterable[LegalSource]) -> date | None:
    """From when a text holds that stands there: the day of its newest figure, if it has any."""
    days = [one.valid_from for one in used if one.url == url]
    return max(days) if days else since


def _of_the_tables(day: date) -> dict[str, GuidanceFigure]:
    central, others = BuyerClass.CENTRAL, BuyerClass.SUB_CENTRAL
    expected = f"{NEXT_CHANGE_EXPECTED.day} {NEXT_CHANGE_EXPECTED:%B %Y}"
    limit = threshold(others, Category.SERVICES, day)
    return {
        "sub_central_limit": _sum(limit),
        "central_limit": _sum(threshold(central, Category.SERVICES, day)),
        "works_limit": _sum(threshold(others, Category.WORKS, day)),
        "light_touch_limit": _sum(threshold(others, Category.LIGHT_TOUCH, day)),
        "sub_central_floor": _sum(notice_floor(others)),
        "central_floor": _sum(notice_floor(central)),
        "sub_central_works_check": _sum(works_suitability_figure(others, day)),
        "central_works_check": _sum(works_suitability_figure(central, day)),
        "limits_since": GuidanceFigure(
            f"{limit.source.valid_from.day} {limit.source.valid_from:%B %Y}", limit.source
        ),
        "next_limits": GuidanceFigure(expected, limit.source),
    }


def _sum(figure: Figure) -> GuidanceFigure:
    return GuidanceFigure(f"£{figure.amount:,.0f}", figure.source)
