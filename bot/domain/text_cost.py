"""Counts what a text costs before it is sent: its segments, and their price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

ONE_PLAIN, EACH_PLAIN = 160, 153
ONE_OTHER, EACH_OTHER = 70, 67
"""Units of a text of one segment, and of each segment of a longer one; see 3GPP TS 23.040."""

WARN_AT = Decimal("0.8")
"""The part of a month's budget at which whoever runs the service is warned."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What texts may cost in a month of London's calendar, and what a segment does; pounds.

    None is no limit.
    """

    monthly: Decimal | None
    segment: Decimal

    def price(self, segments: int) -> Decimal:
        """What so many segments cost."""
        return self.segment * segments

    def allows(self, spent: Decimal, segments: int) -> bool:
        """Whether a text of so many segments is still within the month."""
        return self.monthly is None or spent + self.price(segments) <= self.monthly

    def is_low(self, spent: Decimal) -> bool:
        """Whether so much of it is spent that its owner should know."""
        return self.monthly is not None and spent >= self.monthly * WARN_AT


def segments_of(widths: Sequence[int], *, is_plain: bool) -> int:
    """How many segments a text needs, at least one; `widths` are the units of its characters.

    Units are those of the plain alphabet where all of the text is in it, else of 16 bits; each
    character has one or two, and one of two is never parted.
    """
    one, each = (ONE_PLAIN, EACH_PLAIN) if is_plain else (ONE_OTHER, EACH_OTHER)
    if sum(widths) <= one:
        return 1
    segments, used = 1, 0
    for width in widths:
        if used + width > each:
            segments, used = segments + 1, 0
        used += width
    return segments
