"""Rounds of introductions on the real parts: a reminder, an honest end, and no repeats."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from dbos import DBOS

from bot.bootstrap import Services, make_services
from bot.domain.digest import Week
from bot.domain.errors import StorageUnavailableError
from bot.domain.feedback import Owner
from bot.domain.introduction import IntroductionState
from bot.domain.notice import ProcessKey
from bot.services.chase_introductions import ChaseIntroductions
from bot.settings import Settings, read_settings
from connectors.jobs.introduction_rounds import SCHEDULE, IntroductionRounds
from connectors.jobs.running import running_jobs
from connectors.storage.migrate import migrate
from tests.examples import NOW, buyer_contact, in_days, opportunity, supplier
from tests.introductions import introduction

YEARLY = "0 0 1 1 *"
S = IntroductionState
MAILBOX = buyer_contact()


def settings_at(folder: Path, days: float) -> Settings:
    """An installation that shows its mails, so many days on."""
    return read_settings(
        {
            "DATABASE_URL": f"sqlite:///{folder / 'doorstep.sqlite3'}",
            "now": in_days(days),
            "transport": "local",
            "secret": "a secret of tests that is long enough",
            "introductions_schedule": YEARLY,
            "operator_email": "hub@example.org",
        }
    )


@pytest.fixture
def services(tmp_path: Path) -> Services:
    """A lead that its buyer has had since now, and promised to answer within a week."""
    settings = settings_at(tmp_path, 0)
    migrate(settings.database_url)
    made = make_services(settings)
    one = introduction()
    with made.storage.transaction() as work:
        work.opportunities.save(ProcessKey("p"), opportunity(deadline=in_days(60)))
        work.suppliers.save_all([supplier("firm")])
        work.buyer_contacts.add(MAILBOX)
        assert work.introductions.add(one)
        sent = replace(introduction("one", S.SENT), contact=MAILBOX.id, answer_by=in_days(7))
        assert work.introductions.advance(sent)
    return made


def rounds_at(folder: Path, days: float) -> IntroductionRounds:
    """What runs each working morning, so many days on."""
    return IntroductionRounds(YEARLY, make_services(settings_at(folder, days)).introducing.chase)


def mails_to(services: Services) -> list[str]:
    with services.storage.transaction() as work:
        return [one.key for one in work.notifications.of(Owner(contact=MAILBOX.id))]


def test_each_morning_does_what_is_due_once(tmp_path: Path, services: Services) -> None:
    assert rounds_at(tmp_path, 1).chase() == {"stopped_by": None}
    for done in ({"nudge": 1, "stopped_by": None}, {"stopped_by": None}):
        assert rounds_at(tmp_path, 8).chase() == done
    assert mails_to(services) == ["nudge:one:2"]
    assert rounds_at(tmp_path, 16).chase() == {"silent": 1, "stopped_by": None}
    assert rounds_at(tmp_path, 17).chase() == {"stopped_by": None}


def test_what_the_mondays_list_reminded_of_is_not_reminded_of_again(
    tmp_path: Path, services: Services
) -> None:
    with services.storage.transaction() as work:
        assert work.introductions.nudge(introduction().id, Week.last_due(in_days(8)).goes_at)
    assert rounds_at(tmp_path, 8).chase() == {"stopped_by": None}
    assert mails_to(services) == []


def test_a_round_that_breaks_off_says_so_and_the_next_goes_on(tmp_path: Path) -> None:
    class Broken(ChaseIntroductions):
        """A round on a database that is busy."""

        def __init__(self) -> None:
            """It works with nothing."""

        def run(self) -> dict[str, int]:
            raise StorageUnavailableError("busy")

    assert IntroductionRounds(YEARLY, Broken()).chase() == {"stopped_by": "busy"}


async def test_it_is_a_durable_workflow_of_its_schedule(tmp_path: Path, services: Services) -> None:
    settings = settings_at(tmp_path, 8)
    rounds = IntroductionRounds(YEARLY, make_services(settings).introducing.chase)
    async with running_jobs(settings, [rounds]):
        begun: Any = await asyncio.to_thread(DBOS.trigger_schedule, SCHEDULE)
        await asyncio.to_thread(begun.get_result)
    assert mails_to(services) == ["nudge:one:2"]
    assert settings.now > NOW
