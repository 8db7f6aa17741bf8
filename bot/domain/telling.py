"""Decides whom news is told, when, and why not: the same answer for the same facts, always."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from bot.domain.change import Change, ChangeKind
from bot.domain.fit_limit import INTERRUPT_FROM
from bot.domain.opportunity import OpportunityId
from bot.domain.subscription import Rhythm, Subscription, Wishes
from bot.domain.telling_time import first_unquiet, next_round
from bot.domain.working_days import working_days_until

NEW = "new"
"""The event by which an opportunity is told for the first time."""

TIME_TO_ANSWER = 2
"""Working days that somebody must still have for an answer when they are told."""

SILENCE = timedelta(days=28)
"""After so long without news the nearest miss is told, and no sooner again."""

A_WEEK = timedelta(days=7)

NEAR_FROM = 0.3
"""From this fit on an opportunity is near enough to be told in place of silence."""


class Kind(StrEnum):
    """What a text tells."""

    NEWS = "news"
    CHANGE = "change"
    NEAR_MISS = "near_miss"


class Reason(StrEnum):
    """Why something was not told; kept for whoever runs the service."""

    ENDED = "ended"
    TOLD_ALREADY = "told_already"
    NEVER_TOLD = "never_told"
    NOT_FOR_THEM = "not_for_them"
    NO_MATTER = "no_matter"
    BELOW_CUT_OFF = "below_cut_off"
    TOO_SMALL = "too_small"
    TOO_BIG = "too_big"
    NOT_THAT_TRADE = "not_that_trade"
    TOO_FAR = "too_far"
    CLOSES_TOO_SOON = "closes_too_soon"
    OVER = "over"
    NO_CONSENT = "no_consent"
    NOT_REACHED = "not_reached"
    SILENCE_TOO_SHORT = "silence_too_short"


NEAR = frozenset(
    {Reason.BELOW_CUT_OFF, Reason.TOO_SMALL, Reason.TOO_BIG, Reason.NOT_THAT_TRADE, Reason.TOO_FAR}
)
"""Reasons for which an opportunity is a near miss rather than none at all."""

TOLD_CHANGES = frozenset(
    {
        ChangeKind.WITHDRAWN,
        ChangeKind.CANCELLED,
        ChangeKind.OPENED,
        ChangeKind.DEADLINE_MOVED,
        ChangeKind.VALUE_CHANGED,
        ChangeKind.RESERVED,
    }
)
"""Changes that are worth a text to whoever was told of the opportunity."""


@dataclass(frozen=True, slots=True)
class News:
    """An opportunity as one firm has it: how well it fits, in [0, 1], its facts, None if unknown.

    The deadline is aware, the value in pounds, trades are by name, miles from the firm. `since` is
    the round for which it waited, if it did: one that is late is told as soon as may be.
    """

    opportunity: OpportunityId
    fit: float
    deadline: datetime | None = None
    value: Decimal | None = None
    trades: frozenset[str] = frozenset()
    miles: float | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a person was told: of which opportunity, which event, in which text, when."""

    opportunity: OpportunityId
    event: str
    kind: Kind
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class History:
    """All that a person was told so far, and what they said is not for them."""

    told: tuple[Told, ...] = ()
    hidden: frozenset[OpportunityId] = frozenset()

    def has(self, opportunity: OpportunityId, event: str) -> bool:
        """Whether they were told that of it."""
        return any(one.opportunity == opportunity and one.event == event for one in self.told)

    def knows(self, opportunity: OpportunityId) -> bool:
        """Whether they were told anything of it."""
        return any(one.opportunity == opportunity for one in self.told)

    def texts_of_news(self) -> list[datetime]:
        """When each text came that the weekly cap counts, oldest first: changes go beyond it."""
        texts = {one.text: one.at for one in self.told if one.kind is not Kind.CHANGE}
        return sorted(texts.values())

    def last(self) -> datetime | None:
        """When they were last told of something new, or of a near miss."""
        return max(self.texts_of_news(), default=None)


@dataclass(frozen=True, slots=True)
class TellAt:
    """It is told at this moment (UTC): at once, where that is now."""

    moment: datetime


@dataclass(frozen=True, slots=True)
class NotTold:
    """It is not told, for this reason."""

    reason: Reason


Decision = TellAt | NotTold


def decide(
    news: News,
    subscription: Subscription,
    history: History,
    now: datetime,
    holidays: AbstractSet[date],
) -> Decision:
    """Whether and when news is told; to be asked again at that moment, with what was told since.

    Told at the moment means: the cap has room, the hour is not quiet, and somebody can still
    answer. `holidays` are the bank holidays of the two months to come.
    """
    if reason := _never(news, subscription, history, now):
        return NotTold(reason)
    moment = _moment(subscription, history, now, news.since or now, holidays)
    if news.deadline and _is_too_soon(news.deadline, moment, holidays):
        return NotTold(Reason.CLOSES_TOO_SOON)
    return TellAt(moment)


