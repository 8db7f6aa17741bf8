"""However releases come, in whatever order, twice or broken off, the same stands afterwards."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.bootstrap import CONTENT
from bot.domain.change import ChangeKind
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Opportunity, State
from bot.ports import NoticeReader, ReleaseCompiler
from tests.connectors.notices.making import package, write
from tests.connectors.notices.processes import (
    AFTERWARDS,
    RELEASES,
    Body,
    Desk,
    PowerCutError,
    day,
    told_on,
)

SOME = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
KEY = ProcessKey("ocds-b5fd17-made-up-0")
LIFE = [
    told_on(0, 0, "tender"),
    told_on(2, 0, "later deadline"),
    told_on(4, 0, "higher value"),
    told_on(6, 0, "called off"),
]

# What a process that is killed leaves behind is for the database alone to put right.
KILLED = """
import os, sys
from pathlib import Path
from bot.bootstrap import make_compiler, make_reader
from tests.connectors.notices import processes

class GoneStorage(processes.FailingStorage):
    def _step(self, *_args):
        self.steps += 1
        if self.steps == int(sys.argv[3]):
            os._exit(9)

storage = GoneStorage(sys.argv[1])
intake = processes.Intake(make_compiler(), storage, processes.AFTERWARDS, processes.AT_A_TIME)
processes.import_notices([Path(sys.argv[2])], make_reader(), intake)
"""

MakeDesk = Callable[[], Desk]


@pytest.fixture
def make_desk(
    tmp_path_factory: pytest.TempPathFactory,
    empty_database: Path,
    parts: tuple[NoticeReader, ReleaseCompiler],
) -> Iterator[MakeDesk]:
    """Makes desks, each with a fresh database."""
    made: list[Desk] = []

    def make() -> Desk:
        file = tmp_path_factory.mktemp("desk") / "doorstep.sqlite3"
        shutil.copy(empty_database, file)
        made.append(Desk(file, *parts))
        return made[-1]

    yield make
    for one in made:
        one.close()


def opportunity_at(desk: Desk) -> Opportunity:
    """The opportunity of the one process of `LIFE`."""
    with desk.storage.transaction() as work:
        return work.opportunities.of_processes([KEY])[KEY]


def changes_at(desk: Desk) -> list[ChangeKind]:
    """What is to be told of it, oldest first."""
    with desk.storage.transaction() as work:
        return [one.kind for one in work.changes.of(opportunity_at(desk).id)]


@SOME
@given(bodies=RELEASES)
def test_imported_twice_is_imported_once(make_desk: MakeDesk, bodies: list[Body]) -> None:
    desk = make_desk()
    first = desk.run(bodies)
    before = desk.held()
    again = desk.run(bodies)
    assert desk.held() == before
    assert (again.read, again.opportunities, again.merged) == (
        first.read, first.opportunities, first.merged,
    )  # fmt: skip
    assert again.unchanged == again.opportunities


@SOME
@given(bodies=RELEASES, seed=st.randoms(use_true_random=False), at_a_time=st.integers(1, 20))
def test_any_order_is_one_order(
    make_desk: MakeDesk, bodies: list[Body], seed: random.Random, at_a_time: int
) -> None:
    one, other = make_desk(), make_desk()
    one.run(bodies)
    mixed = seed.sample(bodies, len(bodies))
    half = seed.randint(0, len(mixed))
    other.run(*filter(None, (mixed[:half], mixed[half:])), at_a_time=at_a_time)
    # What is told of a change depends on what was known before, so it alone goes by the order.
    assert other.held("changes") == one.held("changes")


@SOME
@given(bodies=RELEASES, at=st.floats(0, 1))
def test_a_crash_at_any_point_and_a_restart_are_no_crash(
    make_desk: MakeDesk, bodies: list[Body], at: float
) -> None:
    undisturbed, crashed = make_desk(), make_desk()
    undisturbed.run(bodies)
    crashed.storage.stops_at = max(1, round(at * undisturbed.storage.steps))
    with pytest.raises(PowerCutError):
        crashed.run(bodies)
    crashed.run(bodies)
    assert crashed.held() == undisturbed.held()


@pytest.mark.parametrize("at", [0.3, 0.8])
def test_a_process_that_is_killed_leaves_a_database_that_goes_on(
    make_desk: MakeDesk, at: float, tmp_path: Path
) -> None:
    undisturbed, killed = make_desk(), make_desk()
    undisturbed.run(LIFE)
    step = round(at * undisturbed.storage.steps)
    database = str(killed.storage.url)
    file = write(tmp_path / "life.json", package(*LIFE))
    done = subprocess.run(
        [sys.executable, "-c", KILLED, database, str(file), str(step)],
        cwd=CONTENT.parent,
        check=False,
    )
    assert done.returncode == 9
    assert killed.held() != undisturbed.held()
    killed.run(LIFE)
    assert killed.held() == undisturbed.held()


def test_amended_and_called_off_it_says_so_and_each_change_is_told_once(
    make_desk: MakeDesk,
) -> None:
    desk = make_desk()
    for one in LIFE:
        desk.run([one])
    for one in LIFE:
        desk.run([one])
    desk.run(LIFE)
    now = opportunity_at(desk)
    assert now.state_at(AFTERWARDS.now()) is State.CANCELLED
    assert now.cancelled_at is not None
    assert now.cancelled_at.isoformat() == day(6)
    assert changes_at(desk) == [
        ChangeKind.DEADLINE_MOVED, ChangeKind.VALUE_CHANGED, ChangeKind.CANCELLED,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "state", "change"),
    [
        ("awarded", State.AWARDED, ChangeKind.AWARDED),
        ("called off", State.CANCELLED, ChangeKind.CANCELLED),
        ("later deadline", State.CLOSED, ChangeKind.DEADLINE_MOVED),
    ],
)
def test_the_last_word_decides_what_it_is_and_is_told(
    make_desk: MakeDesk, word: str, state: State, change: ChangeKind
) -> None:
    desk = make_desk()
    desk.run([LIFE[0]])
    desk.run([told_on(5, 0, word)])
    assert opportunity_at(desk).state_at(AFTERWARDS.now()) is state
    assert changes_at(desk) == [change]


@pytest.mark.parametrize("newest", LIFE[1:])
def test_an_older_release_that_comes_late_is_no_change(make_desk: MakeDesk, newest: Body) -> None:
    desk = make_desk()
    desk.run([newest])
    desk.run([one for one in LIFE if one["date"] < newest["date"]])
    assert changes_at(desk) == []


def test_a_newer_release_that_brings_an_older_one_along_tells_its_own_change_alone(
    make_desk: MakeDesk,
) -> None:
    desk = make_desk()
    desk.run([told_on(4, 0, "tender")])
    desk.run([told_on(2, 0, "higher value"), told_on(6, 0, "later deadline")], at_a_time=9)
    assert changes_at(desk) == [ChangeKind.DEADLINE_MOVED]


def test_an_award_that_came_before_its_tender_has_its_forecast_all_the_same(
    make_desk: MakeDesk,
) -> None:
    in_order, turned = make_desk(), make_desk()
    both = [LIFE[0], told_on(5, 0, "awarded")]
    in_order.run(both)
    turned.run(both[::-1], at_a_time=1)
    assert turned.held("changes") == in_order.held("changes")
    assert len(turned.held()["opportunities"]) == 2
