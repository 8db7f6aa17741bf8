"""Killed at random moments while it sends: no mail is lost; where reports tell, none is doubled."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from bot.domain.notification import State
from bot.settings import ROOT
from tests.running import Ports
from tests.standins.mails import address_of, mean_mails, reporting, settings_of, states_of
from tests.standins.sending import make_database
from tests.standins.smtp import Mood, SmtpStandIn

pytestmark = pytest.mark.faults

SEED = int(os.environ.get("DOORSTEP_FAULT_SEED", time.time()))
KILLS = int(os.environ.get("DOORSTEP_FAULT_KILLS", "20"))
MAILS = 10 * KILLS
A_SECOND = 20
BEGUN_WITHIN, DONE_WITHIN = 60, 600
MOODS = {
    Mood.WELL: 78,
    Mood.GREYLISTED: 4,
    Mood.NO_ROOM: 2,
    Mood.DROPPED_BEFORE: 4,
    Mood.DROPPED_LOST: 4,
    Mood.DROPPED_TAKEN: 5,
    Mood.SILENT_TAKEN: 3,
}
"""Of a hundred mails, how many meet which."""


@pytest.fixture(params=[SEED], ids=lambda seed: f"DOORSTEP_FAULT_SEED={seed}")
def chance(request: pytest.FixtureRequest) -> random.Random:
    """Whatever is left to chance; the test's name tells how to have it again."""
    return random.Random(request.param)  # noqa: S311 - nothing here is secret


@contextmanager
def working(folder: Path, smtp: int, mail_in: int) -> Iterator[subprocess.Popen[bytes]]:
    """A process that sends."""
    command = [sys.executable, "-m", "tests.faults.mails_worker", str(folder)]
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DOORSTEP_")}
    with (
        (folder / "log").open("ab") as log,
        subprocess.Popen(
            [*command, str(smtp), str(mail_in), str(A_SECOND)],
            env={**kept, "PYTHONPATH": str(ROOT)},
            stdout=log,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


def wait_until(condition: Callable[[], bool], folder: Path, within: float) -> None:
    """Returns when it is so."""
    until = time.monotonic() + within
    while not condition():
        log = (folder / "log").read_text(errors="replace")[-3000:]
        assert time.monotonic() < until, f"It never came to that:\n{log}"
        time.sleep(0.05)


@pytest.mark.parametrize("knows_reports", [True, False])
def test_no_mail_is_lost_however_often_its_sender_is_killed(
    tmp_path: Path,
    chance: random.Random,
    capsys: pytest.CaptureFixture[str],
    *,
    knows_reports: bool,
) -> None:
    moods = chance.choices(list(MOODS), list(MOODS.values()), k=2 * MAILS)
    standin = SmtpStandIn(
        # Waits grow with each refusal, so the last mails are let through.
        mood=lambda n: moods[n] if n < len(moods) else Mood.WELL,
        knows_reports=knows_reports,
    )
    mail_in = Ports.free().web
    with ExitStack() as stack:
        stack.enter_context(standin.open())
        storage = make_database(settings_of(tmp_path, standin.port, mail_in))
        if knows_reports:
            stack.enter_context(reporting(standin, mail_in))
        with working(tmp_path, standin.port, mail_in):
            wait_until((tmp_path / "working").exists, tmp_path, BEGUN_WITHIN)
        mean_mails(storage, MAILS)
        killed = [_killed_at_random(tmp_path, standin, mail_in, chance) for _ in range(KILLS)]
        with working(tmp_path, standin.port, mail_in):
            wait_until(
                lambda: states_of(storage, MAILS) <= {State.SENT, State.DELIVERED},
                tmp_path,
                DONE_WITHIN,
            )
    people = Counter(given.to for given in standin.taken)
    twice = {one: times for one, times in people.items() if times > 1}
    lost = {address_of(which) for which in range(MAILS)} - set(people)
    with capsys.disabled():
        print(  # noqa: T201 - the counts are what it is for
            f"\n{MAILS} mails, {KILLS} kills ({sum(killed)} before the last was taken), reports "
            f"{'known' if knows_reports else 'not known'}: {len(people)} arrived, "
            f"{len(lost)} lost, {len(twice)} twice\n{dict(standin.met)}"
        )
    assert lost == set()
    # What goes again is the same mail, so that a mailbox can show two as one.
    assert len(standin.a_mail) == MAILS
    if knows_reports:
        assert twice == {}


def _killed_at_random(
    folder: Path, standin: SmtpStandIn, mail_in: int, chance: random.Random
) -> bool:
    """Lets it begin and kills it; whether there was something left to send then."""
    met = standin.met.total()
    with working(folder, standin.port, mail_in) as process:
        wait_until(
            lambda: standin.met.total() > met or len(standin.taken) >= MAILS, folder, BEGUN_WITHIN
        )
        time.sleep(chance.uniform(0, 0.8))
        assert process.poll() is None, "it was to be killed while it ran"
    return len(standin.taken) < MAILS
