"""An import with a helper fills either database as one without a helper fills SQLite's."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.reading import ROOT, make_import, start_helper
from bot.services.import_notices import ImportSummary, import_notices
from bot.settings import read_settings
from connectors.storage.engines import make_engine
from connectors.storage.intake_storage import SqlIntakeStorage
from connectors.storage.joining_tables import process_blocks, process_particulars
from connectors.storage.migrate import migrate
from connectors.storage.tables import (
    buyer_keys,
    buyer_namings,
    findings,
    opportunities,
    releases,
    revisions,
)

SAMPLES = ROOT / "tests" / "samples"
FILES = [SAMPLES / "few_notices", SAMPLES / "notices"]
SETTINGS = read_settings({"now": "2026-03-01"})
TABLES = (
    *(releases, findings, opportunities, revisions, buyer_namings, buyer_keys),
    *(process_blocks, process_particulars),
)
AT_RANDOM = {"buyer_id"}
BY_ORDER = {releases.c.id, findings.c.id}


def taken_in(url: str, *, with_a_helper: bool) -> ImportSummary:
    """What an import of the samples into the database says of itself."""
    with start_helper(FILES, 0 if with_a_helper else 10**12, processors=2) as helper:
        assert (helper is not None) is with_a_helper
        storage = SqlIntakeStorage(url)
        reader, intake = make_import(SETTINGS, storage, helper)
        summary = import_notices(FILES, reader, intake)
    storage.close()
    return summary


def rows(url: str) -> dict[str, Counter[str]]:
    """Every row of the tables that notices go to, but for ids given at random or in order."""
    engine = make_engine(url)
    held = {}
    with engine.connect() as connection:
        for table in TABLES:
            lasting = [c for c in table.c if c.name not in AT_RANDOM and c not in BY_ORDER]
            read: list[Any] = list(connection.execute(select(*lasting)))
            held[table.name] = Counter(repr(tuple(row)) for row in read)
    engine.dispose()
    return held


def test_with_a_helper_the_same_is_stored(database_url: str, tmp_path: Path) -> None:
    alone = f"sqlite:///{tmp_path / 'alone.sqlite3'}"
    migrate(alone)
    told = taken_in(alone, with_a_helper=False)
    assert taken_in(database_url, with_a_helper=True) == told
    assert rows(database_url) == rows(alone)
    assert told.opportunities > len(FILES)


def test_with_a_helper_the_same_again_changes_nothing(database_url: str) -> None:
    first = taken_in(database_url, with_a_helper=True)
    before = rows(database_url)
    again = taken_in(database_url, with_a_helper=True)
    assert again.unchanged == first.opportunities == again.opportunities
    before.pop(revisions.name)
    held = rows(database_url)
    held.pop(revisions.name)
    assert held == before
