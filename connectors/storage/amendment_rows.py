"""Changes of what was posted as rows of the database, and back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from bot.domain.amendment import Amendment, AmendmentId, Part, PartChange
from bot.domain.entry import EntryId
from bot.domain.officer import OfficerId


def row_of(one: Amendment) -> dict[str, Any]:
    """The columns of a change."""
    return {
        "id": one.id,
        "entry_id": one.entry,
        "at": one.at,
        "parts": [[part.part.value, part.before, part.after] for part in one.parts],
        "why": one.why,
    }


def amendment_of(row: Row[Any]) -> Amendment:
    """The change that a row holds."""
    return Amendment(
        AmendmentId(row.id),
        EntryId(row.entry_id),
        row.at,
        tuple(PartChange(Part(part), before, after) for part, before, after in row.parts),
        row.why,
        OfficerId(row.officer_id) if row.officer_id else None,
    )
