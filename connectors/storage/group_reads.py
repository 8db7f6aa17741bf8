"""Reads processes that were joined as the one opportunity that they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select

from bot.domain.joined import as_one
from bot.domain.opportunity import LONDON, Kind, Opportunity
from connectors.storage.batches import batches
from connectors.storage.joining_tables import process_groups
from connectors.storage.rows import opportunity_of
from connectors.storage.tables import opportunities

_RUN_ON = [Kind.PLANNED.value, Kind.RE_LET.value, Kind.OPEN_FRAMEWORK.value]
"""Kinds that without a deadline go on until the day that they name."""
_OF_ITS_PROCESS = process_groups.c.process_key == opportunities.c.process_key


def is_not_over(now: datetime) -> ColumnElement[bool]:
    """The condition that an opportunity by itself is not over at the moment."""
    c = opportunities.c
    today = now.astimezone(LONDON).date()
    planned = c.kind.in_([Kind.PLANNED.value, Kind.RE_LET.value])
    runs_on = planned & c.ends_on.is_(None) | c.kind.in_(_RUN_ON) & (c.ends_on >= today)
    return and_(
        or_(c.deadline > now, c.deadline.is_(None) & runs_on),
        or_(c.awarded_at.is_(None), c.awarded_at > now),
        or_(c.cancelled_at.is_(None), c.cancelled_at > now),
    )


def is_alone() -> ColumnElement[bool]:
    """The condition that an opportunity's process is joined with no other."""
    return ~select(process_groups.c.process_key).where(_OF_ITS_PROCESS).exists()


def is_hidden() -> ColumnElement[bool]:
    """The condition that an opportunity is shown as another one."""
    as_another = process_groups.c.shown_key != process_groups.c.process_key
    return select(process_groups.c.process_key).where(_OF_ITS_PROCESS, as_another).exists()


def groups_with(connection: Connection, which: ColumnElement[bool]) -> list[str]:
    """The groups, by the key that is shown, that have an opportunity of the condition."""
    query = select(process_groups.c.shown_key).join(opportunities, _OF_ITS_PROCESS)
    return list(connection.execute(query.where(which).distinct()).scalars())


def groups_of(connection: Connection, process_keys: Sequence[str]) -> dict[str, str]:
    """For each of the processes that is in a group, the key that is shown."""
    c = process_groups.c
    found: dict[str, str] = {}
    for some in batches(process_keys):
        query = select(c.process_key, c.shown_key).where(c.process_key.in_(some))
        found.update((key, shown) for key, shown in connection.execute(query))
    return found


def read_groups(
    connection: Connection, query: Select[Any], shown_keys: Sequence[str]
) -> dict[str, Opportunity]:
    """The groups as one opportunity each, by the key that is shown.

    `query` selects opportunities with their buyers' columns; groups of which it leaves out the
    one that is shown are left out too.
    """
    members: defaultdict[str, dict[str, Opportunity]] = defaultdict(dict)
    whole = query.add_columns(process_groups.c.shown_key).join(process_groups, _OF_ITS_PROCESS)
    for some in batches(shown_keys):
        rows = connection.execute(whole.where(process_groups.c.shown_key.in_(some))).mappings()
        for row in rows:
            members[row["shown_key"]][row["process_key"]] = opportunity_of(dict(row))
    return {
        shown: as_one(those[shown], [o for key, o in those.items() if key != shown])
        for shown, those in members.items()
        if shown in those
    }
