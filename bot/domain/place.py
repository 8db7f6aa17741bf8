"""Where things are: points, what an opportunity covers, and miles between."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_MILES = 3958.8
HOME_REGION = "West Midlands"
"""The region that East Birmingham is in, as notices name it."""

FEW_REGIONS = 2
"""More names than this are a list that nobody reads."""

# The usual UK shapes: an outward code of two to four characters, an inward one of digit and two
# letters.
_FULL_POSTCODE = re.compile(r"^([A-Z]{1,2}\d[A-Z\d]?)(\d)([A-Z]{2})$")
_PARTIAL_POSTCODE = re.compile(r"^([A-Z]{1,2}\d[A-Z\d]?)(?:\s+(\d))?$")


@dataclass(frozen=True, slots=True)
class Point:
    """A position in degrees, WGS 84."""

    latitude: float
    longitude: float


def miles_between(a: Point, b: Point) -> float:
    """Great-circle distance in miles (haversine formula, a sphere of mean radius)."""
    half_lat = radians(b.latitude - a.latitude) / 2
    half_lon = radians(b.longitude - a.longitude) / 2
    chord = (
        sin(half_lat) ** 2
        + cos(radians(a.latitude)) * cos(radians(b.latitude)) * sin(half_lon) ** 2
    )
    return 2 * EARTH_RADIUS_MILES * asin(sqrt(chord))


def usual_spelling(postcode: str) -> str | None:
    """A postcode, sector or district as people write it ("b94aa" -> "B9 4AA"), or None.

    Idempotent: the usual spelling of a usual spelling is itself.
    """
    text = " ".join(postcode.upper().split())
    full = _FULL_POSTCODE.match(text.replace(" ", ""))
    if full:
        return f"{full[1]} {full[2]}{full[3]}"
    partial = _PARTIAL_POSTCODE.match(text)
    if not partial:
        return None
    return f"{partial[1]} {partial[2]}" if partial[2] else partial[1]


def district_of(postcode: str) -> str:
    """The outward part of a postcode in its usual spelling: "B9 4AA" -> "B9"."""
    return postcode.split(" ", maxsplit=1)[0]


def is_full(postcode: str) -> bool:
    """Whether a postcode in its usual spelling is a whole one: "B9 4AA"."""
    return bool(_FULL_POSTCODE.match(postcode.replace(" ", "")))


def sector_of(postcode: str) -> str | None:
    """The sector of a postcode in its usual spelling: "B9 4AA" -> "B9 4"; None for a district."""
    outward, _, inward = postcode.partition(" ")
    return f"{outward} {inward[0]}" if inward else None


@dataclass(frozen=True, slots=True)
class Place:
    """A place somebody named, in its usual spelling, with its middle and ward where known.

    Wards are for counting, and never decide anything about anybody.
    """

    name: str
    point: Point | None
    ward: str | None = None


@dataclass(frozen=True, slots=True)
class LocatedPostcode:
    """Where a full postcode lies: its middle and its ward, each None where it has none."""

    postcode: str
    point: Point | None
    ward: str | None = None
    ward_code: str | None = None


@dataclass(frozen=True, slots=True)
class KeptPostcode:
    """What was told of a postcode, and when; `located` is None where nobody knows it."""

    located: LocatedPostcode | None
    at: datetime


class Reach(StrEnum):
    """How an opportunity's delivery place relates to the place an owner asked about."""

    NEAR = "near"
    REGION_WIDE = "region_wide"
    NATIONWIDE = "nationwide"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Office:
    """Where the buyer's own address is: a hint at where it buys, never a delivery place."""

    name: str
    is_near: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """Where an opportunity is delivered: at a point, over named regions, or everywhere.

    `regions` are names as notices give them ("West Midlands"); `point` is the middle of the
    delivery postcode and is None where only an area is known.
    """

    postcode: str | None = None
    point: Point | None = None
    regions: tuple[str, ...] = ()
    nationwide: bool = False
    office: Office | None = None

    @property
    def postcodes(self) -> tuple[str, ...]:
        """The delivery postcodes and districts, its own first."""
        others = (name for name in self.regions if usual_spelling(name) == name)
        return (self.postcode, *others) if self.postcode else tuple(others)

    def named(self, home_region: str) -> tuple[str, ...]:
        """The regions to name to somebody at home in one of them: that one alone, if many."""
        if len(self.regions) > FEW_REGIONS and home_region in self.regions:
            return (home_region,)
        return self.regions
