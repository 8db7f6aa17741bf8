"""Killed at random moments while it answers at once: no answer is lost, and none is sent twice."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from bot.domain.notification import State
from tests.faults.test_killed_texts import (
    BEGUN_WITHIN,
    DONE_WITHIN,
    KILLS,
    MOODS,
    chance,
    wait_until,
    working,
)
from tests.running import Ports
from tests.standins.sending import make_database, settings_of, states_of
from tests.standins.twilio import TwilioStandIn

pytestmark = pytest.mark.faults
__all__ = ["chance"]

WORKER = "answers_worker"
TIMES = max(5, KILLS // 2)
ENDED = {State.SENT, State.DELIVERED}


def test_no_answer_is_lost_or_sent_twice_however_often_its_sender_is_killed(
    tmp_path: Path, chance: random.Random, capsys: pytest.CaptureFixture[str]
) -> None:
    moods = chance.choices(list(MOODS), list(MOODS.values()), k=400 * TIMES)
    standin = TwilioStandIn(mood=lambda n: moods[n], late=1.5)
    port, most = Ports.free().web, 200 * TIMES
    with standin.open() as twilio:
        storage = make_database(settings_of(tmp_path, twilio.address))
        for _ in range(TIMES):
            before = len(twilio.asked)
            with working(tmp_path, twilio.address, port, WORKER) as process:
                wait_until(lambda: len(twilio.asked) > before, tmp_path, BEGUN_WITHIN)  # noqa: B023
                time.sleep(chance.uniform(0, 0.8))
                assert process.poll() is None, "it was to be killed while it ran"
        meant = sum(states_of(storage, most).values())
        with working(tmp_path, twilio.address, port, WORKER):
            wait_until(lambda: set(states_of(storage, meant)) <= ENDED, tmp_path, DONE_WITHIN)
    sent = twilio.a_number
    twice = {number: times for number, times in sent.items() if times > 1}
    with capsys.disabled():
        print(  # noqa: T201 - the counts are what it is for
            f"\n{meant} answers, {TIMES} kills, {len(twilio.asked)} requests: "
            f"{len(sent)} sent, {len(twice)} twice"
        )
    assert meant > TIMES, "too few to prove anything"
    assert sum(states_of(storage, meant).values()) == meant
    assert twice == {}, "asked for twice, beside what the provider made two of by itself"