def decide_change(
    change: Change,
    subscription: Subscription,
    history: History,
    now: datetime,
    holidays: AbstractSet[date],
) -> Decision:
    """Whether and when a change is told: only to whoever was told of the opportunity itself.

    It waits for no round and no cap, but for the end of quiet hours and of a pause.
    """
    event = event_of(change)
    if subscription.is_over(now):
        return NotTold(Reason.ENDED)
    if change.kind not in TOLD_CHANGES:
        return NotTold(Reason.NO_MATTER)
    if change.opportunity_id in history.hidden:
        return NotTold(Reason.NOT_FOR_THEM)
    if not history.knows(change.opportunity_id):
        return NotTold(Reason.NEVER_TOLD)
    if history.has(change.opportunity_id, event):
        return NotTold(Reason.TOLD_ALREADY)
    return TellAt(first_unquiet(_from(subscription, now), subscription.rhythm, holidays))


def decide_near_miss(
    news: News,
    subscription: Subscription,
    history: History,
    now: datetime,
    holidays: AbstractSet[date],
) -> Decision:
    """Whether the nearest miss is told now, in place of silence: at most once in SILENCE.

    Only in hours that are not quiet: it is asked again later otherwise.
    """
    if subscription.is_over(now):
        return NotTold(Reason.ENDED)
    since = max(subscription.began_at, history.last() or subscription.began_at)
    if not subscription.near_misses or now < since + SILENCE:
        return NotTold(Reason.SILENCE_TOO_SHORT)
    if history.knows(news.opportunity):
        return NotTold(Reason.TOLD_ALREADY)
    if news.opportunity in history.hidden:
        return NotTold(Reason.NOT_FOR_THEM)
    moment = first_unquiet(_from(subscription, now), subscription.rhythm, holidays)
    if news.deadline and _is_too_soon(news.deadline, moment, holidays):
        return NotTold(Reason.CLOSES_TOO_SOON)
    return TellAt(moment)


def event_of(change: Change) -> str:
    """Names a change among all events of its opportunity; the same change has the same name."""
    return f"{change.kind.value}:{change.at.isoformat()}"


def in_fair_order(ids: Iterable[str], seed: str) -> list[str]:
    """The ids in an order that the seed alone decides, and that prefers none of them."""
    return sorted(ids, key=lambda one: hashlib.sha256(f"{seed}|{one}".encode()).digest())


def _never(
    news: News, subscription: Subscription, history: History, now: datetime
) -> Reason | None:
    if subscription.is_over(now):
        return Reason.ENDED
    if history.knows(news.opportunity):
        return Reason.TOLD_ALREADY
    if news.opportunity in history.hidden:
        return Reason.NOT_FOR_THEM
    if news.fit < INTERRUPT_FROM:
        return Reason.BELOW_CUT_OFF
    return _unwanted(news, subscription.wishes)


def _unwanted(news: News, wishes: Wishes) -> Reason | None:
    if wishes.least is not None and news.value is not None and news.value < wishes.least:
        return Reason.TOO_SMALL
    if wishes.most is not None and news.value is not None and news.value > wishes.most:
        return Reason.TOO_BIG
    if news.trades and news.trades <= wishes.without:
        return Reason.NOT_THAT_TRADE
    if wishes.within_miles is not None and news.miles is not None:
        return Reason.TOO_FAR if news.miles > wishes.within_miles else None
    return None


def _moment(
    subscription: Subscription,
    history: History,
    now: datetime,
    since: datetime,
    holidays: AbstractSet[date],
) -> datetime:
    """The first moment by the rhythm at which the cap has room; a round that has passed is now."""
    rhythm, texts = subscription.rhythm, history.texts_of_news()
    moment = next_round(_from(subscription, since), rhythm, holidays)
    if moment < now:
        moment = first_unquiet(now, rhythm, holidays)
    while (free_from := _free_from(texts, rhythm, moment)) > moment:
        moment = next_round(free_from, rhythm, holidays)
    return moment


def _free_from(texts: Sequence[datetime], rhythm: Rhythm, moment: datetime) -> datetime:
    """From when one more text of news is within the cap, `moment` if it is then already."""
    within = [one for one in texts if one > moment - A_WEEK]
    if len(within) < rhythm.weekly_cap:
        return moment
    return within[len(within) - rhythm.weekly_cap] + A_WEEK


def _from(subscription: Subscription, now: datetime) -> datetime:
    return max(now, subscription.paused_until or now)


def _is_too_soon(deadline: datetime, moment: datetime, holidays: AbstractSet[date]) -> bool:
    return working_days_until(deadline, moment, holidays) < TIME_TO_ANSWER
