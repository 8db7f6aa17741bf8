"""Work that a firm won, however that became known, and the one story that it may tell of each."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from bot.domain.introduction import Introduction, IntroductionState, buyer_key
from bot.domain.opportunity import OpportunityId
from bot.domain.person import PersonId
from bot.domain.supplier import SupplierId

WinId = NewType("WinId", str)

LONGEST_ANSWER = 600
"""Characters of one answer: a page about a firm has room for a few such."""


@dataclass(frozen=True, slots=True)
class WonWork:
    """Whom it was won from, what it was called ("" where that is not known), and when."""

    buyer: str
    title: str
    opportunity: OpportunityId | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Win:
    """Work that a firm told it won, without having been put forward for it.

    It is kept while `person`, who told it, agreed to be asked how it went.
    """

    id: WinId
    supplier: SupplierId
    person: PersonId
    firm: str
    buyer: str
    title: str
    opportunity: OpportunityId | None
    won_at: datetime


Won = Introduction | Win
"""What was won, however that is known: both have a firm, a person, a buyer and a title."""


def won_at(one: Won) -> datetime:
    """When it was won; of an introduction that moment in its history."""
    if isinstance(one, Win):
        return one.won_at
    return next(step.at for step in one.history if step.state is IntroductionState.WON)


def win_id(firm: SupplierId, won: WonWork) -> WinId:
    """The same for the same work of the firm, so that it is asked about once; 36 characters."""
    return WinId(_named("win", firm, won))


def story_id(firm: SupplierId, won: WonWork) -> str:
    """The same for the same work of the firm, so that each has one story; 36 characters."""
    return _named("story", firm, won)


def each_once(found: Iterable[WonWork]) -> list[WonWork]:
    """Each work once, the last won first: one win may be told by the owner and by the buyer."""
    kept: dict[str, WonWork] = {}
    for one in sorted(found, key=lambda one: one.at, reverse=True):
        kept.setdefault(one.opportunity or buyer_key(one.buyer), one)
    return list(kept.values())


def _named(what: str, firm: SupplierId, won: WonWork) -> str:
    about = won.opportunity or buyer_key(won.buyer)
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{what} {firm} {about}"))
