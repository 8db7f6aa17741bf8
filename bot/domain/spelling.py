"""Reads a misspelt word as the one word of a vocabulary that it must have been."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

_WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 6
"""Letters below which a word is near to too many others to be read as one of them."""

LONGEST = 24
"""Letters from which on nothing is a word: to look for its like would take for ever."""

_LONG = 11
"""Letters from which on two of them may be wrong."""

_ENDINGS = ("ings", "ing", "ers", "ed", "er", "es", "ly", "s")
_SHORTEST_STEM = 3
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with its misspelt words put right, and where each piece stood before."""

    text: str
    _pieces: tuple[tuple[int, int], ...]

    def place_of(self, span: tuple[int, int]) -> tuple[int, int]:
        """Where the words of a span of the mended text, which begins and ends words, stood."""
        shift_first = shift_last = 0
        for end_now, shift in self._pieces:
            if end_now <= span[0]:
                shift_first = shift
            if end_now <= span[1]:
                shift_last = shift
        return span[0] + shift_first, span[1] + shift_last


class Spelling:
    """`right` are words that may be meant, each with what it stands for (a pair for each sense).

    `known` are words that nobody needs to mend.
    """

    def __init__(self, right: Iterable[tuple[str, str]], known: Container[str]) -> None:
        self._senses: defaultdict[str, set[str]] = defaultdict(set)
        for word, sense in right:
            if SHORTEST <= len(word) < LONGEST and _WORD.fullmatch(word):
                self._senses[word].add(sense)
        self._known = known

    def mended(self, plain: str) -> Mended:
        """The lower-case text with each misspelt word replaced; all else stands as it is."""
        pieces, shifts, end, shift = [], [], 0, 0
        for word in _WORD.finditer(plain):
            meant = self.meant_by(word.group())
            if meant is None:
                continue
            pieces += [plain[end : word.start()], meant]
            end = word.end()
            shift += len(word.group()) - len(meant)
            shifts.append((end - shift, shift))
        return Mended("".join([*pieces, plain[end:]]), tuple(shifts))

    def meant_by(self, word: str) -> str | None:
        """The word that a misspelt one must have been; None if it is right, or unlike any.

        Of several that are equally near one is taken only where all stand for the same.
        """
        if not SHORTEST <= len(word) < LONGEST:
            return None
        if word in self._senses or self._is_known(word):
            return None
        wrong = _wrong_letters(len(word))
        near = {
            right
            for short in _shortened(word, wrong)
            for right in self._by_shortened.get(short, ())
            if right[0] == word[0]
        }
        distances = {right: distance(word, right) for right in near}
        least = min(distances.values(), default=wrong + 1)
        nearest = sorted(right for right, far in distances.items() if far == least)
        if least > wrong or not set.intersection(*(self._senses[right] for right in nearest)):
            return None
        return nearest[0]

    def _is_known(self, word: str) -> bool:
        """Whether it is a known word, or one with an ending: "coolers", "bidder", "piling"."""
        if word in self._known:
            return True
        stems = (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
        return any(
            stem in self._known or f"{stem}e" in self._known or _single_last(stem) in self._known
            for stem in stems
            if len(stem) >= _SHORTEST_STEM
        )

    @cached_property
    def _by_shortened(self) -> dict[str, list[str]]:
        found = defaultdict(list)
        for right in self._senses:
            for short in _shortened(right, _wrong_letters(len(right))):
                found[short].append(right)
        return dict(found)


def distance(one: str, other: str) -> int:
    """How many letters are missing, too many, wrong, or swapped with their neighbour."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            least = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and (a, one[i - 2]) == (other[j - 2], b):
                least = min(least, before[j - 2] + 1)
            row.append(least)
        before, above = above, row
    return above[-1]


def _single_last(stem: str) -> str:
    """A stem without the doubling that endings bring: "bidd" -> "bid", but "cleann" stands."""
    is_short = len(stem) > _SHORTEST_STEM and stem[-3] in _VOWELS and stem[-4] not in _VOWELS
    return stem[:-1] if is_short and stem[-1] == stem[-2] else stem


def _wrong_letters(length: int) -> int:
    return 2 if length >= _LONG else 1


def _shortened(word: str, letters: int) -> Iterator[str]:
    """The word itself, and what it is without so many of its letters or fewer."""
    for number in range(letters + 1):
        for left_out in combinations(range(len(word)), number):
            yield "".join(letter for at, letter in enumerate(word) if at not in left_out)
