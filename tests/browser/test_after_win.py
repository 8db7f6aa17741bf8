"""Axe on the page that asks both sides how won work went, from the question to the answer."""

from __future__ import annotations

import uuid

import pytest
from playwright.sync_api import expect

from bot.bootstrap import make_services
from bot.domain.after_winning import FollowUp, Side
from bot.domain.buyer_contact import BuyerContactId
from bot.domain.introduction import IntroductionState
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.domain.supplier import SupplierId
from bot.services.after_win_links import AfterWinLink
from bot.settings import Settings
from tests.browser.conftest import PHONE, Visit
from tests.browser.test_accessibility import FOR_AXE, NARROWEST, SIZES, faults
from tests.browser.test_buying import fits
from tests.browser.test_quotes import THEIR_NOW
from tests.examples import buyer_contact, supplier
from tests.introductions import introduction
from tests.running import Doorstep


def asked(doorstep: Doorstep, side: Side) -> str:
    """The link of a question that was asked of that side, in that Doorstep's database."""
    settings = Settings(
        DATABASE_URL=doorstep.database_url,
        now=THEIR_NOW,
        postcodes_url="",
        secret_file=doorstep.folder / "secret",
    )  # type: ignore[call-arg]
    services, new = make_services(settings), uuid.uuid4().hex[:12]
    address = Address(Means.MAIL, f"{new}@example.org")
    contact = buyer_contact(new, id=BuyerContactId(new), buyer="Eastside Council", address=address)
    won = introduction(
        new,
        *(IntroductionState.SENT, IntroductionState.QUOTED, IntroductionState.WON),
        firm="The Small Heath and Bordesley Green Window Cleaning Company",
        supplier=SupplierId(new),
        person=PersonId(new),
    )
    with services.storage.transaction() as work:
        work.suppliers.save_all([supplier(new)])
        work.people.prove(Address(Means.MAIL, f"owner-{new}@example.org"), THEIR_NOW, PersonId(new))
        work.buyer_contacts.add(contact)
        work.introductions.add(won)
        work.follow_ups.ask(FollowUp(won.id, 30, side, THEIR_NOW))
    who = contact.id if side is Side.BUYER else PersonId(new)
    address_of = services.introducing.after.links.address
    path = address_of(AfterWinLink(won.id, 30, side, who)).split("/", maxsplit=3)[3]
    return f"{doorstep.address}/{path}"


@pytest.mark.parametrize("side", list(Side))
def test_axe_finds_nothing_from_the_question_to_the_answer(
    visit: Visit, doorstep_written_in: Doorstep, side: Side
) -> None:
    page = visit(doorstep_written_in, PHONE, **FOR_AXE).page

    def looked_at() -> None:
        for width, height in (NARROWEST, *SIZES):
            page.set_viewport_size({"width": width, "height": height})
            assert fits(page), (page.url, width)
            assert faults(page) == [], (page.url, width)

    page.goto(asked(doorstep_written_in, side))
    looked_at()
    page.get_by_role("button", name="Send this answer").click()
    expect(page.get_by_role("alert")).to_be_visible()
    looked_at()
    paid = page.get_by_role("group", name="paid within 30 days")
    paid.get_by_role("radio").nth(1).check()
    page.get_by_role("button", name="Send this answer").click()
    expect(page.get_by_role("status")).to_contain_text("That is noted")
    looked_at()
