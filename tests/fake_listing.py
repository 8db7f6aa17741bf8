"""The opportunities in memory as a list for everybody, and a map of two wards."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.buyer_identity import bodies_of
from bot.domain.listed import Listed
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Opportunity, OpportunityId, SuitableFor, Visibility
from bot.domain.place import Point
from bot.domain.ward_map import WardOutline


class ListedTables(Protocol):
    """The part of what is held that the list needs."""

    opportunities: dict[ProcessKey, Opportunity]


class FakeListing:
    """The ListingRepository in memory."""

    def __init__(self, tables: ListedTables) -> None:
        self._tables = tables

    def listed(self, ids: Collection[OpportunityId] | None = None) -> list[Listed]:
        return [
            Listed(
                o.id,
                repr(o.buyer),
                o.coverage.postcode,
                SuitableFor.SME in o.suitable_for,
                bool(o.reserved_for),
            )
            for o in self._advertised()
            if ids is None or o.id in ids
        ]

    def namings_of_buyers(self, words: str) -> set[str]:
        bodies = bodies_of(o.buyer for o in self._tables.opportunities.values())
        named = (body for body in bodies if words.lower() in body.buyer.name.lower())
        return {repr(naming) for body in named for naming in body.namings}

    def has_real(self) -> bool:
        return any(not o.is_sample for o in self._tables.opportunities.values())

    def posted_here(
        self,
        sources: Collection[str],
        after: tuple[datetime, str] | None,
        limit: int,
        between: tuple[datetime, datetime] | None = None,
    ) -> list[Opportunity]:
        ours = (o for o in self._advertised() if o.source.name in sources and not o.is_sample)
        if between:
            ours = (o for o in ours if _is_news(o, *between))
        ordered = sorted(ours, key=_place)
        return [o for o in ordered if after is None or _place(o) > after][:limit]

    def _advertised(self) -> list[Opportunity]:
        held = self._tables.opportunities.values()
        return [o for o in held if o.visibility is Visibility.ADVERTISED]


class FakeWardMap:
    """Square wards side by side, with the postcodes that it is told lie in each."""

    def __init__(self, wards: Mapping[str, Sequence[str]]) -> None:
        self._wards = wards

    def outlines(self) -> Sequence[WardOutline]:
        """Squares of a hundredth of a degree, from west to east."""
        corners = ((0, 0), (1, 0), (1, 1), (0, 1))
        return [
            WardOutline(name, tuple(_point(up, along + n) for up, along in corners))
            for n, name in enumerate(sorted(self._wards))
        ]

    def ward_of(self, postcode: str) -> str | None:
        """The ward that has the postcode."""
        return next((name for name, those in self._wards.items() if postcode in those), None)


def _place(one: Opportunity) -> tuple[datetime, str]:
    return one.source.as_of, one.id


def _is_news(one: Opportunity, since: datetime, now: datetime) -> bool:
    closed = one.deadline is not None and since <= one.deadline <= now
    return closed or one.source.as_of >= since


def _point(up: int, along: int) -> Point:
    return Point(52.48 + up / 100, -1.86 + along / 100)
