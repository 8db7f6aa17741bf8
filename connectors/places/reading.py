"""Finds the places that a sentence names, as exactly as it names them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.domain.place import Place, district_of, usual_spelling
from connectors.places.spelling import (
    POSTCODE_AREAS,
    SHORTEST_GUESSED,
    Word,
    any_of,
    area_of,
    key_of,
    one_slip_apart,
    words_of,
)
from connectors.places.tables import Name, Tables

# How much a reading of the text says: the exacter one is the lower.
_POSTCODE, _SECTOR, _NAMED, _WIDE = range(4)

# Inward codes never use C I K M O V, which keeps "B12 3pm" a district and a time of day.
_FULL = re.compile(
    r"(?<![\w£@#])([A-Z]{1,2}[0-9][A-Z0-9]?)[ \t]{0,2}([0-9][ABD-HJLNP-UW-Z]{2})(?!\w)",
    re.IGNORECASE | re.ASCII,
)
_PARTIAL = re.compile(
    r"(?<![\w£@#])([A-Z]{1,2}[0-9]{1,2})(?:[ \t]([0-9]))?(?![\w%]|\.[0-9])",
    re.IGNORECASE | re.ASCII,
)

_MEASURES = frozenset({"st", "nd", "rd", "th", "ft", "hr", "yr"})
_BEFORE_A_PLACE = any_of(
    "in near nr around round at from of into within across outside inside live based"
)
_BEFORE_A_NUMBERED_THING = any_of(
    "unit block room vitamin class type plan lot level grade flat category cat gate bay band "
    "section part question size form annex appendix"
)
_AFTER_A_NUMBERED_THING = any_of(
    "level paper vitamin english german french spanish licence license visa exam test cefr "
    "certificate speaker"
)
_ENDS = ".,;!?)\N{EM DASH}\N{EN DASH}-"
_AFTER_A_SECTOR = any_of(
    "and or area areas please pls postcode within with under up for near in by that"
)
# "Birmingham City Council" is a buyer and no place; the fillers may stand between.
_BODIES = any_of("council university mbc mdc nhs police fire ambulance authority icb trust living")
_FILLERS = any_of(
    "city metropolitan borough district county combined womens childrens and community mental "
    "health integrated care solihull"
)
_BODY_OF = frozenset({("university", "of"), ("university", "hospitals"), ("university", "college")})


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place and where it stands in the text: `text[start:end]`."""

    start: int
    end: int
    place: Place


@dataclass(frozen=True, slots=True)
class Reading:
    """A place found, and how exact it is: the lower the rank, the exacter."""

    found: FoundPlace
    rank: int


class PlaceReader:
    """Reads sentences by the tables it is given."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def read(self, text: str) -> list[Reading]:
        """Every place named, in the order of the text; of overlapping ones the longest."""
        words = words_of(text)
        every = [
            *self._full_postcodes(text),
            *self._partial_postcodes(text, words),
            *self._named(words),
        ]
        chosen: list[Reading] = []
        for reading in sorted(every, key=lambda r: (r.found.start - r.found.end, r.rank)):
            if not any(_overlap(reading.found, other.found) for other in chosen):
                chosen.append(reading)
        return sorted(chosen, key=lambda r: r.found.start)

    def _full_postcodes(self, text: str) -> Iterator[Reading]:
        for match in _FULL.finditer(text):
            usual = usual_spelling(match[1] + match[2])
            area = area_of(match[1].upper())
            if usual is None or area not in POSTCODE_AREAS:
                continue
            if area == "B" and district_of(usual) not in self._tables.districts:
                continue
            if area != "B" and match[2][1:] in _MEASURES:
                continue
            found = FoundPlace(*match.span(), self._tables.place_of(usual))
            yield Reading(found, _POSTCODE)

    def _partial_postcodes(self, text: str, words: Sequence[Word]) -> Iterator[Reading]:
        for match in _PARTIAL.finditer(text):
            district = match[1].upper()
            if district not in self._tables.districts or not _means_a_district(match, words):
                continue
            sector = f"{district} {match[2]}"
            is_sector = sector in self._tables.sectors and _ends_a_place(text, match.end(), words)
            usual, end = (sector, match.end()) if is_sector else (district, match.end(1))
            found = FoundPlace(match.start(), end, self._tables.place_of(usual))
            yield Reading(found, _SECTOR if is_sector else _NAMED)

    def _named(self, words: Sequence[Word]) -> Iterator[Reading]:
        for first in range(len(words)):
            for last in range(first + 1, min(first + self._longest, len(words)) + 1):
                name = self._name(" ".join(word.text for word in words[first:last]))
                if name and _means_a_place(name, words, first, last):
                    found = FoundPlace(words[first].start, words[last - 1].end, name.place)
                    yield Reading(found, _WIDE if name.wide else _NAMED)

    def _name(self, key: str) -> Name | None:
        """The name as listed; a long single word may be one slip of the thumb away."""
        listed = self._tables.names.get(key)
        if listed or len(key) < SHORTEST_GUESSED or not key.isalpha():
            return listed
        for name in self._guessable.get(key[0], ()):
            if one_slip_apart(key, name):
                return self._tables.names[name]
        return None

    @cached_property
    def _longest(self) -> int:
        return max(key.count(" ") + 1 for key in self._tables.names)

    @cached_property
    def _guessable(self) -> dict[str, list[str]]:
        by_letter: dict[str, list[str]] = {}
        for key, name in self._tables.names.items():
            if len(key) >= SHORTEST_GUESSED and key == key_of(name.place.name) and key.isalpha():
                by_letter.setdefault(key[0], []).append(key)
        return by_letter


def _overlap(a: FoundPlace, b: FoundPlace) -> bool:
    return a.start < b.end and b.start < a.end


def _word_before(words: Sequence[Word], start: int) -> str:
    return next((word.text for word in reversed(words) if word.end <= start), "")


def _word_after(words: Sequence[Word], end: int) -> str:
    return next((word.text for word in words if word.start >= end), "")


def _means_a_district(match: re.Match[str], words: Sequence[Word]) -> bool:
    """Not "unit B9", not "B1 English", and "b4" only where a place is expected."""
    before, after = _word_before(words, match.start()), _word_after(words, match.end(1))
    if before in _BEFORE_A_NUMBERED_THING or after in _AFTER_A_NUMBERED_THING:
        return False
    return match[1] != "b4" or before in _BEFORE_A_PLACE or len(words) == 1


def _ends_a_place(text: str, end: int, words: Sequence[Word]) -> bool:
    """Whether "B9 4" is a sector there, and not B9 and the number of "4 cleaners"."""
    rest = text[end:].lstrip()
    return (
        not rest
        or rest[0] in ".,;!?)\N{EM DASH}\N{EN DASH}-"
        or _word_after(words, end) in _AFTER_A_SECTOR
    )


def _means_a_place(name: Name, words: Sequence[Word], first: int, last: int) -> bool:
    before = [word.text for word in words[max(first - 2, 0) : first]]
    if tuple(before) in _BODY_OF or _is_a_body(words[last:]):
        return False
    if not name.careful or last - first == len(words):
        return True
    if before[-1:] == ["the"]:
        before.pop()
    return bool(before) and before[-1] in _BEFORE_A_PLACE


def _is_a_body(following: Sequence[Word]) -> bool:
    rest = (word.text for word in following if word.text not in _FILLERS)
    return next(rest, "") in _BODIES
