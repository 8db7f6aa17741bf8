"""Tells which postcodes are in an area that a contract may be reserved for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from bot.domain.errors import SourceError
from bot.domain.firm_place import ReservedFor
from bot.domain.place import Place, district_of, is_full, usual_spelling
from bot.domain.reservation import Reservation, ReservedArea
from connectors.places.reading import PlaceReader
from connectors.places.spelling import POSTCODE_AREAS, area_of
from connectors.places.tables import Tables

NOT_THE_UK = frozenset({"GY", "IM", "JE"})
"""Crown dependencies have postcodes of the same shape."""

_ANY_DAY = datetime(2026, 2, 4, tzinfo=UTC)
"""What is inside an area does not hang on the day on which it was reserved."""

_UK = re.compile(r"\b(?:UK|U\.K\.|United Kingdom|British|Britain)\b")
_WIDER = re.compile(r"border|neighbour|adjoin|surround|adjacent|region", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Area:
    by_wards: bool
    inside: frozenset[str]
    across: frozenset[str]


class ContentReservablePlaces:
    """The ReservablePlaces of `content/places`; a file that cannot be read raises SourceError."""

    def __init__(self, content: Path) -> None:
        self._file = content / "places" / "reservable.yml"
        self._tables = Tables(content / "places")
        self._reader = PlaceReader(self._tables)

    def names(self, area: ReservedArea) -> list[str]:
        """Those of the file, by name."""
        return sorted(name for kind, name in self._areas if kind == area.value)

    def knows(self, reservation: Reservation) -> bool:
        """Whether it is for the UK, or its place stands in the file as that sort of area."""
        return reservation.area is ReservedArea.UK or _key(reservation) in self._areas

    def is_inside(self, reservation: Reservation, postcode: str) -> bool | None:
        """Whether a postcode in its usual spelling is inside; None where that is not known."""
        area = area_of(postcode)
        if area not in POSTCODE_AREAS:
            return None
        if reservation.area is ReservedArea.UK:
            return area not in NOT_THE_UK
        reserved = self._areas.get(_key(reservation))
        return self._inside(reserved, postcode) if reserved else None

    def named_in(self, text: str) -> ReservedFor | None:
        """The largest area that the words name, and whether they name others beside it."""
        named = [name for name in self._names if _names(name, text)]
        if not named:
            return ReservedFor(ReservedArea.UK, None) if _UK.search(text) else None
        name = max(named, key=self._size_of)
        others = [one for one in self._reader.read(text) if one.found.place.name != name]
        kinds = [kind for kind in ReservedArea if (kind, name) in self._areas]
        wider = bool(_WIDER.search(text))
        kind = ReservedArea.BORDERING if wider and ReservedArea.BORDERING in kinds else kinds[0]
        unclear = bool(others) or (wider and kind is not ReservedArea.BORDERING)
        return ReservedFor(kind, name, and_others=unclear)

    def holds(self, reserved: ReservedFor, place: Place) -> bool | None:
        """By its postcode, its ward, or the postcode of its middle; wide places are not guessed."""
        answer = self._holds(reserved, place)
        return None if answer is False and reserved.and_others else answer

    def _holds(self, reserved: ReservedFor, place: Place) -> bool | None:
        decided = Reservation(reserved.area, reserved.place, _ANY_DAY)
        if postcode := usual_spelling(place.name):
            return self.is_inside(decided, postcode)
        if reserved.area is ReservedArea.UK:
            return True
        whole = next((n for n in self._names if f" {place.name}".endswith(f" {n}")), None)
        if whole and (place.name == whole or not self._tables.postcodes_about(place.name)):
            # "East Birmingham" lies in Birmingham, and Birmingham in its county.
            return True if self._size_of(whole) <= self._size_of(reserved.place or "") else None
        if place.name in self._wards or place.ward in self._wards:
            return True
        middles = self._tables.postcodes_about(place.name)
        answers = {self.is_inside(decided, one) for one in middles}
        return answers.pop() if len(answers) == 1 else None

    def _size_of(self, name: str) -> int:
        """How many districts lie in the widest area of that name: a city less than its county."""
        return max(len(a.inside) for (_, of), a in self._areas.items() if of == name)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(name for _, name in self._areas)

    def _inside(self, reserved: _Area, postcode: str) -> bool | None:
        district = district_of(postcode)
        if district in reserved.inside:
            return True
        ward = self._tables.ward_of(postcode) if reserved.by_wards else None
        if ward in self._wards:
            return True
        has_wards = any(
            district_of(sector) == district and of.ward in self._wards
            for sector, of in self._tables.sectors.items()
        )
        if district in reserved.across or (has_wards and not is_full(postcode)):
            return None
        return False

    @cached_property
    def _wards(self) -> frozenset[str]:
        return frozenset(self._tables.wards)

    @cached_property
    def _areas(self) -> dict[tuple[str, str], _Area]:
        try:
            entries: list[dict[str, Any]] = yaml.safe_load(self._file.read_text(encoding="utf-8"))
        except (OSError, yaml.YAMLError) as fault:
            raise SourceError(f"{self._file.name} cannot be read.") from fault
        return {
            (entry["kind"], entry["name"]): _Area(
                entry["wards"], frozenset(entry["inside"]), frozenset(entry["across"])
            )
            for entry in entries
        }


def _names(name: str, text: str) -> bool:
    return bool(re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE))


def _key(reservation: Reservation) -> tuple[str, str]:
    return reservation.area.value, reservation.place or ""
