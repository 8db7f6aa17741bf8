"""The opportunity that an entry becomes when it is posted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.buyer import Buyer
from bot.domain.entry import Entry
from bot.domain.entry_rules import is_a_contract
from bot.domain.errors import InvalidInputError
from bot.domain.opportunity import POSTED_HERE, Law, Opportunity, Source
from bot.domain.place import HOME_REGION, Coverage, Point


@dataclass(frozen=True, slots=True)
class PostedWords:
    """What is said of an entry in words: all that is wanted, for whom, how to answer, and where."""

    description: str
    how_to_respond: str
    url: str
    reserved_for: str | None = None


def opportunity_of(
    entry: Entry,
    buyer: Buyer,
    said: PostedWords,
    point: Point | None = None,
) -> Opportunity:
    """What others see of the entry; InvalidInputError for one without a door.

    It names no person: questions and answers go by way of the service. Withdrawn is cancelled.
    """
    if entry.door is None:
        raise InvalidInputError("An entry without a door cannot be posted.")
    return Opportunity(
        id=entry.opportunity_id,
        kind=entry.kind,
        title=entry.title,
        description=said.description,
        buyer=buyer,
        source=Source(POSTED_HERE, said.url, _as_of(entry)),
        reference=entry.notice_number,
        visibility=entry.door.visibility,
        category=entry.category,
        value=entry.value,
        cpv=entry.cpv,
        coverage=_coverage(entry, point),
        published_at=entry.posted_at,
        deadline=entry.deadline,
        cancelled_at=entry.withdrawn_at,
        starts_on=entry.starts_on,
        reserved_for=said.reserved_for,
        above_threshold=False if is_a_contract(entry) else None,
        law=Law.PROCUREMENT_ACT,
        phases=tuple(one.phase for one in entry.phases),
        how_to_respond=said.how_to_respond,
    )


def _as_of(entry: Entry) -> datetime:
    return max(entry.changed_at, entry.withdrawn_at or entry.changed_at)


def _coverage(entry: Entry, point: Point | None) -> Coverage:
    if entry.postcode:
        return Coverage(postcode=entry.postcode, point=point)
    return Coverage(regions=(HOME_REGION,))
