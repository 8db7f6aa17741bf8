"""How well processes that were published twice are recognised, on real notices.

`python -m tests.benchmarks.same_process` prints what is joined (to be read by eye) and the shares
that docs/benchmarks/same-process.md reports.
"""

from __future__ import annotations

import random
import sys
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from pathlib import Path

from bot.bootstrap import make_compiler, make_reader
from bot.domain.buyer import Buyer
from bot.domain.errors import SourceError
from bot.domain.notice import ProcessKey, Release
from bot.domain.opportunity import Ocid, Opportunity
from bot.domain.process_particulars import LARGEST_BLOCK, Particulars, blocks_of, particulars_of
from bot.domain.same_process import Evidence, evidence_of
from tests.benchmarks.releases import SHARED

Held = dict[ProcessKey, Opportunity]
Pairs = dict[tuple[ProcessKey, ProcessKey], Evidence]
Change = Callable[[Opportunity], Opportunity]
POOL_ROW = "local-cf"
AGAIN = "-again"


def main() -> None:
    """Prints the report."""
    raw, pool = held(SHARED / "raw"), held(SHARED / "pool.jsonl")
    for name, those in (("raw", raw), ("pool", pool)):
        found = pairs_of(those)
        out(f"\n{name}: {len(those)} processes, {len(found)} pairs joined")
        listed(found, those)
    both = {**pool, **raw}
    found = pairs_of(both)
    out(f"\nraw and pool: {len(both)} processes, {len(found)} pairs joined")
    sources = Counter(tuple(sorted(map(source, keys))) for keys in found)
    for sorts, number in sources.most_common():
        out(f"  {number:5} {' and '.join(sorts)}")
    known = known_pairs(raw, pool)
    out(f"\nknown pairs: {len(known)}, found {share(known, found)}")
    silent = {key: replace(o, reference=None) for key, o in pool.items()}
    out(f"without references on one side: {share(known, pairs_of({**silent, **raw}))}")
    for name, change in AGAIN_AND_THE_SAME.items():
        out(f"  {published_again(raw, change):6.1%} found: {name}")
    for name, change in NOT_THE_SAME.items():
        out(f"  {published_again(raw, change):6.1%} joined wrongly: {name}")
    if "--sample" in sys.argv:
        keys = random.Random(2025).sample(sorted(found), 100)  # noqa: S311 - a sample to read
        listed({one: found[one] for one in keys}, both)


def held(path: Path) -> Held:
    """The processes under a path, each as its releases make it."""
    compiler = make_compiler()
    releases: defaultdict[ProcessKey, dict[str, Release]] = defaultdict(dict)
    for entry in make_reader().read(path):
        if isinstance(entry, Release):
            releases[entry.process_key][entry.fingerprint] = entry
    made: Held = {}
    for key, those in releases.items():
        try:
            made[key] = compiler.compile(list(those.values())).opportunity
        except SourceError:
            continue
    return made


def pairs_of(opportunities: Held) -> Pairs:
    """What is joined among the processes, as an import would join it."""
    told = {key: particulars_of(key, o) for key, o in opportunities.items()}
    blocks: defaultdict[int, list[ProcessKey]] = defaultdict(list)
    for key, one in told.items():
        for block in blocks_of(one):
            blocks[block].append(key)
    small = (those for those in blocks.values() if len(those) <= LARGEST_BLOCK)
    candidates = {pair for those in small for pair in combinations(sorted(those), 2)}
    alike = {(a, b): evidence_of(told[a], told[b]) for a, b in candidates}
    return {keys: evidence for keys, evidence in sorted(alike.items()) if evidence}


def known_pairs(raw: Held, pool: Held) -> set[tuple[ProcessKey, ProcessKey]]:
    """Rows of the pool without an ocid of their own, with the original that they were made of."""
    originals: defaultdict[tuple[str, str | None], list[ProcessKey]] = defaultdict(list)
    for key, o in raw.items():
        originals[_flat(o.title), o.reference].append(key)
    rows = [(key, o) for key, o in pool.items() if key.startswith(POOL_ROW)]
    matched = ((key, originals[_flat(o.title), o.reference]) for key, o in rows)
    return {(min(key, those[0]), max(key, those[0])) for key, those in matched if those}


