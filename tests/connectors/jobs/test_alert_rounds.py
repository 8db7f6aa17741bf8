"""Rounds of alerts on the real parts: a text in the outbox, its link, its file, and no repeats."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from dbos import DBOS
from icalendar import Calendar

from bot.bootstrap import Services, make_samples, make_services
from bot.domain.consent import Answer, Channel, Consent, Purpose
from bot.domain.feedback import Owner
from bot.domain.notice import ProcessKey
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.domain.subscription import Subscription, SubscriptionId
from bot.domain.supplier import SupplierId
from bot.services.keep_samples import keep_samples
from bot.settings import Settings, read_settings
from connectors.jobs.alert_rounds import SCHEDULE, AlertRounds
from connectors.jobs.running import running_jobs
from connectors.storage.migrate import migrate
from connectors.web.app import make_app
from tests.examples import NOW, in_days, opportunity, supplier
from tests.fakes import FakeDialogue

Visitor = TestClient[web.Request, web.Application]
YEARLY = "0 0 1 1 *"
ADA, MOBILE = PersonId("ada"), Address(Means.TEXT, "+447700900123")
FIRM = supplier("firm", text="Office cleaning and school cleaning, window cleaning too.")
JOB = opportunity("job", published_at=in_days(-1))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An installation that shows its texts, at a fixed moment."""
    return read_settings(
        {
            "DATABASE_URL": f"sqlite:///{tmp_path / 'doorstep.sqlite3'}",
            "now": NOW,
            "transport": "local",
            "secret": "a secret of tests that is long enough",
            "alert_schedule": YEARLY,
        }
    )


@pytest.fixture
def services(settings: Settings) -> Services:
    """Its services, with somebody who asked to be told, and a first round behind them."""
    migrate(settings.database_url)
    made = make_services(settings)
    keep_samples(made.storage, make_samples(), made.clock)  # what is rare is known by other work
    yes = Consent(Purpose.ALERTS, Answer.YES, "May we?", "1", Channel.TEXT, NOW, Means.TEXT)
    wish = Subscription(SubscriptionId("s"), ADA, SupplierId("firm"), Means.TEXT, in_days(-9))
    with made.storage.transaction() as work:
        work.suppliers.save_all([FIRM])
        work.people.prove(MOBILE, NOW, ADA)
        work.consents.note(Owner(person=ADA), yes)
        work.subscriptions.put(wish)
    made.alerting.run.run()
    return made


def publish(services: Services, *those: str) -> None:
    with services.storage.transaction() as work:
        for name in those:
            work.opportunities.save(ProcessKey(name), replace(JOB, id=opportunity(name).id))


def texts(services: Services) -> list[str]:
    with services.storage.transaction() as work:
        return [one.words for one in work.outbox.latest(50)]


def test_a_round_tells_what_is_new_once(settings: Settings, services: Services) -> None:
    rounds = AlertRounds(settings.alert_schedule, services.alerting.run)
    publish(services, "job")
    assert rounds.tell() == {"told": 1}
    assert rounds.tell() == {}
    (text,) = texts(services)
    assert text.startswith("Doorstep: Cleaning of a primary")
    assert text.endswith("STOP ends")


def test_a_stopped_job_begins_no_round(settings: Settings, services: Services) -> None:
    rounds = AlertRounds(settings.alert_schedule, services.alerting.run)
    publish(services, "job")
    rounds.stop(within=1)
    with pytest.raises(asyncio.CancelledError):
        rounds.tell()
    assert texts(services) == []


async def test_the_schedule_stands_while_the_service_runs_and_a_round_of_it_tells(
    settings: Settings, services: Services
) -> None:
    publish(services, "job")
    job = AlertRounds(settings.alert_schedule, services.alerting.run)
    async with running_jobs(settings, [job]):
        handles = await asyncio.to_thread(DBOS.trigger_schedule, SCHEDULE)
        await asyncio.to_thread(handles.get_result)
    assert len(texts(services)) == 1


@pytest.fixture
async def client(settings: Settings, services: Services) -> AsyncIterator[Visitor]:
    """A visitor of its pages."""
    async with TestClient(TestServer(make_app(settings, services, FakeDialogue()))) as visitor:
        yield visitor


async def test_the_link_in_a_text_leads_to_the_page_and_changes_nothing(
    services: Services,
    client: Visitor,
) -> None:
    publish(services, "job")
    services.alerting.run.run()
    (text,) = texts(services)
    path = "/o/" + text.split("/o/")[1].split()[0]
    for _ in range(3):  # a robot that looks ahead, then its owner twice
        answer = await client.get(path, allow_redirects=False)
        assert (answer.status, answer.headers["Location"]) == (302, "/opportunities/job")
    unknown = await client.get("/o/aaaaaaaaaa")
    assert unknown.status == 404
    with services.storage.transaction() as work:
        assert [one.answer for one in work.alerts.of(JOB.id)] == [None]


async def test_a_text_about_several_leads_to_a_list(
    services: Services,
    client: Visitor,
) -> None:
    publish(services, "job", "second")
    services.alerting.run.run()
    (text,) = texts(services)
    assert "+1 more at" in text
    answer = await client.get("/o/" + text.split("/o/")[1].split()[0])
    page = await answer.text()
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "/opportunities/job" in page
    assert "/opportunities/second" in page


async def test_a_deadline_is_a_calendar_file(
    services: Services,
    client: Visitor,
) -> None:
    publish(services, "job")
    answer = await client.get("/opportunities/job.ics")
    body = await answer.read()
    nothing = await client.get("/opportunities/nothing.ics")
    assert answer.content_type == "text/calendar"
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    assert event.decoded("dtend") == JOB.deadline
    assert str(event["summary"]) == "Closes: Cleaning of a primary school"
    assert [str(alarm["action"]) for alarm in event.walk("VALARM")] == ["DISPLAY"]
    assert nothing.status == 404
