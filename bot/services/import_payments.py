"""Takes in a buyer's files of payments: totals are kept, who was paid is not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.domain.errors import InvalidInputError, SourceError
from bot.domain.organisation_name import same_organisation_key
from bot.domain.payment import MOST_CATEGORIES, Payment, RefusedRow, Tally
from bot.domain.register import BuyerRegister
from bot.domain.spending import SpendingKind, SpendingRecord, web_address
from bot.ports import Clock, PaymentsReader, Storage

LONGEST_NAME = 100
LONDON = ZoneInfo("Europe/London")
RefusedIn = Callable[[Path, RefusedRow], object]
Progress = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class PaymentsFiles:
    """Files that belong together: whose payments, and where that buyer publishes them."""

    files: Sequence[Path]
    buyer: str
    source_url: str | None = None


@dataclass(frozen=True, slots=True)
class PaymentsSummary:
    """What an import of payments did; sums are pounds as published.

    `read` = `payments` + `refunds` + `repeated` + `rejected`. `redacted` counts, among payments and
    refunds, those whose payee the buyer hides. `payees` is how many different ones it names.
    `moved` says that files which were held already got another address.
    """

    buyer: str
    files: int
    read: int
    payments: int
    refunds: int
    redacted: int
    repeated: int
    rejected: int
    categories: int
    payees: int
    total: Decimal
    first: date | None
    last: date | None
    replaced: int = 0
    unchanged: bool = False
    moved: bool = False

    @classmethod
    def of_nothing(cls, given: PaymentsFiles) -> PaymentsSummary:
        """Of files that were refused as a whole: nothing was taken in."""
        nothing = SpendingRecord("", given.buyer, SpendingKind.PAYMENTS, ())
        return _summary(nothing, len(given.files), Tally())

    @property
    def found_anything(self) -> bool:
        """Whether any row could be read."""
        return self.payments + self.refunds > 0


class ImportPayments:
    """Reads files of one buyer as one record, and stores it once."""

    def __init__(
        self, storage: Storage, reader: PaymentsReader, clock: Clock, register: BuyerRegister
    ) -> None:
        self._storage = storage
        self._reader = reader
        self._clock = clock
        self._register = register

    def take_in(
        self, given: PaymentsFiles, refused: RefusedIn, progress: Progress, *, only_look: bool
    ) -> PaymentsSummary:
        """Reads the files together; with `only_look` nothing is stored.

        The same files for the same buyer change nothing, unless they come with another address,
        which is taken over: the record's key is their fingerprint. A record whose months lie within
        those of the new one is replaced by it. InvalidInputError where the months of the two cross,
        for then payments would be lost or counted twice, where the files name another body than the
        buyer, and where the address is none of the web; SourceError where a file is none of
        payments.
        """
        if given.source_url is not None and not web_address(given.source_url):
            raise InvalidInputError(
                "The address where the buyer publishes the files must begin with https:// or http://."
            )
        key = self._key_of(given)
        tally, rejected = self._added_up(given, refused, progress)
        record = SpendingRecord(
            key=key,
            buyer=given.buyer,
            kind=SpendingKind.PAYMENTS,
            lines=tuple(tally.lines()),
            refunds=tally.refunds,
            refunded=tally.refunded,
            redacted=tally.redacted,
            repeated=tally.repeated,
            refused=rejected,
            payees=tally.payees,
            source_url=given.source_url,
        )
        summary = _summary(record, len(given.files), tally)
        if not summary.found_anything:
            return summary
        return self._store(record, summary, only_look=only_look)

    def _key_of(self, given: PaymentsFiles) -> str:
        prints = sorted({self._reader.fingerprint(file) for file in given.files})
        if len(prints) < len(given.files):
            raise InvalidInputError("The same file is given twice.")
        return hashlib.sha256("\n".join([given.buyer, *prints]).encode()).hexdigest()

    def _added_up(
        self, given: PaymentsFiles, refused: RefusedIn, progress: Progress
    ) -> tuple[Tally, int]:
        tally, rejected = Tally(), 0
        today = self._clock.now().astimezone(LONDON).date()
        for file in given.files:
            for row in self._reader.read(file, today):
                progress(1)
                if isinstance(row, Payment):
                    self._check_body(file, row.body, given.buyer)
                    tally.add(row)
                else:
                    rejected += 1
                    refused(file, row)
                if len(tally.categories) > MOST_CATEGORIES:
                    raise SourceError(
                        f"There are more than {MOST_CATEGORIES} headings: the column that is taken "
                        "for them holds free text."
                    )
        return tally, rejected

    def _check_body(self, file: Path, body: str, buyer: str) -> None:
        """Raises where the row says that a body paid which the register does not call the buyer."""
        if not body:
            return
        named = self._register.named(body)
        name = named.buyer.name if named else body
        if same_organisation_key(name) != same_organisation_key(buyer):
            raise InvalidInputError(
                f"{file.name} holds payments of “{body[:LONGEST_NAME]}”, not of {buyer}: give "
                "--buyer that name, or, if both are one body, add it to content/buyers.yml."
            )

    def _store(
        self, record: SpendingRecord, summary: PaymentsSummary, *, only_look: bool
    ) -> PaymentsSummary:
        with self._storage.transaction() as work:
            of_buyer = [one for one in work.spending.records() if one.buyer == record.buyer]
            held = next((one for one in of_buyer if one.key == record.key), None)
            if held and record.source_url in {None, held.source_url}:
                return replace(summary, unchanged=True)
            if held:
                replaced, record = [held.key], replace(held, source_url=record.source_url)
            else:
                replaced = [one.key for one in of_buyer if _is_replaced(one, record)]
            if not only_look:
                work.spending.remove(replaced)
                work.spending.add(record, self._clock.now())
        return replace(summary, replaced=0 if held else len(replaced), moved=bool(held))


def _is_replaced(held: SpendingRecord, new: SpendingRecord) -> bool:
    """Whether the new record covers the held one; InvalidInputError where they only cross."""
    (held_first, held_last), (first, last) = _months(held), _months(new)
    if held_last < first or last < held_first:
        return False
    if first <= held_first and held_last <= last:
        return True
    raise InvalidInputError(
        f"Payments from {held_first} to {held_last} are held already, and these are from {first} "
        f"to {last}: give the files of the whole time together."
    )


def _months(record: SpendingRecord) -> tuple[str, str]:
    first, last = record.sum.first, record.sum.last
    return f"{first:%Y-%m}", f"{last:%Y-%m}"


def _summary(record: SpendingRecord, files: int, tally: Tally) -> PaymentsSummary:
    all_of_it = record.sum
    return PaymentsSummary(
        buyer=record.buyer,
        files=files,
        read=tally.payments + tally.refunds + tally.repeated + record.refused,
        payments=tally.payments,
        refunds=tally.refunds,
        redacted=tally.redacted,
        repeated=tally.repeated,
        rejected=record.refused,
        categories=len(tally.categories),
        payees=tally.payees,
        total=all_of_it.total,
        first=all_of_it.first,
        last=all_of_it.last,
    )
