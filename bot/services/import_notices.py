"""Takes published notices in from files: every release kept, every process one opportunity."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.notice import RELEASES_AT_A_TIME, FileNote, Refusal, Release
from bot.services.take_in_releases import take_in
from bot.services.tally import ImportSummary, Tally

if TYPE_CHECKING:  # what only names types is not loaded with it
    from bot.ports import Clock, IntakeStorage, NoticeReader, ReleaseCompiler

Progress = Callable[[int], None]
Tell = Callable[[FileNote], None]


@dataclass(frozen=True, slots=True)
class Intake:
    """What releases are taken in with: who joins them, where they are kept, the time.

    `at_a_time` is how many releases commit together; what comes of them does not depend on it.
    """

    compiler: ReleaseCompiler
    storage: IntakeStorage
    clock: Clock
    at_a_time: int = RELEASES_AT_A_TIME


def import_notices(
    paths: Iterable[Path],
    reader: NoticeReader,
    intake: Intake,
    progress: Progress = lambda _count: None,
    tell: Tell = lambda _note: None,
) -> ImportSummary:
    """Imports every release under the paths and says what became of it.

    Idempotent: a release is held once by its fingerprint, and an opportunity is written only
    when its content differs, so a second run changes nothing. Releases, the opportunities they
    make, the forecasts these give ground for and the changes to tell commit together, some
    hundreds of releases at a time: after a crash the same call goes on where it stopped. The
    first real opportunity removes the samples. `tell` is given the notes on files as they come.
    """
    tally = Tally()
    entries = (entry for path in paths for entry in reader.read(path))
    for batch in _batches(without_notes(entries, tell), intake.at_a_time):
        accepted = [entry for entry in batch if isinstance(entry, Release)]
        with intake.storage.transaction() as work:
            taken = take_in(accepted, intake.compiler, work, intake.clock.now())
        tally.note(batch, taken)
        progress(len(batch))
    return tally.summary(intake.storage)


def without_notes(
    entries: Iterable[Release | Refusal | FileNote], tell: Tell
) -> Iterator[Release | Refusal]:
    """The entries that count; `tell` is given the notes between them."""
    for entry in entries:
        if isinstance(entry, FileNote):
            tell(entry)
        else:
            yield entry


def _batches(
    entries: Iterable[Release | Refusal], at_a_time: int
) -> Iterator[list[Release | Refusal]]:
    iterator = iter(entries)
    while batch := list(islice(iterator, at_a_time)):
        yield batch
