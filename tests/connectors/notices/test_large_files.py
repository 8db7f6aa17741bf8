"""A large file is read piece by piece: its size costs time, not memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.bootstrap import CONTENT
from tests.connectors.notices.conftest import Importing
from tests.connectors.notices.making import CSV_COLUMNS, CSV_ROW, a_body, table

SIZE = 50_000_000
PARAGRAPH = "Two rooms, twice a week, with our own materials. " * 80
BOUND = 20_000_000
"""Bytes that reading may add to the process; the file held whole would be several times as much."""

IMPORT_BOUND = 250_000_000
"""Bytes that a whole import may hold, its start counted."""

COUNT_AND_MEASURE = """
import resource, sys
from pathlib import Path
from bot.bootstrap import make_reader

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

reader = make_reader()
before = peak()
releases = sum(1 for one in reader.read(Path(sys.argv[1])))
print(releases, peak() - before)
"""


def of_releases(file: Path) -> int:
    """Fills the file with releases of some four thousand characters; returns how many."""
    body = json.dumps(a_body(ocid="NUMBER", tender={"description": PARAGRAPH}))
    count = SIZE // len(body)
    with file.open("w", encoding="utf-8") as out:
        out.write('{"uri": "https://example.org/made-up", "releases": [')
        for number in range(count):
            out.write("," * bool(number) + body.replace("NUMBER", f"ocds-b5fd17-{number}"))
        out.write("]}")
    return count


def of_rows(file: Path) -> int:
    """Fills the file with rows of some four thousand characters; returns how many."""
    header, row = table({"Notice Identifier": "NUMBER", "Description": PARAGRAPH}).splitlines()
    count = SIZE // len(row)
    with file.open("w", encoding="utf-8") as out:
        out.write(header + "\r\n")
        out.writelines(row.replace("NUMBER", f"BV-{number}") + "\r\n" for number in range(count))
    return count


def of_lines(file: Path) -> int:
    """Fills the file with releases of some four thousand characters, one a line."""
    body = json.dumps(a_body(ocid="NUMBER", tender={"description": PARAGRAPH}))
    count = SIZE // len(body)
    with file.open("w", encoding="utf-8") as out:
        out.writelines(body.replace("NUMBER", f"ocds-b5fd17-{n}") + "\n" for n in range(count))
    return count


@pytest.mark.parametrize(
    ("name", "fill"),
    [("large.json", of_releases), ("large.jsonl", of_lines), ("large.csv", of_rows)],
)
def test_a_file_of_fifty_megabytes_is_read_in_bounded_memory(
    name: str, fill: type, tmp_path: Path
) -> None:
    count = fill(tmp_path / name)
    done = subprocess.run(
        [sys.executable, "-c", COUNT_AND_MEASURE, str(tmp_path / name)],
        cwd=CONTENT.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    read, grown = (int(number) for number in done.stdout.split())
    assert read == count
    assert grown < BOUND


def test_an_import_takes_little_memory_and_loads_nothing_of_the_dialogue(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    body = json.dumps(a_body(ocid="NUMBER"))
    lines = (body.replace("NUMBER", f"ocds-b5fd17-{number}") for number in range(2000))
    file.write_text("\n".join(lines), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.import_only", str(tmp_path / "x.db"), str(file)],
        cwd=CONTENT.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)
    assert (told["read"], told["opportunities"]) == (2000, 2000)
    assert told["heavy"] == []
    assert told["peak"] < IMPORT_BOUND


def test_one_release_of_a_megabyte_is_imported(importing: Importing) -> None:
    file = importing.folder / "long.json"
    file.write_text(json.dumps([a_body(tender={"description": "word " * 200_000})]))
    assert importing(file).opportunities == 1


def test_one_cell_of_a_megabyte_is_imported(importing: Importing) -> None:
    file = importing.folder / "long.csv"
    file.write_text(table(CSV_ROW | {"Description": "word " * 200_000}, columns=CSV_COLUMNS))
    assert importing(file).opportunities == 1
