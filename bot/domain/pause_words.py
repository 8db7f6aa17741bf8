"""Reads until when people want no texts: "pause for 2 weeks", "nothing till after eid"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.domain.count_words import COUNT, counted, words
from bot.domain.date_words import days_meant

LONDON = ZoneInfo("Europe/London")

Feasts = Mapping[str, Sequence[tuple[date, date]]]
"""The first and last days of feasts whose days no rule gives, by each of their names."""

PAUSE_UNSAID = timedelta(weeks=2)
"""How long "pause" by itself lasts."""

_A_DAY = timedelta(days=1)
_MONTH = timedelta(days=30)
_FORTNIGHT = timedelta(weeks=2)
_LONGEST_PAUSE = timedelta(days=366)
_PAUSE = words(
    r"\b(?:pause|hold|snooze|stop\s+(?:\w+\s+){0,3}?(?:until|till|til|for)|not?\s+(?:\w+\s+){0,3}?(?:until|till|til)|nothing\s+(?:until|till|til|for)|"
    r"(?:on|off|away)\s+(?:on\s+)?(?:holiday|leave|hols)|am\s+away|i'?m\s+away|(?:take|need|have)\s+a\s+break|busy\s+(?:until|till|til|for))\b"
)
_FOR = words(
    rf"\bfor\s+(?:the\s+)?(?:next\s+)?(?P<n>{COUNT})\s*(?P<unit>days?|weeks?|wks?|months?|fortnights?)\b|\bfor\s+(?:a|the)\s+(?P<fortnight>fortnight)\b"
)
_UNTIL = words(
    r"\b(?:until|till|til|'til|before|back\s+(?:on|in)?)\s+(?P<after>(?:after|the\s+end\s+of)\s+)?(?P<rest>.+)$|\bfor\s+(?P<over>.+)$"
)
_RESUME = words(
    r"\b(?:resume|un-?pause|start\s+(?:\w+\s+){0,2}again|carry\s+on\s+(?:texting|sending)|back\s+from\s+holiday|turn\s+(?:\w+\s+)?back\s+on)\b"
)


def asks_for_pause(text: str) -> bool:
    """Whether no texts are wanted for a while."""
    return bool(_PAUSE.search(text))


def asks_to_resume(text: str) -> bool:
    """Whether a pause is to end now."""
    return bool(_RESUME.search(text))


def pause_ends(text: str, feasts: Feasts, now: datetime) -> datetime:
    """When the pause ends, in UTC: the start of a day in London, after today, within a year."""
    today = now.astimezone(LONDON).date()
    if found := _FOR.search(text):
        count = counted(found["n"]) if found["n"] else Decimal(1)
        unit = (found["unit"] or found["fortnight"] or "").lower()
        length = {"d": timedelta(days=1), "w": timedelta(weeks=1), "m": _MONTH, "f": _FORTNIGHT}
        return _start_of(today + min(length[unit[0]] * float(count), _LONGEST_PAUSE))
    found = _UNTIL.search(text)
    rest = (found["rest"] or found["over"] or "") if found else ""
    is_over = bool(found and (found["after"] or found["over"]))
    if day := _feast_day(rest, feasts, today, is_over=is_over):
        return _start_of(day)
    meant = days_meant(rest, today)
    if meant and (day := (meant.end if is_over else meant.first) or meant.end or meant.first):
        return _start_of(max(day, today + timedelta(days=1)))
    return _start_of(today + PAUSE_UNSAID)


def _feast_day(rest: str, feasts: Feasts, today: date, *, is_over: bool) -> date | None:
    """The day on which the pause ends; the moon may move such a feast by one, so one is added."""
    said = rest.lower()
    names = sorted((n for n in feasts if re.search(rf"\b{re.escape(n)}\b", said)), key=len)
    if not names:
        return None
    days = [(first, last) for first, last in feasts[names[-1]] if last >= today]
    if not days:
        return None
    first, last = min(days)
    return last + timedelta(days=2) if is_over else first


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON).astimezone(UTC)
