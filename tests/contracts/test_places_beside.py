"""What every place beside the tables promises, and every list of erasures."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.domain.errors import DoorstepError
from bot.domain.held import ListedErasure
from bot.ports import ErasureList, HeldElsewhere
from connectors.dialogue.rasa_events import RasaEvents
from connectors.storage.erasure_list import ErasureFile
from connectors.storage.job_rows import JobRows
from tests.contracts.conftest import Server
from tests.examples import NOW, in_days
from tests.fake_held import FakeErasureList, FakePlace

ME, OTHER = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
SECOND = timedelta(seconds=1)
EVENTS = (
    "CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id VARCHAR(255), type_name VARCHAR(255),"
    " timestamp FLOAT, intent_name VARCHAR(255), action_name VARCHAR(255), data TEXT)"
)
JOBS = (
    """CREATE TABLE {0}workflow_status (workflow_uuid TEXT PRIMARY KEY, status TEXT, name TEXT,
    created_at BIGINT, updated_at BIGINT, inputs TEXT)""",
    "CREATE TABLE {0}operation_outputs (workflow_uuid TEXT, function_id INTEGER, output TEXT)",
)


@dataclass
class Filled:
    """A place, and what puts something of somebody into it."""

    place: HeldElsewhere
    put: Callable[[str, datetime, str], None]


def fake(_folder: Path, _server: Server | None) -> Filled:
    place = FakePlace()
    return Filled(place, place.put)


def rasa(folder: Path, _server: Server | None) -> Filled:
    url = f"sqlite:///{folder / 'rasa.sqlite3'}"
    engine = create_engine(url)

    def put(named: str, at: datetime, said: str) -> None:
        row = {"s": named, "t": at.timestamp(), "d": json.dumps({"text": said})}
        with engine.begin() as connection:
            connection.execute(
                text(
                    "INSERT INTO events (sender_id, type_name, timestamp, data)"
                    " VALUES (:s, 'user', :t, :d)"
                ),
                row,
            )

    with engine.begin() as connection:
        connection.execute(text(EVENTS))
    return Filled(RasaEvents(url), put)


def jobs(folder: Path, server: Server | None) -> Filled:
    url = server.new_database("jobs_beside") if server else f"sqlite:///{folder / 'jobs.sqlite3'}"
    schema = "dbos." if server else ""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg2://"))

    def put(named: str, at: datetime, said: str) -> None:
        wrapped = base64.b64encode(f"args {named} {said}".encode()).decode()
        row = {"j": f"job {said}", "t": int(at.timestamp() * 1000), "i": wrapped}
        with engine.begin() as connection:
            connection.execute(
                text(
                    f"INSERT INTO {schema}workflow_status"  # noqa: S608 - a name of this test's
                    " VALUES (:j, 'SUCCESS', 'send', :t, :t, :i)"
                ),
                row,
            )
            connection.execute(
                text(f"INSERT INTO {schema}operation_outputs VALUES (:j, 1, :i)"),  # noqa: S608
                row,
            )

    with engine.begin() as connection:
        if server:
            connection.execute(text("DROP SCHEMA IF EXISTS dbos CASCADE"))
            connection.execute(text("CREATE SCHEMA dbos"))
        for statement in JOBS:
            connection.execute(text(statement.format(schema)))
    return Filled(JobRows(url), put)


@pytest.fixture(params=["fake", "rasa", "jobs"])
def filled(request: pytest.FixtureRequest, tmp_path: Path) -> Filled:
    """Each place, with two things of me and one of another."""
    made = {"fake": fake, "rasa": rasa, "jobs": jobs}[request.param](tmp_path, None)
    made.put(ME, in_days(-2), "one")
    made.put(ME, in_days(-1), "two")
    made.put(OTHER, NOW, "three")
    return made


class TestPlaces:
    def test_it_tells_what_it_has_of_them_alone(self, filled: Filled) -> None:
        assert len(filled.place.about([ME])) == 2
        assert len(filled.place.about([ME, OTHER])) == 3
        assert filled.place.about([]) == []
        assert filled.place.about(["nobody"]) == []

    def test_what_it_tells_can_be_written_as_json(self, filled: Filled) -> None:
        assert json.loads(json.dumps(filled.place.about([ME])))

    def test_it_forgets_them_alone_and_once(self, filled: Filled) -> None:
        assert filled.place.forget([ME]) == 2
        assert filled.place.forget([ME]) == 0
        assert filled.place.forget([]) == 0
        assert filled.place.about([ME]) == []
        assert len(filled.place.about([OTHER])) == 1

    def test_it_names_whom_it_has_something_of(self, filled: Filled) -> None:
        assert {ME, OTHER} <= set(filled.place.ids())
        filled.place.forget([ME])
        assert ME not in set(filled.place.ids())

    def test_things_end_at_their_moment_and_not_before(self, filled: Filled) -> None:
        assert filled.place.older(in_days(-2) - SECOND) == 0
        assert filled.place.drop_before(in_days(-2) - SECOND) == 0
        assert filled.place.older(in_days(-2)) == 1
        assert filled.place.drop_before(in_days(-2)) == 1
        assert len(filled.place.about([ME])) == 1

    @pytest.mark.parametrize("place", [RasaEvents, JobRows])
    def test_before_anything_was_made_there_it_has_nothing(
        self, tmp_path: Path, place: type[RasaEvents | JobRows]
    ) -> None:
        empty = place(f"sqlite:///{tmp_path / 'new.sqlite3'}")
        assert list(empty.about([ME])) == list(empty.ids()) == []
        assert empty.forget([ME]) == empty.older(NOW) == empty.drop_before(NOW) == 0

    @pytest.mark.parametrize("place", [RasaEvents, JobRows])
    def test_one_that_is_away_says_try_again(self, place: type[RasaEvents | JobRows]) -> None:
        away = place("sqlite:////nowhere/at/all.sqlite3")
        with pytest.raises(DoorstepError):
            away.forget([ME])

    def test_jobs_on_a_server_are_found_in_their_schema(
        self, postgresql: Server, tmp_path: Path
    ) -> None:
        made = jobs(tmp_path, postgresql)
        made.put(ME, NOW, "one")
        made.put(OTHER, NOW, "two")
        assert made.place.forget([ME]) == 1
        assert made.place.about([ME]) == []
        assert [one["job"] for one in made.place.about([OTHER])] == ["job two"]

    def test_a_job_under_way_does_not_end_by_its_age(self, tmp_path: Path) -> None:
        made = jobs(tmp_path, None)
        made.put(ME, in_days(-100), "one")
        with create_engine(f"sqlite:///{tmp_path / 'jobs.sqlite3'}").begin() as connection:
            connection.execute(text("UPDATE workflow_status SET status = 'PENDING'"))
        assert made.place.drop_before(NOW) == 0

    @pytest.mark.parametrize("make", [rasa, jobs])
    def test_what_is_forgotten_is_not_left_in_the_file(
        self, tmp_path: Path, make: Callable[[Path, Server | None], Filled]
    ) -> None:
        made = make(tmp_path, None)
        made.put(OTHER, NOW, "stays")
        for n in range(50):
            made.put(ME, NOW, f"zanzibar {n}" + "x" * 50 * n)
        made.place.forget([ME])
        held = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        assert b"zanzibar" not in held
        assert ME.encode() not in held
        assert base64.b64encode(f"args {ME} ".encode())[:40] not in held
        assert OTHER.encode() in held or make is jobs


@pytest.fixture(params=["fake", "file"])
def listed(request: pytest.FixtureRequest, tmp_path: Path) -> ErasureList:
    """Each list, empty."""
    return FakeErasureList() if request.param == "fake" else ErasureFile(tmp_path / "v" / "e.jsonl")


def erased(number: str, days: float = 0) -> ListedErasure:
    return ListedErasure(number, in_days(days), ("a" * 64, "b" * 64))


class TestLists:
    def test_what_was_added_is_listed_in_its_order_and_once(self, listed: ErasureList) -> None:
        listed.add([erased("2"), erased("1")])
        listed.add([erased("1"), erased("3")])
        assert listed.all() == [erased("2"), erased("1"), erased("3")]

    def test_a_new_one_lists_nothing(self, listed: ErasureList) -> None:
        listed.add([])
        assert listed.all() == []
        assert listed.drop_before(NOW) == 0

    def test_old_ones_end_at_their_moment_and_not_before(self, listed: ErasureList) -> None:
        listed.add([erased("1", -2), erased("2", -1)])
        assert listed.drop_before(in_days(-2) - SECOND) == 0
        assert listed.drop_before(in_days(-2)) == 1
        assert listed.all() == [erased("2", -1)]

    def test_only_its_owner_reads_the_file(self, tmp_path: Path) -> None:
        ErasureFile(tmp_path / "e").add([erased("1")])
        assert (tmp_path / "e").stat().st_mode & 0o777 == 0o600

    def test_a_line_cut_off_by_a_crash_was_not_begun(self, tmp_path: Path) -> None:
        file = ErasureFile(tmp_path / "e")
        file.add([erased("1"), erased("2")])
        whole = (tmp_path / "e").read_text()
        (tmp_path / "e").write_text(whole[:-20])
        assert file.all() == [erased("1")]
        file.add([erased("3")])
        assert file.all() == [erased("1"), erased("3")]

    @pytest.mark.parametrize("line", ["nonsense", "{}", '{"number": 1}', "[]"])
    def test_a_line_that_cannot_be_read_stops_everything(self, tmp_path: Path, line: str) -> None:
        (tmp_path / "e").write_text(line + "\n")
        with pytest.raises(DoorstepError, match="list of erasures"):
            ErasureFile(tmp_path / "e").all()

    def test_a_folder_in_its_place_says_so(self, tmp_path: Path) -> None:
        with pytest.raises(DoorstepError, match="list of erasures"):
            ErasureFile(tmp_path).add([erased("1")])
