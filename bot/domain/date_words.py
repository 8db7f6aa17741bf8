"""Reads the days that people write: "before Christmas", "next month", "by Friday", "3rd of May"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH = "|".join(rf"{name}|{name[:3]}" for name in _MONTHS if name != "may") + "|may|sept"
# "Sun", "sat" and "mon" are words of their own.
_DAY = "|".join(_DAYS) + "|tue|tues|wed|thu|thurs|fri"
_COUNT = r"\d{1,2}|a|an|one|two|three|four|five|six|couple\s+of|a\s+couple\s+of"
_WORD = re.compile(
    rf"""\b(?:(?P<side>before|by|until|till|after|from|since|not\s+before|later\s+than|no\s+later\s+than)\s+(?:the\s+)?)?
    (?:(?:in|on|over|during|this\s+side\s+of)\s+)?(?:
      (?P<feast>christmas|xmas|new\s+year(?:'?s)?(?:\s+day|\s+eve)?|easter)
    | (?P<near>today|tomorrow|tmrw|tmw)
    | (?P<unit_word>this|next|end\s+of\s+(?:the|this)|end\s+of\s+next)\s+(?P<unit>week|month|year)
    | (?:within|in)?\s*(?:the\s+)?(?:next|coming)\s+(?P<count>{_COUNT})\s+(?P<units>days?|weeks?|months?)
    | within\s+(?P<within>{_COUNT})\s+(?P<within_units>days?|weeks?|months?)
    | (?:(?P<which>this|next)\s+)?(?P<weekday>{_DAY})(?=\W|$)
    | (?P<iso>\d{{4}}-\d{{2}}-\d{{2}})
    | (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})(?:\s+(?P<year>20\d\d))?\b
    | (?P<numbers>\d{{1,2}}[/.]\d{{1,2}}(?:[/.](?:20)?\d\d)?)
    | (?P<whole>{"|".join(_MONTHS[:4] + _MONTHS[5:])})(?:\s+(?P<of_year>20\d\d))?\b
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_BEFORE = {"before"}
_UP_TO = {"by", "until", "till", "no later than"}
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_COUPLE = 2
_WEEK = 7
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Days:
    """A half-open window of days: from `first` on, before `end`; None is open on that side."""

    first: date | None
    end: date | None


def dates_in(text: str) -> Iterator[tuple[int, int]]:
    """Where the text names days; which ones they are depends on the day it was written."""
    for match in _WORD.finditer(text):
        yield match.span()


def days_meant(words: str, today: date) -> Days | None:
    """The days that such words mean to somebody who writes them today, in London; None for none.

    A month or weekday by name is the next one to come, today's included. Bank holidays do not
    matter: what is due on one is due all the same.
    """
    match = _WORD.search(words)
    window = _window(match, today) if match else None
    if match is None or window is None:
        return None
    side = " ".join((match["side"] or "").lower().split())
    first, end = window
    if side in _BEFORE:
        return Days(None, first)
    if side in _UP_TO:
        return Days(None, end)
    if side in {"after", "later than"}:
        return Days(end, None)
    return Days(first, None) if side else Days(first, end)


def _window(match: re.Match[str], today: date) -> tuple[date, date] | None:
    readers: dict[str, Callable[[], tuple[date, date] | None]] = {
        "feast": lambda: _one_day(_feast(match["feast"].lower(), today)),
        "near": lambda: _one_day(today + timedelta(days=match["near"].lower() != "today")),
        "unit": lambda: _unit(match["unit_word"].lower(), match["unit"].lower(), today),
        "count": lambda: (today, _later(today, match["count"], match["units"])),
        "within": lambda: (today, _later(today, match["within"], match["within_units"])),
        "weekday": lambda: _one_day(_weekday(match, today)),
        "iso": lambda: _one_day(_made(*map(int, match["iso"].split("-")))),
        "day": lambda: _one_day(_named_day(match, today)),
        "numbers": lambda: _one_day(_numbered(match["numbers"], today)),
        "whole": lambda: _whole_month(match, today),
    }
    return next((read() for part, read in readers.items() if match[part]), None)


def _one_day(day: date | None) -> tuple[date, date] | None:
    return (day, day + timedelta(days=1)) if day else None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _feast(name: str, today: date) -> date | None:
    if name.startswith("new"):
        return date(today.year + 1, 1, 1)
    if name == "easter":
        found = _easter(today.year)
        return found if found >= today else _easter(today.year + 1)
    day = date(today.year, _DECEMBER, 25)
    return day if day >= today else day.replace(year=today.year + 1)


def _easter(year: int) -> date:
    """Easter Sunday, by the rule of Gauss in its Gregorian form."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _unit(which: str, unit: str, today: date) -> tuple[date, date]:
    start = {
        "week": today - timedelta(days=today.weekday()),
        "month": today.replace(day=1),
        "year": today.replace(month=1, day=1),
    }[unit]
    following = _step(start, unit)
    if "next" in which:
        start, following = following, _step(following, unit)
    if which.startswith("end"):
        return following - timedelta(days=1), following
    return max(start, today), following


def _step(start: date, unit: str) -> date:
    if unit == "week":
        return start + timedelta(days=_WEEK)
    return _months_on(start, 1 if unit == "month" else _DECEMBER)


def _months_on(day: date, months: int) -> date:
    """The same day of a later month, or the month's last day if it has none."""
    year, month = divmod(day.year * _DECEMBER + day.month - 1 + months, _DECEMBER)
    after = date(year + (month + 1) // _DECEMBER, (month + 1) % _DECEMBER + 1, 1)
    last = (after - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def _later(today: date, said: str, units: str) -> date:
    word = said.lower()
    count = int(word) if word.isdigit() else _COUNTS.get(word, _COUPLE)
    if units.lower().startswith("month"):
        return _months_on(today, count)
    days = count * (_WEEK if units.lower().startswith("week") else 1)
    return today + timedelta(days=days + 1)


def _weekday(match: re.Match[str], today: date) -> date:
    wanted = [day[:3] for day in _DAYS].index(match["weekday"][:3].lower())
    ahead = (wanted - today.weekday()) % _WEEK
    # "Next Friday" said on a Wednesday is that of next week.
    is_next = (match["which"] or "").lower() == "next" and today.weekday() + ahead < _WEEK
    return today + timedelta(days=ahead + (_WEEK if is_next else 0))


def _month_number(name: str) -> int:
    return [month[:3] for month in _MONTHS].index(name[:3].lower()) + 1


def _named_day(match: re.Match[str], today: date) -> date | None:
    month, day = _month_number(match["month"]), int(match["day"])
    if match["year"]:
        return _made(int(match["year"]), month, day)
    return _next(month, day, today)


def _next(month: int, day: int, today: date) -> date | None:
    this_year = _made(today.year, month, day)
    return this_year if this_year and this_year >= today else _made(today.year + 1, month, day)


def _numbered(written: str, today: date) -> date | None:
    day, month, *year = (int(part) for part in re.split(r"[/.]", written))
    if year:
        return _made(year[0] % 100 + 2000, month, day)
    return _next(month, day, today) if "/" in written else None


def _whole_month(match: re.Match[str], today: date) -> tuple[date, date] | None:
    month = _month_number(match["whole"])
    year = int(match["of_year"] or today.year + (month < today.month))
    start = date(year, month, 1)
    return start, _months_on(start, 1)
