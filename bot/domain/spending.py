"""What buyers have paid for in small amounts: published facts of a past period, no forecast."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from urllib.parse import urlsplit

STEPS = tuple(Decimal(step) for step in (10, 20, 50, 100, 200, 500, 1000, 5000))
"""Sums in pounds by which the size of payments is told."""

UNKNOWN_SIZES = (0,) * len(STEPS)
WORTH_TELLING = Decimal("0.4")
"""The share of payments of which something must be known before a size is told at all."""


class SpendingKind(StrEnum):
    """Which sort of publication the facts are from."""

    CARDS = "cards"
    PAYMENTS = "payments"


class PayeePlace(StrEnum):
    """Where those who were paid have their address, as far as the file says."""

    BIRMINGHAM = "birmingham"
    WEST_MIDLANDS = "west_midlands"
    ELSEWHERE = "elsewhere"
    NOT_STATED = "not_stated"


class YearSize(StrEnum):
    """What one payee got under one heading in one calendar year, in pounds as published."""

    UNDER_1000 = "under_1000"
    UNDER_5000 = "under_5000"
    UNDER_10000 = "under_10000"
    UNDER_25000 = "under_25000"
    UNDER_100000 = "under_100000"
    LARGER = "larger"
    UNKNOWN = "unknown"

    @property
    def below(self) -> Decimal | None:
        """The sum that the year's total stays under; None where there is none or it is unknown."""
        return _BELOW.get(self)


_BELOW = {
    YearSize.UNDER_1000: Decimal(1_000),
    YearSize.UNDER_5000: Decimal(5_000),
    YearSize.UNDER_10000: Decimal(10_000),
    YearSize.UNDER_25000: Decimal(25_000),
    YearSize.UNDER_100000: Decimal(100_000),
}


def web_address(said: str | None) -> str | None:
    """The address if it is one of a page on the web, else None: it is shown as a link."""
    try:
        parts = urlsplit(said or "")
        is_page = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return None
    return said if said and is_page and said.isprintable() and " " not in said else None


def year_size(total: Decimal) -> YearSize:
    """The band of a year's total; a sum at a bound is in the band above it."""
    fitting = (size for size, bound in _BELOW.items() if total < bound)
    return next(fitting, YearSize.LARGER)


@dataclass(frozen=True, slots=True)
class SpendingLine:
    """Payments of one heading, taken together.

    `category` is the buyer's own word, empty where it gave none. `total` is pounds as published,
    less what was paid back. `at_most` counts, for each of STEPS, the payments known to be no
    larger: there may be more. `payees` is how many different ones there were, None where the file
    hides them.
    """

    category: str
    first: date
    last: date
    payments: int
    total: Decimal
    at_most: tuple[int, ...] = UNKNOWN_SIZES
    place: PayeePlace = PayeePlace.NOT_STATED
    size: YearSize = YearSize.UNKNOWN
    payees: int | None = None


@dataclass(frozen=True, slots=True)
class SpendingRecord:
    """What one publication tells of one buyer; `key` names it for ever.

    `payees` is over the whole record, for one payee may stand in many lines; so are the counts of
    what was paid back, hidden, repeated and refused.
    """

    key: str
    buyer: str
    kind: SpendingKind
    lines: tuple[SpendingLine, ...]
    refunds: int = 0
    refunded: Decimal = Decimal(0)
    redacted: int = 0
    repeated: int = 0
    refused: int = 0
    payees: int | None = None
    source_url: str | None = None

    @property
    def sum(self) -> SpendingSum:
        """All its lines together."""
        return together(self.lines)


@dataclass(frozen=True, slots=True)
class SpendingSum:
    """Several lines together; `categories` are their headings, the one with most payments first."""

    first: date | None = None
    last: date | None = None
    payments: int = 0
    total: Decimal = Decimal(0)
    at_most: tuple[int, ...] = UNKNOWN_SIZES
    categories: tuple[str, ...] = field(default=())

    def typical(self) -> tuple[Decimal, int] | None:
        """The smallest step of which enough is known, and how many are known to be within it.

        The number is a floor: what is not known to be within the step may be so all the same.
        """
        for step, known in zip(STEPS, self.at_most, strict=True):
            if known and known >= self.payments * WORTH_TELLING:
                return step, known
        return None


def together(lines: Iterable[SpendingLine]) -> SpendingSum:
    """The lines added up, in whatever order they come."""
    those = list(lines)
    if not those:
        return SpendingSum()
    by_category: dict[str, int] = {}
    for line in those:
        by_category[line.category] = by_category.get(line.category, 0) + line.payments
    return SpendingSum(
        first=min(line.first for line in those),
        last=max(line.last for line in those),
        payments=sum(line.payments for line in those),
        total=sum((line.total for line in those), Decimal(0)),
        at_most=tuple(map(sum, zip(*(line.at_most for line in those), strict=True))),
        categories=tuple(sorted(by_category, key=lambda name: (-by_category[name], name))),
    )
