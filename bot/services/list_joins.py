"""Lists what was joined, and on what evidence, for the operator who may undo it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.domain.joined import Pair
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Opportunity
from bot.ports import Work


@dataclass(frozen=True, slots=True)
class ListedPair:
    """A pair with its two opportunities, each as it is by itself, and which of them is shown.

    `shown` is the process that stands for both; None if each is shown by itself.
    """

    pair: Pair
    first: Opportunity
    second: Opportunity
    shown: ProcessKey | None

    def as_json(self) -> dict[str, Any]:
        """The pair as JSON can hold it; moments are ISO 8601 in UTC."""
        pair = self.pair
        return {
            "shown": self.shown,
            "ground": pair.evidence.ground.value,
            "marks": {feature.value: mark for feature, mark in pair.evidence.marks.items()},
            "joined_at": pair.joined_at.isoformat(),
            "kept_apart_at": pair.kept_apart_at.isoformat() if pair.kept_apart_at else None,
            "first": _told(pair.first, self.first),
            "second": _told(pair.second, self.second),
        }


def list_joins(work: Work) -> list[ListedPair]:
    """All pairs, in the order in which they were joined; those that are kept apart too."""
    pairs = work.joins.all_pairs()
    keys = {key for pair in pairs for key in pair.keys}
    held = work.opportunities.of_processes(sorted(keys))
    group_of = {key: group for group in work.joins.groups_of(sorted(keys)) for key in group}
    return [
        ListedPair(
            pair,
            held[pair.first],
            held[pair.second],
            group_of[pair.first][0] if pair.second in group_of.get(pair.first, ()) else None,
        )
        for pair in pairs
    ]


def _told(key: ProcessKey, o: Opportunity) -> dict[str, Any]:
    return {
        "process": key,
        "id": o.id,
        "title": o.title,
        "buyer": o.buyer.name,
        "source": o.source.name,
        "url": o.source.url,
    }
