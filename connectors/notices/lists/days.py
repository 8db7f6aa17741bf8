"""Days and times of the day as people write them into tables; what could be two days is none."""

from __future__ import annotations

import re
from calendar import day_abbr, day_name, month_abbr, month_name
from datetime import date, datetime, time

from connectors.notices.lists.cells import Cell, UnreadableCellError, line, shown

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""A year outside these is likelier a slip of the keyboard than a contract."""

_EXAMPLE = "write it as 31/12/2026"
_IN_NUMBERS = re.compile(r"(?P<day>[0-9]{1,2})([/.-])(?P<month>[0-9]{1,2})\2(?P<year>[0-9]{4})")
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_IN_WORDS = re.compile(
    r"(?:(?P<weekday>[a-z]+)[ ,]+)?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[ -](?:of )?"
    r"(?P<name>[a-z]+)\.?[ ,-]+(?P<year>[0-9]{4})",
    re.IGNORECASE,
)
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[/. -]([0-9]{1,2}|[a-z]+)[/. -][0-9]{2}", re.IGNORECASE)
_NO_YEAR = re.compile(
    r"[0-9]{1,2}(st|nd|rd|th)?[ /.-]([0-9]{1,2}|[a-z]{3,9})|[a-z]+ [0-9]{1,2}", re.IGNORECASE
)
_MONTH_FIRST = re.compile(r"[a-z]+\.? [0-9]{1,2}(st|nd|rd|th)?,? [0-9]{4}", re.IGNORECASE)
_DAY_THEN_TIME = re.compile(r"(?P<day>.*[0-9]{4}|[0-9-]{10})(?:T| at |,? )(?P<clock>[^ ].{1,12})")
_CLOCK = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-5][0-9])(?::[0-5][0-9])?)?\s*(?P<half>[ap]\.?m\.?)?",
    re.IGNORECASE,
)
_NOON = 12
_WORDS_FOR_NOON = {"noon", "midday", "12 noon", "12noon", "12 midday"}


def day(cell: Cell) -> date:
    """The day: "31/12/2026", "2026-12-31", "31 December 2026", or a date cell."""
    if isinstance(cell, datetime):
        return _believable(cell.date(), line(cell))
    said = line(cell)
    moment = _DAY_THEN_TIME.fullmatch(said)
    found = _day(said) or (_day(moment["day"]) if moment and _is_clock(moment["clock"]) else None)
    if found is None:
        raise UnreadableCellError(_why_no_day(said))
    return _believable(found, said)


def time_within(cell: Cell) -> time | None:
    """The time that stands in a cell behind a day, or None."""
    if isinstance(cell, datetime):
        return cell.time() if cell.time() != time() else None
    moment = _DAY_THEN_TIME.fullmatch(line(cell))
    return clock(moment["clock"]) if moment and _is_clock(moment["clock"]) else None


def clock(cell: Cell) -> time:
    """The time of the day in London: "12:00", "2.30pm", "noon", or a time cell."""
    if isinstance(cell, datetime):
        return cell.time()
    if isinstance(cell, time):
        return cell
    said = line(cell).lower()
    if said in _WORDS_FOR_NOON:
        return time(_NOON)
    match = _CLOCK.fullmatch(said)
    if not match or not (match["minute"] or match["half"]):
        midnight = said == "midnight"
        reason = "can begin or end a day" if midnight else "is not a time"
        raise UnreadableCellError(f"{shown(said)} {reason}; write it as 14:30")
    return _time(match, said)


def _time(match: re.Match[str], said: str) -> time:
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), match["half"]
    if half and hour == _NOON:
        raise UnreadableCellError(f"{shown(said)} can be noon or midnight; write 12:00 or 23:59")
    if hour > (_NOON if half else 23) or (half and not hour):
        raise UnreadableCellError(f"{shown(said)} is not a time; write it as 14:30")
    return time(hour + (_NOON if half and half.startswith("p") else 0), minute)


def _is_clock(said: str) -> bool:
    try:
        clock(said)
    except UnreadableCellError:
        return False
    return True


def _day(said: str) -> date | None:
    numbers = _IN_NUMBERS.fullmatch(said) or _ISO.fullmatch(said)
    try:
        if numbers:
            return date(int(numbers["year"]), int(numbers["month"]), int(numbers["day"]))
        named = _IN_WORDS.fullmatch(said)
        month = _month(named["name"]) if named else None
        if not named or not month:
            return None
        found = date(int(named["year"]), month, int(named["day"]))
    except ValueError:
        return None
    if named["weekday"] and not _is_weekday(named["weekday"], found):
        raise UnreadableCellError(f"{shown(said)} names another weekday than that day has")
    return found


def _month(name: str) -> int | None:
    said = name.lower().replace("sept", "sep") if len(name) == len("sept") else name.lower()
    names = (month_name, month_abbr)
    return next((n for n in range(1, 13) if said in {those[n].lower() for those in names}), None)


def _is_weekday(name: str, on: date) -> bool:
    full, short = day_name[on.weekday()].lower(), day_abbr[on.weekday()].lower()
    return full.startswith(name.lower()) and len(name) >= len(short)


def _why_no_day(said: str) -> str:
    if said.replace(".", "", 1).isdigit():
        return f"{shown(said)} is a number and not a date; {_EXAMPLE}"
    if _SHORT_YEAR.fullmatch(said):
        return f"{shown(said)} has a year of two digits, so it may mean several days; {_EXAMPLE}"
    if _NO_YEAR.fullmatch(said):
        return f"{shown(said)} has no year; {_EXAMPLE}"
    if _MONTH_FIRST.fullmatch(said):
        return f"{shown(said)} has the month first; {_EXAMPLE}"
    return f"{shown(said)} is not a date; {_EXAMPLE}"


def _believable(found: date, said: str) -> date:
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise UnreadableCellError(f"{shown(said)} has a year that no contract has; {_EXAMPLE}")
    return found
