"""The page that tells what is in the real files tells what the import says of them."""

from __future__ import annotations

import re

from tests.benchmarks.real_notices import PAGE, counts, files, summaries
from tests.benchmarks.releases import SHARED

_ROW = re.compile(
    r"^\| (\S+\.(?:csv|json|jsonl)) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|", re.MULTILINE
)


def told_by_the_page() -> dict[str, tuple[int, ...]]:
    """Read, opportunities, merged and rejected by file."""
    rows = _ROW.findall(PAGE.read_text(encoding="utf-8"))
    return {name: tuple(map(int, numbers)) for name, *numbers in rows}


def test_every_release_on_the_page_became_something() -> None:
    told = told_by_the_page()
    assert told
    for read, opportunities, merged, rejected in told.values():
        assert read == opportunities + merged + rejected


def test_the_page_tells_what_the_import_says() -> None:
    """Where the real files are not beside the project, nothing but the page can be looked at."""
    if SHARED.is_dir():
        said = {name: counts(summary) for name, summary in summaries(files()).items()}
        assert told_by_the_page() == said
