"""In which order remarks are read: what decides comes first, what is only unknown last."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.match import Remark

FOR = (
    "quote", "title", "code", "words",
    "miles", "region", "region_close", "region_list", "region_list_close", "nationwide",
    "buyer", "yearly", "yearly_perhaps", "time", "lots_one", "often",
    "below_threshold", "lots", "phases",
    "visit", "sme", "vcse",
)  # fmt: skip
"""Reasons for, the most useful first."""

AGAINST = (
    "reserved", "forecast", "forecast_undated", "planned",
    "closes_today", "closes_tomorrow", "no_working_day", "one_working_day", "few_working_days",
    "said_wrong_trade", "said_too_big", "said_too_far", "said_too_late",
    "far", "elsewhere", "elsewhere_many", "too_large", "all_lots",
    "insurance", "checks", "staff_transfer", "visit", "large_for_one", "large_for_one_perhaps",
    "round_the_clock", "many_places",
    "closes_soon", "closes_midnight", "one_of_many", "place_vague", "place_many", "place_unsaid",
    "office",
    "papers", "bond", "wage", "wished",
    "no_deadline", "no_value", "past_value", "shared_value", "demands_unknown",
)  # fmt: skip
"""Reasons against and what is not known, the most useful first."""

UNKNOWN = frozenset(
    {
        "against.place_vague",
        "against.place_many",
        "against.place_unsaid",
        "against.no_deadline",
        "against.no_value",
    }
)
"""Remarks that say what is not known."""

_RANKS = {
    f"{side}.{name}": at
    for side, names in (("reason", FOR), ("against", AGAINST))
    for at, name in enumerate(names)
}


def most_useful_first(remarks: Iterable[Remark]) -> list[Remark]:
    """The remarks in the order in which they are read; KeyError for one of no known use."""
    return sorted(remarks, key=lambda remark: _RANKS[remark.key])
