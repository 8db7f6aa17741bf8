"""Counts what became of releases, in the same words whichever way they came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from bot.domain.notice import ProcessKey, Refusal, Release
from bot.services.take_in_releases import TakenIn

if TYPE_CHECKING:  # what only names types is not loaded with it
    from bot.ports import IntakeStorage

PROCESSES_AT_A_TIME = 5_000


@dataclass(slots=True)
class ImportSummary:
    """What an import did; `read == opportunities + merged + rejected` unless whole files failed.

    `joined` is how many of the opportunities are shown as another, being the same process.
    """

    read: int = 0
    opportunities: int = 0
    merged: int = 0
    unchanged: int = 0
    rejected: int = 0
    joined: int = 0
    warnings: dict[str, int] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def found_anything(self) -> bool:
        """Whether at least one process could be read."""
        return self.opportunities > 0


@dataclass(slots=True)
class Tally:
    """What has been seen so far; a process counts once, however many releases it has."""

    releases_of: Counter[ProcessKey] = field(default_factory=Counter)
    altered: set[ProcessKey] = field(default_factory=set)
    unjoinable: dict[ProcessKey, Refusal] = field(default_factory=dict)
    rejected: Counter[ProcessKey] = field(default_factory=Counter)
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def read(self) -> int:
        """How many releases were read or refused."""
        return self.releases_of.total() + len(self.refusals)

    def note(self, entries: Sequence[Release | Refusal], taken: TakenIn) -> None:
        """Adds a batch and what was done with it; a later one can mend what this left open."""
        accepted = (entry for entry in entries if isinstance(entry, Release))
        self.releases_of.update(release.process_key for release in accepted)
        self.refusals += [entry for entry in entries if isinstance(entry, Refusal)]
        self.altered |= taken.altered
        for key in taken.compiled:
            self.unjoinable.pop(key, None)
            self.rejected.pop(key, None)
        self.unjoinable |= taken.unjoinable
        self.rejected.update(taken.rejected)

    def summary(self, storage: IntakeStorage) -> ImportSummary:
        """What was done so far, beside what the storage now holds of those processes."""
        total, told = ImportSummary(read=self.read), 0
        warnings: Counter[str] = Counter()
        accepted = (key for key, count in self.releases_of.items() if count > self.rejected[key])
        with storage.transaction() as work:
            # Some at a time: of half a million processes a second list would be a great deal.
            while keys := list(islice(accepted, PROCESSES_AT_A_TIME)):
                held = work.opportunities.held_among(keys)
                told += sum(self.releases_of[key] - self.rejected[key] for key in held)
                total.opportunities += len(held)
                total.unchanged += sum(key not in self.altered for key in held)
                total.joined += work.joins.count_hidden(held)
                warnings.update(work.releases.count_findings(held))
        total.merged, total.rejected = told - total.opportunities, self.read - told
        total.warnings = dict(sorted(warnings.items()))
        total.refusals = [*self.refusals, *self.unjoinable.values()]
        return total
