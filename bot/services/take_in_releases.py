"""Takes releases in: stored, compiled, made opportunities, twins joined, changes noted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.domain.change import Change, changes_between
from bot.domain.errors import SourceError
from bot.domain.notice import CompiledNotice, ProcessKey, Refusal, Release
from bot.domain.opportunity import Opportunity
from bot.domain.re_let import forecast_key
from bot.services.changes_seen import changes_seen
from bot.services.join_processes import Regrouped, recognise

if TYPE_CHECKING:  # what only names types is not loaded with it
    from bot.ports import IntakeWork, ReleaseCompiler


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
    releases: Sequence[Release], compiler: ReleaseCompiler, work: IntakeWork, now: datetime
) -> TakenIn:
    """Stores the releases that are new and brings the opportunities of their processes up to date.

    Everything happens in the given transaction, so a crash leaves all of it or none. Releases
    already held (by fingerprint) cost one look and change nothing. Changes are noticed `now`.
    """
    new = work.releases.add_new(releases)
    if not new:
        return TakenIn()
    added = Counter(release.process_key for release in new)
    processes = work.releases.of_processes(added)
    compiled, unjoinable = _compile(processes.items(), compiler)
    work.releases.replace_findings({key: notice.findings for key, notice in compiled.items()})
    opportunities = {key: notice.opportunity for key, notice in compiled.items()}
    held = work.opportunities.of_processes(opportunities)
    before = held | _with_what_came_late(held, new, processes, compiler)
    altered = work.opportunities.save_all(opportunities)
    _keep_forecasts(compiled, held, work)
    joined = recognise({key: opportunities[key] for key in altered}, work, now)
    work.changes.note(_changes(before, opportunities, altered - joined.keys), now)
    work.changes.note(_changes_in_groups(joined, before, altered, work), now)
    if altered:
        work.opportunities.remove_samples()
    rejected = {key: added[key] for key in unjoinable}
    return TakenIn(set(compiled), altered, unjoinable, rejected)


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


def _with_what_came_late(
    held: Mapping[ProcessKey, Opportunity],
    new: Iterable[Release],
    processes: Mapping[ProcessKey, Sequence[Release]],
    compiler: ReleaseCompiler,
) -> dict[ProcessKey, Opportunity]:
    """What was held, as it had been had nothing come late.

    A release that is older than one already held tells no change: it had been said before.
    """
    known = {r.fingerprint: r for r in new if r.process_key in held}
    fresh = {f for f, r in known.items() if r.released_at >= held[r.process_key].source.as_of}
    late = {r.process_key for f, r in known.items() if f not in fresh}
    then = [(key, [r for r in processes[key] if r.fingerprint not in fresh]) for key in late]
    completed, _ = _compile(then, compiler)
    return {key: replace(one.opportunity, id=held[key].id) for key, one in completed.items()}


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


def _changes_in_groups(
    joined: Regrouped,
    before: dict[ProcessKey, Opportunity],
    altered: set[ProcessKey],
    work: IntakeWork,
) -> list[Change]:
    after = work.opportunities.of_processes(joined.keys)
    untouched = {key: one for key, one in after.items() if key not in altered}
    then = untouched | {key: before[key] for key in joined.keys & before.keys()}
    return changes_seen(joined, then, after)


def _keep_forecasts(
    compiled: Mapping[ProcessKey, CompiledNotice], held: Container[ProcessKey], work: IntakeWork
) -> None:
    """An award that was taken back, or lost its end, takes its forecast with it."""
    work.opportunities.save_all(
        {forecast_key(key): notice.forecast for key, notice in compiled.items() if notice.forecast}
    )
    without = (key for key, notice in compiled.items() if notice.forecast is None)
    work.opportunities.remove(forecast_key(key) for key in without if key in held)
