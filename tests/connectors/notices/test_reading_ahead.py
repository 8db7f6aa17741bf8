"""A helper that reads and joins ahead changes nothing of what is stored, and never stays behind."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import psutil
import pytest
from sqlalchemy import select

from bot.domain.errors import SourceError
from bot.domain.notice import CompiledNotice, Release
from bot.reading import ROOT, make_compiler, make_import, make_reader, start_helper
from bot.services.import_notices import ImportSummary, import_notices
from bot.settings import read_settings
from connectors.notices.line import Line
from connectors.notices.reading_ahead import STEPS_AHEAD, Held, ReadingAhead, work_ahead
from connectors.storage.database import SqlStorage, make_engine
from connectors.storage.tables import findings, opportunities, releases
from tests.connectors.notices.helping import a_helper, two_ends
from tests.connectors.notices.making import a_body, write
from tests.fakes import FakeStorage

HALLS = [
    a_body(ocid=f"ocds-b5fd17-{n}", id=f"{n}-1", tender={"title": f"Painting &amp; care {n}"})
    for n in range(3)
]
AWARD = a_body(ocid="ocds-b5fd17-1", id="1-2", date="2026-02-02T09:00:00Z", tag=["award"])
WITHOUT_TITLE = a_body(ocid="ocds-b5fd17-9", id="9-1", tender={"title": ""})
HALF_A_LETTER = a_body(ocid="ocds-b5fd17-8", id="8-1", tender={"title": "Painting \ud83c hall"})
SETTINGS = read_settings({"now": "2026-03-01"})
SAMPLES = ROOT / "tests" / "samples" / "notices"

# Begins as an import does, and is killed when the helper has work to do.
KILLED = """
import os, sys
from pathlib import Path
from bot.reading import start_helper
with start_helper([Path(sys.argv[1])], least=0, processors=2) as line:
    line.tell(Path(sys.argv[1]))
    line.hear()
    print(os.getpid(), flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def helper(tmp_path: Path) -> Iterator[Line]:
    """A helper, however little there is to read."""
    with start_helper([tmp_path], least=0, processors=2) as line:
        assert line
        yield line


@pytest.fixture
def storages(tmp_path: Path, empty_database: Path) -> Iterator[tuple[SqlStorage, SqlStorage]]:
    """Two empty databases: one for what a helper reads, one for what is read without."""
    files = [shutil.copy(empty_database, tmp_path / f"{name}.sqlite3") for name in ("a", "b")]
    both = [SqlStorage(f"sqlite:///{file}") for file in files]
    yield both[0], both[1]
    for storage in both:
        storage.close()


def lines(file: Path, *bodies: object) -> Path:
    """A file of one release a line; the second line is broken."""
    said = [json.dumps(body) for body in bodies]
    return write(file, "\n".join([*said[:1], '{"ocid": ', *said[1:]]) + "\n")


def taken_in(storage: SqlStorage, helper: Line | None, path: Path) -> ImportSummary:
    """What an import of the path says of itself."""
    reader, intake = make_import(SETTINGS, storage, helper)
    return import_notices([path], reader, intake)


def rows(storage_file: Path) -> dict[str, list[Any]]:
    """Every row of the tables that an import of notices fills, but for ids given at random."""
    engine = make_engine(f"sqlite:///{storage_file}")
    o, r, f = opportunities.c, releases.c, findings.c
    lasting = [c for c in o if c.name != "buyer_id"]
    with engine.connect() as connection:
        read = {
            "opportunities": connection.execute(select(*lasting).order_by(o.id)).all(),
            "releases": connection.execute(select(r.fingerprint, r.body).order_by(r.id)).all(),
            "findings": connection.execute(
                select(f.process_key, f.kind, f.detail).order_by(f.id)
            ).all(),
        }
    engine.dispose()
    return {name: [tuple(row) for row in those] for name, those in read.items()}


def test_with_a_helper_the_same_is_stored_and_told(
    tmp_path: Path, helper: Line, storages: tuple[SqlStorage, SqlStorage]
) -> None:
    files = [
        lines(tmp_path / "first.jsonl", *HALLS, WITHOUT_TITLE, HALF_A_LETTER),
        lines(tmp_path / "then.jsonl", AWARD, HALLS[0], AWARD),
        SAMPLES,
        tmp_path / "missing.json",
    ]
    for file in files:
        assert taken_in(storages[0], helper, file) == taken_in(storages[1], None, file)
    ahead, alone = rows(tmp_path / "a.sqlite3"), rows(tmp_path / "b.sqlite3")
    assert ahead == alone
    assert len(ahead["opportunities"]) > len(HALLS)


class CountingCompiler:
    """Counts what has to be joined where it is asked for."""

    def __init__(self) -> None:
        self.joined = 0
        self._compiler = make_compiler()

    def compile(self, releases_of_one: Sequence[Release]) -> CompiledNotice:
        """As the real one does."""
        self.joined += 1
        return self._compiler.compile(releases_of_one)


def test_what_the_helper_joined_is_not_joined_again(tmp_path: Path, helper: Line) -> None:
    compiler = CountingCompiler()
    ahead = ReadingAhead(helper, FakeStorage(), lambda: compiler)
    for release in ahead.read(lines(tmp_path / "halls.jsonl", *HALLS)):
        if isinstance(release, Release):
            assert ahead.compile([release]).opportunity.ocid == release.ocid
    assert compiler.joined == 0


def test_what_is_read_first_is_joined_before_it_is_told_what_is_stored(tmp_path: Path) -> None:
    compiler = CountingCompiler()
    with a_helper((make_reader(), compiler), at_a_time=10) as line:
        line.tell(lines(tmp_path / "halls.jsonl", *HALLS))
        until = time.monotonic() + 20
        while compiler.joined < len(HALLS):
            assert time.monotonic() < until
        line.tell(Held())
        *_, joined = (line.hear() for _ in range(STEPS_AHEAD + 1))
    assert (len(joined), compiler.joined) == (len(HALLS), len(HALLS))


def test_once_it_is_told_nothing_that_is_stored_is_joined(tmp_path: Path) -> None:
    file, reader = lines(tmp_path / "halls.jsonl", *HALLS), make_reader()
    stored = {one.fingerprint for one in reader.read(file) if isinstance(one, Release)}

    class Told(CountingCompiler):
        """Hears what is stored while it joins the first."""

        def compile(self, releases_of_one: Sequence[Release]) -> CompiledNotice:
            line.tell(Held(stored))
            line.hang_up()
            return super().compile(releases_of_one)

    compiler = Told()
    with two_ends() as (line, asked):
        line.tell(file)
        with pytest.raises(SourceError):  # nothing more is to be read
            work_ahead(asked, reader, compiler, at_a_time=10)
    assert compiler.joined == 1


def test_what_came_in_between_is_joined_with_it(tmp_path: Path, helper: Line) -> None:
    ahead = ReadingAhead(helper, FakeStorage(), make_compiler)
    read = ahead.read(lines(tmp_path / "halls.jsonl", *HALLS[:2], AWARD))
    both = [one for one in read if isinstance(one, Release) and one.ocid == AWARD["ocid"]]
    assert ahead.compile(both[:1]).opportunity.awarded_at is None
    assert ahead.compile(both) == make_compiler().compile(both)


def test_what_the_helper_has_begun_to_read_is_read_once(tmp_path: Path, helper: Line) -> None:
    file = lines(tmp_path / "halls.jsonl", *HALLS)
    helper.tell(file)
    ahead = ReadingAhead(helper, FakeStorage(), make_compiler, begun=file)
    first, again = list(ahead.read(file)), list(ahead.read(file))
    assert len(first) == len(HALLS) + 1
    assert again == first


def test_nothing_is_read_before_what_the_helper_has_begun(tmp_path: Path, helper: Line) -> None:
    ahead = ReadingAhead(helper, FakeStorage(), make_compiler, begun=tmp_path / "begun.json")
    with pytest.raises(ValueError, match=r"begun to read .*begun\.json"):
        next(ahead.read(tmp_path / "other.json"))


def test_little_is_read_without_a_helper(tmp_path: Path) -> None:
    lines(tmp_path / "halls.jsonl", *HALLS)
    with start_helper([tmp_path]) as line:
        assert line is None


def test_one_processor_alone_does_without_a_helper(tmp_path: Path) -> None:
    with start_helper([tmp_path], least=0, processors=1) as line:
        assert line is None


def test_a_helper_that_is_gone_ends_the_import_in_one_sentence(tmp_path: Path) -> None:
    file = lines(tmp_path / "halls.jsonl", *HALLS)
    with start_helper([file], least=0, processors=2) as line:
        assert line
        for child in psutil.Process().children():
            if "bot.commands.read_ahead" in child.cmdline():
                child.kill()
                child.wait()
        with pytest.raises(SourceError, match=r"has ended before everything was read\.$"):
            list(ReadingAhead(line, FakeStorage(), make_compiler).read(file))


def test_the_helper_of_a_killed_import_ends_too(tmp_path: Path) -> None:
    file = lines(tmp_path / "halls.jsonl", *HALLS)
    command = [sys.executable, "-c", KILLED, str(file)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=ROOT, text=True) as killed:
        assert killed.stdout
        killed.stdout.readline()
        helpers = psutil.Process(killed.pid).children()
        killed.kill()
    gone, left = psutil.wait_procs(helpers, timeout=20)
    assert (len(gone), left) == (1, [])
