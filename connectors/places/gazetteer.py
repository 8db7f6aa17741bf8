"""Finds the places people write, and says how far a notice's delivery place is from them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from bot.domain.place import (
    Coverage,
    Place,
    Point,
    Reach,
    miles_between,
    usual_spelling,
)
from connectors.places.reading import FoundPlace, PlaceReader
from connectors.places.spelling import POSTCODE_AREAS, area_of, key_of
from connectors.places.tables import Tables

NEAR_MILES = 15.0
# From the middle of the city to the edge of the region: Coventry, Redditch, Stafford lie within.
REGION_MILES = 25.0


class Gazetteer:
    """The places of `content/places`, read when first asked for.

    Positions are middles: of the sector for a postcode (a few hundred metres off), of the ward
    or nearest sector for a name. A file that is missing or no YAML list raises SourceError.
    """

    def __init__(self, content: Path) -> None:
        self._tables = Tables(content / "places")
        self._reader = PlaceReader(self._tables)
        # Every search asks of every notice, and few region names come with most of them.
        self._regions_reach = lru_cache(maxsize=4096)(self._reach_of_regions)
        self._points = lru_cache(maxsize=4096)(self._points_among)
        # An import asks of every notice's buyer and delivery place: few differ.
        self._known_coverage = lru_cache(maxsize=16_384)(self._coverage_of)

    def find(self, text: str) -> Place | None:
        """The place a sentence is about: the exactest, then the first; None when it names none."""
        readings = self._reader.read(text)
        best = min(readings, key=lambda r: (r.rank, r.found.start), default=None)
        return best.found.place if best else None

    def find_all(self, text: str) -> tuple[FoundPlace, ...]:
        """Every place named, in the order of the text; of overlapping ones the longest."""
        return tuple(reading.found for reading in self._reader.read(text))

    def locate(self, postcode: str) -> Point | None:
        """The middle of the postcode's sector, else of its district; None outside what we hold."""
        usual = usual_spelling(postcode)
        return None if usual is None else self._tables.point_of(usual)

    def ward_of(self, postcode: str) -> str | None:
        """The ward most homes and firms about a postcode are in; None for a bare district.

        Right for about 87 in 100 full postcodes: good enough to count by, never to decide by.
        """
        usual = usual_spelling(postcode)
        return self._tables.ward_of(usual) if usual else None

    def coverage(self, postcode: str | None, region_names: Sequence[str]) -> Coverage:
        """What a notice's delivery postcode and region names or codes cover.

        Postcodes and districts may stand among the names ("B35"). The first that lies hereabouts
        is the coverage's own, and the others stay among its regions. Unknown names are kept as
        they are; what is no UK postcode counts as not stated.
        """
        return self._known_coverage(postcode, tuple(region_names))

    def _coverage_of(self, postcode: str | None, region_names: Sequence[str]) -> Coverage:
        names = [name.strip() for name in region_names if name.strip()]
        regions = {name: self._tables.region(name) for name in names}
        spots = {name: one for name in names if not regions[name] and (one := _spot(name))}
        every = [one for one in (_spot(postcode or ""), *spots.values()) if one]
        first = next((one for one in every if self._tables.point_of(one)), next(iter(every), None))
        said = [r.name if r else spots.get(name, name) for name, r in regions.items()]
        return Coverage(
            postcode=first,
            point=self._tables.point_of(first) if first else None,
            regions=tuple(dict.fromkeys(name for name in (*said, *every) if name != first)),
            nationwide=any(r.nationwide for r in regions.values() if r),
        )

    def reach(
        self, coverage: Coverage, place: Place, within: float = NEAR_MILES
    ) -> tuple[Reach, float | None]:
        """How the coverage relates to the place; miles only between two known points.

        Of several delivery postcodes the nearest counts.
        """
        if coverage.point and place.point:
            points = (coverage.point, *self._points(coverage.regions))
            miles = min(miles_between(point, place.point) for point in points)
            return (Reach.NEAR if miles <= within else Reach.ELSEWHERE), miles
        if coverage.point or _is_outside(coverage.postcode):
            return Reach.ELSEWHERE, None
        if coverage.nationwide:
            return Reach.NATIONWIDE, None
        return self._regions_reach(coverage.regions, place, within), None

    def _points_among(self, names: Sequence[str]) -> tuple[Point, ...]:
        found = (self._tables.point_of(name) for name in names if _spot(name) == name)
        return tuple(point for point in found if point)

    def _reach_of_regions(self, names: Sequence[str], place: Place, within: float) -> Reach:
        answers = [self._is_in(name, place, within) for name in names]
        if any(answers):
            return Reach.REGION_WIDE
        return Reach.UNKNOWN if None in answers or not answers else Reach.ELSEWHERE

    def _is_in(self, name: str, place: Place, within: float) -> bool | None:
        """Whether a region holds the place or lies around the corner; None when nobody knows."""
        region, middle = self._tables.region(name), self._middle_of(name)
        if region and region.contains_birmingham:
            middle, within = self._middle_of("Birmingham"), REGION_MILES
        if middle and place.point:
            return miles_between(middle, place.point) <= within
        # A place without a point is a postcode far from here.
        return False if region or middle else None

    def _middle_of(self, name: str) -> Point | None:
        named = self._tables.names.get(key_of(name))
        return named.place.point if named else None


def _spot(text: str) -> str | None:
    """The usual spelling of a UK postcode, sector or district, or None."""
    usual = usual_spelling(text)
    return usual if usual and area_of(usual) in POSTCODE_AREAS else None


def _is_outside(postcode: str | None) -> bool:
    return postcode is not None and area_of(postcode) != "B"
