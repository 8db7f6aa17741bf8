"""Tells a profile in words: each part, a line of them, and the whole for its owner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.domain.profile_facts import (
    Day,
    FirmProfile,
    HeldPaper,
    Hours,
    JobSize,
    Part,
    People,
    Reaching,
    Travel,
)
from bot.ports import Phrases

LONDON = ZoneInfo("Europe/London")
_WEEK = list(Day)
_FEWEST_OF_A_SPAN = 3


class TellProfile:
    """Words for what a firm said; nothing is added to it, and what it did not say has no words."""

    def __init__(self, phrases: Phrases) -> None:
        self._say = phrases.say

    def value(self, part: Part, profile: FirmProfile) -> str:
        """What was said of the part; empty where nothing was."""
        value = profile.get(part)
        if value is None or isinstance(value, str):
            return value or ""
        if isinstance(value, tuple):
            held = [one for one in value if isinstance(one, HeldPaper)]
            return self._papers(held) if part is Part.PAPERS else self._trades(map(str, value))
        return self._measure(value)

    def listed(self, profile: FirmProfile, parts: Iterable[Part]) -> str:
        """The parts in one line; own words on the work only where no trade stands for them."""
        shown = [
            part
            for part in Part
            if part in set(parts) and not (part is Part.WORK and profile.trades)
        ]
        shown = [
            part for part in shown if not (part is Part.TRADES and not profile.trades)
        ] or shown
        return "; ".join(self._labelled(part, profile) for part in shown)

    def changed(self, now: FirmProfile, parts: Iterable[Part]) -> str:
        """The parts as they are now; those that are gone by their name alone."""
        changed = set(parts)
        gone = [part for part in Part if part in changed and now.get(part) is None]
        told = self.listed(now, changed - set(gone))
        out = [self._say("profile.taken_out", what=self.name(part)) for part in gone]
        return "; ".join([*([told] if told else []), *out])

    def lines(self, profile: FirmProfile) -> list[str]:
        """A line for each part that was said, with the day on which it was."""
        return [
            self._say(
                "profile.tell_line",
                what=self.name(part),
                told=self.value(part, profile),
                day=day_of(profile.said_at[part]),
            )
            for part in profile.parts
            if not (part is Part.TRADES and not profile.trades)
        ]

    def name(self, part: Part) -> str:
        """What the part is called."""
        return self._say(f"profile.part.{part}")

    def _labelled(self, part: Part, profile: FirmProfile) -> str:
        return self._say(f"profile.listed.{part}", told=self.value(part, profile))

    def _measure(self, value: Travel | JobSize | People | Hours | Reaching) -> str:
        match value:
            case Travel():
                return self._travel(value)
            case JobSize():
                return self._size(value)
            case People():
                return self._people(value)
            case Hours():
                return self._hours(value)
            case Reaching():
                return self._reach(value)

    def _trades(self, names: Iterable[str]) -> str:
        return ", ".join(names) or self._say("profile.trades.none")

    def _travel(self, value: Travel) -> str:
        if value.miles is None:
            return self._say("profile.travel.anywhere")
        if value.minutes is not None:
            return self._say("profile.travel.minutes", miles=value.miles, minutes=value.minutes)
        if value.miles == 1:
            return self._say("profile.travel.mile")
        return self._say("profile.travel.miles", miles=value.miles)

    def _size(self, value: JobSize) -> str:
        if value.least is not None and value.most is not None:
            least, most = pounds(value.least), pounds(value.most)
            return self._say("profile.size.between", least=least, most=most)
        if value.most is not None:
            return self._say("profile.size.most", most=pounds(value.most))
        if value.least is not None:
            return self._say("profile.size.least", least=pounds(value.least))
        return self._say("profile.size.any")

    def _people(self, value: People) -> str:
        if value.most == 1:
            return self._say("profile.people.one")
        if value.least == value.most:
            return self._say("profile.people.some", count=value.most)
        return self._say("profile.people.range", least=value.least, most=value.most)

    def _papers(self, held: Sequence[HeldPaper]) -> str:
        if not held:
            return self._say("profile.papers.none")
        return ", ".join(self._paper(one) for one in held)

    def _paper(self, one: HeldPaper) -> str:
        told = one.name
        if one.pounds is not None:
            told = self._say("profile.papers.with_sum", paper=one.name, pounds=pounds(one.pounds))
        if one.ends_on is None:
            return told
        day = f"{one.ends_on.day} {one.ends_on:%B %Y}"
        return self._say("profile.papers.until", paper=told, day=day)

    def _hours(self, value: Hours) -> str:
        if value.any_time:
            return self._say("profile.hours.any")
        told = [self._days(value.days)] if value.days else []
        told += [self._say(f"profile.time.{one}") for one in value.times]
        told += self._clock(value.start, value.end)
        out = [day for day in value.not_days if not value.days]
        told += [self._say("profile.hours.not", days=self._days(out))] if out else []
        told += [value.words] if value.words else []
        return ", ".join(told)

    def _days(self, days: Sequence[Day]) -> str:
        """Three and more in a row as first and last."""
        places = [_WEEK.index(day) for day in days]
        is_span = places == list(range(places[0], places[-1] + 1))
        names = [self._say(f"profile.day.{day}") for day in days]
        if is_span and len(days) >= _FEWEST_OF_A_SPAN:
            return self._say("profile.days", first=names[0], last=names[-1])
        return ", ".join(names)

    def _clock(self, start: time | None, end: time | None) -> list[str]:
        if start and end:
            return [self._say("profile.hours.between", start=hour(start), end=hour(end))]
        if start:
            return [self._say("profile.hours.from", start=hour(start))]
        return [self._say("profile.hours.until", end=hour(end))] if end else []

    def _reach(self, value: Reaching) -> str:
        ways = ", ".join(self._say(f"profile.way.{way}") for way in value.ways)
        if value.landline is None:
            return ways
        return self._say("profile.reach.landline", ways=ways, number=national(value.landline))


def pounds(amount: Decimal) -> str:
    """A sum as people write it: pennies only where there are any."""
    whole = amount == amount.to_integral_value()
    return f"£{amount:,.0f}" if whole else f"£{amount:,.2f}"


def hour(moment: time) -> str:
    """A time of the day as people write it: "9am", "half past" as "9.30am"."""
    half = "am" if moment.hour < 12 else "pm"  # noqa: PLR2004 - noon
    number = moment.hour % 12 or 12
    return f"{number}.{moment.minute:02}{half}" if moment.minute else f"{number}{half}"


def national(number: str) -> str:
    """A number in its international form as it is dialled here, in the spacing of a landline."""
    digits = f"0{number.removeprefix('+44')}"
    if digits.startswith("02"):
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    head = 4 if digits[2] == "1" or digits[3] == "1" else 5
    if head == 4:  # noqa: PLR2004 - codes of big towns have four digits
        return f"{digits[:4]} {digits[4:7]} {digits[7:]}"
    return f"{digits[:5]} {digits[5:]}"


def day_of(moment: datetime) -> str:
    """The day in London, as people write it."""
    local = moment.astimezone(LONDON)
    return f"{local.day} {local:%B %Y}"
