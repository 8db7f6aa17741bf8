"""A published payment, and the tally that keeps totals of payments and forgets who was paid."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bot.domain.spending import (
    STEPS,
    PayeePlace,
    SpendingLine,
    YearSize,
    year_size,
)

MOST_CATEGORIES = 3000
"""More headings than any buyer has: beyond it the column holds free text, which may name people."""


@dataclass(frozen=True, slots=True)
class Payment:
    """A row of a payments file; `amount` is pounds as published, below zero if paid back.

    `payee` is who was paid, made plain for counting, or None where the buyer hides it. `number` is
    the buyer's own number of the transaction, and `body` who paid as the row itself says; each is
    empty where the file has none.
    """

    paid_on: date
    amount: Decimal
    payee: str | None
    category: str
    place: PayeePlace
    number: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that could not be read: which, in which column, and why. It quotes no payee."""

    row: int
    column: str
    reason: str


Payee = bytes


@dataclass(slots=True)
class _Year:
    """What one payee got under one heading in one year; a hidden payee's payments stand alone."""

    place: PayeePlace
    first: date
    last: date
    payments: int = 0
    total: Decimal = Decimal(0)
    at_most: list[int] = field(default_factory=lambda: [0] * len(STEPS))


class Tally:
    """Adds payments up, one after the other, in memory that grows with payees and headings.

    Of a row itself only a number is kept, made from it, to know it when it comes again.
    """

    def __init__(self) -> None:
        self._years: dict[tuple[str, Payee | PayeePlace, int], _Year] = {}
        self._seen: set[int] = set()
        self._payees: set[Payee] = set()
        self.categories: set[str] = set()
        self.payments = self.refunds = self.redacted = self.repeated = 0
        self.refunded = Decimal(0)

    def add(self, payment: Payment) -> None:
        """Counts it, unless the same transaction came before in all that the file tells of it."""
        if self._came_before(payment):
            self.repeated += 1
            return
        year = self._year_of(payment)
        year.first, year.last = min(year.first, payment.paid_on), max(year.last, payment.paid_on)
        year.total += payment.amount
        if payment.amount < 0:
            self.refunds += 1
            self.refunded += payment.amount
            return
        self.payments += 1
        year.payments += 1
        for n, step in enumerate(STEPS):
            year.at_most[n] += payment.amount <= step

    @property
    def payees(self) -> int:
        """How many different payees there are among those whom the buyer names."""
        return len(self._payees)

    def lines(self) -> list[SpendingLine]:
        """The totals by heading, place and size of a payee's year; who was paid is gone."""
        gathered: dict[tuple[str, PayeePlace, YearSize], list[tuple[Payee | PayeePlace, _Year]]]
        gathered = {}
        for (category, payee, _), year in self._years.items():
            is_hidden = isinstance(payee, PayeePlace)
            size = YearSize.UNKNOWN if is_hidden else year_size(year.total)
            gathered.setdefault((category, year.place, size), []).append((payee, year))
        return [_line(*key, those) for key, those in sorted(gathered.items())]

    def _year_of(self, payment: Payment) -> _Year:
        self.categories.add(payment.category)
        key: Payee | PayeePlace = payment.place
        if payment.payee is None:
            self.redacted += 1
        else:
            key = _digest(payment.payee)
            self._payees.add(key)
        whose = payment.category, key, payment.paid_on.year
        if whose not in self._years:
            self._years[whose] = _Year(payment.place, payment.paid_on, payment.paid_on)
        return self._years[whose]

    def _came_before(self, payment: Payment) -> bool:
        """One transaction may be split over several rows: only rows alike in everything repeat."""
        if not payment.number:
            return False
        told = (payment.number, payment.paid_on, payment.amount, payment.payee, payment.category)
        mark = int.from_bytes(_digest(repr(told)), "big")
        known = mark in self._seen
        self._seen.add(mark)
        return known


def _line(
    category: str,
    place: PayeePlace,
    size: YearSize,
    those: list[tuple[Payee | PayeePlace, _Year]],
) -> SpendingLine:
    years = [year for _, year in those]
    is_hidden = size is YearSize.UNKNOWN
    return SpendingLine(
        category=category,
        first=min(year.first for year in years),
        last=max(year.last for year in years),
        payments=sum(year.payments for year in years),
        total=sum((year.total for year in years), Decimal(0)),
        at_most=tuple(_counts(years)),
        place=place,
        size=size,
        payees=None if is_hidden else len({payee for payee, _ in those}),
    )


def _counts(years: list[_Year]) -> Iterator[int]:
    for n in range(len(STEPS)):
        yield sum(year.at_most[n] for year in years)


def _digest(text: str) -> Payee:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
