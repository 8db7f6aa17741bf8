"""Axe on what buyers and invited firms see in every state that is left; and each page's place."""

from __future__ import annotations

import subprocess
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.bootstrap import make_services
from bot.bootstrap.suppliers import make_prepare_supplier
from bot.domain.amendment import Amendment, AmendmentId, Part, PartChange
from bot.domain.buyer_question import Published, QuestionId
from bot.domain.entry import Door, Entry, EntryId, Invitation
from bot.domain.opportunity import POSTED_HERE, Source
from bot.domain.reaching import Means
from bot.domain.signed_link import LinkPurpose
from bot.domain.supplier import Agreement, SupplierId
from bot.ports import Work
from bot.services.prepare_suppliers import prepare_suppliers
from bot.settings import Settings
from tests.browser.conftest import PHONE, Visit
from tests.browser.test_accessibility import FOR_AXE, NARROWEST, SIZES, faults
from tests.browser.test_buying import fits
from tests.browser.test_quotes import THEIR_NOW
from tests.examples import cpv, opportunity, supplier
from tests.running import DOORSTEP, ROOT, Doorstep
from tests.services.quoting import ENTRY

LONG_NAME = "The Small Heath and Bordesley Green Window, Gutter and Solar Panel Cleaning Company"


@dataclass
class Town:
    """A running Doorstep, its services on the same database, and who is signed in."""

    doorstep: Doorstep
    settings: Settings
    cookies: dict[str, str]

    def __post_init__(self) -> None:
        self.services = make_services(self.settings)

    def post(self, **changes: Any) -> Entry:
        """An entry of its own, as it stands in that state."""
        ends = THEIR_NOW + timedelta(days=10)
        facts = {"created_at": THEIR_NOW, "changed_at": THEIR_NOW, "posted_at": THEIR_NOW}
        made = replace(
            ENTRY,
            id=EntryId(str(uuid.uuid4())),
            author=None,
            **{**facts, "deadline": ends, **changes},
        )
        self.save(made)
        return made

    def save(self, entry: Entry) -> None:
        """The entry as it now stands, and what others see of it."""
        door = entry.door or Door.ADVERTISE
        one = opportunity(
            entry.id,
            title=entry.title,
            deadline=entry.deadline,
            published_at=entry.posted_at,
            cancelled_at=entry.withdrawn_at,
            visibility=door.visibility,
            source=Source(POSTED_HERE, None, THEIR_NOW),
        )
        with self.services.storage.transaction() as work:
            work.entries.save(entry)
            work.opportunities.save(entry.process_key, one)

    def work(self, do: Callable[[Work], object]) -> None:
        """Something in one transaction."""
        with self.services.storage.transaction() as work:
            do(work)

    def invited(self, entry: Entry, firm: str = "shine") -> str:
        """The path of the firm's own page of an invitation."""
        asked = Invitation(entry.id, SupplierId(firm), THEIR_NOW, None)
        self.work(lambda work: work.entries.invite([asked]))
        about, lasting = f"{entry.id}.{firm}", timedelta(days=40)
        return f"/invited/{self.services.buying.links.sign(LinkPurpose.INVITED, about, lasting)}"

    def changed(self, entry: Entry) -> None:
        """With a change, and an answer to a question."""
        parts = (
            PartChange(Part.WANTED, "Twelve windows.", entry.wanted),
            PartChange(
                Part.DEADLINE, THEIR_NOW.isoformat(), (entry.deadline or THEIR_NOW).isoformat()
            ),
        )
        new = str(uuid.uuid4())
        made = Amendment(AmendmentId(new), entry.id, THEIR_NOW, parts, "A firm asked", None)
        told = Published(
            QuestionId(new),
            entry.opportunity_id,
            "Where can a van stop?",
            "In the yard.",
            THEIR_NOW,
        )
        self.work(lambda work: work.entries.amend(made))
        self.work(lambda work: work.buyer_questions.publish(told))


