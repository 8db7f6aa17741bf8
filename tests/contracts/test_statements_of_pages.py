"""A page asks the database as much for sixty opportunities as for three."""

from __future__ import annotations

import asyncio

from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Opportunity
from connectors.storage.database import SqlStorage
from tests.browse_cases import NOW, POSTED, one
from tests.pages_in_process import counted, pages

FEW, MANY = 3, 60
MOST = {
    "/": 1,
    "/opportunities": 6,
    "/opportunities?q=cleaning&buyer=birmingham&order=largest": 6,
    "/opportunities?place=B9+4AA&small=yes&from=1000&kind=tender": 5,
    "/opportunities?page=2": 6,
    "/opportunities?q=zebra&buyer=birmingham&kind=challenge": 12,
    "/opportunities/map": 3,
    "/opportunities.atom": 5,
    "/opportunities/n1": 5,
    "/opportunities/n1.ics": 3,
    "/sitemap.xml": 2,
    "/open-data": 1,
    "/api/ocds/releases": 3,
    "/open-data/releases.jsonl.gz": 3,
    "/spending": 8,
    "/quality": 8,
    "/guidance": 2,
    "/templates": 1,
    "/privacy": 1,
    "/complaints": 1,
}
"""For each page how many statements it may take at the most."""


def some(count: int) -> list[Opportunity]:
    """So many open opportunities, each of a buyer's own list."""
    return [one(f"n{n}", title=f"Cleaning number {n}", source=POSTED) for n in range(count)]


async def asked(database_url: str) -> dict[str, int]:
    """How many statements each page takes, once it was asked for before.

    The fewest of two: what the service does by itself meanwhile is not the page's.
    """
    took: dict[str, list[int]] = {path: [] for path in MOST}
    async with pages(database_url, NOW) as client:
        for _ in range(3):
            for path in MOST:
                with counted() as statements:
                    answer = await client.get(path)
                    await answer.read()
                assert answer.status == 200, path
                took[path].append(len(statements))
    return {path: min(counts[1:]) for path, counts in took.items()}


def test_no_page_asks_more_for_more_opportunities_nor_more_than_it_may(database_url: str) -> None:
    storage, told = SqlStorage(database_url), []
    for count in (FEW, MANY):
        with storage.transaction() as work:
            work.opportunities.save_all({ProcessKey(o.id): o for o in some(count)})
        told.append(asyncio.run(asked(database_url)))
    storage.close()
    few, many = told
    assert {path: (few[path], n) for path, n in many.items() if n > few[path]} == {}
    assert {path: n for path, n in many.items() if n > MOST[path]} == {}
