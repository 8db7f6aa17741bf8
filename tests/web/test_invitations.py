"""How an invited firm learns of it: by text, by mail, in the chat, on its page; honest to all."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path

import pytest
from aiohttp import ClientResponse

from bot.bootstrap.suppliers import make_prepare_supplier
from bot.domain.amendment import Amendment, AmendmentId, Part, PartChange
from bot.domain.consent import Answer, Channel, Consent, Purpose
from bot.domain.conversation import ConversationId, Reply
from bot.domain.entry import EntryId, Invitation
from bot.domain.feedback import Owner
from bot.domain.held import Holder, Whose
from bot.domain.interview import Interview
from bot.domain.person import Belonging, ContactPoint, Joined, Membership, PersonId
from bot.domain.reaching import Address, Means
from bot.domain.supplier import SupplierId
from bot.services.prepare_suppliers import prepare_suppliers
from tests.buying_site import ANONYMOUS, BuyingSite, Client, open_site, posted, send
from tests.examples import NOW, supplier
from tests.pages_in_process import counted

TAGS = re.compile(r"<[^>]+>")
MOST_STATEMENTS = 25
TALK = ConversationId("talk")
NUMBER = Address(Means.TEXT, "+447700900123")
MAILBOX = Address(Means.MAIL, "owner@example.org")
YES = Consent(
    *(Purpose.ALERTS, Answer.YES, "May we text you?", "1", Channel.TEXT, NOW),
    means=Means.TEXT,
)


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[BuyingSite]:
    opened = await open_site(tmp_path)
    with opened.services.storage.transaction() as work:
        work.suppliers.save_all([supplier("shine")])
        work.conversations.start(TALK, "hash", NOW)
    prepare_suppliers(opened.services.storage, make_prepare_supplier())
    yield opened
    await opened.close()


def reachable(site: BuyingSite, *addresses: Address, agrees: bool = False) -> None:
    """The firm's person, with those addresses proved, and the firm's conversation."""
    with site.services.storage.transaction() as work:
        first, *others = addresses
        person = work.people.prove(first, NOW, PersonId("owner"))
        for address in others:
            work.people.add_point(ContactPoint(person, address, NOW))
        work.people.join(Membership(person, SupplierId("shine"), Joined.FOUNDED, NOW))
        work.people.belong(Belonging(TALK, person, SupplierId("shine"), NOW))
        if agrees:
            work.consents.note(Owner(person=person), YES)


async def invited(site: BuyingSite) -> tuple[str, str]:
    """The path of something to which the firm was invited, and what the officer then reads."""
    officer = await site.visitor("officer")
    path = await posted(officer, title="Office cleaning", wanted="Clean our offices.")
    await officer.get(f"{path}/firms")
    await send(officer, f"{path}/firms", {"firm": ["shine"]}, f"{path}/firms")
    return path, await text_of(await officer.get(f"{path}/firms"))


async def text_of(answer: ClientResponse) -> str:
    return unescape(" ".join(TAGS.sub(" ", await answer.text()).split()))


def news(site: BuyingSite) -> list[Reply]:
    return site.services.quoting.invitations.news(TALK)


async def test_a_firm_that_agreed_to_texts_gets_one_and_no_mail(site: BuyingSite) -> None:
    reachable(site, NUMBER, MAILBOX, agrees=True)
    _, said = await invited(site)
    outbox = site.services.reaching.outbox.latest()
    assert len(outbox.phones[0].bubbles) == 1
    assert not outbox.mails
    assert "shine Limited: told by text" in said
    assert "07700" not in said
    assert "900123" not in said


async def test_without_that_consent_it_goes_by_mail_to_who_agreed_to_be_found(
    site: BuyingSite,
) -> None:
    reachable(site, NUMBER, MAILBOX)
    _, said = await invited(site)
    outbox = site.services.reaching.outbox.latest()
    assert not outbox.phones
    [mail] = outbox.mails
    assert mail.subject == "Birmingham City Council invites you to quote: Office cleaning"
    link = re.search(r"/invited/[\w.~-]+", mail.words)
    assert link
    assert "hide me from buyers" in mail.words
    seen = await (await site.visitor(ANONYMOUS)).get(link[0])
    assert "Clean our offices." in await text_of(seen)
    assert "shine Limited: told by e-mail" in said
    assert "example.org" not in said


async def test_who_hides_is_written_to_no_more(site: BuyingSite) -> None:
    reachable(site, MAILBOX)
    path, _ = await invited(site)
    with site.services.storage.transaction() as work:
        work.suppliers.save_all([supplier("shine", shown_to_buyers=None)])
    officer = await site.visitor("officer")
    fields = {"words": "Where are the keys?", "reply": "At the desk."}
    await send(officer, f"{path}/questions", fields, f"{path}/questions")
    assert len(site.services.reaching.outbox.latest().mails) == 1


async def test_who_cannot_be_written_to_is_told_in_the_chat_once_and_the_officer_knows(
    site: BuyingSite,
) -> None:
    reachable(site, NUMBER)
    path, said = await invited(site)
    assert "shine Limited: not written to" in said
    assert not site.services.reaching.outbox.latest().phones
    [told] = news(site)
    assert "invites your firm to answer “Office cleaning”" in told.text
    assert [one.label for one in told.choices] == ["Send my price for it", "Ask the buyer about it"]
    assert path.rpartition("/")[2] in told.choices[0].payload
    assert news(site) == []


async def test_news_waits_while_a_question_is_open_and_is_not_told_of_what_is_over(
    site: BuyingSite,
) -> None:
    reachable(site, NUMBER)
    path, _ = await invited(site)
    storage = site.services.storage
    with storage.transaction() as work:
        work.interviews.put(Interview(TALK, "profile", NOW, NOW))
    assert news(site) == []
    with storage.transaction() as work:
        work.interviews.remove(TALK, "profile")
    officer = await site.visitor("officer")
    await send(officer, f"{path}/withdraw", {}, path)
    assert news(site) == []


async def test_nobody_else_hears_of_it(site: BuyingSite) -> None:
    reachable(site, NUMBER)
    await invited(site)
    with site.services.storage.transaction() as work:
        work.conversations.start(ConversationId("other"), "hash", NOW)
    assert site.services.quoting.invitations.news(ConversationId("other")) == []


async def test_the_page_about_its_owner_lists_it_with_its_link(site: BuyingSite) -> None:
    reachable(site, NUMBER)
    await invited(site)
    link = site.services.held.tell.link_to(Holder(Whose.CONVERSATION, TALK))
    visitor = await site.visitor(ANONYMOUS)
    page = await visitor.get(link.removeprefix(site.settings.public_address))
    html = await page.text()
    assert "What buyers invited your firm to answer" in html
    path = re.search(r'href="(/invited/[\w.~-]+)"', html)
    assert path
    assert "Clean our offices." in await text_of(await visitor.get(path[1]))


async def test_a_change_reaches_the_firm_by_the_means_of_its_invitation(site: BuyingSite) -> None:
    reachable(site, MAILBOX)
    path, _ = await invited(site)
    officer = await site.visitor("officer")
    fields = {
        "title": "Office cleaning",
        "wanted": "Clean our two offices.",
        "postcode": "",
        "deadline-day": "14",
        "deadline-month": "12",
        "deadline-year": "2026",
        "why": "We have two",
    }
    done = await send(officer, f"{path}/amend", fields, f"{path}/amend")
    assert done.status == 303
    mails = site.services.reaching.outbox.latest().mails
    assert {mail.subject for mail in mails} == {
        "Birmingham City Council invites you to quote: Office cleaning",
        "Changed: Office cleaning",
    }
    [changed] = [mail for mail in mails if mail.subject.startswith("Changed")]
    assert "What is wanted now reads otherwise." in changed.words
    assert "Why: We have two" in changed.words
    link = re.search(r"/invited/[\w.~-]+", changed.words)
    assert link
    said = await text_of(await (await site.visitor(ANONYMOUS)).get(link[0]))
    assert "Changed since it was posted" in said
    shown = await text_of(await officer.get(path))
    assert "What it said before" in shown
    assert "Clean our offices." in shown


async def test_pages_ask_the_database_as_often_for_many_firms_and_changes_as_for_few(
    site: BuyingSite,
) -> None:
    path, _ = await invited(site)
    officer = await site.visitor("officer")
    pages = (f"{path}/firms", path, "/buying/posts")
    few = [await asked(officer, one) for one in pages]
    firms = [supplier(f"firm{n}") for n in range(12)]
    entry = EntryId(path.rpartition("/")[2])
    with site.services.storage.transaction() as work:
        work.suppliers.save_all(firms)
        work.entries.invite(Invitation(entry, one.id, NOW, None) for one in firms)
        for n in range(5):
            parts = (PartChange(Part.TITLE, f"Before {n}", "Office cleaning"),)
            made = Amendment(AmendmentId(f"change {n}"), entry, NOW, parts, "A slip", None)
            work.entries.amend(made)
    prepare_suppliers(site.services.storage, make_prepare_supplier())
    many = [await asked(officer, one) for one in pages]
    assert all(more <= count + 1 for more, count in zip(many, few, strict=True)), (few, many)
    assert max(many) <= MOST_STATEMENTS
    assert "Before 4" in await text_of(await officer.get(path))


async def asked(visitor: Client, path: str) -> int:
    """How many statements the page asks; the least of some, as others may ask meanwhile."""
    counts = []
    for _ in range(3):
        with counted() as statements:
            assert (await visitor.get(path)).status == 200
        counts.append(len(statements))
    return min(counts)
