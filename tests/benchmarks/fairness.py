"""A year of buyers' lists on real notices: `python -m tests.benchmarks.fairness`, a minute or so.

Firms are invented, over every ward of East Birmingham and every trade; needs are notices that
really were published, drawn anew each week. What is measured is in `fairness_year.py`.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from bot.bootstrap import CONTENT, KEPT_VECTORS, ROOT, make_compiler, make_reader, make_samples
from bot.bootstrap.matching import make_fit_model, make_vocabulary
from bot.clock import SystemClock
from bot.domain.opportunity import Opportunity, OpportunityId
from bot.domain.rotation import BANDS
from bot.domain.supplier import SupplierId
from bot.domain.supplier_rows import HeldRow
from bot.domain.work_facts import WorkFacts
from bot.services.needed_work import ReadNeed
from bot.services.prepare_suppliers import PrepareSupplier
from bot.services.prepare_work import Vocabulary, packed_texts
from bot.services.read_processes import read_processes
from bot.services.supplier_index import SupplierIndex
from bot.services.work_index import WorkIndex
from connectors.places.gazetteer import Gazetteer
from connectors.places.place_names import GazetteerPlaceNames
from connectors.text.vector_cache import CachedEncoder
from models.pairs import POOL
from tests.benchmarks import fairness_year as year
from tests.benchmarks.invented_firms import InventedFirm, east_birmingham, firms_of

PAGE = ROOT / "docs" / "benchmarks" / "fairness.md"
SEED = 52
NOTICES, NEEDS_A_WEEK, VARIANTS = 900, 90, 1
LEAST_FIRMS = 4
ORDERS: Mapping[str, year.Choose] = {
    "in turn (the product)": year.in_turn,
    "a fresh lot each time": year.by_lot,
    "by name": year.by_name,
}


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one order."""

    name: str
    groups: int
    worst: float
    usual: float
    ward: tuple[str, float]
    trade: tuple[str, float]


def main() -> None:
    """Measures, prints, and writes docs/benchmarks/fairness.md."""
    luck = random.Random(SEED)  # noqa: S311 - chance, not secrecy
    vocabulary = make_vocabulary()
    opportunities, source = notices(luck)
    wards = east_birmingham(CONTENT)
    firms = [one for trade in vocabulary.trades for one in firms_of(trade, wards, VARIANTS, luck)]
    by_id = {SupplierId(str(number)): firm for number, firm in enumerate(firms)}
    bands = bands_of(opportunities, firms, vocabulary)
    wanted = [number for number, those in enumerate(bands) if sum(map(len, those)) >= LEAST_FIRMS]
    needs = [
        year.Need(OpportunityId(f"{week}: {n}"), week, bands[luck.choice(wanted)])
        for week in range(year.WEEKS)
        for n in range(NEEDS_A_WEEK)
    ]
    there = year.stays(list(by_id), luck)
    told = [measured(name, needs, there, choose, by_id) for name, choose in ORDERS.items()]
    text = page(told, by_id, needs, len(wanted), source)
    sys.stdout.write(text)
    PAGE.write_text(text, encoding="utf-8")


def notices(luck: random.Random) -> tuple[list[Opportunity], str]:
    """Notices to draw needs from, and what they are."""
    if POOL.exists():
        read = read_processes([POOL], make_reader(), make_compiler()).opportunities
        return luck.sample(list(read.values()), NOTICES), f"{NOTICES} of 2,700 real notices"
    samples = list(make_samples()(SystemClock().now()))
    return samples, f"the project's {len(samples)} samples, for the real notices are not there"


def bands_of(
    opportunities: Sequence[Opportunity], firms: Sequence[InventedFirm], vocabulary: Vocabulary
) -> list[list[list[SupplierId]]]:
    """For each notice the firms of each band, as the product's index finds them."""
    keeping = CachedEncoder(vocabulary.encoder, KEPT_VECTORS)
    known = replace(vocabulary, encoder=keeping)
    words = WorkIndex(known)
    facts = WorkFacts.joined([known.facts_of(one) for one in opportunities])
    words.append(packed_texts(opportunities, known, keeping), facts)
    prepare = PrepareSupplier(known, GazetteerPlaceNames(Gazetteer(CONTENT)))
    index, read = SupplierIndex(prepare, make_fit_model()), ReadNeed(known)
    rows = (HeldRow(n, None, True, prepare.row_of(one.text)) for n, one in enumerate(firms))
    index.take_in(list(rows))
    found = []
    for one in opportunities:
        fitting = index.fitting(read.of(one, words.rows.words), one, who_agreed=True)
        found.append([[SupplierId(str(n)) for n in band] for band in fitting.bands()])
    return found


def measured(
    name: str,
    needs: Sequence[year.Need],
    there: Mapping[SupplierId, year.Stay],
    choose: year.Choose,
    firms: Mapping[SupplierId, InventedFirm],
) -> Told:
    """The year in that order."""
    done = year.through_the_year(needs, there, choose)
    ratios = year.ratios_of_equals(done)
    wards = year.shares(done, {one: firm.ward for one, firm in firms.items()})
    trades = year.shares(done, {one: firm.trade for one, firm in firms.items()})
    lowest = [min(of.items(), key=lambda one: one[1]) for of in (wards, trades)]
    return Told(name, len(ratios), max(ratios), median(ratios), lowest[0], lowest[1])


def page(
    told: Sequence[Told],
    firms: Mapping[SupplierId, InventedFirm],
    needs: Sequence[year.Need],
    distinct: int,
    source: str,
) -> str:
    """The page docs/benchmarks/fairness.md."""
    rows = "\n".join(
        f"| {one.name} | {times(one.worst)} | {times(one.usual)} "
        f"| {one.ward[1]:.2f} | {one.trade[1]:.2f} |"
        for one in told
    )
    competing = np.mean([sum(map(len, one.bands)) for one in needs])
    return _PAGE.format(
        rows=rows,
        groups=told[0].groups,
        firms=len(firms),
        wards=len({one.ward for one in firms.values()}),
        trades=len({one.trade for one in firms.values()}),
        needs=len(needs),
        distinct=distinct,
        source=source,
        competing=competing,
        bands=", ".join(str(one) for one in BANDS),
        ward=told[0].ward[0],
        trade=told[0].trade[0],
    )


def times(ratio: float) -> str:
    """A ratio, or that some were never shown."""
    return "some never" if ratio == float("inf") else f"{ratio:.2f}"


_PAGE = """\
# How evenly firms are shown to buyers

Written by `python -m tests.benchmarks.fairness`; do not edit. {firms:,} invented firms, one of each
of {trades} trades in each of East Birmingham's {wards} wards, through 52 weeks; one in eight joins
within the year, one in eight leaves. {needs:,} needs of {distinct} notices ({source}), each with a
list of five; {competing:.0f} firms compete for a list on average. The rule: `rotation.py`.

| order among equals | most / least shown, worst | usual | least of its share: a ward | a trade |
|---|---|---|---|---|
{rows}
| to reach | 1.20 | | 0.80 | 0.80 |

- Equals are firms that competed for exactly the same needs, each due ten showings or more: {groups}
  groups of them. Ratios are of whole showings, so 11 to 10 is 1.10 already.
- A share is a group's part of all showings over its part of what was due: for each need, places /
  firms of the best band. Groups due less than ten are left out. The least were {ward} and {trade}.
- Firms of one trade say the same but for their ward; the places that a firm names are taken out of
  what is compared, so equal work is an equal fit.
"""


if __name__ == "__main__":
    main()
