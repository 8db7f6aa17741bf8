"""What an index must know of an opportunity beside its meaning, worked out once and kept small."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.money import to_pennies
from bot.domain.opportunity import LONDON, Kind, Opportunity
from bot.domain.place import Coverage, district_of
from bot.domain.postings import TermCounts, Terms
from bot.domain.work_words import is_list, title_names_goods

FORM = "2"
"""Names the form that facts are kept in: those of another are made anew."""

FACTS = np.dtype(
    [
        ("published", "<i8"), ("deadline", "<i8"), ("awarded", "<i8"), ("cancelled", "<i8"),
        ("pence", "<i8"), ("coverage", "<u8"), ("ends_on", "<i4"), ("length", "<u4"),
        ("terms", "<u4"), ("codes", "<u2"), ("trades", "<u2"), ("likely", "<u2"), ("kind", "u1"),
        ("is_list", "?"), ("goods", "?"), ("unread", "?"),
    ]
)  # fmt: skip
"""One opportunity: moments in microseconds UTC, its value, how many words, codes and trades.

`trades` are those that its title names, `likely` those that it may be for.

`unread`: what its text means has not been worked out yet.
"""

NEVER = np.iinfo(np.int64).max
ALWAYS = NOT_SAID = np.iinfo(np.int64).min
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_KINDS = tuple(Kind)
_PENCE = 100
_FINEST = 10_000
"""So many steps a chance is kept in."""

Marks = NDArray[np.bool_]
Facts = NDArray[Any] | Mapping[str, NDArray[Any]]
"""The FACTS of some opportunities, in one array or field by field."""


@dataclass(frozen=True, eq=False)
class Parts:
    """The words, the codes, the trades in titles, and the likely trades with their chances."""

    words: NDArray[np.uint32]
    codes: NDArray[np.uint32]
    trades: NDArray[np.uint32]
    likely: NDArray[np.uint32]
    chances: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class WorkFacts:
    """The facts of some opportunities, in one order.

    `numbers` has for each its words, its codes, the trades that its title names, those that it is
    likely to be for and the chance of each, one after the other; `counts` how often it has each
    word. `FACTS` says how many of each.
    """

    facts: NDArray[Any]
    numbers: NDArray[np.uint32]
    counts: NDArray[np.uint8]

    @classmethod
    def read(
        cls, facts: Iterable[bytes], numbers: Iterable[bytes], counts: Iterable[bytes]
    ) -> WorkFacts:
        """What the `bytes_of` of each opportunity hold."""
        return cls(
            np.frombuffer(b"".join(facts), dtype=FACTS),
            np.frombuffer(b"".join(numbers), dtype="<u4"),
            np.frombuffer(b"".join(counts), dtype="u1"),
        )

    @classmethod
    def joined(cls, some: Sequence[WorkFacts]) -> WorkFacts:
        """The facts of all, one after the other."""
        every = [cls.read([], [], []), *some]
        return cls(
            np.concatenate([one.facts for one in every]),
            np.concatenate([one.numbers for one in every]),
            np.concatenate([one.counts for one in every]),
        )

    def __len__(self) -> int:
        return len(self.facts)

    def bytes_of_one(self) -> tuple[bytes, bytes, bytes]:
        """Facts, numbers and counts of the only opportunity, as `read` takes them."""
        return self.facts.tobytes(), self.numbers.astype("<u4").tobytes(), self.counts.tobytes()

    @cached_property
    def parts(self) -> Parts:
        """What `numbers` holds of all, each part by itself."""
        each = ("terms", "codes", "trades", "likely", "likely")
        many = np.stack([self.facts[name].astype(np.int64) for name in each])
        which = np.repeat(np.tile(np.arange(len(each), dtype=np.uint8), len(self)), many.T.ravel())
        words, codes, trades, likely, steps = (self.numbers[which == n] for n in range(len(each)))
        return Parts(words, codes, trades, likely, (steps / _FINEST).astype(np.float32))

    def words(self) -> TermCounts:
        """The words of all, as postings take them in."""
        per_text, lengths = self.facts["terms"], self.facts["length"]
        return TermCounts(self.parts.words, self.counts, per_text, lengths)


def facts_of(
    opportunity: Opportunity,
    terms: Terms,
    title_trades: Iterable[str],
    likely: Mapping[str, float],
) -> WorkFacts:
    """The facts of one opportunity, whose words and whose title's trades are given.

    `likely` are the trades that it may be for, with the chance of each.
    """
    counted = TermCounts.of([terms])
    codes = [int(code) for code in opportunity.cpv if code.isdecimal()]
    trades = [number_of_trade(name) for name in title_trades]
    may_be = [number_of_trade(name) for name in likely]
    chances = [round(chance * _FINEST) for chance in likely.values()]
    row = np.zeros(1, dtype=FACTS)
    told = {
        "published": _moment(opportunity.published_at, ALWAYS),
        "deadline": _moment(opportunity.deadline, NEVER),
        "awarded": _moment(opportunity.awarded_at, NEVER),
        "cancelled": _moment(opportunity.cancelled_at, NEVER),
        "pence": pence_of(opportunity.value.amount),
        "coverage": number_of_coverage(opportunity.coverage),
        "ends_on": opportunity.ends_on.toordinal() if opportunity.ends_on else 0,
        "length": len(terms),
        "terms": len(counted.terms),
        "codes": len(codes),
        "trades": len(trades),
        "likely": len(may_be),
        "kind": _KINDS.index(opportunity.kind),
        "is_list": is_list(opportunity),
        "goods": title_names_goods(opportunity.title),
    }
    for name, value in told.items():
        row[name] = value
    own = np.array([*codes, *trades, *may_be, *chances], dtype=np.uint32)
    return WorkFacts(row, np.concatenate([counted.terms, own]), counted.counts)


def number_of_trade(name: str) -> int:
    """The number that stands for a trade, whichever other trades there are."""
    return zlib.crc32(name.encode("utf-8"))


def number_of_coverage(coverage: Coverage) -> int:
    """The same for coverages that lie alike to every place.

    A postcode without a point says no more than its district.
    """
    district = district_of(coverage.postcode) if coverage.postcode and not coverage.point else None
    point, office = coverage.point, coverage.office
    where = (point.latitude, point.longitude) if point else district
    told = (where, coverage.regions, coverage.nationwide, office.is_near if office else None)
    return int.from_bytes(hashlib.blake2b(repr(told).encode(), digest_size=8).digest(), "little")


def pence_of(amount: Decimal | None) -> int:
    """Pounds as whole pence; NOT_SAID for none."""
    return NOT_SAID if amount is None else int(to_pennies(amount) * _PENCE)


def answerable(facts: Facts, now: datetime) -> Marks:
    """Which are known at the moment and can be answered: as `Opportunity.state_at` has it."""
    return still_known(facts, now) & (planned(facts, now) | _open(facts, now))


def planned(facts: Facts, now: datetime) -> Marks:
    """Which are planned at the moment, known or not."""
    return _not_over(facts, now) & is_kind(facts, Kind.PLANNED, Kind.RE_LET) & ~_ended(facts, now)


def still_known(facts: Facts, now: datetime) -> Marks:
    """Which had been published by the moment."""
    return np.asarray(facts["published"] <= _moment(now, NEVER))


def closing_after(facts: NDArray[Any], moment: datetime) -> Marks:
    """Which have a deadline, and it comes after the moment."""
    return np.asarray((facts["deadline"] > _moment(moment, NEVER)) & (facts["deadline"] != NEVER))


def closing_before(facts: NDArray[Any], moment: datetime) -> Marks:
    """Which have a deadline, and it comes before the moment."""
    return np.asarray((facts["deadline"] < _moment(moment, NEVER)) & (facts["deadline"] != NEVER))


def worth(facts: NDArray[Any], least: Decimal | None, most: Decimal | None) -> Marks:
    """Which may be worth so many pounds: an unstated value may be anything below, but no least."""
    pence = facts["pence"]
    within = np.ones(len(pence), dtype=bool)
    if least is not None:
        within &= pence >= pence_of(least)
    if most is not None:
        within &= pence <= pence_of(most)
    return within


def _open(facts: Facts, now: datetime) -> Marks:
    runs_on = is_kind(facts, Kind.OPEN_FRAMEWORK) & (facts["ends_on"] > 0) & ~_ended(facts, now)
    answers = (facts["deadline"] != NEVER) | runs_on
    return np.asarray(_not_over(facts, now) & ~is_kind(facts, Kind.PLANNED, Kind.RE_LET) & answers)


def _not_over(facts: Facts, now: datetime) -> Marks:
    at = _moment(now, NEVER)
    return np.asarray(
        (facts["cancelled"] > at) & (facts["awarded"] > at) & (facts["deadline"] > at)
    )


def _ended(facts: Facts, now: datetime) -> Marks:
    today = now.astimezone(LONDON).date().toordinal()
    return np.asarray((facts["ends_on"] > 0) & (facts["ends_on"] < today))


def is_kind(facts: Facts, *kinds: Kind) -> Marks:
    """Which are of one of the kinds."""
    return np.isin(facts["kind"], [_KINDS.index(kind) for kind in kinds])


def _moment(moment: datetime | None, without: int) -> int:
    return without if moment is None else (moment - _EPOCH) // timedelta(microseconds=1)
