"""East Birmingham's wards from `content/places`: their edges, and which a postcode is in."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from bot.domain.errors import SourceError
from bot.domain.place import Point, usual_spelling
from bot.domain.ward_map import WardOutline
from connectors.places.tables import Tables


class ContentWardMap:
    """The WardMap; its file is read when first asked for.

    A file that is missing or of another form raises SourceError.
    """

    def __init__(self, content: Path) -> None:
        self._file = content / "places" / "ward_outlines.csv"
        self._tables = Tables(content / "places")

    def outlines(self) -> Sequence[WardOutline]:
        """Each ward's edge, in the order of names."""
        return self._outlines

    def ward_of(self, postcode: str) -> str | None:
        """The ward that most addresses about a postcode are in; None for a bare district."""
        usual = usual_spelling(postcode)
        return self._tables.ward_of(usual) if usual else None

    @cached_property
    def _outlines(self) -> tuple[WardOutline, ...]:
        try:
            with self._file.open(encoding="utf-8", newline="") as lines:
                rows = list(csv.DictReader(lines))
            return tuple(WardOutline(row["name"], _edge(row["outline"])) for row in rows)
        except (OSError, KeyError, ValueError) as fault:
            raise SourceError(f"{self._file.name} is no list of outlines: {fault}") from fault


def _edge(outline: str) -> tuple[Point, ...]:
    pairs = (corner.split(",") for corner in outline.split())
    return tuple(Point(float(latitude), float(longitude)) for latitude, longitude in pairs)
