"""Words that are sent from an opportunity's page are about that one, on every database."""

from __future__ import annotations

import asyncio

from bot.domain.conversation import ConversationId
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import OpportunityId, Visibility
from connectors.storage.database import SqlStorage
from tests.browse_cases import NOW, one
from tests.pages_in_process import pages

BAD = ("secret", "nothing", "\0", "\N{RIGHT-TO-LEFT OVERRIDE}")


def focus_after(database_url: str, about: str) -> OpportunityId | None:
    """The opportunity spoken of once somebody has written about that one."""

    async def written() -> ConversationId:
        async with pages(database_url, NOW) as client:
            begun = await (await client.post("/api/conversations", json={})).json()
            path = f"/api/conversations/{begun['conversation']}/messages"
            headers = {"Authorization": f"Bearer {begun['token']}"}
            body = {"text": "Tell me more about this one", "about": about}
            answer = await client.post(path, json=body, headers=headers)
            assert answer.status == 200
            refused = await client.post(path, json=body, headers={"Authorization": "Bearer x"})
            assert refused.status == 401
            return ConversationId(begun["conversation"])

    conversation = asyncio.run(written())
    storage = SqlStorage(database_url)
    with storage.transaction() as work:
        search = work.searches.latest(conversation)
    storage.close()
    return search.focus if search else None


def test_words_may_be_about_an_opportunity_that_was_not_shown(database_url: str) -> None:
    storage = SqlStorage(database_url)
    hidden = one("secret", visibility=Visibility.INVITED)
    with storage.transaction() as work:
        work.opportunities.save_all({ProcessKey(each.id): each for each in (one("open"), hidden)})
    storage.close()
    assert focus_after(database_url, "open") == "open"
    assert [focus_after(database_url, about) for about in BAD] == [None] * len(BAD)


def test_no_address_of_an_opportunity_breaks_a_page(database_url: str) -> None:
    async def statuses() -> set[int]:
        async with pages(database_url, NOW) as client:
            paths = [f"/opportunities/{bad}{end}" for bad in ("%00", "%ED%A0%80", "x" * 999)
                     for end in ("", ".ics")]  # fmt: skip
            return {(await client.get(path)).status for path in paths}

    assert asyncio.run(statuses()) == {404}
