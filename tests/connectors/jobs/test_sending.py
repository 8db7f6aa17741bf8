"""Sending through the queue: with the transaction, once, and what was never queued is found."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dbos import error as dbos_error
from sqlalchemy import text

from bot.bootstrap import make_sending_queue, make_services
from bot.domain.notification import NotificationId, State
from bot.domain.sending import Errand
from bot.settings import Settings
from connectors.jobs.sending import sending_job
from connectors.queue.at_once import AtOnce
from connectors.queue.names import SEND, SENDING_QUEUE
from connectors.storage.engines import make_engine
from tests.running import Ports
from tests.standins.mails import address_of, mean_mails, reporting, sending_mails
from tests.standins.mails import settings_of as mail_settings_of
from tests.standins.mails import states_of as mail_states_of
from tests.standins.sending import (
    make_database,
    mean_alerts,
    number_of,
    sending,
    settings_of,
    states_of,
)
from tests.standins.servers import a_postgresql
from tests.standins.smtp import Mood as MailMood
from tests.standins.smtp import SmtpStandIn
from tests.standins.twilio import Mood, TwilioStandIn

WITHIN = 60


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Makes new databases on a server of its own."""
    with a_postgresql(tmp_path_factory.mktemp("pg")) as new_database:
        yield new_database


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'doorstep.sqlite3'}"
    return str(request.getfixturevalue("postgresql")())


async def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + WITHIN
    while not condition():
        assert time.monotonic() < end, "It never came to that."
        await asyncio.sleep(0.05)


def queued(settings: Settings) -> int:
    """How many errands the queue was given, done or not."""
    return _errands(settings, f"queue_name = '{SENDING_QUEUE}'")


def begun_at_once(settings: Settings) -> int:
    """How many errands were begun without the queue."""
    return _errands(settings, f"queue_name IS NULL AND name = '{SEND}'")


def _errands(settings: Settings, which: str) -> int:
    schema = "" if settings.jobs_address.startswith("sqlite") else "dbos."
    engine = make_engine(settings.jobs_address)
    with engine.connect() as connection:
        query = f"SELECT count(*) FROM {schema}workflow_status WHERE {which}"  # noqa: S608
        found = connection.execute(text(query)).scalar_one()
    engine.dispose()
    return int(found)


async def test_what_is_queued_is_sent_once_each(tmp_path: Path, url: str) -> None:
    with TwilioStandIn().open() as twilio:
        settings = settings_of(tmp_path, twilio.address, {"DATABASE_URL": url})
        storage = make_database(settings)
        async with sending(settings, storage):
            await asyncio.to_thread(mean_alerts, storage, 20)
            await until(lambda: states_of(storage, 20) == {State.SENT: 20})
    assert twilio.a_number == {number_of(which): 1 for which in range(20)}


async def test_what_is_rolled_back_is_never_queued(tmp_path: Path, url: str) -> None:
    settings = settings_of(tmp_path, "http://127.0.0.1:9", {"DATABASE_URL": url})
    storage = make_database(settings)

    def meant() -> None:
        with storage.transaction() as work:
            work.outgoing.put([Errand(NotificationId("n"))])
            raise ZeroDivisionError

    async with sending(settings, storage):
        with pytest.raises(ZeroDivisionError):
            await asyncio.to_thread(meant)
        assert queued(settings) == 0


async def test_the_same_errand_twice_is_one(tmp_path: Path, url: str) -> None:
    settings = settings_of(tmp_path, "http://127.0.0.1:9", {"DATABASE_URL": url})
    storage = make_database(settings)

    def meant() -> None:
        for _ in range(2):
            with storage.transaction() as work:
                work.outgoing.put([Errand(NotificationId("n"), "2", urgent=True)])

    async with sending(settings, storage):
        await asyncio.to_thread(meant)
        assert queued(settings) == 1


async def test_what_somebody_waits_for_is_begun_at_once_and_once(tmp_path: Path, url: str) -> None:
    settings = settings_of(tmp_path, "http://127.0.0.1:9", {"DATABASE_URL": url})
    storage = make_database(settings)

    def meant() -> None:
        for _ in range(2):
            with storage.transaction() as work:
                work.outgoing.put([Errand(NotificationId("n"), urgent=True)])

    async with sending(settings, storage):
        await asyncio.to_thread(meant)
        assert (begun_at_once(settings), queued(settings)) == (1, 0)


async def test_above_the_rate_of_the_provider_it_waits_in_the_queue(
    tmp_path: Path, url: str
) -> None:
    changes = {"DATABASE_URL": url, "texts_a_second": 2}
    settings = settings_of(tmp_path, "http://127.0.0.1:9", changes)
    storage = make_database(settings)

    def meant() -> None:
        with storage.transaction() as work:
            work.outgoing.put([Errand(NotificationId(f"n{n}"), urgent=True) for n in range(20)])

    async with sending(settings, storage):
        await asyncio.to_thread(meant)
        at_once, waits = begun_at_once(settings), queued(settings)
    storage.close()
    assert at_once + waits == 20
    assert waits > 0 < at_once


async def test_what_cannot_begin_at_once_is_queued_and_nobody_hears_of_it(
    tmp_path: Path, url: str
) -> None:
    def is_away(_errand: Errand) -> None:
        raise dbos_error.DBOSException("The store of jobs is away.")

    settings = settings_of(tmp_path, "http://127.0.0.1:9", {"DATABASE_URL": url})
    storage = make_database(settings)
    async with sending(settings, storage):
        AtOnce(is_away, 10).begin(settings.jobs_address)
        with storage.transaction() as work:
            work.outgoing.put([Errand(NotificationId("n"), urgent=True)])
        assert (begun_at_once(settings), queued(settings)) == (0, 1)
    storage.close()


