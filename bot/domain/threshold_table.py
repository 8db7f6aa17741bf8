"""The sums of the Procurement Act 2023, each with its source and the day it began to hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.domain.buyer import BuyerClass
from bot.domain.opportunity import Category

ACT_IN_FORCE = date(2025, 2, 24)
"""A procurement begun before this day is under the earlier law."""

NEXT_CHANGE_EXPECTED = date(2028, 1, 1)
"""Thresholds are revised every two years: from this day on the table is probably out of date."""

BELOW_THRESHOLD_PAYMENT_DAYS = 30
"""Section 88(2): days from receipt of a valid, undisputed invoice, whatever the contract says."""

_ACT = "Procurement Act 2023"
_ACT_URL = "https://www.legislation.gov.uk/ukpga/2023/54"
_FIGURES_OF_2026 = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class LegalSource:
    """Where a rule stands, and the first day on which it stood so."""

    title: str
    section: str
    url: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum that the law names, in pounds including VAT, with its source."""

    amount: Decimal
    source: LegalSource


def _section(number: int, part: str = "") -> LegalSource:
    return LegalSource(
        _ACT, f"section {number}{part}", f"{_ACT_URL}/section/{number}", ACT_IN_FORCE
    )


COMMENCEMENT = LegalSource(
    "Procurement Act 2023: short guides",
    "in force from 24 February 2025",
    "https://www.gov.uk/government/publications/procurement-act-2023-short-guides",
    ACT_IN_FORCE,
)
VALUATION = LegalSource(_ACT, "Schedule 3", f"{_ACT_URL}/schedule/3", ACT_IN_FORCE)
VAT_COUNTS = _section(123, "(2)")
NO_SUITABILITY_STAGE = _section(85, "(1)")

BARRIERS = _section(86)
"""Small firms' barriers are to be considered before tenders are invited."""

REASONABLE_TIME = _section(87, "(6)")
"""Time limits in a notice must be reasonable, and the same for every supplier."""

NO_ESCAPE = _section(4, "(3)")
"""No estimate of a value may be made with a view to escaping a rule."""

FOR_PAY = _section(5, "(5)")
"""A below-threshold contract is one for pay, in money or the like."""

FULL_RULES = (_section(3, "(2)"), _section(21), _section(22), _section(53))
"""What a public contract is, its tender notice, conditions of participation, details notice."""

SCHOOLS_LEFT_OUT = (_section(84, "(2)(a)"), _section(123, "(1)"))
UTILITIES_LEFT_OUT = (_section(5, "(5)"), _section(84, "(1)(c)"))

KEPT_SMALL = (_section(5, "(1)-(4)"), _section(4, "(3)"))
"""Of a mixed contract one part may make the whole large; no estimate may escape a rule."""

OTHER_RULES = (_section(84, "(1)"), _section(120))
"""What is no ordinary small contract: concessions, exempted ones, health care of the NHS."""

SMALL_CONTRACTS = (_section(5, "(5)"), _section(87, "(1)-(3)"), _section(88, "(2)"))
"""What a below-threshold contract is, its two notices, payment for it."""

# Rows of the table in paragraph 1 of Schedule 1. In 2025 they held the figures of 2024, which
# S.I. 2025/163 had put into the Act; those of 2026 came by S.I. 2025/1200.
_SCHEDULE_1: Mapping[date, Mapping[int, int]] = {
    ACT_IN_FORCE: {
        4: 5_372_609,
        5: 884_720,
        6: 429_809,
        8: 663_540,
        10: 5_372_609,
        11: 139_688,
        12: 214_904,
    },
    _FIGURES_OF_2026: {
        4: 5_193_000,
        5: 884_720,
        6: 415_440,
        8: 663_540,
        10: 5_193_000,
        11: 135_018,
        12: 207_720,
    },
}

# Section 85(3) was forgotten when Schedule 1 was brought up to date for 2025; S.I. 2025/1200 mended
# it, so in 2025 these figures differ from rows 11 and 12.
_SECTION_85_3: Mapping[date, tuple[int, int]] = {
    ACT_IN_FORCE: (138_760, 213_477),
    _FIGURES_OF_2026: (135_018, 207_720),
}

_UTILITY_ROWS = {
    Category.GOODS: 6,
    Category.SERVICES: 6,
    Category.WORKS: 4,
    Category.LIGHT_TOUCH: 5,
}
_ROWS_FOR_ALL = {Category.WORKS: 10, Category.LIGHT_TOUCH: 8}


def threshold(buyer_class: BuyerClass, category: Category, on: date) -> Figure:
    """The threshold of a procurement begun on that day, in pounds including VAT.

    A school is a sub-central authority. A utility's contract is taken for a utilities contract.
    ValueError before the Act was in force, and for the class `unknown`, which has no row.
    """
    row = _row(buyer_class, category)
    since = _period(on, _SCHEDULE_1)
    source = LegalSource(_ACT, f"Schedule 1, row {row}", f"{_ACT_URL}/schedule/1", since)
    return Figure(Decimal(_SCHEDULE_1[since][row]), source)


def works_suitability_figure(buyer_class: BuyerClass, on: date) -> Figure:
    """From which value, including VAT, a works contract may have a suitability stage (s.85(3)).

    ValueError before the Act was in force.
    """
    since = _period(on, _SECTION_85_3)
    central, others = _SECTION_85_3[since]
    amount = central if buyer_class is BuyerClass.CENTRAL else others
    source = LegalSource(_ACT, "section 85(3)", f"{_ACT_URL}/section/85", since)
    return Figure(Decimal(amount), source)


def notice_floor(buyer_class: BuyerClass) -> Figure:
    """From which value, including VAT, a below-threshold contract is notifiable (s.87(4))."""
    amount = 12_000 if buyer_class is BuyerClass.CENTRAL else 30_000
    return Figure(Decimal(amount), _section(87, "(4)"))


def _row(buyer_class: BuyerClass, category: Category) -> int:
    if buyer_class is BuyerClass.UNKNOWN:
        raise ValueError("The threshold depends on the buyer's class, which is unknown.")
    if buyer_class is BuyerClass.UTILITY:
        return _UTILITY_ROWS[category]
    central = buyer_class is BuyerClass.CENTRAL
    return _ROWS_FOR_ALL.get(category, 11 if central else 12)


def _period(on: date, table: Mapping[date, object]) -> date:
    begun = [since for since in table if since <= on]
    if not begun:
        raise ValueError(f"The Procurement Act 2023 was not yet in force on {on}.")
    return max(begun)
