"""Takes published notices in from files: every release kept, every process one opportunity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from bot.domain.notice import ProcessKey, Refusal, Release
from bot.ports import Clock, NoticeReader, ReleaseCompiler, Storage
from bot.services.take_in_releases import TakenIn, take_in

RELEASES_AT_A_TIME = 500

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Intake:
    """What releases are taken in with: who joins them, where they are kept, the time."""

    compiler: ReleaseCompiler
    storage: Storage
    clock: Clock


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
    rejected: Counter[ProcessKey] = field(default_factory=Counter)
    refusals: list[Refusal] = field(default_factory=list)

    def note(self, taken: TakenIn) -> None:
        """Adds what a batch did; a later release can make whole what an earlier one left open."""
        self.altered |= taken.altered
        for key in taken.compiled:
            self.unjoinable.pop(key, None)
            self.rejected.pop(key, None)
        self.unjoinable |= taken.unjoinable
        self.rejected.update(taken.rejected)


def import_notices(
    paths: Iterable[Path],
    reader: NoticeReader,
    intake: Intake,
    progress: Progress = lambda _count: None,
) -> ImportSummary:
    """Imports every release under the paths and says what became of it.

    Idempotent: a release is held once by its fingerprint, and an opportunity is written only
    when its content differs, so a second run changes nothing. Releases, the opportunities they
    make, the forecasts these give ground for and the changes to tell commit together, some
    hundreds of releases at a time: after a crash the same call goes on where it stopped. The
    first real opportunity removes the samples.
    """
    tally = _Tally()
    storage = intake.storage
    for batch in _batches(entry for path in paths for entry in reader.read(path)):
        accepted = [entry for entry in batch if isinstance(entry, Release)]
        tally.refusals += [entry for entry in batch if isinstance(entry, Refusal)]
        tally.releases_of.update(release.process_key for release in accepted)
        with storage.transaction() as work:
            tally.note(take_in(accepted, intake.compiler, work, intake.clock.now()))
        progress(len(batch))
    return _summary(tally, storage)


def _summary(tally: _Tally, storage: Storage) -> ImportSummary:
    accepted = tally.releases_of - tally.rejected
    with storage.transaction() as work:
        held = work.opportunities.held_among(accepted)
        warnings = work.releases.count_findings(held)
    joined = sum(accepted[key] for key in held)
    read = tally.releases_of.total()
    return ImportSummary(
        read=read + len(tally.refusals),
        opportunities=len(held),
        merged=joined - len(held),
        unchanged=len(held - tally.altered),
        rejected=len(tally.refusals) + read - joined,
        warnings=warnings,
        refusals=[*tally.refusals, *tally.unjoinable.values()],
    )


def _batches(entries: Iterable[Release | Refusal]) -> Iterator[list[Release | Refusal]]:
    iterator = iter(entries)
    while batch := list(islice(iterator, RELEASES_AT_A_TIME)):
        yield batch
