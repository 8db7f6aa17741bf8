"""All that is known of past spending: what travels along, and what was imported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from bot.domain.register import BuyerRegister, RegisteredBuyer
from bot.domain.spending import SpendingKind, SpendingLine, SpendingRecord
from bot.domain.spending_guide import SpendingGuide
from bot.ports import Phrases, Storage


class SpendingRecords:
    """The records of every buyer, read through the guide."""

    def __init__(
        self,
        storage: Storage,
        published: Iterable[SpendingRecord],
        guide: SpendingGuide,
        register: BuyerRegister,
    ) -> None:
        self._storage = storage
        self._published = tuple(published)
        self.guide = guide
        self._register = register

    def all(self) -> list[SpendingRecord]:
        """Every record, by buyer, the latest period of each first."""
        with self._storage.transaction() as work:
            held = [*self._published, *work.spending.records()]
        told = [one for one in held if one.lines]
        newest_first = sorted(told, key=lambda one: (one.sum.last, one.key), reverse=True)
        return sorted(newest_first, key=lambda one: one.buyer)

    def of(self, buyer: str) -> list[SpendingRecord]:
        """The records of the buyer of that register name, the latest period first."""
        return [one for one in self.all() if one.buyer == buyer]

    def registered(self, buyer: str) -> RegisteredBuyer | None:
        """The buyer's entry in the register, by its register name."""
        return next((one for one in self._register if one.buyer.name == buyer), None)

    def of_trades(self, record: SpendingRecord, trades: Sequence[str]) -> list[SpendingLine]:
        """The record's lines that are the work of any of the trades."""
        wanted = set(trades)
        return [one for one in record.lines if wanted & set(self.guide.read(one.category).trades)]


def attribution(record: SpendingRecord, phrases: Phrases) -> str:
    """The line that goes wherever anything of the record goes."""
    if record.kind is SpendingKind.CARDS:
        return phrases.say(f"spending_source.{record.key}")
    return attribution_of_payments(record.buyer, record.sum.first, record.sum.last, phrases)


def attribution_of_payments(
    buyer: str, first: date | None, last: date | None, phrases: Phrases
) -> str:
    """The line of a buyer's imported payments."""
    when = period_between(SpendingKind.PAYMENTS, first, last, phrases)
    return phrases.say("spending_source.payments", buyer=buyer, period=when)


def period(record: SpendingRecord, phrases: Phrases) -> str:
    """The time that a record is of."""
    whole = record.sum
    return period_between(record.kind, whole.first, whole.last, phrases)


def period_between(
    kind: SpendingKind, first: date | None, last: date | None, phrases: Phrases
) -> str:
    """Years where only years are known, else months; one where both ends are the same."""
    if first is None or last is None:
        return phrases.say("spending.period.none")
    form = "%Y" if kind is SpendingKind.CARDS else "%B %Y"
    begun, ended = f"{first:{form}}", f"{last:{form}}"
    if begun == ended:
        return phrases.say("spending.period.in", month=begun)
    return phrases.say("spending.period.from", first=begun, last=ended)


def slug(buyer: str) -> str:
    """A buyer's name as a page's address has it."""
    return re.sub(r"[^a-z0-9]+", "-", buyer.lower()).strip("-")
