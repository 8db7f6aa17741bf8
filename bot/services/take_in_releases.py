"""Takes releases into one transaction: stored, joined, made opportunities, changes noted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.change import Change, changes_between
from bot.domain.errors import SourceError
from bot.domain.notice import CompiledNotice, ProcessKey, Refusal, Release
from bot.domain.opportunity import Opportunity
from bot.ports import ReleaseCompiler, Work


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of some releases: the processes compiled, those altered, those not joinable.

    `rejected` counts the new releases of each process that could not be joined.
    """

    compiled: set[ProcessKey] = field(default_factory=set)
    altered: set[ProcessKey] = field(default_factory=set)
    unjoinable: dict[ProcessKey, Refusal] = field(default_factory=dict)
    rejected: dict[ProcessKey, int] = field(default_factory=dict)


def take_in(
    releases: Sequence[Release], compiler: ReleaseCompiler, work: Work, now: datetime
) -> TakenIn:
    """Stores the releases that are new and brings the opportunities of their processes up to date.

    Everything happens in the given transaction, so a crash leaves all of it or none. Releases
    already held (by fingerprint) cost one look and change nothing. Changes are noticed `now`.
    """
    new = work.releases.add_new(releases)
    if not new:
        return TakenIn()
    compiled, unjoinable = _compile(work.releases.of_processes(new).items(), compiler)
    work.releases.replace_findings({key: notice.findings for key, notice in compiled.items()})
    opportunities = {key: notice.opportunity for key, notice in compiled.items()}
    before = work.opportunities.of_processes(opportunities)
    altered = work.opportunities.save_all(opportunities)
    work.changes.note(_changes(before, opportunities, altered), now)
    _keep_forecasts(compiled, work)
    if altered:
        work.opportunities.remove_samples()
    rejected = {key: new[key] for key in unjoinable}
    return TakenIn(set(compiled), altered, unjoinable, rejected)


def forecast_key(process_key: ProcessKey) -> ProcessKey:
    """The key under which the forecast that a process gives ground for is stored."""
    return ProcessKey(f"{process_key}/re-let")


def _compile(
    processes: Iterable[tuple[ProcessKey, list[Release]]], compiler: ReleaseCompiler
) -> tuple[dict[ProcessKey, CompiledNotice], dict[ProcessKey, Refusal]]:
    compiled: dict[ProcessKey, CompiledNotice] = {}
    unjoinable: dict[ProcessKey, Refusal] = {}
    for key, releases in sorted(processes):
        try:
            compiled[key] = compiler.compile(releases)
        except SourceError as fault:
            unjoinable[key] = Refusal(key, str(fault))
    return compiled, unjoinable


def _changes(
    before: dict[ProcessKey, Opportunity],
    after: dict[ProcessKey, Opportunity],
    altered: set[ProcessKey],
) -> list[Change]:
    """An opportunity keeps the id that it first had; what was never held has not changed."""
    return [
        change
        for key in sorted(altered & before.keys())
        for change in changes_between(before[key], replace(after[key], id=before[key].id))
    ]


def _keep_forecasts(compiled: dict[ProcessKey, CompiledNotice], work: Work) -> None:
    """An award that was taken back, or lost its end, takes its forecast with it."""
    forecasts = {forecast_key(key): notice.forecast for key, notice in compiled.items()}
    work.opportunities.save_all({key: one for key, one in forecasts.items() if one})
    work.opportunities.remove(key for key, one in forecasts.items() if one is None)
