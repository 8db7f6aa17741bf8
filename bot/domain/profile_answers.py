"""What a message answers where one part of a profile was asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.domain.firm_name_words import has_no_name, read_firm_name
from bot.domain.firm_numbers import read_company_number, read_ppon
from bot.domain.hours_words import read_hours
from bot.domain.place import usual_spelling
from bot.domain.profile_facts import Hours, JobSize, Part, Value
from bot.domain.reach_words import read_reach
from bot.domain.size_words import read_size
from bot.domain.travel_words import read_travel

LONGEST_OWN_WORDS = 80
MOST_WORDS_OF_A_PLACE = 4
_THOUSAND = 1_000
DECLINES = re.compile(
    r"\b(?:rather\s+not|prefer\s+not|(?:don'?t|dont|do\s+not)\s+want\s+to\s+(?:say|tell|give)|not\s+(?:telling|saying|giving|comfortable)|none\s+of\s+your\s+business|"
    r"no\s+comment|mind\s+your\s+own|that'?s\s+private|leave\s+(?:that|it)\s+(?:out|blank|empty)|(?:don'?t|dont|do\s+not|not)\s+(?:know|sure)|no\s+idea|dunno|idk|pass|skip|why\s+should\s+i|next)\b",
    re.IGNORECASE,
)
SAYS_NOTHING = re.compile(
    r"^\W*(?:(?:yes|yeah|yep|no|nope|nah|ok|okay|hi|hello|hiya|hey|thanks|ta|cheers|hmm+|er+|um+|please|right|sure|go\s+on|fine|good|great|alright|well)\W*)+$",
    re.IGNORECASE,
)
NONE = re.compile(
    r"^\W*(?:no|none|nothing|nope|nah|no\s+papers|not\s+yet|none\s+yet|nothing\s+yet|haven'?t\s+got\s+any|havent\s+got\s+any|don'?t\s+have\s+any|dont\s+have\s+any)\W*$",
    re.IGNORECASE,
)
_BEFORE_A_PLACE = re.compile(
    r"^\W*(?:(?:i'?m|i\s+am|im|we'?re|we\s+are|were|it'?s|its|based|out|up|down|over|from|in|at|near|round|around|by|the|sorry|oh|er|um|just|outside|living|live|i|we)\b[\s,]*)*",
    re.IGNORECASE,
)
_A_PLACE_NAME = re.compile(r"[^\W\d_][\w' -]*")
_NOT_IN_A_NAME = re.compile(
    r"\b(?:show|tell|give|send|my|your|you|me|profile|page|help|please|want|stop|delete|contracts?|jobs?|work|data)\b",
    re.IGNORECASE,
)
_NO_PLACE = re.compile(
    r"^\W*fixed\s+(?:address|place|abode|premises)|\bwork(?:ing)?\s+(?:out\s+of|from)\s+(?:my|the|a|our)\s+(?:car|van|bag)\b|\b(?:no\s+(?:fixed\s+)?(?:postcode|address|place|base|premises|office)|mobile|nowhere|everywhere|anywhere|all\s+over|haven'?t|don'?t|dont|none)\b",
    re.IGNORECASE,
)
_MOVED_TO = re.compile(r"\b(?:to|at|now\s+in|now|in)\s+(?:the\s+)?$", re.IGNORECASE)
_ONLY_A_SUM = re.compile(
    r"^\W*(?:up\s+to\s+)?£?\s*[\d,.]+\s*(?:k|grand|thousand|pounds?|quid)?\W*$", re.IGNORECASE
)
_ONLY_MILES = re.compile(
    r"^\W*(?:about\s+|up\s+to\s+)?\w+\s*(?:miles?|mins?|minutes?)(?:\s+drive)?\W*$", re.IGNORECASE
)


NONE_OF_THESE = re.compile(
    r"\b(?:none\s+of\s+(?:these|those|them)|neither(?:\s+of\s+(?:these|those|them))?|(?:that'?s\s+)?(?:the\s+)?wrong\s+trade|not\s+(?:that|those|my)\s+trades?)\b",
    re.IGNORECASE,
)


class Note(StrEnum):
    """What an owner is told of how a message was taken; the words are in the phrases."""

    LANDLINE = "landline"
    MOBILE = "mobile"
    EMAIL = "email"
    COMPANY_FORM = "company_form"
    PPON_FORM = "ppon_form"
    UNKNOWN_TRADE = "unknown_trade"
    UNKNOWN_PLACE = "unknown_place"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message says: parts with their new values, and parts of which it says several.

    `declined` is a wish not to answer. `as_far_as` are places named as how far the firm goes.
    """

    changes: Mapping[Part, Value | None] = field(default_factory=dict)
    doubts: Mapping[Part, tuple[Value, ...]] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    declined: bool = False
    as_far_as: tuple[str, ...] = ()

    def with_others(self, others: Reading) -> Reading:
        """The same with what the other says of other parts."""
        return replace(
            self,
            changes={**others.changes, **self.changes},
            doubts={**others.doubts, **self.doubts},
            notes=tuple(dict.fromkeys((*self.notes, *others.notes))),
        )


