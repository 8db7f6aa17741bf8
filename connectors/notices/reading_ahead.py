"""Reads notices and joins their releases in a helper process, ahead of the one that stores them.

What a process comes to follows from its releases alone. So what was joined ahead is right whenever
the very same releases are asked for, whatever was stored meanwhile; anything else is joined anew.

The helper tells entries, some steps of them ahead, and hears of each step what is stored of it.
Then it tells what the step's processes come to, and the entries of one more; none at the end.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.errors import SourceError
from bot.domain.notice import CompiledNotice, FileNote, JsonBody, ProcessKey, Refusal, Release
from connectors.notices.line import Line

if TYPE_CHECKING:  # what only names types is not loaded with it
    from bot.ports import IntakeStorage, NoticeReader, ReleaseCompiler

Entry = Release | Refusal | FileNote
Joined = dict[frozenset[str], CompiledNotice]
"""What processes come to, by the fingerprints of all their releases."""
ByFingerprint = dict[str, Release]

STEPS_AHEAD = 4
"""So many that neither process waits when one step is more work than another."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is stored of releases just read: which of them, and of processes with a new one, all."""

    fingerprints: set[str] = field(default_factory=set)
    releases: Mapping[ProcessKey, Sequence[Release]] = field(default_factory=dict)


class ReadingAhead:
    """A NoticeReader and ReleaseCompiler that has its work done by a helper, on its line.

    `begun` is a path that the helper was told of already: it must be the first to be read.
    """

    def __init__(
        self,
        helper: Line,
        storage: IntakeStorage,
        make_compiler: Callable[[], ReleaseCompiler],
        begun: Path | None = None,
    ) -> None:
        self._helper = helper
        self._storage = storage
        self._make_compiler = make_compiler
        self._begun = begun
        # Entries that are stored together may be of two steps.
        self._compiled: deque[Joined] = deque(maxlen=2)

    def read(self, path: Path) -> Iterator[Entry]:
        """As the helper's reader does; raises SourceError if the helper is gone."""
        if self._begun not in {None, path}:
            raise ValueError(f"The helper has begun to read {self._begun}.")
        if self._begun is None:
            self._helper.tell(path)
        self._begun = None
        ahead = deque(self._next_entries() for _ in range(STEPS_AHEAD))
        while entries := ahead.popleft():
            self._compiled.append(self._helper.hear())
            yield from entries
            ahead.append(self._next_entries())

    def compile(self, releases: Sequence[Release]) -> CompiledNotice:
        """What the helper made of these very releases, else what is made of them here."""
        key = frozenset(release.fingerprint for release in releases)
        known = next((found for those in self._compiled if (found := those.get(key))), None)
        return known or self._compiler.compile(releases)

    def _next_entries(self) -> Sequence[Entry]:
        entries: Sequence[Entry] = self._helper.hear()
        if entries:
            self._helper.tell(self._held(entries))
        return entries

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

    def some_of(entries: Iterator[Entry]) -> Sequence[Entry]:
        some = list(islice(entries, at_a_time))
        asked.tell(some)
        return some

    while True:
        entries, joiner = reader.read(asked.hear()), _Joiner(compiler)
        ahead = deque(some_of(entries) for _ in range(STEPS_AHEAD))
        joiner.begin(ahead[0], asked.is_told)
        while some := ahead.popleft():
            asked.tell(joiner.joined(some, asked.hear()))
            ahead.append(some_of(entries))


class _Joiner:
    """Joins the releases of one step after the other."""

    def __init__(self, compiler: ReleaseCompiler) -> None:
        self._compiler = compiler
        # What may not have been stored yet when it was looked up what is.
        self._recent: deque[dict[ProcessKey, ByFingerprint]] = deque(maxlen=STEPS_AHEAD)
        self._begun: Joined = {}

    def begin(self, entries: Iterable[Entry], is_told: Callable[[], bool]) -> None:
        """Joins as if nothing were stored, until it is told what is: that takes a while at first.

        It is for nothing where something is; but it would have waited.
        """
        for releases in _by_process(entries).values():
            if is_told():
                return
            self._join(releases, self._begun)

    def joined(self, entries: Iterable[Entry], held: Held) -> Joined:
        """What the processes of the new releases come to; what cannot be joined is left out."""
        new = _by_process(entries, held.fingerprints)
        compiled: Joined = {}
        for key, releases in new.items():
            before = self._before(key, held)
            every = before | releases
            self._join(every, compiled)
            if len(releases) > 1 and before.keys() - releases.keys():
                # If some of them come late, it is asked what all but the newest come to.
                newest = max(every, key=lambda one: (every[one].released_at, one))
                self._join({one: every[one] for one in every if one != newest}, compiled)
        for one in (one for those in new.values() for one in those.values()):
            if isinstance(one.body, JsonBody):
                one.body.close()
        self._recent.append(new)
        self._begun = {}
        return compiled

    def _before(self, key: ProcessKey, held: Held) -> ByFingerprint:
        before = {one.fingerprint: one for one in held.releases.get(key, ())}
        for step in self._recent:
            before |= step.get(key, {})
        return before

    def _join(self, releases: ByFingerprint, compiled: Joined) -> None:
        key = frozenset(releases)
        try:
            known = self._begun.get(key)
            compiled[key] = known or self._compiler.compile(list(releases.values()))
        except SourceError:
            return  # who asks for it will be told why


def _by_process(
    entries: Iterable[Entry], held: Collection[str] = ()
) -> dict[ProcessKey, ByFingerprint]:
    """The releases among the entries, without those that are held."""
    found: dict[ProcessKey, ByFingerprint] = {}
    for entry in entries:
        if isinstance(entry, Release) and entry.fingerprint not in held:
            found.setdefault(entry.process_key, {})[entry.fingerprint] = entry
    return found
