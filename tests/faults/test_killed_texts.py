"""Killed at random moments while it sends: no text is lost, and none is sent twice."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.domain.notification import State
from bot.ports import Storage
from bot.settings import ROOT
from tests.running import Ports
from tests.standins.sending import make_database, mean_alerts, number_of, settings_of, states_of
from tests.standins.twilio import Mood, TwilioStandIn

pytestmark = pytest.mark.faults

SEED = int(os.environ.get("DOORSTEP_FAULT_SEED", time.time()))
KILLS = int(os.environ.get("DOORSTEP_FAULT_KILLS", "50"))
ALERTS = 10 * KILLS
A_SECOND = 20
"""Slow enough for all the kills to fall in the middle."""
BEGUN_WITHIN, DONE_WITHIN = 60, 300
MOODS = {
    Mood.WELL: 42,
    Mood.TWICE: 15,
    Mood.ANSWERS_TWICE: 5,
    Mood.DOUBLED: 3,
    Mood.LATE: 5,
    Mood.LATER_STILL: 5,
    Mood.NEVER: 8,
    Mood.LOST: 4,
    Mood.FAILS_TAKEN: 7,
    Mood.FAILS: 4,
    Mood.BUSY: 2,
}
"""Of a hundred requests, how many meet which."""


@pytest.fixture(params=[SEED], ids=lambda seed: f"DOORSTEP_FAULT_SEED={seed}")
def chance(request: pytest.FixtureRequest) -> random.Random:
    """Whatever is left to chance; the test's name tells how to have it again."""
    return random.Random(request.param)  # noqa: S311 - nothing here is secret


@contextmanager
def working(
    folder: Path, twilio: str, port: int, worker: str = "texts_worker"
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that sends."""
    command = [sys.executable, "-m", f"tests.faults.{worker}", str(folder), twilio]
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DOORSTEP_")}
    with (
        (folder / "log").open("ab") as log,
        subprocess.Popen(
            [*command, str(port), str(A_SECOND)],
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
        time.sleep(0.02)


def test_no_text_is_lost_or_sent_twice_however_often_its_sender_is_killed(
    tmp_path: Path, chance: random.Random, capsys: pytest.CaptureFixture[str]
) -> None:
    moods = chance.choices(list(MOODS), list(MOODS.values()), k=20 * ALERTS)
    standin = TwilioStandIn(mood=lambda n: moods[n], late=1.5, reports=True)
    port = Ports.free().web
    with standin.open() as twilio:
        storage = make_database(settings_of(tmp_path, twilio.address))
        with working(tmp_path, twilio.address, port):
            wait_until((tmp_path / "working").exists, tmp_path, BEGUN_WITHIN)
        mean_alerts(storage, ALERTS)
        while_running = [_killed_at_random(tmp_path, twilio, port, chance) for _ in range(KILLS)]
        with working(tmp_path, twilio.address, port):
            wait_until(lambda: _is_over(storage), tmp_path, DONE_WITHIN)
    states, sent = states_of(storage, ALERTS), twilio.a_number
    twice = {number: times for number, times in sent.items() if times > 1}
    lost = {number_of(which) for which in range(ALERTS)} - set(sent)
    with capsys.disabled():
        print(  # noqa: T201 - the counts are what it is for
            f"\n{ALERTS} alerts, {KILLS} kills ({sum(while_running)} before the last was taken), "
            f"{len(twilio.asked)} requests: {len(sent)} sent, {len(lost)} lost, {len(twice)} twice"
            f"\n{twilio.copies} messages that the stand-in made two of by itself"
            f"\n{dict(twilio.met)}"
        )
    assert lost == set()
    assert twice == {}, "asked for twice, beside what the provider made two of by itself"
    assert set(states) <= {State.SENT, State.DELIVERED}
    assert sum(while_running) >= KILLS / 2, "the kills came too late to prove anything"


def _killed_at_random(
    folder: Path, twilio: TwilioStandIn, port: int, chance: random.Random
) -> bool:
    """Lets it begin and kills it; whether there was something left to send then."""
    asked = len(twilio.asked)
    with working(folder, twilio.address, port) as process:
        wait_until(
            lambda: len(twilio.asked) > asked or len(twilio.a_number) >= ALERTS,
            folder,
            BEGUN_WITHIN,
        )
        time.sleep(chance.uniform(0, 0.8))
        assert process.poll() is None, "it was to be killed while it ran"
    return len(twilio.a_number) < ALERTS


def _is_over(storage: Storage) -> bool:
    return set(states_of(storage, ALERTS)) <= {State.SENT, State.DELIVERED}
