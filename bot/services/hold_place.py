"""Holds where a firm is based and works from against the area that a notice keeps a job for."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.firm_place import (
    FirmPlaces,
    PlaceStanding,
    ReservedFor,
    standing_of_firm,
)
from bot.domain.opportunity import Opportunity
from bot.domain.place import Place
from bot.ports import Phrases, ReservablePlaces, SaidPlaces
from bot.services.guidance_choices import Choice, choice
from bot.services.present_opportunity import PresentOpportunity

ASKED = "place"
"""What a choice carries as `asked` where it answers where a firm is."""

INSIDE, OUTSIDE, UNSURE = "yes", "no", "unsure"
_TOPICS = ("reserved_contracts", "eligibility")
_OPEN = (PlaceStanding.NOT_SAID, PlaceStanding.BASED_INSIDE, PlaceStanding.WORKS_INSIDE)
_WHERE_BASED = (PlaceStanding.BASED_INSIDE, PlaceStanding.BASED_OUTSIDE)
_WHERE_WORKS = (PlaceStanding.WORKS_INSIDE, PlaceStanding.WORKS_OUTSIDE)


@dataclass(frozen=True, slots=True)
class Told:
    """What an owner said: their words, where they looked for work, a choice of yes or no."""

    said: str = ""
    looked_near: Place | None = None
    inside: str | None = None


class HoldPlace:
    """Never says that a firm may surely take part: only its buyer can say so."""

    def __init__(
        self,
        phrases: Phrases,
        present: PresentOpportunity,
        reservable: ReservablePlaces,
        said_places: SaidPlaces,
    ) -> None:
        self._say = phrases.say
        self._phrases = phrases
        self._present = present
        self._reservable = reservable
        self._said_places = said_places

    def reads(self, text: str) -> bool:
        """Whether the text tells where a firm is."""
        return bool(self._said_places.read(text).all)

    def line(self, opportunity: Opportunity, told: Told) -> str | None:
        """What the firm's places come to, or the question where it is; None without an area."""
        reserved = self._reserved(opportunity)
        if reserved is None:
            return None
        area = self._area(reserved)
        if told.inside:
            return self._say(f"guidance.place.says.{told.inside}", area=area)
        firm = self._said_places.read(told.said)
        standing = self._standing(reserved, firm)
        if standing is PlaceStanding.NOT_SAID and told.looked_near:
            return self._say("guidance.place.looked_near", places=told.looked_near.name)
        places = self._places_of(firm, standing)
        return self._say(f"guidance.place.{standing}", places=places, area=area)

    def choices(self, topic: str, opportunity: Opportunity, told: Told) -> list[Choice]:
        """The two answers to where the firm is, where that is still open."""
        reserved = self._reserved(opportunity) if topic in _TOPICS and not told.inside else None
        if reserved is None:
            return []
        if self._standing(reserved, self._said_places.read(told.said)) not in _OPEN:
            return []
        about = {"topic": topic, "opportunity_id": str(opportunity.id), "asked": ASKED}
        area = self._area(reserved)
        return [
            choice(self._say("guidance.choice.inside", area=area), **about, inside=INSIDE),
            choice(self._say("guidance.choice.outside"), **about, inside=OUTSIDE),
        ]

    def _reserved(self, opportunity: Opportunity) -> ReservedFor | None:
        return self._reservable.named_in(opportunity.reserved_for or "")

    def _standing(self, reserved: ReservedFor, firm: FirmPlaces) -> PlaceStanding:
        return standing_of_firm(firm, lambda place: self._reservable.holds(reserved, place))

    def _places_of(self, firm: FirmPlaces, standing: PlaceStanding) -> str:
        places = firm.all
        if standing in _WHERE_BASED:
            places = firm.based
        elif standing in _WHERE_WORKS:
            places = firm.works
        return self._present.listing([place.name for place in places])

    def _area(self, reserved: ReservedFor) -> str:
        return self._say(f"guidance.area.{reserved.area}", place=reserved.place)
