"""`doorstep sync`: the live feeds, here replayed on loopback; the last line is the summary."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.commands.conftest import DOORSTEP, Ran, Run
from tests.commands.test_import import FIELDS
from tests.connectors.notices.feeds.replay import (
    Replay,
    real_releases,
    refusing,
    serving,
    silence,
)

KEYS = ["feed", "from", "to", "pages", *FIELDS]
WITHIN = 60


def a_day(count: int = 6, on_a_page: int = 10) -> Replay:
    """Some notices of the last day."""
    now = datetime.now(UTC)
    return Replay(real_releases()[:count], now - timedelta(hours=20), now, on_a_page)


def yesterday() -> str:
    """The day from which all of them are asked for."""
    return (datetime.now(UTC) - timedelta(days=2)).date().isoformat()


@dataclass(frozen=True)
class Feeds:
    """Both feeds, and the settings that lead to them."""

    find_a_tender: Replay
    contracts_finder: Replay
    settings: dict[str, str]


@contextmanager
def both(find_a_tender: Replay, contracts_finder: Replay) -> Iterator[Feeds]:
    """The feeds as they are served."""
    with serving(find_a_tender) as one, serving(contracts_finder) as other:
        settings = {"DOORSTEP_FIND_A_TENDER_URL": one, "DOORSTEP_CONTRACTS_FINDER_URL": other}
        yield Feeds(find_a_tender, contracts_finder, settings)


def summary_of(ran: Ran) -> dict[str, object]:
    """The last line of stdout, which must be a JSON object."""
    return dict(json.loads(ran.stdout.splitlines()[-1]))


def test_the_summary_tells_of_each_feed_and_of_all_together(doorstep: Run) -> None:
    with both(a_day(6), a_day(0)) as feeds:
        ran = doorstep("sync", "--since", yesterday(), **feeds.settings)
    assert (ran.exit_code, len(ran.lines)) == (0, 1)
    summary = ran.lines[0]
    one, other = summary["feeds"]
    assert list(one) == KEYS
    assert [one["feed"], other["feed"]] == ["find_a_tender", "contracts_finder"]
    assert one["read"] == one["opportunities"] + one["merged"] == 6
    assert (other["read"], other["pages"]) == (0, 1)
    assert list(summary) == ["feeds", *KEYS[3:]]
    assert summary["read"] == 6
    assert summary["warnings"] == one["warnings"]
    assert not ran.has_stack_trace


def test_a_second_sync_asks_only_for_the_last_hours(doorstep: Run) -> None:
    with both(a_day(6), a_day(0)) as feeds:
        doorstep("sync", "--since", yesterday(), **feeds.settings)
        began = len(feeds.find_a_tender.asked)
        ran = doorstep("sync", **feeds.settings)
        (question,) = feeds.find_a_tender.asked[began:]
    asked_from = datetime.fromisoformat(question["updatedFrom"]).replace(tzinfo=UTC)
    assert datetime.now(UTC) - asked_from < timedelta(hours=3)
    assert summary_of(ran)["opportunities"] == summary_of(ran)["feeds"][0]["unchanged"]  # type: ignore[index]


def test_one_feed_can_be_asked_alone_and_reads_who_asks(doorstep: Run) -> None:
    with both(a_day(), a_day()) as feeds:
        ran = doorstep(
            "sync", "--feed", "contracts_finder", "--since", yesterday(),
            DOORSTEP_OPERATOR_NAME="Eastside Hub", DOORSTEP_OPERATOR_EMAIL="hub@example.org",
            **feeds.settings,
        )  # fmt: skip
    assert [feed["feed"] for feed in ran.lines[0]["feeds"]] == ["contracts_finder"]
    assert feeds.find_a_tender.asked == []
    assert feeds.contracts_finder.agents == ["Doorstep (Eastside Hub; hub@example.org)"]


def test_a_feed_that_refuses_is_one_sentence_and_the_other_is_taken_in(doorstep: Run) -> None:
    with both(a_day(), a_day()) as feeds:
        feeds.find_a_tender.faults[0] = refusing(404)
        ran = doorstep("sync", "--since", yesterday(), **feeds.settings)
    assert ran.exit_code == 2
    told = [line for line in ran.stderr.splitlines() if line.startswith("doorstep: ")]
    assert len(told) == 1
    assert "404" in told[0]
    assert summary_of(ran)["read"] == 6
    assert not ran.has_stack_trace


def test_an_absurd_wait_of_one_feed_does_not_keep_the_other_from_being_read(doorstep: Run) -> None:
    with both(a_day(), a_day()) as feeds:
        feeds.find_a_tender.faults[0] = refusing(503, Retry_After="9" * 400)
        ran = doorstep("sync", "--since", yesterday(), **feeds.settings)
    assert ran.exit_code == 2
    assert "503" in ran.stderr
    assert [feed["read"] for feed in ran.lines[-1]["feeds"]] == [0, 6]
    assert not ran.has_stack_trace


def test_the_summary_comes_last_even_where_the_vectors_cannot_be_stored(
    tmp_path: Path, doorstep: Run
) -> None:
    with both(a_day(3), a_day(0)) as feeds:
        only = ("--feed", "find_a_tender")
        doorstep("sync", *only, "--since", yesterday(), **feeds.settings)
        with closing(sqlite3.connect(tmp_path / "doorstep.sqlite3")) as other:
            other.execute("DELETE FROM vectors")
            other.commit()
            other.execute("BEGIN IMMEDIATE")
            ran = doorstep("sync", *only, **feeds.settings)
    assert ran.exit_code == 2
    assert [feed["feed"] for feed in ran.lines[-1]["feeds"]] == ["find_a_tender"]
    assert ran.stderr.count("doorstep: The database is busy or away.") == 2
    assert not ran.has_stack_trace


def test_a_wait_that_the_feed_asks_for_is_told_with_its_reason(doorstep: Run) -> None:
    replay = a_day()
    replay.faults[0] = refusing(429, Retry_After="2")
    with both(replay, a_day(0)) as feeds:
        ran = doorstep("sync", "--feed", "find_a_tender", "--since", yesterday(), **feeds.settings)
    assert ran.exit_code == 0
    assert "find_a_tender: waiting 2 s: the feed asks for it" in ran.stderr


@pytest.mark.parametrize(
    ("arguments", "settings", "word"),
    [
        (("--feed", "elsewhere"), {}, "elsewhere"),
        (("--since", "the first of May"), {}, "--since"),
        (("--since", "2999-01-01"), {}, "--since"),
        (("--since", "0001-01-01"), {}, "2000"),
        (("--since", "1999-12-31"), {}, "2000"),
        ((), {"DOORSTEP_FIND_A_TENDER_URL": "ftp://example.org"}, "DOORSTEP_FIND_A_TENDER_URL"),
        ((), {"DOORSTEP_CONTRACTS_FINDER_URL": ""}, "DOORSTEP_CONTRACTS_FINDER_URL"),
        ((), {"DOORSTEP_SYNC_SCHEDULE": "every hour"}, "DOORSTEP_SYNC_SCHEDULE"),
        ((), {"DOORSTEP_SYNC_SCHEDULE": "0 25 * * *"}, "DOORSTEP_SYNC_SCHEDULE"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_asked(
    doorstep: Run, arguments: tuple[str, ...], settings: dict[str, str], word: str
) -> None:
    with both(a_day(), a_day()) as feeds:
        ran = doorstep("sync", *arguments, **feeds.settings | settings)
        assert feeds.find_a_tender.asked == feeds.contracts_finder.asked == []
    assert ran.exit_code == 2
    assert word in ran.stderr
    assert ran.stdout == ""
    assert not ran.has_stack_trace


def test_ctrl_c_ends_it_at_once_and_what_was_taken_in_stays(tmp_path: Path, doorstep: Run) -> None:
    replay = a_day(6, on_a_page=3)
    replay.faults[1] = silence
    only = ("--feed", "find_a_tender")
    with both(replay, a_day(0)) as feeds:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("DOORSTEP_")}
        environment |= feeds.settings | {
            "DATABASE_URL": f"sqlite:///{tmp_path / 'doorstep.sqlite3'}"
        }
        running = subprocess.Popen(
            [str(DOORSTEP), "sync", *only, "--since", yesterday()],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        _wait_for(lambda: len(replay.asked) == 2)
        began = time.monotonic()
        running.send_signal(signal.SIGINT)
        stdout, stderr = running.communicate(timeout=WITHIN)
        assert time.monotonic() - began < 10
        assert running.returncode == 2
        assert json.loads(stdout.splitlines()[-1])["read"] == 3
        assert b"Traceback" not in stderr
        assert stderr.count(b"doorstep: ") == 1
        assert doorstep("sync", *only, **feeds.settings).exit_code == 0
        assert "cursor" in replay.asked[2]


def _wait_for(condition: object) -> None:
    until = time.monotonic() + WITHIN
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < until
        time.sleep(0.05)
