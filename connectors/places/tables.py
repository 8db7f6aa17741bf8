"""Reads the sectors, wards, areas and regions of content/places."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from bot.domain.errors import SourceError
from bot.domain.place import Place, Point, district_of, sector_of
from connectors.places.spelling import SHORTEST_GUESSED, key_of


@dataclass(frozen=True, slots=True)
class Sector:
    """A postcode sector; `ward_by_letter` where the next letter tells of another ward."""

    point: Point
    postcodes: int
    ward: str
    ward_by_letter: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Name:
    """What a spelling stands for; a careful one is also an ordinary word."""

    place: Place
    wide: bool
    careful: bool


@dataclass(frozen=True, slots=True)
class Region:
    """A region as notices name it."""

    name: str
    contains_birmingham: bool
    nationwide: bool


class Tables:
    """The tables in a folder, each read when first asked for.

    A file that is missing or no YAML list raises SourceError.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def point_of(self, postcode: str) -> Point | None:
        """The middle of the sector, else of the district, of a postcode in its usual spelling."""
        sector = self.sectors.get(sector_of(postcode) or "")
        return sector.point if sector else self.districts.get(district_of(postcode))

    def ward_of(self, postcode: str) -> str | None:
        """The ward most addresses about a postcode or sector in its usual spelling are in."""
        sector = self.sectors.get(sector_of(postcode) or "")
        if not sector:
            return None
        letter = postcode.partition(" ")[2][1:2]
        return sector.ward_by_letter.get(letter, sector.ward) or None

    def place_of(self, postcode: str) -> Place:
        """The place of a postcode, sector or district in its usual spelling."""
        return Place(postcode, self.point_of(postcode), self.ward_of(postcode))

    def postcodes_about(self, name: str) -> tuple[str, ...]:
        """The sector or the districts that an area's middle is placed by; none for a wide one."""
        area = next((one for one in self._areas if one["name"] == name), {})
        if area.get("wide"):
            return ()
        sector = area.get("sector")
        return (sector,) if sector else tuple(area.get("districts", ()))

    def region(self, name: str) -> Region | None:
        """The region of that name or code, or of the longest code that it starts with."""
        known = self._regions.get(key_of(name))
        code = name.strip().upper()
        while known is None and re.fullmatch(r"(UK|TL)[A-Z][A-Z0-9]*", code):
            known = self._regions.get(key_of(code))
            code = code[:-1]
        return known

    @cached_property
    def sectors(self) -> dict[str, Sector]:
        """The sectors of the B area by their usual spelling."""
        return {
            row["sector"]: Sector(
                _point(row), int(row["postcodes"]), row["ward"], _by_letter(row["other_wards"])
            )
            for row in _rows(self._folder / "postcode_sectors.csv")
        }

    @cached_property
    def districts(self) -> dict[str, Point]:
        """Middles of the B districts, and of the neighbours' districts listed with a town."""
        sectors: dict[str, list[Sector]] = {}
        for name, sector in self.sectors.items():
            sectors.setdefault(district_of(name), []).append(sector)
        towns = {code: a for a in self._areas for code in a.get("districts", ())}
        return {
            **{name: _middle(those) for name, those in sectors.items()},
            **{code: _point(area) for code, area in towns.items()},
        }

    @cached_property
    def wards(self) -> dict[str, Point]:
        """The middles of Birmingham's wards by their names."""
        return {row["name"]: _point(row) for row in _rows(self._folder / "wards.csv")}

    @cached_property
    def names(self) -> dict[str, Name]:
        """The wards and areas by each spelling as it is looked up."""
        places = self.wards
        names = {
            key_of(n): Name(Place(n, p, n), wide=False, careful=False) for n, p in places.items()
        }
        for area in self._areas:
            ward = area["name"] if area["name"] in places else self._ward_of_area(area)
            point = places.get(area["name"]) or self._point_of_area(area)
            place = Place(area["name"], point, ward)
            careful = {key_of(spelling) for spelling in area.get("careful", ())}
            for spelling in (area["name"], *area.get("also", ()), *careful):
                key = key_of(spelling)
                names[key] = Name(place, bool(area.get("wide")), careful=key in careful)
        return _with_joined(names)

    @cached_property
    def _areas(self) -> list[dict[str, Any]]:
        return _listed(self._folder / "areas.yml", "areas")

    @cached_property
    def _regions(self) -> dict[str, Region]:
        known = {}
        for row in _listed(self._folder / "regions.yml", "regions"):
            nationwide = bool(row.get("nationwide"))
            region = Region(row["name"], row["contains_birmingham"], nationwide)
            for spelling in (row["name"], *row["also"], *row["codes"]):
                known[key_of(spelling)] = region
        return known

    def _ward_of_area(self, area: Mapping[str, Any]) -> str | None:
        """The ward about its middle; a wide place lies in many."""
        if area.get("wide") or not area.get("sector"):
            return None
        return self.ward_of(area["sector"])

    def _point_of_area(self, area: Mapping[str, Any]) -> Point:
        if area["sector"] is None:
            return _point(area)
        return self.sectors[area["sector"]].point


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))
    except OSError as error:
        raise SourceError(f"{path.name} cannot be read: {error.strerror}") from error


def _listed(path: Path, under: str) -> list[dict[str, Any]]:
    # The C loader is ten times faster, but is not built everywhere.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        read = yaml.load(path.read_text(encoding="utf-8"), loader)  # noqa: S506 - both are safe
        rows: list[dict[str, Any]] = read[under]
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise SourceError(f"{path.name} is not a list of {under}: {error}") from error
    return rows


def _point(row: Mapping[str, Any]) -> Point:
    return Point(float(row["latitude"]), float(row["longitude"]))


def _middle(sectors: Sequence[Sector]) -> Point:
    total = sum(sector.postcodes for sector in sectors)
    return Point(
        sum(sector.point.latitude * sector.postcodes for sector in sectors) / total,
        sum(sector.point.longitude * sector.postcodes for sector in sectors) / total,
    )


def _by_letter(other_wards: str) -> dict[str, str]:
    """Read "Heartlands=HJ;Newtown=L" as H and J in Heartlands, L in Newtown."""
    pairs = [part.split("=") for part in other_wards.split(";") if part]
    return {letter: ward for ward, letters in pairs for letter in letters}


def _with_joined(names: Mapping[str, Name]) -> dict[str, Name]:
    """The names and, for those of several words, the words run together ("smallheath")."""
    joined = {
        key.replace(" ", ""): name for key, name in names.items() if len(key) >= SHORTEST_GUESSED
    }
    return {**joined, **names}
