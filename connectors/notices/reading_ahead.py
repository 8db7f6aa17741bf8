"""Reads notices and joins their releases in a helper process, ahead of the one that stores them.

What a process comes to follows from its releases alone. So what was joined ahead is right whenever
the very same releases are asked for, whatever was stored meanwhile; anything else is joined anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path

from bot.domain.errors import SourceError
from bot.domain.notice import CompiledNotice, FileNote, ProcessKey, Refusal, Release
from bot.ports import NoticeReader, ReleaseCompiler, Storage
from connectors.notices.helper_process import Line

Entry = Release | Refusal | FileNote
Compiled = Mapping[frozenset[str], CompiledNotice]
"""What processes come to, by the fingerprints of all their releases."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is stored of releases just read: which of them, and of processes with a new one, all."""

    fingerprints: set[str] = field(default_factory=set)
    releases: Mapping[ProcessKey, Sequence[Release]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """What the entries told of last come to, and the next entries; none at the end."""

    compiled: Compiled
    entries: Sequence[Entry]


class ReadingAhead:
    """A NoticeReader and ReleaseCompiler that has its work done by a helper, on its line.

    While the caller stores some entries, the helper joins the next and reads those after them.
    """

    def __init__(
        self, helper: Line, storage: Storage, make_compiler: Callable[[], ReleaseCompiler]
    ) -> None:
        self._helper = helper
        self._storage = storage
        self._make_compiler = make_compiler
        self._last: Compiled = {}
        self._before: Compiled = {}

    def read(self, path: Path) -> Iterator[Entry]:
        """As the helper's reader does; raises SourceError if the helper is gone."""
        self._helper.tell(path)
        entries = self._next_step().entries
        while entries:
            step = self._next_step()
            yield from entries
            entries = step.entries

    def compile(self, releases: Sequence[Release]) -> CompiledNotice:
        """What the helper made of these very releases, else what is made of them here."""
        key = frozenset(release.fingerprint for release in releases)
        known = self._last.get(key) or self._before.get(key)
        return known or self._compiler.compile(releases)

    def _next_step(self) -> Step:
        """The next step; from now on the helper works on what follows it.

        Entries that are stored together may be of two steps, so two are remembered.
        """
        step: Step = self._helper.hear()
        if step.entries:
            self._helper.tell(self._held(step.entries))
        self._before, self._last = self._last, step.compiled
        return step

    def _held(self, entries: Iterable[Entry]) -> Held:
        releases = [entry for entry in entries if isinstance(entry, Release)]
        with self._storage.transaction() as work:
            held = work.releases.held_among(one.fingerprint for one in releases)
            new = {one.process_key for one in releases if one.fingerprint not in held}
            return Held(held, work.releases.of_processes(new))

    @cached_property
    def _compiler(self) -> ReleaseCompiler:
        return self._make_compiler()


def work_ahead(
    asked: Line, reader: NoticeReader, compiler: ReleaseCompiler, at_a_time: int
) -> None:
    """What the helper does: reads each path that it hears of, so many entries at a time."""
    while True:
        entries = reader.read(asked.hear())
        some = list(islice(entries, at_a_time))
        asked.tell(Step({}, some))
        while some:
            compiled = _joined(some, asked.hear(), compiler)
            some = list(islice(entries, at_a_time))
            asked.tell(Step(compiled, some))


def _joined(entries: Iterable[Entry], held: Held, compiler: ReleaseCompiler) -> Compiled:
    """What the processes of the new releases come to; those that cannot be joined are left out."""
    releases_of: dict[ProcessKey, dict[str, Release]] = {}
    for entry in entries:
        if isinstance(entry, Release) and entry.fingerprint not in held.fingerprints:
            others = {one.fingerprint: one for one in held.releases.get(entry.process_key, ())}
            releases_of.setdefault(entry.process_key, others)[entry.fingerprint] = entry
    compiled: dict[frozenset[str], CompiledNotice] = {}
    for releases in releases_of.values():
        try:
            compiled[frozenset(releases)] = compiler.compile(list(releases.values()))
        except SourceError:
            continue  # who asks for it here will be told why
    return compiled