def published_again(opportunities: Held, change: Change) -> float:
    """The share of processes that are joined with themselves, published again and changed."""
    joined = 0
    for key, o in opportunities.items():
        again = particulars_of(ProcessKey(key + AGAIN), change(replace(o, ocid=Ocid(key + AGAIN))))
        joined += is_joined(particulars_of(key, o), again)
    return joined / len(opportunities)


def is_joined(one: Particulars, other: Particulars) -> bool:
    """Whether two would be compared, and be joined."""
    return bool(blocks_of(one) & blocks_of(other)) and evidence_of(one, other) is not None


def _other_feed(o: Opportunity) -> Opportunity:
    name = "contracts_finder" if o.source.name == "find_a_tender" else "find_a_tender"
    source = replace(o.source, name=name, url=None)
    return replace(o, source=source, reference=None, buyer=Buyer(o.buyer.name.upper()))


def _later(o: Opportunity, days: int) -> Opportunity:
    return replace(o, deadline=o.deadline and o.deadline + timedelta(days=days))


def _next_year(o: Opportunity) -> Opportunity:
    starts = o.starts_on and o.starts_on + timedelta(days=365)
    return replace(_later(o, 365), starts_on=starts)


def _off_the_page(o: Opportunity) -> Opportunity:
    return replace(o, source=replace(o.source, url=None))


AGAIN_AND_THE_SAME: dict[str, Change] = {
    "another ocid, all else the same": _off_the_page,
    "another ocid, two weeks later": lambda o: _later(_off_the_page(o), 14),
    "marked as advertised again": lambda o: replace(
        _off_the_page(o), title=f"RE-ADVERTISED: {o.title}"
    ),
    "on the other feed, without its reference, the buyer in capitals": _other_feed,
    "the same, without a value": lambda o: replace(
        _other_feed(o), value=replace(o.value, amount=None)
    ),
    "the same, with half of the description": lambda o: replace(
        _other_feed(o), description=o.description[: len(o.description) // 2]
    ),
}
NOT_THE_SAME: dict[str, Change] = {
    "another lot": lambda o: replace(_off_the_page(o), title=f"{o.title} Lot 2"),
    "the next year": lambda o: _next_year(_off_the_page(o)),
    "another buyer": lambda o: replace(_other_feed(o), buyer=Buyer("Hob Moor Primary School")),
    "another purchase of the buyer": lambda o: replace(
        _other_feed(o), title=f"{o.title} for libraries"
    ),
    "a call-off with a reference of its own": lambda o: replace(
        _off_the_page(o), reference="CALL-OFF/2031/77"
    ),
}


def source(key: ProcessKey) -> str:
    """Where a process is from."""
    return next((s for s in ("local-cfcsv", "local-cfv2", "ocds-") if key.startswith(s)), key[:20])


def share(known: Iterable[tuple[ProcessKey, ProcessKey]], found: Pairs) -> str:
    """How many of the known pairs were found."""
    every = list(known)
    right = sum(pair in found for pair in every)
    return f"{right} of {len(every)} ({right / max(1, len(every)):.1%})"


def listed(found: Pairs, among: Held) -> None:
    """Prints pairs to be read."""
    for keys, evidence in found.items():
        out(f"  {evidence.ground.value}")
        for key in keys:
            o = among[key]
            ends = o.deadline and o.deadline.date()
            told = (key[:40], o.reference, o.value.amount, ends, o.buyer.name, o.title)
            out("    " + " | ".join(str(fact) for fact in told))


def out(line: str) -> None:
    """Prints a line."""
    sys.stdout.write(f"{line}\n")


def _flat(title: str) -> str:
    return " ".join(title.lower().split())


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
