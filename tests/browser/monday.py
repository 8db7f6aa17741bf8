"""A Monday's mails on real notices with made-up firms: `python -m tests.browser.monday`.

Loads the notices, lets made-up firms ask to be put before buyers week by week, runs the Mondays,
and keeps what their mailboxes and the pages behind the mails look like as docs/pictures/monday-*.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bot.bootstrap import Services, make_services
from bot.domain.consent import Answer, Channel, Consent, Purpose
from bot.domain.conversation import ConversationId
from bot.domain.entry import EntryId
from bot.domain.feedback import Owner
from bot.domain.introduction import IntroductionState
from bot.domain.lead_answer import LeadAnswer, LeadChoice
from bot.domain.officer import BuyerName, Officer, Role
from bot.domain.opportunity import LONDON, OpportunityId
from bot.domain.person import Belonging, Joined, Membership, PersonId
from bot.domain.profile_facts import FirmProfile, HeldPaper, Part, People
from bot.domain.reaching import Address, Means
from bot.domain.supplier import Supplier, SupplierId
from bot.services.be_introduced import Meant
from bot.services.contact_links import ContactLinks, LeadLink
from bot.services.enrol_contacts import Enrolling
from bot.services.introduction_flow import AGREE, YES
from bot.services.keep_profile import register
from bot.settings import read_settings
from connectors.storage.migrate import migrate
from tests.browser.chromium import open_chromium
from tests.browser.pictures import PICTURES
from tests.conftest import NOTICES
from tests.conversations.posted_here import OPERATOR, WINDOWS, Mailbox, command
from tests.running import Doorstep

COUNCIL, UNIVERSITY = "Birmingham City Council", "University of Birmingham"
SIZES = {"phone": 390, "desktop": 1280}
HALL = {
    **WINDOWS,
    "title": "Deep clean of a community hall",
    "wanted": "Clean floors, kitchen and windows of a hall before it opens in January.",
    "value": "6500",
}


@dataclass(frozen=True)
class Firm:
    """One made-up firm and what it tells."""

    key: str
    name: str
    work: str
    trades: tuple[str, ...]
    people: People
    insured: bool = True

    @property
    def talk(self) -> ConversationId:
        """The conversation that its owner holds."""
        return ConversationId(f"monday-{self.key}")


BRIGHT = Firm(
    "bright",
    "Bright Windows",
    "We clean windows of shops, schools and libraries, inside and out, with poles and pure water",
    ("window cleaning",),
    People(3, 3),
)
SPARKLE = Firm(
    "sparkle",
    "Sparkle & Daughters",
    "Deep cleaning of kitchens, halls and offices, evenings and weekends",
    ("cleaning",),
    People(5, 5),
)
CLEAR = Firm(
    "clear",
    "Clear View Co-op",
    "Window and gutter cleaning, with ladders and ropes",
    ("window cleaning",),
    People(8, 8),
    insured=False,
)
ZAYTOUN = Firm(
    "zaytoun",
    "Zaytoun Kitchen",
    "Buffets and hot lunches for meetings, halal and vegan",
    ("catering",),
    People(2, 2),
)
NEWCOMER = Firm(
    "newcomer",
    "Eastside Caretakers",
    "Caretaking, cleaning and small repairs for schools",
    ("cleaning",),
    People(12, 12),
)


class Town:
    """One installation, on whatever day it is."""

    def __init__(self, folder: Path) -> None:
        self.doorstep = Doorstep(folder, ("serve",), OPERATOR)
        migrate(self.doorstep.database_url)

    def on(self, moment: str) -> Services:
        """Its services at that moment, in London."""
        self.now = datetime.fromisoformat(moment).replace(tzinfo=LONDON)
        folder, said = self.doorstep.folder, {k[9:].lower(): v for k, v in OPERATOR.items()}
        return make_services(
            read_settings(
                {
                    "DATABASE_URL": self.doorstep.database_url,
                    "now": moment,
                    "secret_file": folder / "secret",
                    "erasures_file": folder / "erasures.jsonl",
                    "public_address": self.doorstep.address,
                    "postcodes_url": "",
                    **said,
                }
            )
        )

    def enrol(self, buyer: str, mailbox: str) -> None:
        """A mailbox that agreed, and confirmed."""
        services = self.on("2025-10-30T09:00")
        asked = Enrolling(
            buyer=buyer,
            mailbox=mailbox,
            agreed_by="Priya Shah, head of procurement",
            agreed_on=self.now,
            enrolled_by="Sam at the hub",
        )
        done = services.digests.contacts.enrol(asked)
        with services.storage.transaction() as work:
            work.buyer_contacts.save(done.contact.confirmed(self.now))

    def post(self, buyer: str, email: str, fields: dict[str, str]) -> OpportunityId:
        """An officer posts that, open until 5 December."""
        services = self.on("2025-10-30T10:00")
        officer = services.buying.officers.add(email, Role.OFFICER, BuyerName(buyer))
        assert isinstance(officer, Officer)
        said = {name: [one] for name, one in fields.items()}
        for part, number in zip(("day", "month", "year"), (5, 12, 2025), strict=True):
            said[f"deadline-{part}"] = [str(number)]
        entry = services.buying.drafts.begin(officer, said).entry
        posted = services.buying.post.post(officer, EntryId(entry.id), said).entry
        return OpportunityId(posted.id)

    def join(self, firm: Firm, number: int, moment: str, *, shown: bool = True) -> None:
        """A firm tells of itself, and whether buyers may see it."""
        services = self.on(moment)
        papers = (HeldPaper("public liability insurance", ends_on=self.now.date().replace(2026)),)
        told = {
            Part.NAME: firm.name,
            Part.WORK: firm.work,
            Part.TRADES: firm.trades,
            Part.PLACE: "B9 4AA",
            Part.PEOPLE: firm.people,
            **({Part.PAPERS: papers} if firm.insured else {}),
        }
        key, address = SupplierId(firm.key), Address(Means.TEXT, f"+4477009001{number}")
        with services.storage.transaction() as work:
            owner = Owner(supplier=key)
            work.conversations.start(firm.talk, firm.key, self.now)
            work.suppliers.save_all([Supplier(key, firm.name, firm.work, self.now)])
            work.profiles.save(owner, FirmProfile().told(told, self.now), None, self.now)
            if shown:
                words = services.phrases.say("consent.shown.question")
                version = services.phrases.say("consent.shown.version")
                yes = Consent(
                    Purpose.SHOWN_TO_BUYERS, Answer.YES, words, version, Channel.WEB_CHAT, self.now
                )
                work.consents.note(owner, yes)
            register(work, key, self.now)
            person = work.people.prove(address, self.now, PersonId(firm.key))
            work.people.join(Membership(person, key, Joined.FOUNDED, self.now))
            work.people.belong(Belonging(firm.talk, person, key, self.now))

    def ask(self, firm: Firm, moment: str, meant: Meant) -> None:
        """Its owner asks to be put forward, reads what would be sent, and says yes."""
        services = self.on(moment)
        services.introducing.be.begin(firm.talk, meant)
        done = services.thread.take(firm.talk, "", AGREE, YES)
        assert done.text.startswith("Done"), done.text

    def answer(self, firm: Firm, moment: str, answer: LeadAnswer) -> None:
        """The council's mailbox answers the firm by its link."""
        services = self.on(moment)
        with services.storage.transaction() as work:
            [one] = work.introductions.of_supplier(SupplierId(firm.key))
            [contact] = work.buyer_contacts.of_buyer(one.buyer)
        links: ContactLinks = services.digests.decide._links  # noqa: SLF001 - as the mail has it
        signed = links.lead(LeadLink(one.id, contact.id, answer.choice)).rpartition("/")[2]
        saw = services.digests.decide.opened(signed).moves
        assert services.digests.decide.decide(signed, answer, saw).is_new

    def monday(self, moment: str) -> dict[str, int]:
        """The run of that Monday."""
        return self.on(moment).digests.run.run()


