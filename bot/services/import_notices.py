"""Takes published notices in from files: every release kept, every process one opportunity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from bot.domain.errors import SourceError
from bot.domain.notice import ProcessKey, Refusal, Release
from bot.ports import NoticeReader, ReleaseCompiler, Storage, Work

RELEASES_AT_A_TIME = 500

Progress = Callable[[int], None]


@dataclass(slots=True)
class ImportSummary:
    """What an import did; `read == opportunities + merged + rejected` unless whole files failed."""

    read: int = 0
    opportunities: int = 0
    merged: int = 0
    unchanged: int = 0
    rejected: int = 0
    warnings: dict[str, int] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def found_anything(self) -> bool:
        """Whether at least one process could be read."""
        return self.opportunities > 0


@dataclass(slots=True)
class _Tally:
    """What has been seen so far; a process counts once, however many releases it has."""

    releases_of: Counter[ProcessKey] = field(default_factory=Counter)
    altered: set[ProcessKey] = field(default_factory=set)
    unjoinable: dict[ProcessKey, Refusal] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)


def import_notices(
    paths: Iterable[Path],
    reader: NoticeReader,
    compiler: ReleaseCompiler,
    storage: Storage,
    progress: Progress = lambda _count: None,
) -> ImportSummary:
    """Imports every release under the paths and says what became of it.

    Idempotent: a release is held once by its fingerprint, and an opportunity is written only
    when its content differs, so a second run changes nothing. Releases and the opportunity
    they make commit together, some hundreds at a time: after a crash the same call goes on
    where it stopped. The first real opportunity removes the samples.
    """
    tally = _Tally()
    for batch in _batches(entry for path in paths for entry in reader.read(path)):
        accepted = [entry for entry in batch if isinstance(entry, Release)]
        tally.refusals += [entry for entry in batch if isinstance(entry, Refusal)]
        tally.releases_of.update(release.process_key for release in accepted)
        _take_in(accepted, compiler, storage, tally)
        progress(len(batch))
    return _summary(tally, storage)


def _take_in(
    accepted: Sequence[Release], compiler: ReleaseCompiler, storage: Storage, tally: _Tally
) -> None:
    with storage.transaction() as work:
        touched = work.releases.add_new(accepted)
        for key in sorted(touched):
            _compile_process(key, work, compiler, tally)
        if tally.altered:
            work.opportunities.remove_samples()


def _compile_process(key: ProcessKey, work: Work, compiler: ReleaseCompiler, tally: _Tally) -> None:
    try:
        notice = compiler.compile(work.releases.of_process(key))
    except SourceError as fault:
        tally.unjoinable[key] = Refusal(key, str(fault))
        return
    tally.unjoinable.pop(key, None)
    work.releases.replace_findings(key, notice.findings)
    if work.opportunities.save(key, notice.opportunity):
        tally.altered.add(key)


def _summary(tally: _Tally, storage: Storage) -> ImportSummary:
    with storage.transaction() as work:
        held = work.opportunities.held_among(tally.releases_of)
        warnings = work.releases.count_findings(held)
    accepted = sum(tally.releases_of.values())
    joined = sum(tally.releases_of[key] for key in held)
    return ImportSummary(
        read=accepted + len(tally.refusals),
        opportunities=len(held),
        merged=joined - len(held),
        unchanged=len(held - tally.altered),
        rejected=len(tally.refusals) + accepted - joined,
        warnings=warnings,
        refusals=[*tally.refusals, *tally.unjoinable.values()],
    )


def _batches(entries: Iterable[Release | Refusal]) -> Iterator[list[Release | Refusal]]:
    iterator = iter(entries)
    while batch := list(islice(iterator, RELEASES_AT_A_TIME)):
        yield batch
