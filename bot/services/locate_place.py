"""Finds the place that an owner names: a full postcode exactly, when a directory can be asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.errors import DirectoryUnavailableError, DoorstepError
from bot.domain.place import KeptPostcode, LocatedPostcode, Place, is_full
from bot.ports import Clock, Gazetteer, PostcodeDirectory, Storage

KEPT_FOR = timedelta(days=90)
"""The register of postcodes is published anew each quarter."""

UNKNOWN_KEPT_FOR = timedelta(days=7)
"""A postcode that nobody knows yet may be of a new house."""


class LocatePlace:
    """Places by the names that people use; `directory` is None where nobody may be asked.

    `clock` is the real one: a fixed clock would keep what it was told for ever.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        storage: Storage,
        directory: PostcodeDirectory | None,
        clock: Clock,
    ) -> None:
        self._gazetteer = gazetteer
        self._storage = storage
        self._directory = directory
        self._clock = clock

    def find(self, text: str) -> Place | None:
        """The place that a text names, in its usual spelling, or None.

        A full postcode has its own position and ward where the directory or what it told before
        knows them, else the position that the gazetteer gives.
        """
        place = self._gazetteer.find(text)
        if place is None or not is_full(place.name):
            return place
        located = self._located(place.name)
        if located is None or located.point is None:
            return place
        return replace(place, point=located.point, ward=located.ward)

    def _located(self, postcode: str) -> LocatedPostcode | None:
        if self._directory is None:
            return None
        kept = self._kept(postcode)
        if kept and self._is_fresh(kept):
            return kept.located
        try:
            located = self._directory.locate(postcode)
        except DirectoryUnavailableError:
            return kept.located if kept else None
        self._keep(postcode, located)
        return located

    def _is_fresh(self, kept: KeptPostcode) -> bool:
        good_for = KEPT_FOR if kept.located else UNKNOWN_KEPT_FOR
        return self._clock.now() < kept.at + good_for

    def _kept(self, postcode: str) -> KeptPostcode | None:
        try:
            with self._storage.transaction() as work:
                return work.postcodes.get(postcode)
        except DoorstepError:
            # Without what was kept, an owner is still answered.
            return None

    def _keep(self, postcode: str, located: LocatedPostcode | None) -> None:
        now = self._clock.now()
        try:
            with self._storage.transaction() as work:
                work.postcodes.drop_before(now - KEPT_FOR)
                work.postcodes.keep(postcode, located, now)
        except DoorstepError:
            return
