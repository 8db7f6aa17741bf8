"""An owner's ten minutes at a phone, counted; and axe on the pages of quotes in their states."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.domain.entry import Entry, EntryId
from bot.domain.opportunity import LONDON, POSTED_HERE, Source
from connectors.storage.database import SqlStorage
from tests.browser.conftest import PHONE, Visit
from tests.browser.test_accessibility import FOR_AXE, NARROWEST, SIZES, faults
from tests.browser.test_buying import RUN, Hands, fits, link
from tests.examples import opportunity
from tests.running import NOW, Doorstep
from tests.services.quoting import ENTRY

THEIR_NOW = datetime.fromisoformat(NOW).replace(tzinfo=LONDON)
TEN_MINUTES = 600
ANSWERS = {
    "Your price for the whole job, in pounds": "1450",
    "When could you start?": "Any Monday from the first of December, at seven in the morning.",
    "Who would do the work?": "Me and my son. We did the windows of two schools last year.",
    "name, or your own": "Bright Windows",
    "How can they reach you?": "07700 900123",
}


def posted(doorstep: Doorstep, **changes: Any) -> Entry:
    """An entry of its own in that Doorstep's database."""
    at = {"created_at": THEIR_NOW, "changed_at": THEIR_NOW, "posted_at": THEIR_NOW}
    ends = {"deadline": THEIR_NOW + timedelta(days=10)}
    made = replace(ENTRY, id=EntryId(str(uuid.uuid4())), author=None, **{**at, **ends, **changes})
    save(doorstep, made)
    return made


def save(doorstep: Doorstep, entry: Entry) -> None:
    """The entry as it now stands."""
    source = Source(POSTED_HERE, None, THEIR_NOW)
    one = opportunity(
        entry.id,
        title=entry.title,
        deadline=entry.deadline,
        published_at=entry.posted_at,
        source=source,
    )
    storage = SqlStorage(doorstep.database_url)
    with storage.transaction() as work:
        work.entries.save(entry)
        work.opportunities.save(entry.process_key, one)
    storage.close()


def close(doorstep: Doorstep, entry: Entry) -> None:
    """Lets its closing time be over."""
    save(doorstep, replace(entry, deadline=THEIR_NOW - timedelta(minutes=1)))


@pytest.fixture(scope="module")
def signed_in(browser: Browser, doorstep_written_in: Doorstep) -> Iterator[str]:
    """The cookie of an officer."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(link(doorstep_written_in))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Birmingham City Council")
    yield context.cookies()[0]["value"]
    context.close()


def begin(page: Page, doorstep: Doorstep, entry: Entry) -> None:
    """From the page of the job to that of a new quote."""
    page.goto(f"{doorstep.address}/opportunities/{entry.id}")
    page.get_by_role("button", name="Send a quote").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your quote for")


def fill(page: Page, **changes: str) -> None:
    """All that is asked, at once."""
    for label, words in {**ANSWERS, **changes}.items():
        page.get_by_label(label).fill(words)
    page.get_by_label("VAT comes on top").check()


def test_an_owner_answers_in_under_ten_minutes(visit: Visit, doorstep_written_in: Doorstep) -> None:
    entry = posted(doorstep_written_in)
    page = visit(doorstep_written_in, PHONE).page
    page.goto(f"{doorstep_written_in.address}/opportunities/{entry.id}")
    hands = Hands(page)
    hands.tap(page.get_by_role("button", name="Send a quote"))
    for label, words in ANSWERS.items():
        hands.write(label, words)
    hands.tap(page.get_by_label("I am not registered for VAT"))
    expect(page.locator("#saved")).to_contain_text("Saved at")
    page.reload()
    expect(page.get_by_label("Who would do the work?")).to_have_value(
        ANSWERS["Who would do the work?"]
    )
    hands.tap(page.get_by_role("button", name="Send my quote"))
    expect(page.get_by_role("heading", name="Receipt")).to_be_visible()
    expect(page.get_by_text("£1,450.00, no VAT as the firm is not registered")).to_be_visible()
    print(hands)  # noqa: T201 - the count, for whoever runs it with -s
    assert hands.seconds < TEN_MINUTES, str(hands)
    assert str(hands) in RUN.read_text(encoding="utf-8")


@pytest.mark.parametrize("size", [NARROWEST, *SIZES])
def test_axe_finds_nothing_from_the_draft_to_the_outcome(
    visit: Visit, doorstep_written_in: Doorstep, size: tuple[int, int], signed_in: str
) -> None:
    entry = posted(doorstep_written_in)
    page = visit(doorstep_written_in, size, **FOR_AXE).page
    page.goto(f"{doorstep_written_in.address}/opportunities/{entry.id}")
    looked_at(page)
    begin(page, doorstep_written_in, entry)
    looked_at(page)
    page.get_by_role("button", name="Send my quote").click()
    expect(page.get_by_role("alert")).to_contain_text("Please look again")
    looked_at(page)
    fill(page)
    page.get_by_label("Add a file").set_input_files(
        {"name": "how.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF"}
    )
    page.get_by_role("button", name="Add this file").click()
    fill(page)
    page.get_by_label("Ask Birmingham City Council something").fill("Ring me on 07700 900123?")
    page.get_by_role("button", name="Send my question").click()
    looked_at(page)
    page.get_by_role("button", name="Send my question").click()
    fill(page)
    page.get_by_role("button", name="Send my quote").click()
    expect(page.get_by_role("heading", name="Receipt")).to_be_visible()
    looked_at(page)
    mine = page.url
    officers_pages(page, doorstep_written_in, entry, signed_in)
    page.goto(mine)
    expect(page.get_by_role("heading", name="What came of it")).to_be_visible()
    looked_at(page)


def officers_pages(page: Page, doorstep: Doorstep, entry: Entry, secret: str) -> None:
    """All that an officer sees, from the question to the outcome in two clicks."""
    cookie = {"name": "doorstep-officer", "value": secret, "url": doorstep.address}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    at = f"{doorstep.address}/buying/posts/{entry.id}"
    page.goto(f"{at}/questions")
    looked_at(page)
    page.get_by_role("button", name="Publish the answer").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    looked_at(page)
    page.get_by_label("Your answer").fill("Yes.")
    page.get_by_role("button", name="Publish the answer").click()
    page.goto(f"{at}/quotes")
    expect(page.get_by_text("1 quote has come so far")).to_be_visible()
    looked_at(page)
    close(doorstep, entry)
    page.reload()
    looked_at(page)
    page.get_by_role("button", name="Open all quotes").click()
    expect(page.get_by_role("table")).to_contain_text("Bright Windows")
    looked_at(page)
    page.get_by_role("button", name="Record the outcome").click()
    looked_at(page)
    page.get_by_label("Choose Bright Windows").check()
    page.get_by_role("button", name="Record the outcome").click()
    expect(page.get_by_text("Awarded to Bright Windows")).to_be_visible()
    looked_at(page)


def looked_at(page: Page) -> None:
    """Nothing is found, and nothing runs out of the screen."""
    assert faults(page) == [], page.url
    assert fits(page), page.url