def admin(doorstep: Doorstep, *arguments: str) -> str:
    """The link that the command prints."""
    command = [str(DOORSTEP), "admin", "add", *arguments]
    made = subprocess.run(
        command, cwd=ROOT, env=doorstep.environment, capture_output=True, text=True, check=True
    )
    return made.stdout.split()[-1]


@pytest.fixture(scope="module")
def town(browser: Browser, doorstep_written_in: Doorstep) -> Town:
    doorstep = doorstep_written_in
    people = {
        "officer": ("grace@birmingham.gov.uk", "--buyer", "bcc"),
        "coordinator": ("cis@example.org", "--role", "coordinator"),
    }
    cookies = {}
    for who, arguments in people.items():
        context = browser.new_context()
        page = context.new_page()
        page.goto(admin(doorstep, *arguments))
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("navigation")).to_be_visible()
        cookies[who] = context.cookies()[0]["value"]
        context.close()
    settings = Settings(
        DATABASE_URL=doorstep.database_url,
        now=THEIR_NOW,
        postcodes_url="",
        secret_file=doorstep.folder / "secret",
    )  # type: ignore[call-arg]
    made = Town(doorstep, settings, cookies)
    firms = [
        replace(
            supplier(name),
            name=called,
            registered_at=THEIR_NOW - timedelta(days=30),
            shown_to_buyers=Agreement(THEIR_NOW - timedelta(days=30), "2025-10"),
        )
        for name, called in (("shine", "shine Limited"), ("long", LONG_NAME))
    ]
    made.work(lambda work: work.suppliers.save_all(firms))
    prepare_suppliers(made.services.storage, make_prepare_supplier())
    return made


@pytest.fixture
def page(visit: Visit, town: Town) -> Page:
    """A visitor at a phone, signed in as an officer."""
    found = visit(town.doorstep, PHONE, **FOR_AXE).page
    become(found, town, "officer")
    return found


def become(page: Page, town: Town, who: str) -> None:
    """Signed in as somebody else."""
    cookie = {
        "name": "doorstep-officer",
        "value": town.cookies[who],
        "url": town.doorstep.address,
    }
    page.context.add_cookies([cookie])  # type: ignore[list-item]


def looked_at(page: Page, town: Town, path: str = "") -> None:
    """Axe finds nothing and nothing scrolls sideways, from the narrowest phone to a desk."""
    if path:
        page.goto(town.doorstep.address + path)
    for width, height in (NARROWEST, *SIZES):
        page.set_viewport_size({"width": width, "height": height})
        assert fits(page), (page.url, width)
        assert faults(page) == [], (page.url, width)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})


def test_what_is_posted_from_its_change_to_its_end(page: Page, town: Town) -> None:
    entry = town.post()
    at = f"/buying/posts/{entry.id}"
    looked_at(page, town, f"{at}/amend")
    page.get_by_label("What do you need?").fill("")
    page.get_by_label("Day").fill("1")
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing is changed yet")
    looked_at(page, town)
    page.get_by_label("What do you need?").fill("Clean 13 windows at Ward End Library")
    page.get_by_label("Day").fill("30")
    page.get_by_label("Why, in a few words").fill("We counted again")
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_role("heading", name="Changed since it was posted")).to_be_visible()
    looked_at(page, town)
    looked_at(page, town, f"{at}/questions")
    page.get_by_text("Tell all firms something that nobody asked").click()
    looked_at(page, town)
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    looked_at(page, town)
    page.get_by_label("What is it about?").fill("Where can a van stop?")
    page.get_by_label("What all firms should know").fill("In the yard.")
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_role("heading", name="Where can a van stop?")).to_be_visible()
    looked_at(page, town)
    looked_at(page, town, f"/opportunities/{entry.id}")
    expect(page.get_by_text("Why: We counted again")).to_be_visible()
    page.goto(town.doorstep.address + at)
    page.get_by_text("Withdraw it").first.click()
    looked_at(page, town)
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.get_by_text("Withdrawn", exact=True)).to_be_visible()
    looked_at(page, town)
    looked_at(page, town, f"/opportunities/{entry.id}")


