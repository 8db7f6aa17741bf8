"""Work that a firm won, however that became known, and the one story that it may tell of each."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.introduction import buyer_key
from bot.domain.opportunity import OpportunityId
from bot.domain.supplier import SupplierId

LONGEST_ANSWER = 600
"""Characters of one answer: a page about a firm has room for a few such."""


@dataclass(frozen=True, slots=True)
class WonWork:
    """Whom it was won from, what it was called ("" where that is not known), and when."""

    buyer: str
    title: str
    opportunity: OpportunityId | None
    at: datetime


def story_id(firm: SupplierId, won: WonWork) -> str:
    """The same for the same work of the firm, so that each has one story; 36 characters."""
    about = won.opportunity or buyer_key(won.buyer)
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"story {firm} {about}"))


def each_once(found: Iterable[WonWork]) -> list[WonWork]:
    """Each work once, the last won first: one win may be told by the owner and by the buyer."""
    kept: dict[str, WonWork] = {}
    for one in sorted(found, key=lambda one: one.at, reverse=True):
        kept.setdefault(one.opportunity or buyer_key(one.buyer), one)
    return list(kept.values())
