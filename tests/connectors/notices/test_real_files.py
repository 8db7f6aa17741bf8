"""The import on whole files: exact counts, twice, and in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from bot.domain.opportunity import Kind
from bot.services.import_notices import ImportSummary
from tests.connectors.notices.conftest import Importing

MADE_UP = Path(__file__).parents[2] / "samples" / "notices"
REAL = Path(__file__).parents[4] / "shared" / "notices" / "raw"
FOLDERS = [MADE_UP, REAL] if REAL.is_dir() else [MADE_UP]


def counts(
    read: int,
    opportunities: int,
    *,
    merged: int = 0,
    rejected: int = 0,
    unchanged: int = 0,
    joined: int = 0,
    **warnings: int,
) -> dict[str, Any]:
    """A summary as `doorstep import` prints it."""
    return {
        "read": read,
        "opportunities": opportunities,
        "merged": merged,
        "unchanged": unchanged,
        "rejected": rejected,
        "joined": joined,
        "warnings": warnings,
    }


# A warning counts once for each process, not for each release. These kinds were counted a second
# time, apart from the product, with the standard library's json and csv alone.
COUNTED_APART = {
    "deadline_before_publication",
    "deadline_without_time",
    "escaped_text",
    "foreign_currency",
    "lost_line_ends",
    "no_deadline",
    "no_release_id",
    "no_value",
    "placeholder_value",
}
EXPECTED: dict[str, dict[str, Any]] = {
    # 852 rows, each a process of its own: no two share buyer and reference. 24 say 01/01/1 for
    # "no date", all of them plans or soundings, which need none; of the 256 rows that are a cell
    # short, so have no closing time, the other 232 have a date. 208 have no figure above nought,
    # 22 one of £100 or less. Four stand there twice: a "Waste Management DPS" with and without its
    # portal's prefix, and three that a portal published again under another of its numbers.
    "cf_csv_export_2025-11_notices.csv": counts(
        852,
        852,
        joined=4,
        deadline_without_time=232,
        escaped_text=9,
        no_value=208,
        placeholder_value=22,
    ),
    # 100 releases of 86 processes. Contracts Finder publishes award notices months after the
    # deadline, often as the only release: such a deadline was not late, here and below.
    "cf_release_package_2022-10-20.json": counts(
        100,
        86,
        merged=14,
        escaped_text=1,
        no_value=17,
    ),
    # 100 releases of 88 processes; a tender notice of 2022 names a deadline of 2021.
    "cf_release_package_2022-10-22.json": counts(
        100, 88, merged=12, deadline_before_publication=1, no_value=32
    ),
    # 100 releases of 94 processes; the award of one (HCC2416048) has an ocid of its own.
    "cf_release_package_2025-01-23.json": counts(
        100,
        94,
        merged=6,
        joined=1,
        escaped_text=11,
        no_value=23,
    ),
    # A bare {"releases": []} without a package round it: 100 releases of 96 processes. In 25 texts
    # the line ends came out as "rn", in one more once its garbled bullet is put right.
    "cf_single_releases_2025-03-11.json": counts(
        100,
        96,
        merged=4,
        escaped_text=6,
        no_value=18,
        lost_line_ends=26,
        placeholder_value=1,
    ),
    # 94 notices of the older shape, 87 awarded. "Published" is there the day of the last change, so
    # it does not tell whether a deadline was late; days have no time of the day, and one has no
    # deadline.
    "cf_v2_burnley_procurement.json": counts(
        94,
        94,
        deadline_without_time=93,
        escaped_text=28,
        no_value=1,
    ),
    # One tender notice, with nothing wrong in it.
    "fts_032703-2026_ocds.json": counts(1, 1),
    # One pipeline notice: it needs no deadline.
    "fts_037689-2026_ocds.json": counts(1, 1),
    # 90 releases of 90 processes, none with the `id` that OCDS asks for; one is in euros.
    "pcs_releases.json": counts(90, 90, foreign_currency=1, no_release_id=90, no_value=29),
    # The sums of the above, and one process that stands in two files: LINCOLN001-DN758374 is a row
    # of the export and a release.
    "raw": counts(
        1438,
        1402,
        merged=36,
        joined=4 + 1 + 1,
        deadline_before_publication=1,
        deadline_without_time=232 + 93,
        escaped_text=27 + 28,
        lost_line_ends=26,
        foreign_currency=1,
        no_release_id=90,
        no_value=327 + 1,
        placeholder_value=23,
    ),
    # Three rows: one clean; one a cell short with a value of £1; one without a date.
    "export.csv": counts(3, 3, deadline_without_time=1, placeholder_value=1),
    # A line without an id and with a deadline before it was published; a clean one; one undated.
    "lines.jsonl": counts(3, 2, rejected=1, deadline_before_publication=1, no_release_id=1),
    # Two releases of one process, and one with "&apos;" in its title and a value of nought.
    "package.json": counts(3, 2, merged=1, escaped_text=1, no_value=1),
    "older_v2.json": counts(1, 0, rejected=1),
    # The clean line is the package's first release again, so it is one more that was merged.
    "notices": counts(
        10,
        6,
        merged=2,
        rejected=2,
        deadline_before_publication=1,
        deadline_without_time=1,
        escaped_text=1,
        no_release_id=1,
        no_value=1,
        placeholder_value=1,
    ),
}


def told(summary: ImportSummary) -> dict[str, Any]:
    """The summary's numbers; of the warnings, those that were counted apart."""
    told = {name: number for name, number in asdict(summary).items() if name != "refusals"}
    counted = {kind: n for kind, n in summary.warnings.items() if kind in COUNTED_APART}
    return told | {"warnings": counted}


