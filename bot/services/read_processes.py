"""Reads files of notices into opportunities by themselves, without a database."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bot.domain.errors import SourceError
from bot.domain.notice import FileNote, ProcessKey, Refusal, Release
from bot.domain.opportunity import Opportunity
from bot.ports import NoticeReader, ReleaseCompiler


@dataclass(frozen=True, slots=True)
class ReadProcesses:
    """The opportunities by process, in the order of the files, and what could not be read."""

    opportunities: dict[ProcessKey, Opportunity] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)


def read_processes(
    paths: Iterable[Path],
    reader: NoticeReader,
    compiler: ReleaseCompiler,
    progress: Callable[[int], object] = lambda _count: None,
) -> ReadProcesses:
    """Each process that the files hold, its releases joined and repaired as by an import.

    A line that cannot be read, and a process that holds nothing to rank (no title), is left out and
    told of. A file that cannot be read at all raises InvalidInputError. `progress` is called with
    the number of releases just read.
    """
    read = ReadProcesses()
    releases: dict[ProcessKey, list[Release]] = {}
    for entry in (one for path in paths for one in reader.read(path)):
        if isinstance(entry, Refusal):
            read.refused.append(entry)
            continue
        if isinstance(entry, FileNote):
            continue
        releases.setdefault(entry.process_key, []).append(entry)
        progress(1)
    for key, those in releases.items():
        try:
            read.opportunities[key] = compiler.compile(those).opportunity
        except SourceError as fault:
            read.refused.append(Refusal(key, str(fault)))
    return read
