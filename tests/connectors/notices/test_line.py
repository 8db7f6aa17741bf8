"""What is told at one end of a line is heard at the other, in order, and nobody waits to tell."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from bot.domain.errors import SourceError
from bot.domain.notice import Release
from bot.reading import make_compiler, make_reader
from tests.connectors.notices.helping import two_ends
from tests.connectors.notices.making import a_body, write

MORE_THAN_A_PIPE_HOLDS = b"x" * 4_000_000


def test_who_tells_does_not_wait_until_it_is_heard() -> None:
    with two_ends() as (one, other):
        for told in (MORE_THAN_A_PIPE_HOLDS, "then"):
            one.tell(told)
            other.tell(told)
        assert [other.hear(), other.hear()] == [MORE_THAN_A_PIPE_HOLDS, "then"]
        assert [one.hear(), one.hear()] == [MORE_THAN_A_PIPE_HOLDS, "then"]


def test_who_is_told_something_can_know_before_it_hears() -> None:
    with two_ends() as (one, other):
        assert not other.is_told()
        one.tell("something")
        until = time.monotonic() + 20
        while not other.is_told():
            assert time.monotonic() < until
        assert other.hear() == "something"
        assert not other.is_told()


def test_who_hangs_up_was_heard_to_the_end_and_then_is_gone() -> None:
    with two_ends() as (one, other):
        one.tell("something")
        one.hang_up()
        assert other.hear() == "something"
        assert other.is_told()
        with pytest.raises(SourceError, match="has ended before everything was read"):
            other.hear()


def test_what_passes_between_processes_comes_out_the_same(tmp_path: Path) -> None:
    body = a_body(tender={"title": "Painting &amp; care"})
    (release,) = make_reader().read(write(tmp_path / "hall.json", json.dumps(body)))
    assert isinstance(release, Release)
    things = [release, make_compiler().compile([release])]
    with two_ends() as (one, other):
        one.tell(things)
        assert other.hear() == things
