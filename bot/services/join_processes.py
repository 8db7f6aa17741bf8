"""Recognises processes that are one, joins them with their evidence, and takes them apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.domain.errors import InvalidInputError, NotFoundError
from bot.domain.joined import Group, Pair, Touched, groups_of, in_order
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Opportunity, Visibility
from bot.domain.process_marks import marks_of
from bot.domain.process_particulars import particulars_of
from bot.domain.re_let import forecast_key
from bot.domain.same_process import Evidence, Ground, evidence_of

if TYPE_CHECKING:  # what only names types is not loaded with it
    from bot.ports import Clock, IntakeStorage, IntakeWork

PROCESSES_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Regrouped:
    """The groups, before and after, of the processes that were looked at."""

    before: tuple[Group, ...] = ()
    after: tuple[Group, ...] = ()

    @property
    def keys(self) -> set[ProcessKey]:
        """All processes that are or were in one of the groups."""
        return {key for group in (*self.before, *self.after) for key in group}


def recognise(
    opportunities: Mapping[ProcessKey, Opportunity], work: IntakeWork, now: datetime
) -> Regrouped:
    """Compares processes, each as it is by itself, with all that may be the same one.

    Pairs that are alike are stored with their evidence, and those that no longer are, are dropped;
    what an operator joined or keeps apart stays so. The outcome depends on what is held, not on
    the order in which it came, and doing it again changes nothing. Only what everybody may see is
    compared.
    """
    if not opportunities:
        return Regrouped()
    seen = {k: o for k, o in opportunities.items() if o.visibility is Visibility.ADVERTISED}
    left = _leave_out(opportunities.keys() - seen.keys(), work)
    touched = work.joins.note(particulars_of(key, one) for key, one in seen.items())
    return _regroup(left | _compare(touched, work, now), work)


def join_held(storage: IntakeStorage, clock: Clock) -> None:
    """Recognises what was stored without being compared; it can stop at any point and go on."""
    while True:
        with storage.transaction() as work:
            lacking = work.joins.lacking(PROCESSES_AT_A_TIME)
            if not lacking:
                return
            recognise(work.opportunities.of_processes(lacking), work, clock.now())


def join_anew(storage: IntakeStorage, clock: Clock) -> None:
    """Compares everything held anew, as after a change of the rules; operators' words stand."""
    join_held(storage, clock)
    last: ProcessKey | None = None
    while True:
        with storage.transaction() as work:
            keys = work.joins.noted(last, PROCESSES_AT_A_TIME)
            if not keys:
                return
            recognise(work.opportunities.of_processes(keys), work, clock.now())
        last = keys[-1]


def keep_apart(one: str, other: str, work: IntakeWork, now: datetime) -> None:
    """Keeps two processes, named by opportunity id or `ocid`, apart for good.

    Raises NotFoundError for a name that nobody has, InvalidInputError for one process twice.
    """
    pair = _pair_named(one, other, work, now)
    work.joins.put([replace(pair, kept_apart_at=now)])
    _regroup(pair.keys, work)


def join_by_hand(one: str, other: str, work: IntakeWork, now: datetime) -> None:
    """Joins two processes, named as for `keep_apart`, whatever they are like; so they stay.

    Raises what `keep_apart` does.
    """
    pair = _pair_named(one, other, work, now)
    by_hand = Evidence(Ground.BY_HAND, pair.evidence.marks)
    work.joins.put([Pair(*pair.keys, by_hand, now)])
    _regroup(pair.keys, work)


def _leave_out(process_keys: AbstractSet[ProcessKey], work: IntakeWork) -> set[ProcessKey]:
    """Takes out what only some may see any more; returns all that it was paired with."""
    if not process_keys:
        return set()
    pairs = work.joins.pairs_of(process_keys)
    work.joins.drop(pair.keys for pair in pairs)
    work.joins.forget(process_keys)
    return {key for pair in pairs for key in pair.keys}


