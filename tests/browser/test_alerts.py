"""The pages that texts lead to, and the counts of what went out, for everybody."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from bot.bootstrap import make_clock, make_storage
from bot.domain.alert import Alert, AlertId, AlertText
from bot.domain.opportunity import OpportunityId
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.domain.subscription import Subscription, SubscriptionId
from bot.domain.supplier import Supplier, SupplierId
from bot.settings import read_settings
from tests.browser.conftest import Visit
from tests.browser.test_accessibility import FOR_AXE, NARROWEST, faults
from tests.running import NOW, Doorstep

PEOPLE, LINK = 7, "abcdefgh23"
FIRM = SupplierId("told firm")


@pytest.fixture(scope="module")
def told(doorstep_with_samples: Doorstep) -> Doorstep:
    """A Doorstep that told seven people of two jobs, the first of them in one text."""
    found = doorstep_with_samples.client.begin().say("cleaning in B9").cards
    jobs = [OpportunityId(str(card["id"])) for card in found[:2]]
    settings = read_settings({"DATABASE_URL": doorstep_with_samples.database_url, "now": NOW})
    storage, now = make_storage(settings), make_clock(settings).now()
    with storage.transaction() as work:
        work.suppliers.save_all([Supplier(FIRM, "A firm", "cleaning", now)])
        for which in range(PEOPLE):
            person = PersonId(f"told {which}")
            work.people.prove(Address(Means.TEXT, f"+44770090080{which}"), now, person)
            subscription = SubscriptionId(f"told {which}")
            work.subscriptions.put(Subscription(subscription, person, FIRM, Means.TEXT, now))
            text = f"alert:told:{which}"
            link = LINK if which == 0 else f"bcdefghij{which + 2}"
            work.alerts.put_text(AlertText(text, subscription, person, link, 1, now))
            work.alerts.add_new(
                _alert(job, person, subscription, now).told(text, now - timedelta(minutes=1))
                for job in jobs
            )
    storage.close()
    return doorstep_with_samples


def _alert(
    job: OpportunityId, person: PersonId, subscription: SubscriptionId, now: datetime
) -> Alert:
    return Alert(AlertId(f"{person} {job}"), subscription, person, job, 0.9, now)


@pytest.mark.parametrize("size", [NARROWEST, (390, 844), (1280, 800)])
def test_axe_finds_nothing_on_the_pages_of_alerts(
    visit: Visit, told: Doorstep, size: tuple[int, int]
) -> None:
    visitor = visit(told, size, **FOR_AXE)
    for path in (f"/o/{LINK}", "/alerts"):
        visitor.page.goto(f"{told.address}{path}")
        assert faults(visitor.page) == []
        assert not visitor.scrolls_sideways()


def test_a_link_leads_to_all_that_its_text_told_and_on_to_each(
    visit: Visit, told: Doorstep
) -> None:
    page = visit(told).page
    page.goto(f"{told.address}/o/{LINK}")
    expect(page.get_by_role("heading", level=1)).to_have_text("What we texted you")
    jobs = page.get_by_role("heading", level=2)
    expect(jobs).to_have_count(2)
    name = jobs.first.inner_text()
    jobs.first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_counts_of_what_went_are_published_without_anybody(visit: Visit, told: Doorstep) -> None:
    page = visit(told).page
    page.goto(f"{told.address}/alerts")
    expect(page.get_by_text("Alerts told since", exact=False).first).to_contain_text("14")
    row = page.get_by_role("row").nth(1)
    expect(row.get_by_role("cell")).to_have_text(["14", "2", "7"])
    assert "+44" not in page.content()