def cut_at_a_word(text: str, longest: int) -> str:
    """The text, or as many of its first words as fit."""
    if len(text) <= longest:
        return text
    return text[: longest + 1].rsplit(" ", 1)[0][:longest]


def put(
    changes: dict[Part, Value | None],
    doubts: dict[Part, tuple[Value, ...]],
    part: Part,
    values: Sequence[Value],
) -> None:
    """Puts one value of the part among the changes, several among the doubts."""
    if len(values) == 1:
        changes[part] = values[0]
    elif values:
        doubts[part] = tuple(values)


def one_of(part: Part, values: Sequence[Value]) -> Reading:
    """The reading of a part alone: one value is a change, several are a doubt."""
    changes: dict[Part, Value | None] = {}
    doubts: dict[Part, tuple[Value, ...]] = {}
    put(changes, doubts, part, values)
    return Reading(changes, doubts)


def is_a_bare_fact(text: str) -> bool:
    """Whether the text is a postcode, a sum or a distance and nothing else."""
    return bool(usual_spelling(text) or _ONLY_A_SUM.match(text) or _ONLY_MILES.match(text))


def read_place(text: str, places: Sequence[str]) -> Reading:
    """Where the firm is; a short name that nobody here knows is kept as it was said."""
    if places:
        return one_of(Part.PLACE, tuple(dict.fromkeys(places)))
    if NONE_OF_THESE.search(text):
        return Reading()
    if _NO_PLACE.search(text) or DECLINES.search(text) or SAYS_NOTHING.match(text):
        return Reading(declined=not SAYS_NOTHING.match(text))
    if usual := usual_spelling(text.strip(" .,")):
        return Reading({Part.PLACE: usual}, notes=(Note.UNKNOWN_PLACE,))
    name = _BEFORE_A_PLACE.sub("", text).strip(" .,!;")
    is_name = (
        _A_PLACE_NAME.fullmatch(name)
        and not _NOT_IN_A_NAME.search(name)
        and len(name.split()) <= MOST_WORDS_OF_A_PLACE
    )
    if not is_name:
        return Reading()
    return Reading({Part.PLACE: name[:1].upper() + name[1:]}, notes=(Note.UNKNOWN_PLACE,))


def read_distance(text: str, places: Sequence[str]) -> Reading:
    """How far it goes, or the places that it goes as far as."""
    found = read_travel(text, asked=True)
    if found:
        return one_of(Part.TRAVEL, found)
    # A postcode by itself is an answer to the question before.
    if places and not usual_spelling(text.strip(" .,!")):
        return Reading(as_far_as=tuple(dict.fromkeys(places)))
    return Reading()


def read_job_size(text: str) -> Reading:
    """How big a job may be; a small bare number may be in thousands."""
    found = read_size(text, asked=True)
    if found is None:
        return Reading()
    if found.thousands is not None:
        either = JobSize(most=found.thousands * _THOUSAND), JobSize(most=found.thousands)
        return Reading(doubts={Part.SIZE: either})
    return one_of(Part.SIZE, found.sizes)


def read_name(text: str, places: Sequence[str]) -> Reading:
    """What it is called; a postcode, a sum or a place by itself is an answer to another question."""
    if has_no_name(text):
        return Reading(declined=True)
    is_other = is_a_bare_fact(text) or any(
        text.strip(" .,!").lower() == one.lower() for one in places
    )
    if is_other or SAYS_NOTHING.match(text) or DECLINES.search(text):
        return Reading()
    name = read_firm_name(text, asked=True)
    return Reading({Part.NAME: name} if name else {})


def read_when(text: str) -> Reading:
    """When it works; short words that name no day and no time are kept as they were said."""
    found = read_hours(text, asked=True)
    is_own = not (SAYS_NOTHING.match(text) or DECLINES.search(text) or is_a_bare_fact(text))
    if (
        found is None
        and is_own
        and len(text) <= LONGEST_OWN_WORDS
        and not text.strip().endswith("?")
    ):
        found = Hours(words=" ".join(text.split()).strip(" .,;"))
    return Reading({Part.HOURS: found} if found else {})


def read_numbers(text: str, asked: Part | None) -> Reading:
    """How to be reached, and the numbers by which registers know the firm."""
    changes: dict[Part, Value | None] = {}
    notes: list[Note] = []
    reach = read_reach(text, asked=asked is Part.REACH)
    if reach:
        changes[Part.REACH] = reach.reaching
        notes += [Note.LANDLINE] * bool(reach.reaching.landline)
        notes += [Note.MOBILE] * reach.gave_mobile + [Note.EMAIL] * reach.gave_email
    for part, read, wrong in (
        (Part.PPON, read_ppon(text), Note.PPON_FORM),
        (
            Part.COMPANY_NUMBER,
            read_company_number(text, asked=asked is Part.COMPANY_NUMBER),
            Note.COMPANY_FORM,
        ),
    ):
        if read and read.number:
            changes[part] = read.number
        elif read and not (part is Part.COMPANY_NUMBER and Part.PPON in changes):
            notes.append(wrong)
    return Reading(changes, notes=tuple(notes))
