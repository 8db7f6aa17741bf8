"""Takes the places out of a text, so that nothing made of it knows where its writer is."""

from __future__ import annotations

from connectors.places.gazetteer import Gazetteer

PLACE = "\N{HORIZONTAL ELLIPSIS}"


class GazetteerPlaceNames:
    """The PlaceNames of a gazetteer: what it does not know, such as a town far away, stays."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def without_places(self, text: str) -> str:
        """The text with an ellipsis for each place or postcode that it names."""
        left, at = [], 0
        for found in sorted(self._gazetteer.find_all(text), key=lambda one: one.start):
            if found.start >= at:
                left += [text[at : found.start], PLACE]
                at = found.end
        return "".join([*left, text[at:]])
