"""Processes as they go: published, amended, awarded or called off, for properties of an import."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Engine, event, select

from bot.clock import FixedClock
from bot.ports import NoticeReader, ReleaseCompiler
from bot.services.import_notices import ImportSummary, Intake, import_notices
from connectors.storage.database import SqlStorage
from connectors.storage.engines import make_engine
from connectors.storage.tables import metadata
from tests.connectors.notices.making import a_body, package, write

Body = dict[str, Any]
FIRST_DAY = datetime(2025, 10, 1, 9, tzinfo=UTC)
AFTERWARDS = FixedClock(datetime(2026, 11, 23, 9, tzinfo=UTC))
AT_A_TIME = 2
TITLES = ("Cleaning of a hall", "Repair of bicycles", "Lunches for a nursery", "Mowing of lawns")


def day(number: int) -> str:
    """A moment so many days after the first, as notices write it."""
    return (FIRST_DAY + timedelta(days=number)).isoformat()


def told_on(number: int, process: int, word: str) -> Body:
    """What a process publishes on a day: a whole `tender`, or a word that changes a part of it."""
    said: dict[str, Body] = {
        "tender": {},
        "later deadline": {"tenderPeriod": {"endDate": day(40 + number)}},
        "higher value": {"value": {"amount": 9000 + 500 * number, "currency": "GBP"}},
        "called off": {"status": "cancelled"},
        "awarded": {"status": "complete", "contractPeriod": {"endDate": day(400)}},
    }
    awards = {"awards": [{"id": "1", "date": day(number)}]} if word == "awarded" else {}
    tender = {"title": TITLES[process], "id": f"T-{process}", **said[word]}
    whole = a_body(
        ocid=f"ocds-b5fd17-made-up-{process}",
        id=f"{process}-{number}",
        date=day(number),
        tag=[word],
        tender=tender,
        **awards,
    )
    return whole if word == "tender" else whole | {"tender": tender}


def _lives() -> st.SearchStrategy[list[Body]]:
    words = st.sampled_from(["tender", "later deadline", "higher value", "called off", "awarded"])
    return st.builds(
        lambda process, days: [told_on(d, process, word) for d, word in days.items()],
        st.integers(0, len(TITLES) - 1),
        st.dictionaries(st.integers(0, 9), words, min_size=1, max_size=4),
    )


RELEASES = st.lists(_lives(), min_size=1, max_size=4, unique_by=lambda life: life[0]["ocid"]).map(
    lambda lives: [one for life in lives for one in life]
)
"""Some releases of some processes, each process on days of its own choosing."""


class PowerCutError(Exception):
    """The machine stopped."""


class FailingStorage(SqlStorage):
    """A database whose machine stops before a statement or a commit, if it is told to."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url
        self.steps = 0
        self.stops_at: int | None = None
        event.listen(self._engine, "before_cursor_execute", self._step)
        event.listen(self._engine, "commit", self._step)

    def _step(self, *_args: object) -> None:
        self.steps += 1
        if self.steps == self.stops_at:
            raise PowerCutError


class Desk:
    """Imports lists of releases, each as a file, a few at a time into one database."""

    def __init__(self, database: Path, reader: NoticeReader, compiler: ReleaseCompiler) -> None:
        self.storage = FailingStorage(f"sqlite:///{database}")
        self._folder = database.parent
        self._parts = reader, compiler
        self._looking = make_engine(f"sqlite:///{database}")

    def run(self, *files: Sequence[Body], at_a_time: int = AT_A_TIME) -> ImportSummary:
        """What the import says of itself."""
        reader, compiler = self._parts
        paths = [
            write(self._folder / f"{n}.json", package(*bodies)) for n, bodies in enumerate(files)
        ]
        return import_notices(paths, reader, Intake(compiler, self.storage, AFTERWARDS, at_a_time))

    def held(self, *left_out: str) -> dict[str, list[str]]:
        """All that stands in each table, without ids that a run makes up."""
        return {
            name: rows
            for name, rows in everything_in(self._looking).items()
            if name not in left_out
        }

    def close(self) -> None:
        """Gives the database's connections back."""
        self.storage.close()
        self._looking.dispose()


COUNTERS = frozenset({"revisions", "opportunity_changes"})
"""Tables that tell an index in which order things came and went."""


def everything_in(engine: Engine) -> dict[str, list[str]]:
    """The rows of each table in order, without what counts or numbers them as they come."""
    held: dict[str, list[str]] = {}
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            is_numbered = table.name in {"releases", "findings", "changes", "buyers"}
            made_up = {"buyer_id", *(["id"] if is_numbered else [])}
            columns = [c for c in table.c if c.name not in made_up]
            if table.name not in COUNTERS:
                rows = connection.execute(select(*columns))
                held[table.name] = sorted(repr(tuple(row)) for row in rows)
    return held