def test_firms_are_listed_ticked_and_invited(page: Page, town: Town) -> None:
    work = {"title": "Office cleaning", "wanted": "Clean our offices.", "cpv": cpv("90919200")}
    entry = town.post(door=Door.INVITE, **work)
    looked_at(page, town, f"/buying/posts/{entry.id}/firms")
    expect(page.get_by_label("shine Limited")).to_be_attached()
    page.get_by_role("button", name="Invite them").click()
    expect(page.get_by_role("alert")).to_contain_text("Tick at least one firm")
    looked_at(page, town)
    page.get_by_label("shine Limited").check()
    page.get_by_role("button", name="Invite them").click()
    expect(page.get_by_text("shine Limited: not written to")).to_be_visible()
    told = (Means.TEXT, Means.MAIL)
    town.work(lambda work: work.entries.note_told(entry.id, SupplierId("shine"), told))
    page.reload()
    expect(page.get_by_text("told by e-mail, told by text")).to_be_visible()
    looked_at(page, town)
    looked_at(page, town, f"/buying/posts/{entry.id}")


@pytest.mark.parametrize("state", ["open", "changed", "withdrawn", "closed"])
def test_what_an_invited_firm_sees(page: Page, town: Town, state: str) -> None:
    changes: dict[str, Any] = {
        "withdrawn": {"withdrawn_at": THEIR_NOW},
        "closed": {"deadline": THEIR_NOW - timedelta(minutes=1)},
    }.get(state, {})
    entry = town.post(door=Door.INVITE, **changes)
    path = town.invited(entry)
    if state == "changed":
        town.changed(entry)
    looked_at(page, town, path)
    if state in {"open", "changed"}:
        page.get_by_role("button", name="Send a quote").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Your quote for")
        looked_at(page, town)


@pytest.mark.parametrize("state", ["taken back", "called off", "closed"])
def test_a_quote_in_the_states_that_are_left(page: Page, town: Town, state: str) -> None:
    entry = town.post()
    town.changed(entry)
    page.goto(f"{town.doorstep.address}/opportunities/{entry.id}")
    page.get_by_role("button", name="Send a quote").click()
    labels = {
        "Your price for the whole job": "1450",
        "When could you start?": "Monday",
        "Who would do the work?": "Me",
        "name, or your own": LONG_NAME,
        "How can they reach you?": "07700 900123",
    }
    for label, words in labels.items():
        page.get_by_label(label).fill(words)
    page.get_by_label("VAT comes on top").check()
    if state == "taken back":
        page.get_by_role("button", name="Send my quote").click()
        page.get_by_role("button", name="Take my quote back").click()
        expect(page.get_by_role("status").first).to_contain_text("Taken back")
    elif state == "called off":
        town.save(replace(entry, withdrawn_at=THEIR_NOW))
        page.reload()
        expect(page.get_by_text("has called this off")).to_be_visible()
    else:
        town.save(replace(entry, deadline=THEIR_NOW - timedelta(minutes=1)))
        page.reload()
        expect(page.get_by_text("No quote can be sent")).to_be_visible()
    looked_at(page, town)


def test_the_coordinators_pages(page: Page, town: Town) -> None:
    become(page, town, "coordinator")
    looked_at(page, town, "/buying/buyers")
    looked_at(page, town, "/buying/people?buyer=Aston+University")
    page.get_by_label("Work e-mail address").fill("a@elsewhere.example")
    page.get_by_role("button", name="Let them in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    looked_at(page, town)


def test_links_that_open_nothing(page: Page, town: Town) -> None:
    gone = ("/invited/none", "/quotes/none", "/buying/posts/none", "/buying/sign-in/none")
    for path in gone:
        looked_at(page, town, path)
