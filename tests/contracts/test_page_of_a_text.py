"""A link in a text that told several opportunities leads to a list of them."""

from __future__ import annotations

import asyncio

from bot.domain.alert import Alert, AlertId, AlertText
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import OpportunityId
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.domain.subscription import Subscription, SubscriptionId
from bot.domain.supplier import SupplierId
from connectors.storage.database import SqlStorage
from tests.browse_cases import NOW, one
from tests.examples import supplier
from tests.pages_in_process import counted, pages

LINK = "abcdefghij"
ANNA, FIRM = PersonId("anna"), SupplierId("firm")
HERS = Subscription(SubscriptionId("hers"), ANNA, FIRM, Means.TEXT, NOW)
MOST = 5
"""Statements that the list may take: the alerts, and the opportunities together."""


def texted(database_url: str, *names: str) -> None:
    """Stores these opportunities, and a text that told them."""
    storage = SqlStorage(database_url)
    alerts = [
        Alert(AlertId(n), HERS.id, ANNA, OpportunityId(n), 0.9, NOW).told("t", NOW) for n in names
    ]
    with storage.transaction() as work:
        work.opportunities.save_all({ProcessKey(n): one(n, title=f"Job {n}") for n in names})
        work.suppliers.save_all([supplier(FIRM)])
        work.people.prove(Address(Means.TEXT, "+447700900001"), NOW, ANNA)
        work.subscriptions.put(HERS)
        work.alerts.add_new(alerts)
        work.alerts.put_texts([AlertText("t", HERS.id, ANNA, LINK, 1, NOW)])
    storage.close()


async def asked(database_url: str) -> tuple[int, str, list[str]]:
    """The answer to the link, and the statements that it took once it was asked for before.

    The fewest of some: what the service does by itself meanwhile is not the page's.
    """
    took: list[list[str]] = []
    async with pages(database_url, NOW) as client:
        for _ in range(4):
            with counted() as statements:
                answer = await client.get(f"/o/{LINK}", allow_redirects=False)
                page = await answer.text()
            took.append(statements)
        return answer.status, page, min(took[1:], key=len)


def test_several_are_listed_with_their_facts_in_few_statements(database_url: str) -> None:
    texted(database_url, "a", "b", "c")
    status, page, statements = asyncio.run(asked(database_url))
    assert status == 200
    for name in ("a", "b", "c"):
        assert f'<a href="/opportunities/{name}">Job {name}</a>' in page
    assert "£20,000 plus VAT" in page
    assert "buying@example.org" not in page
    assert len(statements) <= MOST


def test_one_alone_is_its_own_page(sqlite_url: str) -> None:
    texted(sqlite_url, "a")
    assert asyncio.run(asked(sqlite_url))[0] == 302
