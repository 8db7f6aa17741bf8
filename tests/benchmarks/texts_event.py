"""The whole way of news: from one new opportunity to a text for everybody whom it fits."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.bootstrap import Services, make_clock, make_samples, make_services
from bot.domain.consent import Answer, Channel, Consent, Purpose
from bot.domain.feedback import Owner
from bot.domain.notice import ProcessKey
from bot.domain.person import Joined, Membership, PersonId
from bot.domain.reaching import Address, Means
from bot.domain.subscription import Subscription, SubscriptionId
from bot.domain.supplier import SupplierId
from bot.settings import Settings
from connectors.jobs.running import running_jobs
from connectors.jobs.sending import sending_job
from tests.benchmarks.texts_spent import Spent
from tests.examples import opportunity, supplier
from tests.standins.sending import make_database, number_of, settings_of

NOON = "2026-11-26T11:00"
"""A working day's, whatever hour it is measured at: at night everybody would wait."""
OPERATOR = {
    "recipients": "anybody",
    "operator_name": "Bench",
    "operator_address": "1 High Street",
    "operator_registration": "company 01234567",
    "operator_email": "a@bench.example",
    "operator_data_protection": "b@bench.example",
    "operator_complaints": "c@bench.example",
}
DOES = "Cleaning of primary schools, daily cleaning of classrooms and halls."


def event_settings(folder: Path, url: str, twilio: str) -> Settings:
    """As the other measurements of texts, with an operator, at noon."""
    rate = {"texts_a_second": 100_000, "twilio_seconds": 10, "twilio_doubt_seconds": 60}
    return settings_of(folder, twilio, {"DATABASE_URL": url, "now": NOON, **rate, **OPERATOR})


async def from_the_event(settings: Settings, count: int, taken: Any) -> dict[str, float]:
    """What it takes until so many people, all of whom it fits, were told of one new opportunity.

    They are matched, decided about, written to and sent to while the first texts go already.
    """
    make_database(settings).close()
    services, now = make_services(settings), make_clock(settings).now()
    fill(services, count, now)
    services.alerting.run.run()  # notes where news begins, and reads what the firms do
    publish(services, now, "food", title="Hot food", description="Catering.", cpv=())
    services.alerting.run.run()  # fits nobody; the firms are then in memory, as in any service
    publish(services, now)
    job = sending_job(settings, services.storage, services.reaching.sender)
    assert job
    spent, took = Spent(), list[float]()
    async with running_jobs(settings, [job]):
        spent.begin()
        began = time.perf_counter()
        round_ = asyncio.create_task(asyncio.to_thread(services.alerting.run.run))
        round_.add_done_callback(lambda _: took.append(time.perf_counter() - began))
        while (done := await asyncio.to_thread(taken, settings.twilio_url)) < count:
            spent.look(done, count)
            await asyncio.sleep(0.1)
        told = await round_
        assert told.get("told") == count, told
        return {**spent.told(count), "round_seconds": took[0]}


def publish(services: Services, now: datetime, name: str = "new", **facts: Any) -> None:
    """One new opportunity; as it is here, it fits all of them."""
    news = opportunity(name, published_at=now, deadline=now + timedelta(days=20), **facts)
    with services.storage.transaction() as work:
        work.opportunities.save(ProcessKey(name), news)


def fill(services: Services, count: int, now: datetime) -> None:
    """So many people with a cleaning firm, a number and a consent, who asked to be told."""
    then = now - timedelta(days=1)
    yes = Consent(Purpose.ALERTS, Answer.YES, "Yes?", "1", Channel.TEXT, then, Means.TEXT)
    firms = [supplier(f"firm {n}", registered_at=then, text=DOES) for n in range(count)]
    with services.storage.transaction() as work:
        for one in make_samples()(then):
            work.opportunities.save(ProcessKey(one.id), one)
        work.suppliers.save_all(firms)
        for which in range(count):
            person, firm = PersonId(f"person {which}"), SupplierId(f"firm {which}")
            work.people.prove(Address(Means.TEXT, number_of(which)), then, person)
            work.people.join(Membership(person, firm, Joined.FOUNDED, then))
            work.consents.note(Owner(person=person), yes)
            asked = SubscriptionId(f"asked {which}")
            work.subscriptions.put(Subscription(asked, person, firm, Means.TEXT, then))
