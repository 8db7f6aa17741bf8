"""Reads where a firm says that it is based and works from."""

from __future__ import annotations

from bot.domain.firm_place import FirmPlaces, sorted_by_use
from connectors.places.gazetteer import Gazetteer


class GazetteerSaidPlaces:
    """The SaidPlaces of a gazetteer: a place that it does not know is not read."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def read(self, text: str) -> FirmPlaces:
        """Each place by the words that stand before it."""
        found = self._gazetteer.find_all(text)
        return sorted_by_use(text, [(one.start, one.end, one.place) for one in found])

    def rest(self, text: str) -> str:
        """The text with a blank for each place."""
        left, at = [], 0
        for found in self._gazetteer.find_all(text):
            left.append(text[at : found.start])
            at = found.end
        return " ".join([*left, text[at:]])
