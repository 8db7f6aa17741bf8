"""Guidance: a question that owners ask, its answer in plain words, and what the answer rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from bot.domain.guidance_figures import HOLE, GuidanceFigure, latest_day
from bot.domain.threshold_table import LegalSource

_KEPT = 256
"""Patterns that are kept; guidance has some dozens."""

MOST_WORDS = 80
"""Words of an answer: more of them nobody reads on a phone."""

MOST_WORDS_OF_MORE = 150
"""Words of "tell me more"."""


@dataclass(frozen=True, slots=True)
class Step:
    """A part of "tell me more": what it is about, and its words."""

    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Guidance:
    """One answer, as it stands from `valid_from` until a later one of the same topic.

    `short` are paragraphs, the most important first; `asks` is the question in an owner's words;
    `words` are phrases that mean this topic and no other. Holes in the words are names of figures.
    `then` are the topics that an owner may want next, `barriers` what keeps small firms away that
    it helps against.
    """

    topic: str
    goal: str
    title: str
    asks: str
    short: tuple[str, ...]
    more: tuple[Step, ...]
    sources: tuple[LegalSource, ...]
    valid_from: date
    reviewed_on: date
    figures: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()

    @property
    def is_of_its_goal(self) -> bool:
        """Whether it answers its goal in general, and not one special question."""
        return self.goal == f"ask_{self.topic}"

    def filled(self, figures: Mapping[str, GuidanceFigure]) -> Guidance:
        """The same with its figures in their places; KeyError for one that is not given.

        A source in which figures stand is dated by them.
        """
        used = [figures[name].source for name in self.figures]
        dated = (
            replace(one, valid_from=latest_day(one.url, one.valid_from, used) or one.valid_from)
            for one in self.sources
        )
        return replace(
            self,
            sources=tuple(dated),
            short=tuple(_filled(paragraph, figures) for paragraph in self.short),
            more=tuple(Step(step.about, _filled(step.text, figures)) for step in self.more),
        )


def in_force(
    all_guidance: Iterable[Guidance], on: date, figures: Mapping[str, GuidanceFigure]
) -> dict[str, Guidance]:
    """What holds on that day by its topic, its figures filled in.

    Of one topic the latest that has begun counts; one whose figures did not exist yet is left out.
    """
    begun = [one for one in all_guidance if one.valid_from <= on and set(one.figures) <= {*figures}]
    by_topic: dict[str, Guidance] = {}
    for one in sorted(begun, key=lambda each: each.valid_from):
        by_topic[one.topic] = one.filled(figures)
    return by_topic


def named_in(text: str, all_guidance: Iterable[Guidance]) -> Guidance | None:
    """The guidance that a message names: the longest of their phrases that stands in it."""
    best: tuple[int, Guidance] | None = None
    for one in all_guidance:
        length = longest_named(text, one.words)
        if length and (best is None or length > best[0]):
            best = (length, one)
    return best[1] if best else None


_QUESTION = re.compile(
    r"^\W*(?:so|but|and|ok)?\W*(?:why|can|could|should|is|are|was|were|do|does|did|will|would|what|who|"
    r"when|where|how|may|must)\b|\?\W*$",
    re.IGNORECASE,
)
_POINTS_OR_COUNTS = re.compile(
    r"\d|\b(?:first|second|third|fourth|fifth|last|number|one)\b", re.IGNORECASE
)


_LITTLE = re.compile(
    r"\b(?:there'?s|there is|there isn'?t|it'?s|it is|that'?s|that is|they|i|we|i'?ve|we'?ve|just|"
    r"really|simply|got|give|gave|me|us|far|the|a|but|and|so|sorry|well|for me|for us)\b|\W",
    re.IGNORECASE,
)


def surely_named_in(text: str, all_guidance: Iterable[Guidance]) -> Guidance | None:
    """What a message names by a phrase of several words, so that nothing else need be understood.

    It asks, or says but a worry that is answered: "there's just not enough time". None where it
    counts or points at one of a list: then who, which and how much matter too.
    """
    if _POINTS_OR_COUNTS.search(text):
        return None
    several = [
        replace(one, words=tuple(phrase for phrase in one.words if " " in phrase))
        for one in all_guidance
    ]
    named = named_in(text, several)
    if named is None or _QUESTION.search(text):
        return named
    if not named.barriers:
        return None
    beside = _any_of(named.words).sub(" ", text.replace("\u2019", "'"))
    return named if not _LITTLE.sub("", beside) else None


def longest_named(text: str, phrases: tuple[str, ...]) -> int:
    """How long the longest of the phrases is that stands in the text as whole words, else 0."""
    if not phrases:
        return 0
    return max((len(found[0]) for found in _any_of(phrases).finditer(text)), default=0)


@lru_cache(maxsize=_KEPT)
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """The phrases, the longest first, as one pattern: each message is held against them all."""
    longest_first = sorted(phrases, key=len, reverse=True)
    words = "|".join(_loosely(phrase) for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def within_words(paragraphs: Sequence[str], most: int = MOST_WORDS) -> list[str]:
    """The first paragraphs that together have no more words than that; at least one."""
    kept: list[str] = []
    for paragraph in paragraphs:
        if kept and words_in([*kept, paragraph]) > most:
            break
        kept.append(paragraph)
    return kept


def words_in(paragraphs: Iterable[str]) -> int:
    """How many words the paragraphs have together."""
    return sum(len(paragraph.split()) for paragraph in paragraphs)


def holes_in(guidance: Guidance) -> frozenset[str]:
    """The names of the figures that its words have places for."""
    texts = (*guidance.short, *(step.text for step in guidance.more))
    return frozenset(name for text in texts for name in HOLE.findall(text))


def _filled(text: str, figures: Mapping[str, GuidanceFigure]) -> str:
    return HOLE.sub(lambda hole: figures[hole[1]].said, text)


def _loosely(phrase: str) -> str:
    """White space however wide, and either apostrophe or none."""
    escaped = re.escape(phrase).replace(r"\ ", r"\s+")
    return escaped.replace("'", "['\u2019]?")
