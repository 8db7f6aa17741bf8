"""Tells which postcodes are in an area that a contract may be reserved for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from bot.domain.errors import SourceError
from bot.domain.place import district_of, is_full
from bot.domain.reservation import Reservation, ReservedArea
from connectors.places.spelling import POSTCODE_AREAS, area_of
from connectors.places.tables import Tables

NOT_THE_UK = frozenset({"GY", "IM", "JE"})
"""Crown dependencies have postcodes of the same shape."""


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


def _key(reservation: Reservation) -> tuple[str, str]:
    return reservation.area.value, reservation.place or ""
