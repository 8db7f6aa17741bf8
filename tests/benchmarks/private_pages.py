"""What the pages that need a link or a sign-in show in the measurement of pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.bootstrap import Services
from bot.bootstrap.suppliers import make_prepare_supplier
from bot.domain.entry import Door, Entry, EntryId
from bot.domain.held import Holder, Whose
from bot.domain.introduction import IntroductionState, SharedFact
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import POSTED_HERE, Source
from bot.services.contact_links import ContactLinks, LeadLink
from bot.services.prepare_suppliers import prepare_suppliers
from bot.services.public_links import PublicLinks
from tests.contracts.test_held import TALK, fill_talk
from tests.examples import buyer_contact, opportunity, supplier
from tests.introductions import introduction
from tests.pages_in_process import Client
from tests.services.quoting import AMINA, ENTRY, JOB

ENTRIES, FIRMS, QUOTES = 30, 500, 12
COOKIE = "doorstep-officer"
TOKEN = re.compile(r'name="form_token" value="([^"]+)"')
OPENED = EntryId("22222222-2222-2222-2222-222222222222")
FILLED = {"price": "1,200", "vat": "added", "ask1": "Monday", "ask2": "My sister"}
CONTACT = buyer_contact(buyer="Birmingham City Council")
LEAD = introduction(
    "measured",
    IntroductionState.SENT,
    buyer="Birmingham City Council",
    firm="A Firm",
    shared=(SharedFact("work", "Cleaning in Bordesley Green"), SharedFact("place", "B9 4AA")),
)


async def private_pages(client: Client, services: Services, now: datetime) -> Mapping[str, str]:
    """Fills in what they show, and signs the client in; their paths by their names.

    An officer with entries, firms to be found, one entry with quotes that are sealed and one with
    quotes that were opened, a lead with its mailbox, and somebody about whom much is held.
    """
    _fill(services, now)
    sealed = [await _quoted(client, JOB, which) for which in range(QUOTES)]
    for which in range(QUOTES):
        await _quoted(client, OPENED, which)
    token = services.buying.sign_in.link_for(AMINA.id).rpartition("/")[2]
    client.session.cookie_jar.update_cookies({COOKIE: services.buying.sign_in.use(token)})
    await _open(client, services, now)
    links = ContactLinks(services.buying.links, "")
    me = PublicLinks(services.buying.links, "").about_me(Holder(Whose.CONVERSATION, TALK))
    return {
        "signing in": "/buying/sign-in",
        "an officer's start": "/buying",
        "her entries": "/buying/posts",
        "a new entry": "/buying/new",
        "an entry": f"/buying/posts/{JOB}",
        "its change": f"/buying/posts/{JOB}/amend",
        "firms for it": f"/buying/posts/{JOB}/firms",
        "its questions": f"/buying/posts/{JOB}/questions",
        "quotes, sealed": f"/buying/posts/{JOB}/quotes",
        "quotes, opened": f"/buying/posts/{OPENED}/quotes",
        "a firm's quote": sealed[0],
        "a lead": links.lead(LeadLink(LEAD.id, CONTACT.id, None)),
        "a mailbox's page": links.contact(CONTACT.id),
        "what is held of me": me,
        "the outbox": "/outbox",
        "alerts in figures": "/alerts",
    }


def _fill(services: Services, now: datetime) -> None:
    firms = [supplier(f"firm{number}", registered_at=now) for number in range(FIRMS)]
    with services.storage.transaction() as work:
        work.officers.add(AMINA)
        work.suppliers.save_all([*firms, supplier("firm")])
        fill_talk(work, TALK)
        work.buyer_contacts.add(CONTACT)
        work.opportunities.save(ProcessKey("led"), opportunity(deadline=now + timedelta(days=20)))
        work.introductions.add(LEAD)
    prepare_suppliers(services.storage, make_prepare_supplier())
    ids = [JOB, OPENED, *(EntryId(f"entry{number}") for number in range(ENTRIES))]
    for one in ids:
        _post(services, _entry(one, now))


def _entry(which: EntryId, now: datetime) -> Entry:
    moments = {"created_at": now, "changed_at": now, "posted_at": now}
    return replace(ENTRY, id=which, deadline=now + timedelta(days=30), **moments)


def _post(services: Services, entry: Entry) -> None:
    """The entry as it is posted, and the opportunity that it became."""
    shown = opportunity(
        entry.id,
        title=entry.title,
        deadline=entry.deadline,
        published_at=entry.posted_at,
        source=Source(POSTED_HERE, None, entry.created_at),
        visibility=Door.ADVERTISE.visibility,
    )
    with services.storage.transaction() as work:
        work.entries.save(entry)
        work.opportunities.save(entry.process_key, shown)


async def _quoted(client: Client, entry: EntryId, which: int) -> str:
    """The path of a quote that was sent."""
    begun = await client.post(f"/opportunities/{entry}/quote", allow_redirects=False)
    path = begun.headers["Location"]
    filled = {**FILLED, "firm": f"Firm {which}", "reach": f"07700 9001{which:02}", "do": "send"}
    sent = await client.post(path, data=filled)
    assert sent.status == 200, await sent.text()
    return path


async def _open(client: Client, services: Services, now: datetime) -> None:
    """Lets one competition be over, and opens what came."""
    over = now - timedelta(days=1)
    _post(services, replace(_entry(OPENED, now), deadline=over))
    at = f"/buying/posts/{OPENED}/quotes"
    token = TOKEN.search(await (await client.get(at)).text())
    assert token
    opened = await client.post(f"{at}/open", data={"form_token": token[1]})
    assert "Firm 3" in await opened.text()
