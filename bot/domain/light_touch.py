"""Services to which the law applies a light touch, as far as the list is known here."""

from __future__ import annotations

from collections.abc import Iterable

# Procurement Regulations 2024, Schedule 1, read only in part: codes and ranges of codes, ends
# included. Health and social services (division 85) are not among the entries read, but are
# commonly filed so: whoever asks must take them for possible.
_LISTED = (
    (50116510, 50116510),
    (63100000, 63734000),
    (64110000, 64110000),
    (71550000, 71550000),
    (75241100, 75241100),
    (79430000, 79430000),
    (79600000, 79635000),
    (79700000, 79722000),
    (98341000, 98341000),
    (98510000, 98510000),
)
_POSSIBLE_DIVISIONS = frozenset({"55", "75", "79", "80", "85", "92", "98"})


def may_be_light_touch(cpv: Iterable[str]) -> bool:
    """Whether services under these codes are listed, or may be in the part not read.

    Hotels and catering, public administration, business, education, health, recreation and
    other community services: with one of these, or no code at all, it cannot be ruled out.
    """
    codes = list(cpv)
    return not codes or any(_is_listed(code) or code[:2] in _POSSIBLE_DIVISIONS for code in codes)


def is_light_touch(cpv: Iterable[str]) -> bool:
    """Whether services under these codes are all among the entries that were read."""
    codes = list(cpv)
    return bool(codes) and all(_is_listed(code) for code in codes)


def _is_listed(code: str) -> bool:
    return any(first <= int(code) <= last for first, last in _LISTED)
