"""Processes that are one: which group they make, which of them is shown, and what it then says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import product

from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Opportunity, Source
from bot.domain.process_particulars import Particulars, london_day
from bot.domain.same_process import Evidence, Ground, are_contrary

Group = tuple[ProcessKey, ...]
"""Processes that are one, the one that is shown first."""

_FEEDS = (
    "find_a_tender",
    "contracts_finder",
    "public_contracts_scotland",
    "sell2wales",
    "ocds",
    "contracts_finder_v2",
    "contracts_finder_csv",
)
"""What says most comes first: whole releases before exports of a few columns."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two processes taken for one, `first` before `second` in the order of their keys.

    `joined_at` is when that was noticed. With `kept_apart_at` an operator has said that they are
    two: the evidence stays, and they are never joined again by themselves.
    """

    first: ProcessKey
    second: ProcessKey
    evidence: Evidence
    joined_at: datetime
    kept_apart_at: datetime | None = None

    @property
    def keys(self) -> tuple[ProcessKey, ProcessKey]:
        """Both, in order: what the pair is known by."""
        return self.first, self.second


@dataclass(frozen=True, slots=True)
class Touched:
    """What must be compared anew: `pairs` that share a block.

    `noted_before` are those of their processes that may have been joined already.
    """

    noted_before: frozenset[ProcessKey]
    pairs: frozenset[tuple[ProcessKey, ProcessKey]]


def in_order(one: ProcessKey, other: ProcessKey) -> tuple[ProcessKey, ProcessKey]:
    """The two as a pair names them."""
    return (one, other) if one < other else (other, one)


def groups_of(pairs: Iterable[Pair], known: Mapping[ProcessKey, Particulars]) -> list[Group]:
    """The groups that the pairs make; neither their order nor that of the processes matters.

    The strongest pairs join first, and two groups stay two if an operator keeps any of them apart
    or something speaks against it, unless an operator joined them by hand. Processes of which
    nothing is known are in no group.
    """
    every = [pair for pair in pairs if pair.first in known and pair.second in known]
    apart = {pair.keys for pair in every if pair.kept_apart_at}
    joined = [pair for pair in every if not pair.kept_apart_at]
    group_of = {key: frozenset({key}) for pair in joined for key in pair.keys}
    for pair in sorted(joined, key=_strongest_first):
        one, other = group_of[pair.first], group_of[pair.second]
        if one is not other and _may_join(one, other, pair, apart, known):
            group_of |= dict.fromkeys(one | other, one | other)
    found = {group for group in group_of.values() if len(group) > 1}
    return sorted(tuple(sorted(group, key=_shown_first(known))) for group in found)


def as_one(shown: Opportunity, others: Sequence[Opportunity]) -> Opportunity:
    """The opportunity as its group tells it; the order of the others does not matter.

    What is bought and until when is said by the one that is shown. Whether it was called off or
    awarded may be said by any that spoke since that one was first published: a notice that was
    withdrawn to be published again has no say any more. A missing value, contact and page of the
    same publisher are filled in.
    """
    told = sorted(others, key=lambda o: (_rank(o.source.name), o.id))
    since = [o for o in told if shown.published_at is None or o.source.as_of >= shown.published_at]
    values = [o.value for o in (shown, *told) if o.value.is_stated]
    contacts = [o.contact for o in (shown, *told) if o.contact]
    return replace(
        shown,
        source=_with_page(shown.source, told),
        value=values[0] if values else shown.value,
        contact=contacts[0] if contacts else None,
        awarded_at=_first_of(shown.awarded_at, *(o.awarded_at for o in since)),
        cancelled_at=_first_of(shown.cancelled_at, *(o.cancelled_at for o in since)),
        elsewhere=tuple(o.source for o in told),
    )


def _with_page(source: Source, others: Sequence[Opportunity]) -> Source:
    """An export tells no addresses; the same publisher's releases do."""
    if source.url:
        return source
    pages = (o.source.url for o in others if _publisher(o.source.name) == _publisher(source.name))
    return replace(source, url=next((url for url in pages if url), None))


def _publisher(feed: str) -> str:
    return feed.removesuffix("_csv").removesuffix("_v2")


def _may_join(
    one: frozenset[ProcessKey],
    other: frozenset[ProcessKey],
    pair: Pair,
    apart: set[tuple[ProcessKey, ProcessKey]],
    known: Mapping[ProcessKey, Particulars],
) -> bool:
    across = [(a, b) for a, b in product(one, other) if in_order(a, b) != pair.keys]
    if any(in_order(a, b) in apart for a, b in across):
        return False
    by_hand = pair.evidence.ground is Ground.BY_HAND
    return by_hand or not any(are_contrary(known[a], known[b]) for a, b in across)


def _strongest_first(pair: Pair) -> tuple[int, ProcessKey, ProcessKey]:
    return list(Ground).index(pair.evidence.ground), *pair.keys


def _shown_first(
    known: Mapping[ProcessKey, Particulars],
) -> Callable[[ProcessKey], tuple[int, int, float, ProcessKey]]:
    """The one that takes answers longest, of these the fullest feed's, of these the newest."""

    def key(process: ProcessKey) -> tuple[int, int, float, ProcessKey]:
        one = known[process]
        day = london_day(one.deadline) if one.deadline else date.min
        return -day.toordinal(), _rank(one.feed), -one.as_of.timestamp(), process

    return key


def _rank(feed: str) -> int:
    return _FEEDS.index(feed) if feed in _FEEDS else len(_FEEDS)


def _first_of(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment), default=None)
