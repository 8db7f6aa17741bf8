"""The older shape of Contracts Finder: what cannot be understood in it is noted, not dropped."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.notice import Finding, FindingKind, Release
from bot.ports import ReleaseCompiler
from connectors.notices.contracts_finder_v2 import as_release

K = FindingKind
NOTICE: dict[str, Any] = {
    "id": "0f5d9a52-6c0e-4b0e-9d52-0c0b6f2f9d10",
    "title": "Painting of a library",
    "description": "Two rooms of the library, walls and ceilings.",
    "organisation": "Brindle Vale Council",
    "status": "open",
    "notice_type": "Contract",
    "published_date": "2025-10-05",
    "deadline_date": "2025-11-21",
    "awarded_date": "",
    "value_low": 5000,
    "value_high": 12000,
    "cpv_codes": "45442100",
    "region": "West Midlands",
    "postcode": "",
    "suitable_for_sme": True,
    "url": "https://www.contractsfinder.service.gov.uk/Published/Notice/0f5d9a52",
}
ALWAYS = {K.DEADLINE_WITHOUT_TIME, K.BUYER_WITHOUT_IDENTIFIER, K.NO_CATEGORY}
"""What the shape has no place for."""


def found_in(compiler: ReleaseCompiler, **changes: Any) -> tuple[Finding, ...]:
    """What is found in a clean notice with these changes."""
    release = as_release(NOTICE | changes, "here")
    assert isinstance(release, Release)
    return compiler.compile([release]).findings


def test_a_clean_notice_lacks_only_what_the_shape_has_no_place_for(
    compiler: ReleaseCompiler,
) -> None:
    assert {one.kind for one in found_in(compiler)} == ALWAYS


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"organisation": ["Brindle Vale"]}, K.UNREADABLE_FIELD),
        ({"status": "paused"}, K.UNKNOWN_WORD),
        ({"status": 7}, K.UNREADABLE_FIELD),
        ({"deadline_date": "in May"}, K.MALFORMED_DATE),
        ({"deadline_date": 20251121}, K.UNREADABLE_FIELD),
        ({"awarded_date": "in June"}, K.MALFORMED_DATE),
        ({"value_high": "12,000"}, K.MALFORMED_VALUE),
        ({"value_low": 15000}, K.RANGE_UPSIDE_DOWN),
        ({"cpv_codes": "painting"}, K.MALFORMED_CPV),
        ({"cpv_codes": {"a": 1}}, K.UNREADABLE_FIELD),
        ({"postcode": 9}, K.UNREADABLE_FIELD),
        ({"region": ["West Midlands"]}, K.UNREADABLE_FIELD),
        ({"suitable_for_sme": "yes"}, K.UNREADABLE_FIELD),
        ({"description": {"text": "x"}}, K.UNREADABLE_FIELD),
    ],
    ids=str,
)
def test_what_cannot_be_understood_is_noted(
    compiler: ReleaseCompiler, changes: dict[str, Any], kind: FindingKind
) -> None:
    assert kind in {one.kind for one in found_in(compiler, **changes)}
