"""The releases to import: real ones repeated under new ids, in files of any length."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import Any

from tests.benchmarks.bots import ROOT

SHARED = ROOT.parent / "shared" / "notices"
SAMPLES = ROOT / "tests" / "samples" / "notices"


def sources() -> list[dict[str, Any]]:
    """Every OCDS release at hand, as it was published; the project's own where no others are."""
    if not SHARED.is_dir():
        return _package(SAMPLES / "package.json") + _lines(SAMPLES / "lines.jsonl")
    packages = [_package(file) for file in sorted((SHARED / "raw").glob("*.json"))]
    return [*(one for those in packages for one in those), *_lines(SHARED / "pool.jsonl")]


def told(releases: list[dict[str, Any]]) -> str:
    """Where the releases are from, for a report."""
    of = "real releases" if SHARED.is_dir() else "made-up releases"
    return f"{len(releases):,} {of} of {len({r['ocid'] for r in releases}):,} processes, repeated"


def repeated(releases: list[dict[str, Any]]) -> Iterator[str]:
    """Lines of JSON without end: all releases, then all again as releases of new processes.

    Releases that belong to one process do so in each repetition. The number of the repetition
    stands in the ids and in the title, or the same process published twice would be recognised.
    """
    for number in count():
        for release in releases:
            yield json.dumps(_numbered(release, number), ensure_ascii=False)


def _numbered(release: dict[str, Any], number: int) -> dict[str, Any]:
    new: dict[str, Any] = {
        name: f"{release[name]}-{number}" for name in ("ocid", "id") if release.get(name)
    }
    tender = release.get("tender")
    if isinstance(tender, dict) and isinstance(tender.get("title"), str):
        new["tender"] = {**tender, "title": f"{tender['title']} {number}"}
    return {**release, **new}


def write_lines(file: Path, releases: list[dict[str, Any]], number: int) -> Path:
    """Fills the file with so many releases, one a line."""
    with file.open("w", encoding="utf-8") as out:
        out.writelines(f"{line}\n" for line in islice(repeated(releases), number))
    return file


def write_package(file: Path, releases: list[dict[str, Any]], size: int) -> int:
    """Fills the file with one release package of so many bytes or a little more; how many."""
    written = 0
    with file.open("w", encoding="utf-8") as out:
        out.write('{"uri": "https://example.org/made-up", "version": "1.1", "releases": [')
        for line in repeated(releases):
            out.write(",\n" * bool(written) + line)
            written += 1
            if written % 1000 == 0 and out.tell() >= size:
                break
        out.write("]}")
    return written


def _package(file: Path) -> list[dict[str, Any]]:
    read = json.loads(file.read_text(encoding="utf-8-sig"))
    return [one for one in read.get("releases", ()) if _is_release(one)]


def _lines(file: Path) -> list[dict[str, Any]]:
    with file.open(encoding="utf-8-sig") as lines:
        return [one for line in lines if line.strip() and _is_release(one := json.loads(line))]


def _is_release(one: object) -> bool:
    return isinstance(one, dict) and isinstance(one.get("ocid"), str) and "date" in one