def fill(town: Town) -> None:
    """Three weeks of two buyers and five firms."""
    command(town.doorstep, "import", str(NOTICES), "--as-of", "2025-10-30")
    town.enrol(COUNCIL, "procurement@eastside.example")
    town.enrol(UNIVERSITY, "purchasing@university.example")
    windows = town.post(COUNCIL, "ada@birmingham.gov.uk", WINDOWS)
    hall = town.post(COUNCIL, "ada@birmingham.gov.uk", HALL)
    town.join(BRIGHT, 41, "2025-10-30T11:00")
    town.join(SPARKLE, 42, "2025-10-30T12:00")
    town.ask(BRIGHT, "2025-10-30T13:00", Meant(windows))
    town.ask(SPARKLE, "2025-10-30T14:00", Meant(hall))
    town.monday("2025-11-03T08:05")
    town.answer(SPARKLE, "2025-11-04T10:00", LeadAnswer(LeadChoice.INVITE))
    town.monday("2025-11-10T08:05")
    town.join(CLEAR, 43, "2025-11-11T10:00", shown=False)
    town.join(ZAYTOUN, 44, "2025-11-11T11:00")
    town.join(NEWCOMER, 45, "2025-11-12T09:00")
    town.ask(CLEAR, "2025-11-12T10:00", Meant(windows))
    town.ask(ZAYTOUN, "2025-11-12T11:00", Meant(buyer=COUNCIL))
    forward = town.on("2025-11-13T09:00").introducing.forward
    [invited] = forward.of(SPARKLE.talk)
    assert forward.move(invited, IntroductionState.QUOTED)
    town.monday("2025-11-17T08:05")


def make_pictures() -> None:
    """All of them, from the last Monday's mail on."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        town = Town(Path(folder))
        fill(town)
        town.doorstep.changes = {**OPERATOR, "DOORSTEP_NOW": "2025-11-17T09:00"}
        try:
            town.doorstep.start().wait_for_page()
            with sync_playwright() as playwright:
                browser = open_chromium(playwright)
                for name, width in SIZES.items():
                    _take(browser, town.doorstep, name, width)
                browser.close()
        finally:
            town.doorstep.stop()


def _take(browser: Browser, doorstep: Doorstep, name: str, width: int) -> None:
    mailbox = Mailbox(doorstep.client)
    to_council = [one for one in mailbox.addresses if COUNCIL in doorstep.client.get(one).text]
    mail = to_council[-1]
    leads = [one for one in mailbox.links(doorstep.client.get(mail).text) if "/leads/" in one]
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="en-GB")
    page = context.new_page()
    for kind, path in (("mail", mail), ("lead", leads[0])):
        page.goto(f"{doorstep.address}{path}")
        page.screenshot(path=PICTURES / f"monday-{kind}-{name}.png", full_page=True)
    context.close()


if __name__ == "__main__":
    make_pictures()
