"""Makes the pages of past spending: what for, where it went, what a small firm could do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.domain.buyer import BuyerClass
from bot.domain.influence import Influence, influence
from bot.domain.register import BuyerRegister
from bot.domain.spending import (
    PayeePlace,
    SpendingKind,
    SpendingLine,
    SpendingRecord,
    SpendingSum,
    together,
    web_address,
)
from bot.domain.threshold_table import notice_floor
from bot.ports import Phrases
from bot.services.spending_records import SpendingRecords, attribution, period, slug

MOST_ROWS = 15
WHOLE_YEAR = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A bar of a chart and a row of its table; `share` is its length, of 100 for the longest."""

    label: str
    payments: int
    total: Decimal
    share: float
    also: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
    small: tuple[Decimal, int] | None = None


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One publication as its page shows it; sums are pounds as published.

    `has_small` says whether a small firm could have supplied any of it. `source_url` is an address
    of the web, or None. `months` is how many months its payments are spread over, None where only
    years are known.
    """

    kind: SpendingKind
    period: str
    attribution: str
    source_url: str | None
    whole: SpendingSum
    headings: tuple[Row, ...]
    more_headings: int
    places: tuple[Row, ...]
    parts: tuple[Row, ...]
    has_small: bool
    limit: Decimal
    months: int | None
    refunds: int
    refunded: Decimal
    redacted: int
    repeated: int
    refused: int
    payees: int | None

    @property
    def is_part_of_a_year(self) -> bool:
        """Whether a payee's year is cut short, so that too much looks small."""
        return self.months is not None and self.months < WHOLE_YEAR


@dataclass(frozen=True, slots=True)
class BuyerPage:
    """All that is held of one buyer's past spending, and where to ask what it needs now."""

    buyer: str
    slug: str
    records: tuple[RecordPage, ...]
    mailbox: str | None
    mailbox_seen: str | None


class ShowSpending:
    """The pages `/spending` and `/spending/{buyer}`."""

    def __init__(self, records: SpendingRecords, register: BuyerRegister, phrases: Phrases) -> None:
        self._records = records
        self._register = register
        self._phrases = phrases

    def buyers(self) -> list[BuyerPage]:
        """Every buyer with records, those of the register without any left out; by name."""
        return [self._page(name) for name in dict.fromkeys(r.buyer for r in self._records.all())]

    def without_records(self) -> list[str]:
        """The buyers of the register of which nothing is held, in its order."""
        held = {record.buyer for record in self._records.all()}
        return [one.buyer.name for one in self._register if one.buyer.name not in held]

    @staticmethod
    def floors() -> dict[str, Decimal]:
        """From which sums with VAT a buyer must publish a notice: the method names them."""
        return {
            "central": notice_floor(BuyerClass.CENTRAL).amount,
            "others": notice_floor(BuyerClass.SUB_CENTRAL).amount,
        }

    def buyer(self, address: str) -> BuyerPage | None:
        """The page of that address, or None if no records are held of such a buyer."""
        return next((page for page in self.buyers() if page.slug == address), None)

    def _page(self, buyer: str) -> BuyerPage:
        known = self._records.registered(buyer)
        buyer_class = known.buyer.buyer_class if known else BuyerClass.UNKNOWN
        return BuyerPage(
            buyer=buyer,
            slug=slug(buyer),
            records=tuple(self._record(one, buyer_class) for one in self._records.of(buyer)),
            mailbox=known.mailbox if known else None,
            mailbox_seen=known.source if known else None,
        )

    def _record(self, record: SpendingRecord, buyer_class: BuyerClass) -> RecordPage:
        headings = self._headings(record.lines)
        is_cards = record.kind is SpendingKind.CARDS
        parted = influence(record.lines, self._records.guide, buyer_class)
        return RecordPage(
            kind=record.kind,
            period=period(record, self._phrases),
            attribution=attribution(record, self._phrases),
            source_url=web_address(record.source_url),
            whole=record.sum,
            headings=tuple(_with_shares(headings[:MOST_ROWS], _payments)),
            more_headings=len(headings[MOST_ROWS:]),
            places=() if is_cards else tuple(self._places(record.lines)),
            parts=() if is_cards else tuple(self._parts(parted)),
            has_small=bool(parted.could_supply.categories),
            limit=parted.limit,
            months=None if is_cards else _months(record.sum),
            refunds=record.refunds,
            refunded=record.refunded,
            redacted=record.redacted,
            repeated=record.repeated,
            refused=record.refused,
            payees=record.payees,
        )

    def _headings(self, lines: Iterable[SpendingLine]) -> list[Row]:
        """By plain name, most payments first; one that the guide lacks stands as it is."""
        unnamed = self._phrases.say("spending.no_heading")
        by_name: dict[str, list[SpendingLine]] = {}
        for line in lines:
            name = self._records.guide.read(line.category).name or unnamed
            by_name.setdefault(name, []).append(line)
        rows = [self._heading(name, those) for name, those in by_name.items()]
        return sorted(rows, key=lambda row: (-row.payments, row.label))

    def _heading(self, name: str, lines: Sequence[SpendingLine]) -> Row:
        whole = together(lines)
        trades = [t for line in lines for t in self._records.guide.read(line.category).trades]
        also = tuple(own for own in whole.categories if own and own != name)
        found = tuple(dict.fromkeys(trades))
        return Row(name, whole.payments, whole.total, 0.0, also, found, whole.typical())

    def _places(self, lines: Sequence[SpendingLine]) -> list[Row]:
        rows = []
        for place in PayeePlace:
            there = together(line for line in lines if line.place is place)
            label = self._phrases.say(f"spending.place.{place}")
            rows.append(Row(label, there.payments, there.total, 0.0))
        return _with_shares(rows, _total)

    def _parts(self, parted: Influence) -> list[Row]:
        """What a small firm could supply, then why not the rest; empty parts are left out."""
        named = [
            ("could_supply", parted.could_supply),
            ("too_large", parted.too_large),
            ("size_unknown", parted.size_unknown),
            ("no_trade", parted.no_trade),
            *((f"left_out.{reason}", part) for reason, part in parted.left_out.items()),
        ]
        rows = [
            Row(self._phrases.say(f"spending.part.{key}"), part.payments, part.total, 0.0)
            for key, part in named
            if part.categories
        ]
        return _with_shares(rows, _total)


def _with_shares(rows: Sequence[Row], of: Callable[[Row], Decimal]) -> list[Row]:
    """The rows with their bars' lengths; what is below nought has none."""
    longest = max((of(row) for row in rows), default=Decimal(0))
    if longest <= 0:
        return list(rows)
    return [replace(row, share=round(max(0.0, float(100 * of(row) / longest)), 1)) for row in rows]


def _payments(row: Row) -> Decimal:
    return Decimal(row.payments)


def _total(row: Row) -> Decimal:
    return row.total


def _months(whole: SpendingSum) -> int | None:
    if whole.first is None or whole.last is None:
        return None
    return (
        (whole.last.year - whole.first.year) * WHOLE_YEAR + whole.last.month - whole.first.month + 1
    )
