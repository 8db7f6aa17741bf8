"""What an owner's feedback changes in what they are shown next; bounded, and told in words.

What is not for them goes; whatever is like it in the way that they named counts less. Who likes a
larger, farther or sooner one later is taken at that word: the limit then no longer holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from bot.domain.feedback import KEPT, LIKED, Feedback, Seen, Verdict, Why, standing
from bot.domain.match import Remark
from bot.domain.matching import ranked
from bot.domain.opportunity import OpportunityId
from bot.domain.remarks import Match
from bot.domain.remarks_of_size import about
from bot.domain.trade import cpv_stem
from bot.domain.work_words import work_title

OVER_A_LIMIT, OF_THAT_CODE, OF_THAT_TITLE = 0.4, 0.3, 0.5
LEAST = 0.1
"""However much speaks against it, an opportunity keeps this part of its score."""

LONGEST_NOTICE = 15
"""Working days: nobody's "too late" makes more of them than these three weeks count less."""

_WEEKS_FOR_SURE = 42
"""Days that hold more working days than that, whatever the holidays."""

_TELLING_STEM = 4
"""Digits of a code that name a kind of work; fewer name a whole trade."""

_ALIKE, _SHARED = 0.6, 2
_WORD = re.compile(r"[^\W\d_]{4,}")
_TITLE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Leaning:
    """What an owner's feedback comes to: the limits are those seen that set them."""

    marks: dict[OpportunityId, Verdict] = field(default_factory=dict)
    hidden: frozenset[OpportunityId] = frozenset()
    too_big: Seen | None = None
    too_far: Seen | None = None
    too_late: Seen | None = None
    wrong: tuple[Seen, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """By what a score is multiplied, in [LEAST, 1], and why."""

    factor: float
    remarks: tuple[Remark, ...]


def leaning_of(history: Sequence[Feedback]) -> Leaning:
    """What all that an owner said comes to; without feedback it changes nothing."""
    stands = standing(history)
    liked = [one.seen for one in stands.values() if one.verdict in LIKED]
    said = {
        why: [
            one.seen
            for one in stands.values()
            if one.verdict is Verdict.NOT_FOR_ME and one.why is why
        ]
        for why in Why
    }
    return Leaning(
        marks={key: one.verdict for key, one in stands.items() if one.verdict in KEPT},
        hidden=frozenset(key for key, one in stands.items() if one.hides),
        too_big=_too_big(said[Why.TOO_BIG], liked),
        too_far=_too_far(said[Why.TOO_FAR], liked),
        too_late=_too_late(said[Why.TOO_LATE], liked),
        wrong=tuple(_wrong(said[Why.WRONG_TRADE], liked)),
    )


def heeded(matches: Sequence[Match], leaning: Leaning) -> list[Match]:
    """The matches without what is not for this owner, best first once all they said is heeded."""
    if leaning == Leaning():
        return list(matches)
    left = (m for m in matches if m.opportunity.id not in leaning.hidden)
    return ranked([with_effect(m, leaning) for m in left])


def with_effect(match: Match, leaning: Leaning) -> Match:
    """The match with its score and remarks as this owner's words change them."""
    effect = effect_on(match, leaning)
    return replace(match, score=match.score * effect.factor, said=effect.remarks)


def effect_on(match: Match, leaning: Leaning) -> Effect:
    """How much less it counts for this owner; what they liked themselves counts in full."""
    if match.opportunity.id in leaning.marks:
        return Effect(1.0, ())
    found = list(_effects(match, leaning))
    factor = 1.0
    for one, _remark in found:
        factor *= one
    return Effect(max(LEAST, factor), tuple(remark for _one, remark in found))


def effect_told(why: Why, leaning: Leaning) -> Remark:
    """What a reason changes, in words: its limit, or that the notice does not tell one."""
    big, far, late = leaning.too_big, leaning.too_far, leaning.too_late
    if why is Why.TOO_BIG and big and big.amount is not None:
        return Remark(f"effect.{why}", {"pounds": about(big.amount)})
    if why is Why.TOO_FAR and far and far.miles is not None:
        return Remark(f"effect.{why}", {"miles": round(far.miles, 1)})
    if why is Why.TOO_LATE and late and late.working_days is not None:
        return Remark(f"effect.{why}", {"working": min(late.working_days, LONGEST_NOTICE)})
    if why is Why.WRONG_TRADE and leaning.wrong:
        return Remark(f"effect.{why}", {"title": short_title(leaning.wrong[-1].title)})
    return Remark(f"effect.none.{why}")


def short_title(title: str) -> str:
    """The title, or so many whole words of it as a sentence on a phone can hold."""
    if len(title) <= _TITLE_LENGTH:
        return title
    return f"{title[:_TITLE_LENGTH].rsplit(' ', 1)[0]}…"


def _effects(match: Match, leaning: Leaning) -> Iterator[tuple[float, Remark]]:
    value = match.opportunity.value
    amount = value.amount if value.currency == "GBP" else None
    least = leaning.too_big.amount if leaning.too_big else None
    if amount is not None and least is not None and amount >= least:
        yield OVER_A_LIMIT, Remark("against.said_too_big", {"pounds": about(least)})
    nearest = leaning.too_far.miles if leaning.too_far else None
    if match.miles is not None and nearest is not None and match.miles >= nearest:
        yield OVER_A_LIMIT, Remark("against.said_too_far", {"miles": round(nearest, 1)})
    most = leaning.too_late.working_days if leaning.too_late else None
    if most is not None and _closes_within(match, min(most, LONGEST_NOTICE)):
        yield OVER_A_LIMIT, Remark("against.said_too_late", {"working": most})
    if found := _most_like(match, leaning.wrong):
        factor, seen = found
        yield factor, Remark("against.said_wrong_trade", {"title": short_title(seen.title)})


def _closes_within(match: Match, working_days: int) -> bool:
    """Days are counted only where the calendar leaves a doubt: that is slow for a long list."""
    if match.case.days is None or match.case.days > _WEEKS_FOR_SURE:
        return False
    left = match.case.working_days
    return left is not None and left <= working_days


def _most_like(match: Match, wrong: Iterable[Seen]) -> tuple[float, Seen] | None:
    likes = ((_likeness(match, seen), seen) for seen in wrong)
    return min((one for one in likes if one[0] < 1), key=lambda one: one[0], default=None)


def _likeness(match: Match, seen: Seen) -> float:
    stems = [cpv_stem(code) for code in seen.kinds]
    telling = tuple(stem for stem in stems if len(stem) >= _TELLING_STEM)
    if telling and any(cpv_stem(code).startswith(telling) for code in match.opportunity.cpv):
        return OF_THAT_CODE
    names = " ".join(trade.name for trade in match.case.wanted.trades)
    searched = _words(f"{match.case.wanted.criteria.words} {names}")
    theirs, other = _words(match.opportunity.title) - searched, _words(seen.title) - searched
    shared = len(theirs & other)
    is_alike = shared >= _SHARED and shared / min(len(theirs), len(other)) >= _ALIKE
    return OF_THAT_TITLE if is_alike else 1.0


@lru_cache(maxsize=20_000)
def _words(title: str) -> frozenset[str]:
    return frozenset(_WORD.findall(work_title(title).lower()))


def _too_big(said: Sequence[Seen], liked: Sequence[Seen]) -> Seen | None:
    most = max((one.amount for one in liked if one.amount is not None), default=Decimal(-1))
    known = [(one.amount, one) for one in said if one.amount is not None and one.amount > most]
    return min(known, key=lambda one: one[0])[1] if known else None


def _too_far(said: Sequence[Seen], liked: Sequence[Seen]) -> Seen | None:
    most = max((one.miles for one in liked if one.miles is not None), default=-1.0)
    known = [(one.miles, one) for one in said if one.miles is not None and one.miles > most]
    return min(known, key=lambda one: one[0])[1] if known else None


def _too_late(said: Sequence[Seen], liked: Sequence[Seen]) -> Seen | None:
    days = [one.working_days for one in liked if one.working_days is not None]
    known = [
        (one.working_days, one)
        for one in said
        if one.working_days is not None and all(one.working_days < least for least in days)
    ]
    return max(known, key=lambda one: one[0])[1] if known else None


def _wrong(said: Iterable[Seen], liked: Iterable[Seen]) -> Iterator[Seen]:
    """Those of the wrong trade, without the kinds of work that the owner liked elsewhere."""
    wished = {code for one in liked for code in one.kinds}
    for one in said:
        yield replace(one, kinds=tuple(code for code in one.kinds if code not in wished))
