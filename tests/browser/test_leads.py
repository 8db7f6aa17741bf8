"""The pages that buyers' mails lead to, in every state, for everybody; and one tap and a press."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from bot.bootstrap import make_signed_links, make_storage
from bot.domain.buyer_contact import BuyerContact, Ended
from bot.domain.introduction import Introduction, IntroductionState, Step, Why, moved
from bot.domain.lead_answer import LeadChoice
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import LONDON, OpportunityId
from bot.domain.reaching import Address, Means
from bot.ports import Work
from bot.services.contact_links import ContactLinks, LeadLink
from bot.settings import read_settings
from tests.browser.conftest import Visit
from tests.browser.test_accessibility import FOR_AXE, NARROWEST, SIZES, faults
from tests.examples import buyer_contact, opportunity, supplier
from tests.introductions import introduction, step
from tests.running import NOW, Doorstep, web_alone

S = IntroductionState
NOW_THERE = datetime.fromisoformat(NOW).replace(tzinfo=LONDON)
COUNCIL = "Birmingham City Council"
LIKE = OpportunityId("open")
OVER = OpportunityId("over")


@dataclass(frozen=True)
class Leads:
    """A Doorstep with a lead and a mailbox in each state, and the links of their mails."""

    doorstep: Doorstep
    links: ContactLinks

    def lead(self, name: str, choice: LeadChoice | None = None) -> str:
        """Where the lead of that name is, with the answer that was tapped."""
        found = LeadLink(introduction(name).id, buyer_contact("stands").id, choice)
        return self._here(self.links.lead(found))

    def contact(self, name: str) -> str:
        """Where the mailbox of that name is."""
        return self._here(self.links.contact(buyer_contact(name).id))

    def confirm(self, name: str) -> str:
        """Where it confirms."""
        return self._here(self.links.confirm(buyer_contact(name).id))

    def _here(self, link: str) -> str:
        return self.doorstep.address + link


def at(days: float) -> datetime:
    """So many days from the day that this Doorstep is set to."""
    return NOW_THERE + timedelta(days=days)


def contact(name: str, **changes: object) -> BuyerContact:
    """A mailbox of the council in one state."""
    address = Address(Means.MAIL, f"{name}@eastside.example")
    return buyer_contact(name, buyer=COUNCIL, address=address, **changes)


def lead(name: str, *steps: Step, about: OpportunityId = LIKE) -> Introduction:
    """A firm put before the council, moved on by those steps."""
    asked = (step(S.REQUESTED, at(-6)),)
    firm = supplier(f"firm-{name}").id
    made = introduction(name, supplier=firm, buyer=COUNCIL, opportunity=about, history=asked)
    for one in (step(S.SENT, at(-5)), *steps):
        made = moved(made, one)
    return made


def _fill(work: Work) -> None:
    work.opportunities.save(ProcessKey("open"), opportunity(LIKE, deadline=at(20)))
    work.opportunities.save(ProcessKey("over"), opportunity(OVER, deadline=at(-1)))
    for one in (
        contact("stands"),
        contact("waits", confirmed_at=None),
        contact("stopped", ended=Ended.UNSUBSCRIBED, ended_at=at(-1)),
        contact("taken-off", ended=Ended.BY_COORDINATOR, ended_at=at(-1)),
    ):
        assert work.buyer_contacts.add(one)
    no = Step(S.DECLINED, at(-1), step(S.INVITED, at(-1)).by, "stands", Why.PAPERS)
    for made in (
        lead("open"),
        lead("pressed"),
        lead("invited", step(S.INVITED, at(-1), who="stands")),
        lead("declined", no),
        lead("withdrawn", step(S.WITHDRAWN, at(-1))),
        lead("elsewhere", step(S.REQUESTED, at(-1), why=Why.WRONG_PERSON, who="stands")),
        lead("won", step(S.WON, at(-1))),
        lead("over", about=OVER),
    ):
        work.suppliers.save_all([supplier(made.supplier)])
        assert work.introductions.add(replace(made, history=made.history[:1]))
        for moves in range(2, len(made.history) + 1):
            assert work.introductions.advance(replace(made, history=made.history[:moves]))


@pytest.fixture(scope="module")
def leads(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Leads]:
    """Started once."""
    doorstep = web_alone(tmp_path_factory.mktemp("leads"))
    try:
        doorstep.wait_for_page()
        settings = read_settings(
            {"DATABASE_URL": doorstep.database_url, "secret_file": doorstep.folder / "secret"}
        )
        storage = make_storage(settings)
        with storage.transaction() as work:
            _fill(work)
        storage.close()
        yield Leads(doorstep, ContactLinks(make_signed_links(settings), ""))
    finally:
        doorstep.stop()


LEADS = ("open", "invited", "declined", "withdrawn", "elsewhere", "won", "over")
MAILBOXES = ("stands", "waits", "stopped", "taken-off")


@pytest.mark.parametrize("size", [NARROWEST, *SIZES])
def test_axe_finds_nothing_on_any_page_behind_a_mail(
    visit: Visit, leads: Leads, size: tuple[int, int]
) -> None:
    visitor = visit(leads.doorstep, size, **FOR_AXE)
    addresses = [
        *(leads.lead(name) for name in LEADS),
        *(leads.lead("open", choice) for choice in LeadChoice),
        *(leads.contact(name) for name in MAILBOXES),
        *(leads.confirm(name) for name in ("stands", "waits")),
        f"{leads.contact('stands')}?saved=1",
        f"{leads.lead('open')}x",
    ]
    for address in addresses:
        visitor.page.goto(address)
        assert faults(visitor.page) == [], address
        assert not visitor.scrolls_sideways(), address


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"choice": "not_suitable", "saw": "2"}, "Please choose an answer, and a reason"),
        ({"choice": "invite", "saw": "1"}, "It was answered before you pressed"),
    ],
)
def test_axe_finds_nothing_where_an_answer_was_not_taken(
    visit: Visit, leads: Leads, size: tuple[int, int], fields: dict[str, str], told: str
) -> None:
    page = visit(leads.doorstep, size, **FOR_AXE).page
    page.goto(leads.lead("open"))
    page.locator("form").evaluate(
        """(form, fields) => {
            for (const one of form.querySelectorAll('input')) one.remove();
            for (const [name, value] of Object.entries(fields)) {
                const field = form.appendChild(document.createElement('input'));
                [field.type, field.name, field.value] = ['hidden', name, value];
            }
        }""",
        fields,
    )
    page.get_by_role("button", name="Send this answer").click()
    expect(page.get_by_role("alert")).to_contain_text(told)
    assert faults(page) == []


def test_the_tapped_answer_is_chosen_and_a_press_gives_it(visit: Visit, leads: Leads) -> None:
    page = visit(leads.doorstep, **FOR_AXE).page
    page.goto(leads.lead("pressed", LeadChoice.NOT_NOW))
    expect(page.get_by_role("heading", level=2).last).to_have_text("Your answer: Not now")
    page.get_by_label("In 3 months").first.check()
    page.get_by_role("button", name="Send this answer").first.click()
    expect(page.get_by_role("status")).to_contain_text("That is noted, and the firm is told")
    assert faults(page) == []


def test_the_mails_are_stopped_and_started_again_by_a_press_each(
    visit: Visit, leads: Leads
) -> None:
    page = visit(leads.doorstep, **FOR_AXE).page
    page.goto(leads.contact("stands"))
    page.get_by_role("button", name="Stop all mails").click()
    _is_headed(page, "The mails are stopped")
    assert faults(page) == []
    page.get_by_role("button", name="That was a mistake").click()
    _is_headed(page, "Mails to stands@eastside.example")


def _is_headed(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)
