"""Tells in words by which rules somebody is texted, and what they may press to change them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from bot.domain.conversation import Choice, Reply
from bot.domain.payloads import meaning
from bot.domain.subscription import EVERY_DAY, Often, Subscription
from bot.domain.telling_time import LONDON
from bot.ports import Clock, Phrases

_NOON = 12


class TellSubscription:
    """The rules as sentences; only those that were chosen are named, besides hours and cap."""

    def __init__(self, phrases: Phrases, clock: Clock) -> None:
        self._say = phrases.say
        self._clock = clock

    def reply(self, what: str, one: Subscription) -> Reply:
        """That the rules stand, changed... (`what`), the rules, and what may be pressed."""
        less, pause = meaning("change_alerts", part="less"), meaning("change_alerts", part="pause")
        choices = (
            Choice("", self._say("choice.subscribe.less"), less),
            Choice("", self._say("choice.subscribe.pause"), pause),
            Choice("", self._say("choice.subscribe.end"), meaning("unsubscribe_alerts")),
        )
        return Reply(self._say(f"subscribe.{what}", rules=self.rules(one)), (), choices)

    def rules(self, one: Subscription) -> str:
        """All rules in one or two sentences."""
        told = ", ".join(self._each(one)) + "."
        now = self._clock.now()
        if one.paused_until and one.paused_until > now:
            return f"{told} {self._say('rules.paused', day=_day(one.paused_until))}"
        return told

    def _each(self, one: Subscription) -> Iterator[str]:
        rhythm, wishes, say = one.rhythm, one.wishes, self._say
        if rhythm.often is Often.WEEKLY:
            yield say("rules.weekly", day=say(f"day.{rhythm.weekday}"))
        else:
            yield say(f"rules.{rhythm.often}")
        if rhythm.days != EVERY_DAY and rhythm.often is not Often.WEEKLY:
            names = [say(f"day.{day}") for day in sorted(rhythm.days)]
            yield say("rules.days", days=", ".join(names))
        yield say("rules.hours", opens=_clock(rhythm.opens), closes=_clock(rhythm.closes))
        if rhythm.often is not Often.WEEKLY:
            yield say("rules.cap", cap=rhythm.weekly_cap)
        if wishes.least is not None:
            yield say("rules.least", pounds=f"£{wishes.least:,.0f}")
        if wishes.most is not None:
            yield say("rules.most", pounds=f"£{wishes.most:,.0f}")
        if wishes.without:
            yield say("rules.without", trades=", ".join(sorted(wishes.without)))
        if wishes.within_miles is not None:
            yield say("rules.miles", miles=f"{wishes.within_miles:g}")


def _clock(at: time) -> str:
    hour = at.hour % _NOON or _NOON
    minutes = f".{at.minute:02d}" if at.minute else ""
    return f"{hour}{minutes}{'am' if at.hour < _NOON else 'pm'}"


def _day(moment: datetime) -> str:
    here = moment.astimezone(LONDON)
    return f"{here.day} {here:%B}"
