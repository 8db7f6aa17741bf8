"""Sorts payees into Birmingham, the region around it and elsewhere, and keeps no address."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

import yaml

from bot.domain.place import usual_spelling
from bot.domain.spending import PayeePlace
from bot.domain.spending_guide import plain
from connectors.places.gazetteer import Gazetteer
from connectors.places.spelling import area_of


class PayeePlaces:
    """Tells a payee's place from `content/spending/places.yml` and the wards of the city."""

    def __init__(self, content: Path) -> None:
        read = yaml.safe_load((content / "spending" / "places.yml").read_text(encoding="utf-8"))
        self._gazetteer = Gazetteer(content)
        self._unsaid = frozenset(["", *map(plain, map(str, read["not_stated"]))])
        self._areas = frozenset(read["west_midlands"]["areas"])
        towns = dict.fromkeys(read["west_midlands"]["towns"], PayeePlace.WEST_MIDLANDS)
        self._towns = towns | dict.fromkeys(read["birmingham"]["towns"], PayeePlace.BIRMINGHAM)
        with (content / "places" / "wards.csv").open(encoding="utf-8", newline="") as lines:
            self._wards = frozenset(row["name"] for row in csv.DictReader(lines))
        self.of = lru_cache(maxsize=10_000)(self._of)

    def _of(self, postcode: str, town: str) -> PayeePlace:
        """The place of a postcode if it is one, else of a town; both may be empty."""
        usual = usual_spelling(postcode)
        if usual:
            ward = self._gazetteer.ward_of(usual)
            if ward in self._wards:
                return PayeePlace.BIRMINGHAM
            near = area_of(usual) in self._areas
            return PayeePlace.WEST_MIDLANDS if near else PayeePlace.ELSEWHERE
        # Some buyers write the town where the postcode should be.
        said = plain(town or postcode)
        if said in self._unsaid:
            return PayeePlace.NOT_STATED
        return self._towns.get(said, PayeePlace.ELSEWHERE)