def _compare(touched: Touched, work: IntakeWork, now: datetime) -> set[ProcessKey]:
    """Brings the pairs up to date; returns the processes whose groups may have changed."""
    candidates = sorted(touched.pairs)
    known = work.joins.particulars({key for keys in candidates for key in keys})
    alike = {(a, b): evidence_of(known[a], known[b]) for a, b in candidates}
    found = {keys: evidence for keys, evidence in alike.items() if evidence}
    concerned = touched.noted_before.union(*found)
    held = {pair.keys: pair for pair in work.joins.pairs_of(concerned)}
    work.joins.drop(
        keys
        for keys, pair in held.items()
        if keys not in found and _is_free(pair) and not touched.noted_before.isdisjoint(keys)
    )
    work.joins.put(
        _renewed(held.get(keys), keys, evidence, now)
        for keys, evidence in found.items()
        if keys not in held or (_is_free(held[keys]) and held[keys].evidence != evidence)
    )
    return {key for keys in (*held, *found) for key in keys}


def _is_free(pair: Pair) -> bool:
    """Whether no operator has said anything of the pair."""
    return pair.kept_apart_at is None and pair.evidence.ground is not Ground.BY_HAND


def _renewed(
    held: Pair | None, keys: tuple[ProcessKey, ProcessKey], evidence: Evidence, now: datetime
) -> Pair:
    return replace(held, evidence=evidence) if held else Pair(*keys, evidence, now)


def _regroup(seeds: Iterable[ProcessKey], work: IntakeWork) -> Regrouped:
    """Works out anew the groups of all that hang together with the seeds."""
    pairs, reached = _reach(set(seeds), work)
    if not reached:
        return Regrouped()
    after = groups_of(pairs, work.joins.particulars(reached))
    before = work.joins.groups_of(reached)
    forecasts = {forecast_key(key) for key in reached}
    held = {*before, *work.joins.groups_of(forecasts)} if before else set()
    wanted = {*after, *_of_forecasts(after, work)}
    if {_as_shown(group) for group in held} != {_as_shown(group) for group in wanted}:
        work.joins.regroup(reached | forecasts, wanted)
    return Regrouped(tuple(before), tuple(after))


def _reach(seeds: set[ProcessKey], work: IntakeWork) -> tuple[list[Pair], set[ProcessKey]]:
    pairs: dict[tuple[ProcessKey, ProcessKey], Pair] = {}
    reached: set[ProcessKey] = set()
    while seeds:
        reached |= seeds
        found = {pair.keys: pair for pair in work.joins.pairs_of(seeds)}
        pairs |= found
        seeds = {key for keys in found for key in keys} - reached
    return list(pairs.values()), reached


def _of_forecasts(groups: Iterable[Group], work: IntakeWork) -> list[Group]:
    """The forecasts of processes that are one, are one."""
    by_group = [tuple(forecast_key(key) for key in group) for group in groups]
    held = work.opportunities.held_among(key for keys in by_group for key in keys)
    found = (tuple(key for key in keys if key in held) for keys in by_group)
    return [group for group in found if len(group) > 1]


def _as_shown(group: Group) -> tuple[ProcessKey, frozenset[ProcessKey]]:
    return group[0], frozenset(group)


def _pair_named(one: str, other: str, work: IntakeWork, now: datetime) -> Pair:
    first, second = in_order(_key_named(one, work), _key_named(other, work))
    if first == second:
        raise InvalidInputError("Both names are of one process.")
    held_as = work.opportunities.of_processes([first, second])
    if any(o.visibility is Visibility.INVITED for o in held_as.values()):
        raise InvalidInputError("What only invited firms may see is never shown with another.")
    held = {pair.keys: pair for pair in work.joins.pairs_of([first])}
    if (first, second) in held:
        return held[first, second]
    known = work.joins.particulars([first, second])
    marks = marks_of(known[first], known[second]) if len(known) > 1 else {}
    return Pair(first, second, Evidence(Ground.BY_HAND, marks), now)


def _key_named(named: str, work: IntakeWork) -> ProcessKey:
    key = work.joins.key_of(named)
    if key is None:
        raise NotFoundError(f"There is no opportunity {named}.")
    return key
