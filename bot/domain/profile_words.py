"""What a message says of a firm, part by part: an answer, or a whole story of a life."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.domain.firm_name_words import read_firm_name, without_firm_name
from bot.domain.hours_words import read_hours
from bot.domain.paper import Paper, papers_said
from bot.domain.people_words import read_people
from bot.domain.profile_answers import (
    DECLINES,
    LONGEST_OWN_WORDS,
    MOST_WORDS_OF_A_PLACE,
    NONE,
    NONE_OF_THESE,
    SAYS_NOTHING,
    Note,
    Reading,
    cut_at_a_word,
    is_a_bare_fact,
    one_of,
    put,
    read_distance,
    read_job_size,
    read_name,
    read_numbers,
    read_place,
    read_when,
)
from bot.domain.profile_facts import LONGEST_WORK, HeldPaper, Hours, JobSize, Part, Value
from bot.domain.served_words import of_its_own
from bot.domain.size_words import read_size
from bot.domain.trade import Trades
from bot.domain.travel_words import read_travel

_KEPT_AS_SAID = frozenset({Part.PAPERS, Part.HOURS})
"""Parts of which an owner's own words are kept where they name nothing that is known."""

_WORD = re.compile(r"[^\W\d_]{2}")


class ProfileReader:
    """Reads what owners say of their firms by the trades and papers that are known."""

    def __init__(self, trades: Trades, papers: Sequence[Paper]) -> None:
        self._trades = trades
        self._papers = tuple(papers)

    def answer(self, part: Part, text: str, places: Sequence[str]) -> Reading:
        """What a message says where the part was asked for, and of other parts beside it.

        `places` are those that the text names, in their usual spelling. No change and no doubt of
        any part means that it is no answer.
        """
        asked = self._asked(part, text, places)
        if part is Part.NAME and asked.changes and len(text.split()) <= MOST_WORDS_OF_A_PLACE * 2:
            return asked
        others = self.told(text, places)
        # Whoever was asked how far means the places as a distance.
        apart = {part} | (
            {Part.PLACE} if asked.as_far_as or (part is Part.TRAVEL and asked.changes) else set()
        )
        kept = replace(
            others,
            changes={one: value for one, value in others.changes.items() if one not in apart},
            doubts={one: values for one, values in others.doubts.items() if one not in apart},
        )
        if part in _KEPT_AS_SAID and kept.changes and not self.knows(part, asked):
            asked = Reading()  # "mornings only" is no paper
        whole = asked.with_others(kept)
        is_refused = bool(DECLINES.search(text)) and not whole.changes and not whole.doubts
        return replace(whole, declined=is_refused or asked.declined)

    def knows(self, part: Part, reading: Reading) -> bool:
        """Whether the papers or hours of a reading are known ones, not words kept as they are."""
        value = reading.changes.get(part)
        if part is Part.PAPERS and isinstance(value, tuple):
            names = {paper.name for paper in self._papers}
            return all(isinstance(one, HeldPaper) and one.name in names for one in value)
        return part is Part.HOURS and isinstance(value, Hours) and value.words is None

    def told(self, text: str, places: Sequence[str]) -> Reading:
        """What a message says by itself, where nothing was asked: only what is beyond doubt."""
        changes: dict[Part, Value | None] = {}
        doubts: dict[Part, tuple[Value, ...]] = {}
        text, name = without_firm_name(text), read_firm_name(text)
        trades = self._own_trades(text)
        if trades or NONE_OF_THESE.search(text):
            changes[Part.TRADES] = trades
        put(changes, doubts, Part.PLACE, tuple(dict.fromkeys(places)))
        put(changes, doubts, Part.TRAVEL, read_travel(text))
        papers = self._papers_in(text, asked=False)
        put(changes, doubts, Part.SIZE, _sizes_beside(papers, text))
        put(changes, doubts, Part.PEOPLE, read_people(text))
        single: dict[Part, Value | None] = {
            Part.NAME: name,
            Part.HOURS: read_hours(text),
            Part.PAPERS: papers,
        }
        changes |= {part: value for part, value in single.items() if value is not None}
        return Reading(changes, doubts).with_others(read_numbers(text, None))

    def _asked(self, part: Part, text: str, places: Sequence[str]) -> Reading:
        readers: dict[Part, Callable[[], Reading]] = {
            Part.WORK: lambda: self._work(text),
            Part.TRADES: lambda: self._trades_of(text),
            Part.PLACE: lambda: self._place(text, places),
            Part.TRAVEL: lambda: read_distance(text, places),
            Part.SIZE: lambda: read_job_size(text),
            Part.NAME: lambda: read_name(text, places),
            Part.PEOPLE: lambda: one_of(part, read_people(text, asked=True)),
            Part.HOURS: lambda: read_when(text),
            Part.PAPERS: lambda: self._papers_named(text),
        }
        return readers.get(part, lambda: read_numbers(text, part))()

    def _work(self, text: str) -> Reading:
        plain = " ".join(text.split())
        is_nothing = SAYS_NOTHING.match(plain) or is_a_bare_fact(plain)
        if is_nothing or not _WORD.search(plain):
            return Reading()
        trades = self._own_trades(text)
        if not trades and DECLINES.search(plain):
            return Reading(declined=True)
        notes = () if trades else (Note.UNKNOWN_TRADE,)
        return Reading(
            {Part.WORK: cut_at_a_word(plain, LONGEST_WORK), Part.TRADES: trades}, notes=notes
        )

    def _place(self, text: str, places: Sequence[str]) -> Reading:
        # A trade by itself corrects an answer before, and is nobody's town.
        if not places and self._trades.found_in(text):
            return Reading()
        return read_place(text, places)

    def _trades_of(self, text: str) -> Reading:
        if NONE_OF_THESE.search(text) or NONE.match(text):
            return Reading({Part.TRADES: ()})
        trades = self._own_trades(text)
        return Reading({Part.TRADES: trades} if trades else {})

    def _own_trades(self, text: str) -> tuple[str, ...]:
        mentions = of_its_own(text, self._trades.mentions(text))
        return tuple(dict.fromkeys(one.trade.name for one in mentions))

    def _papers_named(self, text: str) -> Reading:
        held = self._papers_in(text, asked=True)
        return Reading({Part.PAPERS: held} if held is not None else {})

    def _papers_in(self, text: str, *, asked: bool) -> tuple[HeldPaper, ...] | None:
        if asked and NONE.match(text):
            return ()
        held, lacking = papers_said(text, self._papers, asked=asked)
        found = tuple(HeldPaper(name, pounds) for name, pounds in held.items())
        if found or (asked and lacking):
            return found
        return (
            (HeldPaper(" ".join(text.split()).strip(" .,;")),) if asked and _is_own(text) else None
        )


def _sizes_beside(papers: Sequence[HeldPaper] | None, text: str) -> tuple[JobSize, ...]:
    """The sizes of jobs that a text names; what a paper covers is none."""
    size, covered = read_size(text), {one.pounds for one in papers or () if one.pounds}
    return tuple(one for one in size.sizes if one.most not in covered) if size else ()


def _is_own(text: str) -> bool:
    """Whether a text is short words of an owner's own, and neither a question nor a refusal."""
    is_said = not (SAYS_NOTHING.match(text) or DECLINES.search(text))
    return is_said and len(text) <= LONGEST_OWN_WORDS and not text.strip().endswith("?")
