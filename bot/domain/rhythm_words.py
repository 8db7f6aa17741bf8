"""Reads when people want to be told: "only mondays", "not after 6", "max 2 a week", "less"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time

from bot.domain.count_words import COUNT, counted, words
from bot.domain.subscription import EVERY_DAY, MOST_A_WEEK, Often, Rhythm

_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?"
_LIST = rf"(?:{_DAY})(?:\s*(?:,|and|&|or|\+|/)+\s*(?:{_DAY}))*"
_ALWAYS = r"(?:every|each)"
_ON_DAYS = words(
    rf"\b(?P<not>not|never|no|nothing|don'?t|except|but\s+not)?(?:[^.,;]{{0,24}}?\b(?:on|only|just)(?:\s+an?|\s+the)?)?\s*\b(?P<days>{_LIST})\b(?P<only>\s+only)?"
)
_WEEKDAYS = words(
    r"\b(?:week\s?days?(?:\s+only)?|(?:not|no|never)\s+(?:at\s+|on\s+)?(?:the\s+)?week\s?ends?)\b"
)
_WEEKENDS = words(
    r"\b(?<!not\s)(?<!no\s)(?:only|just)\s+(?:at\s+|on\s+)?(?:the\s+)?week\s?ends?|week\s?ends?\s+only\b"
)
_ANY_DAY = words(r"\b(?:any|all)\s+days?\b|\bevery\s+day\s+is\s+fine\b")
_AT_ONCE = words(
    r"\b(?:straight\s?a?way|right\s+away|at\s+once|as\s+(?:soon\s+as|and\s+when|they)|immediately|instant(?:ly)?|"
    r"as\s+it\s+(?:comes|happens)|when(?:ever)?\s+(?:something|one|they)\s+comes?|asap|one\s+by\s+one)\b"
)
_DAILY = words(
    rf"\b(?:daily|{_ALWAYS}\s+(?:day|morning)|once\s+a\s+day|1\s+a\s+day|a\s+day|per\s+day)\b"
)
_WEEKLY = words(rf"\b(?:weekly|{_ALWAYS}\s+week|once\s+a\s+week|one\s+a\s+week|1\s+a\s+week)\b")
_CAP = words(
    rf"\b(?:(?:no|not)\s+more\s+than|at\s+most|max(?:imum)?(?:\s+of)?|up\s+to|only|just|limit(?:\s+\w+)?(?:\s+to)?)\s+"
    rf"(?P<n>{COUNT})\s*(?:texts?|messages?|msgs?|alerts?|jobs?|times?)?\s*(?:a|per|each|every|in\s+a)\s+week\b"
    rf"|\b(?P<m>{COUNT})\s+(?:texts?|messages?|alerts?|times)?\s*(?:a|per)\s+week(?:\s+(?:max|at\s+most|tops))?\b"
)
_LESS = words(
    r"^\W*less\W*$|\b(?:fewer|less\s+(?:texts?|messages?|alerts?|often|of\s+(?:them|these))|too\s+many|too\s+often|not\s+so\s+(?:many|often)|"
    r"cut\s+(?:down|back)|slow\s+down)\b"
)
_MORE = words(
    r"\b(?:more\s+(?:often|texts|messages|alerts)|send\s+(?:me\s+)?more|not\s+enough\s+(?:texts|messages))\b"
)
_CLOCK = (
    r"(?P<{0}h>\d{{1,2}})(?:[:.](?P<{0}m>\d\d))?\s*(?P<{0}p>am|pm|o'?clock)?|(?P<{0}w>noon|midday)"
)
_BETWEEN = words(
    rf"\bbetween\s+(?:{_CLOCK.format('a')})\s*(?:and|to|-)\s*(?:{_CLOCK.format('b')})\b(?!\s*(?:k|grand|miles?|pounds))"
)
_NOT_AFTER = words(
    rf"\b(?:(?:not|nothing|none|never|no\s+texts?|don'?t\s+\w+(?:\s+me)?)\s+(?:\w+\s+)?after|only\s+before|until)\s+(?:{_CLOCK.format('a')})(?!\s*(?:\d|st|nd|rd|th|weeks?|days?|months?|miles?|/))\b"
)
_NOT_BEFORE = words(
    rf"\b(?:(?:not|nothing|none|never|no\s+texts?|don'?t\s+\w+(?:\s+me)?)\s+(?:\w+\s+)?before|only\s+after)\s+(?:{_CLOCK.format('a')})(?!\s*(?:\d|st|nd|rd|th|weeks?|days?|months?|/))\b"
)
_MORNINGS = words(r"\bmornings?\s+only|only\s+(?:in\s+the\s+)?mornings?\b")
_AFTERNOONS = words(r"\bafternoons?\s+only|only\s+(?:in\s+the\s+)?afternoons?\b")
_NOON, _LAST_HOUR, _EARLIEST, _EVENING = 12, 23, 6, 10


def with_rhythm_said(text: str, before: Rhythm, changed: list[str]) -> Rhythm:
    """The rhythm by what the text says of days, hours and how often; names what changed."""
    after = _with_days(text, before, changed)
    return _with_hours(text, _with_often(text, after, changed), changed)


def often_meant(text: str) -> Often | None:
    """How often the words say that somebody wants to be told; None where they do not."""
    if _AT_ONCE.search(text):
        return Often.AT_ONCE
    if _WEEKLY.search(text) or day_meant(text) is not None:
        return Often.WEEKLY
    return Often.DAILY if _DAILY.search(text) else None


def _with_days(text: str, before: Rhythm, changed: list[str]) -> Rhythm:
    days = before.days
    if _ANY_DAY.search(text):
        days = EVERY_DAY
    elif _WEEKENDS.search(text):
        days = frozenset({5, 6})
    elif _WEEKDAYS.search(text):
        days = frozenset(range(5))
    for found in _ON_DAYS.finditer(text):
        named = frozenset(_day_numbers(found["days"]))
        # "Not on mondays" takes days away, and "only on mondays" leaves no others.
        days = (days - named or days) if found["not"] else named
    if days == before.days:
        return before
    changed.append("days")
    weekday = before.weekday if before.weekday in days else min(days)
    return replace(before, days=days, weekday=weekday)


def _with_often(text: str, before: Rhythm, changed: list[str]) -> Rhythm:
    if found := _CAP.search(text):
        cap = max(1, min(int(counted(found["n"] or found["m"])), MOST_A_WEEK))
        changed.append("cap")
        return replace(before, weekly_cap=cap)
    often, day = often_meant(text), day_meant(text)
    if often is not None:
        changed.append("often")
        weekday = day if day is not None and often is Often.WEEKLY else before.weekday
        return replace(before, often=often, weekday=weekday)
    if _LESS.search(text):
        changed.append("less")
        if before.weekly_cap > 1:
            return replace(before, weekly_cap=max(1, before.weekly_cap // 2))
        return replace(before, often=Often.WEEKLY)
    if _MORE.search(text):
        changed.append("more")
        return replace(before, weekly_cap=min(before.weekly_cap * 2, MOST_A_WEEK))
    return before


def day_meant(text: str) -> int | None:
    """The one day of a weekly text: "every monday", "mondays", "only mondays"."""
    found = [m for m in _ON_DAYS.finditer(text) if not m["not"]]
    numbers = [n for one in found for n in _day_numbers(one["days"])]
    return numbers[0] if len(set(numbers)) == 1 else None


def _with_hours(text: str, before: Rhythm, changed: list[str]) -> Rhythm:
    opens, closes = before.opens, before.closes
    if found := _BETWEEN.search(text):
        opens, closes = _clock(found, "a", from_=True), _clock(found, "b")
    if found := _NOT_BEFORE.search(text):
        opens = _clock(found, "a", from_=True)
    if found := _NOT_AFTER.search(text):
        closes = _clock(found, "a")
    if _MORNINGS.search(text):
        closes = time(_NOON)
    if _AFTERNOONS.search(text):
        opens = time(_NOON)
    if (opens, closes) == (before.opens, before.closes) or not opens < closes:
        return before
    changed.append("hours")
    return replace(before, opens=opens, closes=closes)


def _clock(found: re.Match[str], p: str, *, from_: bool = False) -> time:
    """The time of day; without am or pm it is one of the waking hours."""
    if found[f"{p}w"]:
        return time(_NOON)
    hour, part = int(found[f"{p}h"]), (found[f"{p}p"] or "").lower()
    # "Between 9 and 5", "not after 6" and "not before 10" need no am and pm.
    is_pm = part == "pm" or (not part.startswith("a") and hour < (_EARLIEST if from_ else _EVENING))
    hour = hour % _NOON + _NOON if is_pm and hour < _NOON else hour
    return time(min(hour, _LAST_HOUR), int(found[f"{p}m"] or 0))


def _day_numbers(words: str) -> list[int]:
    return [_NAMES.index(one[:3].lower()) for one in re.findall(_DAY, words, re.IGNORECASE)]
