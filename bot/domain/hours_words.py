"""When a firm works, as owners say it: "mornings only, not fridays", "mon to thurs 9-5", "whenever"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time

from bot.domain.profile_facts import Day, Hours, TimeOfDay

_DAYS = {
    Day.MONDAY: r"mon(?:day)?s?",
    Day.TUESDAY: r"tue(?:s(?:day)?)?s?",
    Day.WEDNESDAY: r"wed(?:s|nesday|nsday|ensday)?s?",
    Day.THURSDAY: r"thu(?:r(?:s(?:day)?)?)?s?",
    Day.FRIDAY: r"fri(?:day)?s?",
    Day.SATURDAY: r"sat(?:ur?day)?s?",
    Day.SUNDAY: r"sun(?:day)?s?",
}
_WEEK = list(Day)
_DAY = "|".join(f"(?:{pattern})" for pattern in _DAYS.values())
_SPAN = re.compile(
    rf"\b(?P<first>{_DAY})\s*(?:-|–|to|till|til|until|through|thru)\s*(?P<last>{_DAY})\b",
    re.IGNORECASE,
)
_ONE = re.compile(rf"\b(?P<day>{_DAY})\b", re.IGNORECASE)
_WEEKDAYS = re.compile(
    r"\b(?:week\s?days?|working\s+days|in\s+the\s+week|monday\s+to\s+friday)\b", re.IGNORECASE
)
_WEEKENDS = re.compile(r"\bweek[\s-]?ends?\b", re.IGNORECASE)
_EVERY_DAY = re.compile(
    r"\b(?:every\s?day|7\s+days(?:\s+a\s+week)?|seven\s+days|all\s+week)\b", re.IGNORECASE
)
_TIMES = {
    TimeOfDay.MORNINGS: re.compile(r"\b(?:mornings?|am|early)\b(?<!\d am)(?<!\dam)", re.IGNORECASE),
    TimeOfDay.AFTERNOONS: re.compile(r"\bafter\s?noons?\b", re.IGNORECASE),
    TimeOfDay.EVENINGS: re.compile(r"\b(?:evenings?|after\s+work|after\s+hours)\b", re.IGNORECASE),
    TimeOfDay.NIGHTS: re.compile(r"\b(?:nights?|overnight)\b", re.IGNORECASE),
}
_DAYTIME = re.compile(
    r"\b(?:day\s?time|days\s+only|during\s+the\s+day|school\s+hours)\b", re.IGNORECASE
)
_CLOCK = r"(?P<{p}h>[01]?\d|2[0-3])(?:[:.](?P<{p}m>[0-5]\d))?\s*(?P<{p}x>am|pm|a\.m\.|p\.m\.)?"
_FROM_TO = re.compile(
    rf"(?<![\d£.:]){_CLOCK.format(p='a')}\s*(?:-|–|to|till|til|until)\s*{_CLOCK.format(p='b')}(?![\d.:k%]|\s*(?:k|grand|thousand|miles?|people|staff|of\s+us|mins?|days?)\b)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"\b(?:after|from)\s+{_CLOCK.format(p='a')}(?![\d.:k%]|\s*(?:k|miles?|people|mins?)\b)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b(?:before|until|till?|up\s+to)\s+{_CLOCK.format(p='a')}(?![\d.:k%]|\s*(?:k|miles?|people|mins?)\b)",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|no|never|but(?!\s+(?:i|we|can|yes|only|not)\b)|bar|except(?:\s+for)?|excluding|apart\s+from|can'?t(?:\s+do)?|cant(?:\s+do)?|don'?t(?:\s+(?:do|work))?|dont(?:\s+(?:do|work))?|closed|off|without|won'?t(?:\s+do)?)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[.;!\n]|\b(?:only|(?:and|but)\s+(?:i|we|can|yes)\b|just)\b", re.IGNORECASE)
_ANY = re.compile(
    r"\b(?:any\s?time|any\s+day|whenever|24\s?/\s?7|24\s?7|round\s+the\s+clock|all\s+hours|flexible|any\s+hours?|(?:don'?t|dont|do\s+not)\s+(?:really\s+)?mind|"
    r"not\s+(?:fussed|bothered)|doesn'?t\s+matter)\b|^\W*any\W*$",
    re.IGNORECASE,
)
_NOON = 12
_LONGEST_MORNING = 7
"""A bare hour before which an end is meant in the afternoon: "9 to 5"."""


def read_hours(text: str, *, asked: bool = False) -> Hours | None:
    """The days and times that a text names, or None; days that are ruled out stand by themselves.

    Only where it was `asked` does "any" or "I don't mind" mean any time; else a day counts only where
    the text speaks of working ("I can't do Fridays" does, "closes Friday" does not).
    """
    days, not_days = _days(text)
    times = tuple(one for one, pattern in _TIMES.items() if _is_said(pattern, text))
    if _DAYTIME.search(text):
        times = tuple(dict.fromkeys((TimeOfDay.MORNINGS, TimeOfDay.AFTERNOONS, *times)))
    start, end = _clock(text) if asked or days else (None, None)
    is_any = asked and bool(_ANY.search(text)) and not (days or times or start or end)
    found = Hours(days, not_days, times, start, end, is_any)
    is_enough = asked or (bool(days or not_days or times) and _speaks_of_working(text))
    return found if found != Hours() and is_enough else None


def _speaks_of_working(text: str) -> bool:
    return bool(
        re.search(
            r"\b(?:only|work(?:ing|s)?|we\s+(?:do|don'?t)|can(?:'?t)?(?:\s+do)?|cannot|available|free|open|off|hours|days)\b",
            text,
            re.IGNORECASE,
        )
    )


def _is_said(pattern: re.Pattern[str], text: str) -> bool:
    return any(not _is_ruled_out(text, m.start()) for m in pattern.finditer(text))


def _days(text: str) -> tuple[tuple[Day, ...], tuple[Day, ...]]:
    """The days worked and the days ruled out, each in the order of the week."""
    spans = list(_SPAN.finditer(text))
    named = [(m.start(), _between(_day(m["first"]), _day(m["last"]))) for m in spans]
    named += [
        (one.start(), [_day(one["day"])])
        for one in _ONE.finditer(text)
        if not any(span.start() <= one.start() < span.end() for span in spans)
    ]
    named += [(m.start(), _WEEK[:5]) for m in _WEEKDAYS.finditer(text)]
    named += [(m.start(), _WEEK[5:]) for m in _WEEKENDS.finditer(text)]
    named += [(m.start(), _WEEK) for m in _EVERY_DAY.finditer(text)]
    out = {day for at, days in named if _is_ruled_out(text, at) for day in days}
    on = {day for at, days in named if not _is_ruled_out(text, at) for day in days} - out
    return _in_order(on), _in_order(out)


def _is_ruled_out(text: str, at: int) -> bool:
    """Whether a "not" stands before it, with no new thought between."""
    before = text[:at]
    last = max((m.end() for m in _NOT.finditer(before)), default=None)
    return last is not None and not _BREAK.search(before[last:])


def _day(said: str) -> Day:
    return next(day for day, pattern in _DAYS.items() if re.fullmatch(pattern, said, re.IGNORECASE))


def _between(first: Day, last: Day) -> list[Day]:
    start, end = _WEEK.index(first), _WEEK.index(last)
    return _WEEK[start : end + 1] if start <= end else [*_WEEK[start:], *_WEEK[: end + 1]]


def _in_order(days: Iterable[Day]) -> tuple[Day, ...]:
    kept = set(days)
    return tuple(day for day in _WEEK if day in kept)


def _clock(text: str) -> tuple[time | None, time | None]:
    match = _FROM_TO.search(text)
    if not match:
        after, before = _AFTER.search(text), _BEFORE.search(text)
        return _one_side(after) if after else None, _one_side(before) if before else None
    start = _hour(match, "a")
    end = _hour(match, "b")
    # "9 to 5" ends in the afternoon, and "6 to 10pm" begins there.
    if not match["bx"] and end <= start and end < _NOON:
        end += _NOON
    if not match["ax"] and (match["bx"] or "").lower().startswith("p") and start < _LONGEST_MORNING:
        start += _NOON
    return time(start % 24, int(match["am"] or 0)), time(end % 24, int(match["bm"] or 0))


def _one_side(match: re.Match[str]) -> time:
    hour = _hour(match, "a")
    # "After 3" is in the afternoon.
    if not match["ax"] and hour < _LONGEST_MORNING:
        hour += _NOON
    return time(hour % 24, int(match["am"] or 0))


def _hour(match: re.Match[str], p: str) -> int:
    hour, half = int(match[f"{p}h"]), (match[f"{p}x"] or "").lower()
    if half.startswith("p") and hour < _NOON:
        return hour + _NOON
    return 0 if half.startswith("a") and hour == _NOON else hour