def files() -> Iterator[Path]:
    """Each notice file of each folder."""
    for folder in FOLDERS:
        yield from sorted(f for f in folder.iterdir() if f.suffix in {".json", ".jsonl", ".csv"})


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda path: path.name)
def folder(request: pytest.FixtureRequest) -> Path:
    """Each folder in turn."""
    assert isinstance(request.param, Path)
    return request.param


@pytest.fixture(scope="module")
def imported(
    folder: Path, make_importing: Callable[[], Importing]
) -> tuple[Importing, ImportSummary]:
    """The folder imported once, for tests that only look."""
    importing = make_importing()
    return importing, importing(folder)


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_every_release_of_a_file_is_accounted_for(path: Path, importing: Importing) -> None:
    assert told(importing(path)) == EXPECTED[path.name]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_parts_of_a_summary_add_up_to_what_was_read(name: str) -> None:
    told = EXPECTED[name]
    assert told["read"] == told["opportunities"] + told["merged"] + told["rejected"]


def test_every_release_of_a_folder_is_accounted_for(
    folder: Path, imported: tuple[Importing, ImportSummary]
) -> None:
    assert told(imported[1]) == EXPECTED[folder.name]


def test_what_is_held_has_a_title_a_source_and_no_html(
    imported: tuple[Importing, ImportSummary],
) -> None:
    held = [one for one in imported[0].held().values() if one.kind is not Kind.RE_LET]
    assert len(held) == imported[1].opportunities - imported[1].joined
    for one in held:
        assert one.title.strip()
        assert one.source.name
        assert "&amp;" not in one.title
        assert "&#039;" not in one.description
        assert "\\r" not in one.description


def test_a_second_run_changes_nothing_and_says_so(
    folder: Path, imported: tuple[Importing, ImportSummary]
) -> None:
    importing, first = imported
    held, revision = importing.held(), importing.revision()
    second = importing(folder)
    assert told(second) == told(first) | {"unchanged": first.opportunities}
    assert importing.held() == held
    assert importing.revision() == revision


def test_files_in_any_order_and_one_by_one_come_to_the_same_as_the_folder_at_once(
    folder: Path,
    imported: tuple[Importing, ImportSummary],
    make_importing: Callable[[], Importing],
) -> None:
    backwards = make_importing()
    for file in sorted(folder.iterdir(), reverse=True):
        backwards(file)
    assert backwards.held() == imported[0].held()
