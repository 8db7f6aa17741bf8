"""Wires what takes notices in; light, as an import and its helper load nothing of the rest."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ports import IntakeStorage, NoticeReader, ReleaseCompiler
    from bot.services.import_notices import Intake
    from bot.settings import Settings
    from connectors.notices.line import Line
    from connectors.notices.lists.buyer_list import BuyerLists

ROOT = Path(__file__).resolve().parents[1]
CONTENT = ROOT / "content"
_FOR_TWO = 2
MUCH = 5_000_000
"""Bytes of notices, some two thousand, from which on a helper saves more than its start takes."""


def make_reader() -> NoticeReader:
    """What reads notice files."""
    from connectors.notices.reader import NoticeFileReader

    return NoticeFileReader(_make_lists)


def make_compiler() -> ReleaseCompiler:
    """What joins the releases of a process."""
    from connectors.notices.compiler import OcdsCompiler
    from connectors.notices.cpv import CpvList
    from connectors.places.gazetteer import Gazetteer
    from connectors.text.vocabulary import load_register

    cpv = CpvList(CONTENT / "cpv" / "codes.txt")
    return OcdsCompiler(Gazetteer(CONTENT), load_register(CONTENT).known, cpv)


def make_import(
    settings: Settings, storage: IntakeStorage, helper: Line | None, begun: Path | None = None
) -> tuple[NoticeReader, Intake]:
    """What reads files and takes them in, with the helper that `start_helper` gave, if any.

    `begun` is a path that the helper was told of already: it must be the first to be read.
    """
    from bot.clock import clock_at
    from bot.services.import_notices import Intake
    from connectors.notices.reading_ahead import ReadingAhead

    clock = clock_at(settings.now)
    if helper is None:
        return make_reader(), Intake(make_compiler(), storage, clock)
    ahead = ReadingAhead(helper, storage, make_compiler, begun)
    return ahead, Intake(ahead, storage, clock)


def start_helper(
    paths: Iterable[Path], least: int = MUCH, processors: int | None = None
) -> AbstractContextManager[Line | None]:
    """A process that reads and joins ahead.

    None where there are less than `least` bytes, or but one processor to do all the work.
    """
    from connectors.notices.helper_process import helper_process

    if sum(_sizes(paths)) < least or (processors or _processors()) < _FOR_TWO:
        return nullcontext()
    command = [sys.executable, "-m", "bot.commands.read_ahead"]
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return helper_process(command, {**os.environ, "PYTHONPATH": path})


def _make_lists() -> BuyerLists:
    from connectors.notices.lists.buyer_list import BuyerLists
    from connectors.notices.lists.columns import load_columns

    return BuyerLists(load_columns(CONTENT))


def _processors() -> int:
    """How many this process may use; where that cannot be asked, how many there are."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _sizes(paths: Iterable[Path]) -> Iterator[int]:
    for path in paths:
        files = path.rglob("*") if path.is_dir() else [path]
        yield from (file.stat().st_size for file in files if file.is_file())
