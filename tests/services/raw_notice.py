"""A notice as it was published, read again by other means than the product's: to check it by."""

from __future__ import annotations

import csv
import html
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from tests.running import ROOT

PLACES = ROOT / "content" / "places"
LONDON = ZoneInfo("Europe/London")
HOLIDAYS = frozenset(
    date.fromisoformat(day)
    for day in (
        "2025-12-25", "2025-12-26", "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04",
        "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28",
    )
)  # fmt: skip
"""Bank holidays in England, typed off the government's page of them."""

_EARTH_MILES = 3958.8
_POSTCODE = re.compile(r"^\s*([A-Z]{1,2}\d[A-Z\d]?)\s*(\d)?[A-Z]{0,2}\s*$", re.IGNORECASE)


def letters(text: str) -> str:
    """Only the letters and digits of a text, in lower case, without its mark-up."""
    bare = re.sub(r"<[^>]+>", " ", html.unescape(html.unescape(text)))
    return re.sub(r"[\W_]+", "", bare).lower()


@dataclass(frozen=True)
class RawNotice:
    """One release, as JSON."""

    release: Mapping[str, Any]

    @property
    def tender(self) -> Mapping[str, Any]:
        """What is to be bought."""
        found: Mapping[str, Any] = self.release.get("tender") or {}
        return found

    @property
    def text(self) -> str:
        """Title and description."""
        return f"{self.tender.get('title') or ''} {self.tender.get('description') or ''}"

    def says(self, words: str) -> bool:
        """Whether the words stand in its text, marks and white space aside."""
        return letters(words) in letters(self.text)

    @property
    def codes(self) -> list[str]:
        """The eight digits of each of its codes, in order."""
        return list(dict.fromkeys(str(one["id"])[:8] for one in self._classifications()))

    def _classifications(self) -> Iterator[Mapping[str, Any]]:
        lots_and_items = [self.tender, *self.tender.get("items", [])]
        for one in lots_and_items:
            if one.get("classification"):
                yield one["classification"]
            yield from one.get("additionalClassifications", [])

    @property
    def amount(self) -> Decimal | None:
        """The value it states, in pounds."""
        value = (self.tender.get("value") or {}).get("amount")
        return None if value is None else Decimal(str(value))

    @property
    def deadline(self) -> datetime | None:
        """The last moment for answers."""
        stated = (self.tender.get("tenderPeriod") or {}).get("endDate")
        return datetime.fromisoformat(stated) if stated else None

    @property
    def addresses(self) -> list[Mapping[str, Any]]:
        """Where the work is to be done."""
        items = self.tender.get("items", [])
        return [one for item in items for one in item.get("deliveryAddresses", [])]

    def place_names(self) -> set[str]:
        """Everything it says of where, in lower case."""
        return {
            str(value).strip().lower()
            for address in self.addresses
            for key, value in address.items()
            if key in {"region", "postalCode", "countryName", "locality"} and value
        }

    def names_place(self, name: str) -> bool:
        """Whether it says the place, by name, another name, or code."""
        called = {name.lower(), *(one.lower() for one in other_names().get(name, ()))}
        said = self.place_names()
        codes = {one for one in called if re.fullmatch(r"(uk|tl)[a-z]?\d*", one)}
        squeezed = {one.replace(" ", "") for one in said}
        return bool(
            called & said
            or name.lower().replace(" ", "") in squeezed
            or any(one.startswith(code) for one in said for code in codes)
        )

    def miles_from(self, latitude: float, longitude: float) -> list[float]:
        """The miles to each of its delivery postcodes, to the middle of the sector or district."""
        stated = [str(one.get("postalCode") or "") for one in self.addresses]
        stated += [str(one.get("region") or "") for one in self.addresses]
        keys = [key for key in map(_sector, stated) if key]
        points = (sectors().get(key) or sectors().get(key.split(" ")[0]) for key in keys)
        return [_miles(point, (latitude, longitude)) for point in points if point]


def working_days(now: datetime, deadline: datetime) -> int:
    """The working days after today until the last that is at least partly before the deadline."""
    count, day = 0, now.astimezone(LONDON).date() + timedelta(days=1)
    last = deadline.astimezone(LONDON)
    while datetime.combine(day, datetime.min.time(), LONDON) < last:
        count += day.isoweekday() <= 5 and day not in HOLIDAYS
        day += timedelta(days=1)
    return count


@cache
def other_names() -> dict[str, list[str]]:
    """What else each region is called."""
    read = yaml.safe_load((PLACES / "regions.yml").read_text(encoding="utf-8"))
    return {one["name"]: [*map(str, one["also"]), *one["codes"]] for one in read["regions"]}


@cache
def sectors() -> dict[str, tuple[float, float]]:
    """The middle of each sector, of each district by its postcodes, and of the towns around."""
    found: dict[str, tuple[float, float]] = {}
    districts: dict[str, list[tuple[float, float, int]]] = {}
    with Path(PLACES / "postcode_sectors.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            at = (float(row["latitude"]), float(row["longitude"]))
            found[row["sector"]] = at
            outward = row["sector"].split(" ")[0]
            districts.setdefault(outward, []).append((*at, int(row["postcodes"])))
    towns = yaml.safe_load((PLACES / "areas.yml").read_text(encoding="utf-8"))["areas"]
    for town in towns:
        for outward in town.get("districts", ()):
            found[outward] = (float(town["latitude"]), float(town["longitude"]))
    for outward, those in districts.items():
        weight = sum(number for *_, number in those)
        found[outward] = (
            sum(latitude * number for latitude, _, number in those) / weight,
            sum(longitude * number for _, longitude, number in those) / weight,
        )
    return found


def _sector(postcode: str) -> str | None:
    match = _POSTCODE.match(postcode)
    if match is None:
        return None
    outward, digit = match.groups()
    return f"{outward.upper()} {digit}" if digit else outward.upper()


def _miles(one: tuple[float, float], other: tuple[float, float]) -> float:
    (a, b), (c, d) = [tuple(map(math.radians, point)) for point in (one, other)]
    cosine = math.sin(a) * math.sin(c) + math.cos(a) * math.cos(c) * math.cos(b - d)
    return _EARTH_MILES * math.acos(min(1.0, cosine))
