"""Shows what an import would store, and stores nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bot.domain.errors import SourceError
from bot.domain.notice import (
    CompiledNotice,
    FileNote,
    ProcessKey,
    Refusal,
    Release,
)
from bot.ports import NoticeReader, ReleaseCompiler

SHOWN = 500
"""Processes that are joined and shown; of more, only the number is told."""


@dataclass(slots=True)
class Preview:
    """What the files hold by themselves, whatever is stored already.

    `processes` counts those that were read, also beyond the `notices` that are shown.
    """

    read: int = 0
    processes: int = 0
    notices: list[CompiledNotice] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[FileNote] = field(default_factory=list)


def preview_import(
    paths: Iterable[Path], reader: NoticeReader, compiler: ReleaseCompiler
) -> Preview:
    """Reads everything under the paths, and joins the releases of the first processes."""
    preview = Preview()
    releases_of: dict[ProcessKey, list[Release]] = {}
    beyond: set[ProcessKey] = set()
    for entry in (one for path in paths for one in reader.read(path)):
        if isinstance(entry, FileNote):
            preview.notes.append(entry)
            continue
        preview.read += 1
        if isinstance(entry, Refusal):
            preview.refusals.append(entry)
        elif entry.process_key in releases_of or len(releases_of) < SHOWN:
            releases_of.setdefault(entry.process_key, []).append(entry)
        else:
            beyond.add(entry.process_key)
    for key, releases in releases_of.items():
        _join(key, releases, compiler, preview)
    preview.processes = len(preview.notices) + len(beyond)
    return preview


def _join(
    key: ProcessKey, releases: list[Release], compiler: ReleaseCompiler, preview: Preview
) -> None:
    try:
        preview.notices.append(compiler.compile(releases))
    except SourceError as fault:
        preview.refusals.append(Refusal(key, str(fault)))
