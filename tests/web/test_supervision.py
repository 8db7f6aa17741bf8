"""Starting, stopping and recovering: nothing is left behind, and what ends is started again."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import Doorstep
from tests.web.problems import assert_try_again

PROCESSES = 3
"""The supervisor, the web service, Rasa."""


@pytest.fixture
def starting(tmp_path: Path) -> Iterator[Doorstep]:
    """A Doorstep whose page is up and whose Rasa is still loading."""
    doorstep = Doorstep(tmp_path)
    try:
        yield doorstep.start().wait_for_page()
    finally:
        doorstep.destroy()


@pytest.fixture
def running(doorstep_with_samples: Doorstep) -> Iterator[Doorstep]:
    """The shared Doorstep, whole again afterwards."""
    yield doorstep_with_samples
    doorstep_with_samples.wait_until_ready()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGHUP, signal.SIGTERM])
def test_ctrl_c_a_closed_terminal_and_a_stop_leave_no_process(
    starting: Doorstep, stop: signal.Signals
) -> None:
    processes = starting.processes()
    assert len(processes) >= PROCESSES
    starting.signal(stop)
    starting.wait_for_end()
    assert not [process for process in processes if process.is_running()]
    assert not starting.processes()


def test_after_a_stop_it_starts_again_at_once(starting: Doorstep) -> None:
    starting.stop()
    assert not starting.processes()
    starting.start().wait_for_page()
    assert len(starting.processes()) >= PROCESSES


def test_a_port_in_use_is_one_clear_sentence(
    doorstep_without_rasa: Doorstep, tmp_path: Path
) -> None:
    second = Doorstep(tmp_path, ports=doorstep_without_rasa.ports)
    try:
        assert second.start().wait_for_end() != 0
        assert f"DOORSTEP_PORT={second.ports.web}" in second.log()
        assert "Traceback" not in second.log()
    finally:
        second.destroy()


def test_when_rasa_is_killed_the_page_stays_and_rasa_comes_back(running: Doorstep) -> None:
    client, told_before = running.client, len(running.log())
    chat = client.begin()
    chat.say("cleaning in B9")
    running.listening_at(running.ports.rasa).kill()

    assert_try_again(chat.send({"text": "hello", "client_id": "one"}), 503)
    assert client.get("/").status == 200
    assert client.get("/ready").json["status"] == "loading"
    assert len(chat.history()) == 2

    running.wait_until_ready()
    assert chat.send({"text": "more", "client_id": "one"}).status == 200
    _assert_tells(running, told_before, "assistant has gone", "assistant is ready")


def test_when_the_web_process_is_killed_it_comes_back_and_nothing_is_lost(
    running: Doorstep,
) -> None:
    chat = running.client.begin()
    chat.say("cleaning in B9")
    history = chat.history()
    web = running.listening_at(running.ports.web)
    web.kill()
    web.wait(10)
    running.wait_until_ready()
    assert running.listening_at(running.ports.web).pid != web.pid
    assert chat.history() == history
    assert chat.say("hello").text


def _assert_tells(doorstep: Doorstep, since: int, *sentences: str) -> None:
    """The log comes to say all of this within some seconds."""
    until = time.monotonic() + 10
    while missing := [s for s in sentences if s not in doorstep.log()[since:]]:
        assert time.monotonic() < until, f"{missing} not in {doorstep.log()[since:]}"
        time.sleep(0.2)
