"""Reads how people change what they are told: "only over £500", "not cleaning", "3 miles"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.count_words import COUNT, counted, words
from bot.domain.money_words import read_sums
from bot.domain.pause_words import Feasts, asks_for_pause, asks_to_resume, pause_ends
from bot.domain.rhythm_words import with_rhythm_said
from bot.domain.subscription import Subscription, Wishes

_MILES = words(
    rf"\b(?:within|up\s+to|max(?:imum)?|no\s+more\s+than|not\s+more\s+than|under|less\s+than)?\s*(?P<n>{COUNT})\s*(?:-\s*)?(?:miles?|mi)\b"
)
_ANYWHERE = words(r"\b(?:anywhere|any\s+distance|however\s+far|distance\s+doesn'?t\s+matter)\b")
_ANY_VALUE = words(r"\bany\s+(?:value|size|price|amount|money)\b")
_NO_NEAR = words(
    r"\b(?:no|not|without|don'?t\s+\w+(?:\s+me)?|stop)\s+(?:the\s+)?near(?:ly)?[\s-]*(?:miss(?:es)?|ones?)\b"
)
_NOT_THIS = words(
    r"\b(?:not|no|no\s+more|without|except|but\s+not|don'?t\s+(?:want|need|send)(?:\s+me)?(?:\s+any)?|stop(?:\s+sending)?(?:\s+me)?|leave\s+out|nothing\s+for|exclude)\s+(?:any\s+|more\s+|the\s+)*$"
)
_AGAIN_THIS = words(
    r"\b(?:also|and\s+also|include|add|(?:do|i)\s+want|send\s+me|bring\s+back)\s+(?:any\s+|more\s+|the\s+)*$"
)


@dataclass(frozen=True, slots=True)
class SaidTrade:
    """A trade that the words name, and where."""

    name: str
    start: int


@dataclass(frozen=True, slots=True)
class Said:
    """The rules after what was said, and the names of those that it set."""

    subscription: Subscription
    changed: tuple[str, ...]


def with_what_is_said(
    text: str, before: Subscription, trades: Sequence[SaidTrade], feasts: Feasts, now: datetime
) -> Said:
    """The subscription by the rules that the text sets; nothing changed where it sets none.

    Rules of which nothing is said stay. `now` is aware; days are London's. What is said of a pause
    sets nothing else: its days are not days to be told on.
    """
    if asks_to_resume(text):
        return Said(replace(before, paused_until=None), ("resumed",))
    if asks_for_pause(text):
        return Said(replace(before, paused_until=pause_ends(text, feasts, now)), ("pause",))
    changed: list[str] = []
    rhythm = with_rhythm_said(text, before.rhythm, changed)
    wishes = _with_wishes(text, before.wishes, trades, changed)
    near = before.near_misses
    if _NO_NEAR.search(text):
        near = False
        changed.append("near_misses")
    after = replace(before, rhythm=rhythm, wishes=wishes, near_misses=near)
    return Said(after, tuple(dict.fromkeys(changed)))


def _with_wishes(
    text: str, before: Wishes, trades: Sequence[SaidTrade], changed: list[str]
) -> Wishes:
    after = before
    for said in read_sums(text):
        least, most = said.minimum, said.maximum
        if least is not None or most is not None:
            changed.append("value")
            after = replace(after, least=least or after.least, most=most or after.most)
    if _ANY_VALUE.search(text):
        changed.append("value")
        after = replace(after, least=None, most=None)
    if found := _MILES.search(text):
        changed.append("miles")
        after = replace(after, within_miles=float(counted(found["n"])))
    elif _ANYWHERE.search(text):
        changed.append("miles")
        after = replace(after, within_miles=None)
    return replace(after, without=_without(text, after.without, trades, changed))


def _without(
    text: str, before: frozenset[str], trades: Sequence[SaidTrade], changed: list[str]
) -> frozenset[str]:
    after = before
    for trade, said in _before_each(text, trades):
        if _NOT_THIS.search(said):
            after |= {trade}
        elif _AGAIN_THIS.search(said):
            after -= {trade}
    if after != before:
        changed.append("trades")
    return after


def _before_each(text: str, trades: Sequence[SaidTrade]) -> Iterator[tuple[str, str]]:
    """Each trade with the words before it; of "not cleaning or catering" both have the "not"."""
    joined = ""
    for trade in sorted(trades, key=lambda one: one.start):
        said = text[: trade.start]
        alone = re.search(r"(?:\b(?:or|and|nor)|,)\s*$", said, re.IGNORECASE)
        joined = joined if alone and joined else said
        yield trade.name, joined
