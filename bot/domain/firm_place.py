"""Where a firm says that it is based and works from, held against where a contract is kept for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.place import Place
from bot.domain.reservation import ReservedArea

_BASED = re.compile(
    r"\b(?:based|base|registered|office|address|headquarter(?:s|ed)|hq|live|home|from)\b",
    re.IGNORECASE,
)
_WORKS = re.compile(
    r"\b(?:work(?:s|ing)?|operat(?:e|es|ing)|trad(?:e|es|ing)|deliver(?:s|ing)?|cover(?:s|ing)?|"
    r"serv(?:e|es|ing)|jobs?|workshop|unit|shop|kitchen|yard|depot|van)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:or|and|near|bordering|neighbouring|adjoining|surrounding)\b|,", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ReservedFor:
    """The area that a notice keeps a contract for; `and_others` where it names more beside it.

    `place` is the name of the area or county, None for the UK.
    """

    area: ReservedArea
    place: str | None
    and_others: bool = False


@dataclass(frozen=True, slots=True)
class FirmPlaces:
    """Where a firm is based and where it works from, as far as it was said."""

    based: tuple[Place, ...] = ()
    works: tuple[Place, ...] = ()

    @property
    def all(self) -> tuple[Place, ...]:
        """Every place named, each once."""
        return tuple(dict.fromkeys((*self.based, *self.works)))


class PlaceStanding(StrEnum):
    """What a firm's places come to for one reservation; never that it surely may take part."""

    INSIDE = "inside"
    BASED_INSIDE = "based_inside"
    WORKS_INSIDE = "works_inside"
    BASED_OUTSIDE = "based_outside"
    WORKS_OUTSIDE = "works_outside"
    UNSURE = "unsure"
    NOT_SAID = "not_said"


Within = Callable[[Place], bool | None]
"""Whether a place is inside the area; None where its border runs through it, or nobody knows."""


def sorted_by_use(text: str, places: Sequence[tuple[int, int, Place]]) -> FirmPlaces:
    """Which of the places (start, end, place) a firm is based in, and which it works from.

    The words before each decide; a place without any such word ("we're in Solihull") counts as
    both, as does one with words of both ("based and working in Saltley").
    """
    based, works, at = [], [], 0
    carried = (False, False)
    for start, end, place in sorted(places, key=lambda one: one[0]):
        before = text[at:start]
        is_based, is_works = bool(_BASED.search(before)), bool(_WORKS.search(before))
        if re.search(r"\bworks? from\b|\bworking from\b", before, re.IGNORECASE):
            is_based, is_works = bool(re.search(r"\bbased\b", before, re.IGNORECASE)), True
        if not (is_based or is_works):
            is_based, is_works = carried if at and _BETWEEN.search(before) else (True, True)
        based += [place] if is_based else []
        works += [place] if is_works else []
        at, carried = end, (is_based, is_works)
    return FirmPlaces(tuple(based), tuple(works))


def standing_of_firm(firm: FirmPlaces, within: Within) -> PlaceStanding:
    """What the places come to: a contract may be kept for firms that are based and work there.

    One place of several inside is enough, for a firm may have two offices.
    """
    if not firm.all:
        return PlaceStanding.NOT_SAID
    based, works = _any_within(firm.based, within), _any_within(firm.works, within)
    if firm.based and based is False:
        return PlaceStanding.BASED_OUTSIDE
    if firm.works and works is False:
        return PlaceStanding.WORKS_OUTSIDE
    if (firm.based and based is None) or (firm.works and works is None):
        return PlaceStanding.UNSURE
    if firm.based and firm.works:
        return PlaceStanding.INSIDE
    return PlaceStanding.BASED_INSIDE if firm.based else PlaceStanding.WORKS_INSIDE


def _any_within(places: Sequence[Place], within: Within) -> bool | None:
    answers = [within(place) for place in places]
    if True in answers:
        return True
    return None if None in answers or not answers else False
