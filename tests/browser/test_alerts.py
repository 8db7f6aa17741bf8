"""The pages that texts lead to, and the counts of what went out, for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from bot.bootstrap import make_clock, make_storage
from bot.domain.alert import Alert, AlertId, AlertText
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import OpportunityId
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.domain.subscription import Subscription, SubscriptionId
from bot.domain.supplier import Supplier, SupplierId
from bot.ports import Work
from bot.settings import read_settings
from tests.browser.conftest import Visit
from tests.browser.test_accessibility import FOR_AXE, NARROWEST, faults
from tests.examples import opportunity
from tests.running import NOW, Doorstep, web_alone

PEOPLE = 7
LINKS = [f"abcdefgh2{which + 2}" for which in range(PEOPLE)]
FIRM = SupplierId("told firm")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doorstep]:
    """A Doorstep that told seven people of two jobs, each in one text."""
    doorstep = web_alone(tmp_path_factory.mktemp("told"))
    try:
        doorstep.wait_for_page()
        settings = read_settings({"DATABASE_URL": doorstep.database_url, "now": NOW})
        storage, now = make_storage(settings), make_clock(settings).now()
        with storage.transaction() as work:
            _tell(work, now)
        storage.close()
        yield doorstep
    finally:
        doorstep.stop()


def _tell(work: Work, now: datetime) -> None:
    jobs = [opportunity("windows", title="Window cleaning at a library"), opportunity("halls")]
    for job in jobs:
        work.opportunities.save(ProcessKey(job.id), job)
    work.suppliers.save_all([Supplier(FIRM, "A firm", "cleaning", now)])
    for which in range(PEOPLE):
        person, subscription = PersonId(f"told {which}"), SubscriptionId(f"told {which}")
        work.people.prove(Address(Means.TEXT, f"+44770090080{which}"), now, person)
        work.subscriptions.put(Subscription(subscription, person, FIRM, Means.TEXT, now))
        text, link = f"alert:told:{which}", LINKS[which]
        work.alerts.put_texts([AlertText(text, subscription, person, link, 1, now)])
        alerts = [_alert(job.id, person, subscription, now) for job in jobs]
        work.alerts.add_new(one.told(text, now - timedelta(minutes=1)) for one in alerts)


def _alert(
    job: OpportunityId, person: PersonId, subscription: SubscriptionId, now: datetime
) -> Alert:
    return Alert(AlertId(f"{person} {job}"), subscription, person, job, 0.9, now)


@pytest.mark.parametrize("size", [NARROWEST, (390, 844), (1280, 800)])
def test_axe_finds_nothing_on_the_pages_of_alerts(
    visit: Visit, told: Doorstep, size: tuple[int, int]
) -> None:
    visitor = visit(told, size, **FOR_AXE)
    for path in (f"/o/{LINKS[0]}", "/alerts"):
        visitor.page.goto(f"{told.address}{path}")
        assert faults(visitor.page) == []
        assert not visitor.scrolls_sideways()


def test_a_link_leads_to_all_that_its_text_told_and_on_to_each(
    visit: Visit, told: Doorstep
) -> None:
    page = visit(told).page
    page.goto(f"{told.address}/o/{LINKS[0]}")
    expect(page.get_by_role("heading", level=1)).to_have_text("What we texted you")
    for name in ("Window cleaning at a library", "Cleaning of a primary school"):
        page.goto(f"{told.address}/o/{LINKS[0]}")
        page.get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_counts_of_what_went_are_published_without_anybody(visit: Visit, told: Doorstep) -> None:
    page = visit(told).page
    page.goto(f"{told.address}/alerts")
    expect(page.get_by_text("Alerts told since", exact=False).first).to_contain_text("14")
    row = page.get_by_role("row").nth(1)
    expect(row.get_by_role("cell")).to_have_text(["14", "2", "7"])
    assert "+44" not in page.content()