async def test_where_nobody_runs_errands_what_is_waited_for_is_queued(
    tmp_path: Path, url: str
) -> None:
    with TwilioStandIn().open() as twilio:
        settings = settings_of(tmp_path, twilio.address, {"DATABASE_URL": url})
        storage = make_database(settings)
        async with sending(settings, storage):
            """Only so that the store of jobs is made."""
        queue = make_sending_queue(settings)
        assert queue
        queue.put([Errand(NotificationId("n"), urgent=True)])
        queue.close()
    assert (begun_at_once(settings), queued(settings)) == (0, 1)


async def test_mails_go_by_a_queue_of_their_own(tmp_path: Path) -> None:
    with SmtpStandIn(knows_reports=True).open() as standin:
        settings = mail_settings_of(tmp_path, standin.port, Ports.free().web)
        storage = make_database(settings)
        with reporting(standin, settings.mail_in_port):
            async with sending_mails(settings, storage):
                await asyncio.to_thread(mean_mails, storage, 5)
                await until(lambda: mail_states_of(storage, 5) == {State.SENT})
                assert queued(settings) == 0
    assert sorted(given.to for given in standin.taken) == [address_of(one) for one in range(5)]


async def test_a_mail_whose_answer_was_lost_goes_again_as_the_same_mail(tmp_path: Path) -> None:
    standin = SmtpStandIn(mood=lambda n: MailMood.DROPPED_TAKEN if n == 0 else MailMood.WELL)
    with standin.open():
        settings = mail_settings_of(tmp_path, standin.port, Ports.free().web)
        storage = make_database(settings)
        async with sending_mails(settings, storage):
            await asyncio.to_thread(mean_mails, storage, 1)
            await until(lambda: mail_states_of(storage, 1) == {State.SENT})
    assert list(standin.a_mail.values()) == [2]


async def test_a_report_ends_the_doubt_so_that_no_mail_goes_again(tmp_path: Path) -> None:
    standin = SmtpStandIn(
        mood=lambda n: MailMood.DROPPED_TAKEN if n == 0 else MailMood.WELL, knows_reports=True
    )
    with standin.open():
        settings = mail_settings_of(tmp_path, standin.port, Ports.free().web)
        storage = make_database(settings)
        with reporting(standin, settings.mail_in_port):
            async with sending_mails(settings, storage):
                await asyncio.to_thread(mean_mails, storage, 1)
                await until(lambda: mail_states_of(storage, 1) == {State.SENT})
                # Longer than a doubt lasts: by then it would have gone again.
                await asyncio.sleep(settings.smtp_doubt_seconds + 0.5)
    assert list(standin.a_mail.values()) == [1]


async def test_a_lost_answer_is_asked_about_before_anything_goes_again(tmp_path: Path) -> None:
    moods = [Mood.NEVER, Mood.LOST, Mood.FAILS_TAKEN, Mood.FAILS, Mood.LATER_STILL]
    standin = TwilioStandIn(mood=lambda n: moods[n] if n < len(moods) else Mood.WELL, late=1.5)
    with standin.open() as twilio:
        settings = settings_of(tmp_path, twilio.address)
        storage = make_database(settings)
        async with sending(settings, storage):
            await asyncio.to_thread(mean_alerts, storage, len(moods))
            await until(lambda: states_of(storage, len(moods)) == {State.SENT: len(moods)})
    assert set(twilio.a_number.values()) == {1}
    assert len(twilio.a_number) == len(moods)


async def test_what_was_queued_nowhere_is_found_by_the_sweep(tmp_path: Path) -> None:
    with TwilioStandIn().open() as twilio:
        settings = settings_of(tmp_path, twilio.address)
        storage = make_database(settings)
        mean_alerts(storage, 3)  # there is no store of jobs yet
        async with sending(settings, storage) as job:
            assert await asyncio.to_thread(job.sweep) == 0, "they are not overdue"
            job.left_alone_for *= 0
            assert await asyncio.to_thread(job.sweep) == 3
            await until(lambda: states_of(storage, 3) == {State.SENT: 3})
    assert set(twilio.a_number.values()) == {1}


async def test_what_a_stop_leaves_in_the_queue_goes_after_the_next_start(tmp_path: Path) -> None:
    with TwilioStandIn().open() as twilio:
        settings = settings_of(tmp_path, twilio.address, {"texts_a_second": 5})
        storage = make_database(settings)
        async with sending(settings, storage):
            await asyncio.to_thread(mean_alerts, storage, 15)
            await until(lambda: bool(twilio.taken))
        assert len(twilio.taken) < 15
        async with sending(settings, storage):
            await until(lambda: states_of(storage, 15) == {State.SENT: 15})
    assert set(twilio.a_number.values()) == {1}


async def test_the_providers_rate_is_kept(tmp_path: Path) -> None:
    with TwilioStandIn().open() as twilio:
        settings = settings_of(tmp_path, twilio.address, {"texts_a_second": 2})
        storage = make_database(settings)
        async with sending(settings, storage):
            await asyncio.to_thread(mean_alerts, storage, 9)
            await until(lambda: len(twilio.taken) == 9)
    first, last = twilio.taken[0].at, twilio.taken[-1].at
    assert (last - first).total_seconds() >= 3


def test_nothing_is_sent_where_no_account_is_set(tmp_path: Path) -> None:
    settings = Settings(DATABASE_URL=f"sqlite:///{tmp_path / 'doorstep.sqlite3'}")
    storage = make_database(settings)
    assert sending_job(settings, storage, make_services(settings).reaching.sender) is None
