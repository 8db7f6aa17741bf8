"""Reads files of notices into opportunities by themselves, without a database."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bot.domain.errors import InvalidInputError, SourceError
from bot.domain.notice import FileNote, ProcessKey, Refusal, Release
from bot.domain.opportunity import Opportunity
from bot.ports import NoticeReader, ReleaseCompiler


@dataclass(frozen=True, slots=True)
class ReadProcesses:
    """The opportunities by process, in the order of the files, and what could not be joined."""

    opportunities: dict[ProcessKey, Opportunity] = field(default_factory=dict)
    unjoinable: list[Refusal] = field(default_factory=list)


def read_processes(
    paths: Iterable[Path],
    reader: NoticeReader,
    compiler: ReleaseCompiler,
    progress: Callable[[int], object] = lambda _count: None,
) -> ReadProcesses:
    """Each process that the files hold, its releases joined and repaired as by an import.

    A line that cannot be read at all ends it with InvalidInputError, which says where it stands; a
    process that holds nothing to rank (no title) is left out and told of. `progress` is called with
    the number of releases just read.
    """
    releases: dict[ProcessKey, list[Release]] = {}
    for entry in (one for path in paths for one in reader.read(path)):
        if isinstance(entry, Refusal):
            raise InvalidInputError(f"{entry.where}: {entry.reason}")
        if isinstance(entry, FileNote):
            continue
        releases.setdefault(entry.process_key, []).append(entry)
        progress(1)
    read = ReadProcesses()
    for key, those in releases.items():
        try:
            read.opportunities[key] = compiler.compile(those).opportunity
        except SourceError as fault:
            read.unjoinable.append(Refusal(key, str(fault)))
    return read
