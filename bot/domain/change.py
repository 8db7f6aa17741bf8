"""What changed in an opportunity that somebody was shown: what they have to be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.opportunity import Kind, Opportunity, OpportunityId, Visibility


class ChangeKind(StrEnum):
    """The changes that an owner would want to hear of."""

    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    AWARDED = "awarded"
    OPENED = "opened"
    DEADLINE_MOVED = "deadline_moved"
    VALUE_CHANGED = "value_changed"
    RESERVED = "reserved"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one opportunity, with what was said before and after (None: nothing).

    `at` is the moment of the publication that brought it. The same change is equal to itself
    however often it is worked out, so it can be stored once.
    """

    opportunity_id: OpportunityId
    kind: ChangeKind
    at: datetime
    before: str | None
    after: str | None


_PLANNED = frozenset({Kind.PLANNED, Kind.MARKET_ENGAGEMENT, Kind.RE_LET})


def changes_between(before: Opportunity, after: Opportunity) -> tuple[Change, ...]:
    """What to tell of an opportunity that was stored as `before` and is now `after`.

    Called off or awarded is said alone, and once: nothing else about it matters any more. Equal
    opportunities give nothing, and so do differences that change nothing for an owner. Of what
    only invited firms may see nothing is told but that it is no longer open to everybody.
    """
    if after.visibility is Visibility.INVITED:
        was_seen = before.visibility is Visibility.ADVERTISED
        gone = Change(after.id, ChangeKind.WITHDRAWN, after.source.as_of, None, None)
        return (gone,) if was_seen else ()
    told = (
        (ChangeKind.CANCELLED, _on(before.cancelled_at), _on(after.cancelled_at)),
        (ChangeKind.AWARDED, _on(before.awarded_at), _on(after.awarded_at)),
    )
    for kind, old, new in told:
        if new and not old:
            return (Change(after.id, kind, after.source.as_of, old, new),)
    if after.cancelled_at or after.awarded_at:
        return ()
    return tuple(
        Change(after.id, kind, after.source.as_of, old, new)
        for kind, old, new in _terms(before, after)
        if old != new
    )


def _terms(
    before: Opportunity, after: Opportunity
) -> Iterator[tuple[ChangeKind, str | None, str | None]]:
    if before.kind in _PLANNED and after.kind not in _PLANNED:
        yield ChangeKind.OPENED, before.kind.value, after.kind.value
    yield ChangeKind.DEADLINE_MOVED, _on(before.deadline), _on(after.deadline)
    yield ChangeKind.VALUE_CHANGED, _value(before), _value(after)
    yield ChangeKind.RESERVED, before.reserved_for, after.reserved_for
    yield ChangeKind.REWORDED, before.title, after.title


def _on(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _value(o: Opportunity) -> str | None:
    return None if o.value.amount is None else f"{o.value.amount:.2f} {o.value.vat.value}"
