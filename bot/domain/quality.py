"""How often each sort of dirt stands in published notices, by buyer; counts and their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.notice import FindingKind
from bot.domain.opportunity import OpportunityId

_ORDER = {kind: number for number, kind in enumerate(FindingKind)}


@dataclass(frozen=True, slots=True)
class BuyerQuality:
    """A buyer's notices (processes), and in how many of them each kind was found.

    A notice counts once for a kind, however often the kind stands in it, so no count is above
    `notices`. `with_findings` are those in which anything at all was found. The name is empty for
    notices that name no buyer. `as_of` is their newest publication, and `sources` are the names of
    the feeds that they are from.
    """

    buyer: str
    notices: int
    with_findings: int = 0
    found: Mapping[FindingKind, int] = field(default_factory=dict)
    as_of: datetime | None = None
    sources: frozenset[str] = frozenset()

    @property
    def by_frequency(self) -> list[tuple[FindingKind, int]]:
        """The kinds that were found, the most frequent first, else in the order of a notice."""
        counted = [(kind, count) for kind, count in self.found.items() if count]
        return sorted(counted, key=lambda pair: (-pair[1], _ORDER[pair[0]]))

    @property
    def kinds_a_notice(self) -> float:
        """How many kinds of finding a notice has on average; nought without notices."""
        return sum(self.found.values()) / self.notices if self.notices else 0.0

    def percent(self, count: int) -> int:
        """A count of notices as whole per cent of all, half up; 1 to 99 where it is a part."""
        if count in {0, self.notices}:
            return 100 if count else 0
        share = (200 * count + self.notices) // (2 * self.notices)
        return min(max(share, 1), 99)

    def is_under_one_percent(self, count: int) -> bool:
        """Whether a count of notices is some, but so few that "1 per cent" says too much."""
        return 0 < 100 * count < self.notices


@dataclass(frozen=True, slots=True)
class QualityReport:
    """The buyers with the most notices first."""

    buyers: tuple[BuyerQuality, ...]

    @classmethod
    def of(cls, counted: Iterable[BuyerQuality]) -> QualityReport:
        """The report of what was counted, in order: one entry for each name."""
        by_name: dict[str, BuyerQuality] = {}
        for one in counted:
            held = by_name.get(one.buyer)
            by_name[one.buyer] = _together(one.buyer, [held, one]) if held else one
        ordered = sorted(by_name.values(), key=lambda b: (-b.notices, b.buyer))
        return cls(tuple(ordered))

    @property
    def as_of(self) -> datetime | None:
        """The newest publication counted; None when there is nothing to count."""
        return self.whole.as_of

    @property
    def sources(self) -> tuple[str, ...]:
        """The names of the feeds that what is counted is from, in order."""
        return tuple(sorted(self.whole.sources))

    @property
    def whole(self) -> BuyerQuality:
        """All buyers taken together."""
        return _together("", self.buyers)

    def about(self, name: str) -> QualityReport:
        """What is counted of the buyers of that name, or else with that text in their name.

        Capitals do not matter. Nobody is meant by an empty name but those who have none.
        """
        asked = " ".join(name.casefold().split())
        exact = tuple(b for b in self.buyers if b.buyer.casefold() == asked)
        part = tuple(b for b in self.buyers if asked and asked in b.buyer.casefold())
        return QualityReport(exact or part)


@dataclass(frozen=True, slots=True)
class FaultyNotice:
    """One notice in which something was found, for whoever wants to mend it."""

    id: OpportunityId
    title: str
    as_of: datetime
    kinds: tuple[FindingKind, ...]


def _together(name: str, counted: Iterable[BuyerQuality]) -> BuyerQuality:
    those = list(counted)
    found: Counter[FindingKind] = Counter()
    notices = with_findings = 0
    for one in those:
        notices += one.notices
        with_findings += one.with_findings
        found.update(one.found)
    as_of = max((one.as_of for one in those if one.as_of), default=None)
    sources = frozenset[str]().union(*(one.sources for one in those))
    return BuyerQuality(name, notices, with_findings, dict(found), as_of, sources)
