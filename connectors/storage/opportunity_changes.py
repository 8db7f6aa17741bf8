"""Notes which opportunities changed, so that an index need read nothing else again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from connectors.storage.among import ask, is_among, tell
from connectors.storage.bulk import insert_all
from connectors.storage.index_tables import opportunity_changes
from connectors.storage.tables import opportunities, revisions

_OPPORTUNITIES = "opportunities"
_IDS_OF = select(opportunities.c.id).where(is_among(opportunities.c.process_key))
_FORGET = delete(opportunity_changes).where(is_among(opportunity_changes.c.opportunity_id))


def note_changed(connection: Connection, ids: Sequence[str]) -> None:
    """Marks in the change's own transaction that these changed, came or went.

    Of two transactions that change something the second waits here for the first, so a revision
    that was read is never followed by a change with a lower number.
    """
    number = bump_revision(connection, _OPPORTUNITIES)
    changed = list(dict.fromkeys(ids))
    tell(connection, _FORGET, changed)
    rows = [{"opportunity_id": one, "revision": number} for one in changed]
    insert_all(connection, opportunity_changes, rows)


def ids_of(connection: Connection, process_keys: Iterable[str]) -> list[str]:
    """The ids of the opportunities of the processes: each keeps the one that it first had."""
    return [row.id for row in ask(connection, _IDS_OF, process_keys)]


def ids_where(connection: Connection, which: ColumnElement[bool]) -> list[str]:
    """The ids of the opportunities of the condition."""
    return list(connection.execute(select(opportunities.c.id).where(which)).scalars())


def bump_revision(connection: Connection, of: str) -> int:
    """The next number of that counter, taken inside the change's own transaction."""
    c = revisions.c
    bumped = update(revisions).where(c.of == of).values(number=c.number + 1).returning(c.number)
    number = connection.execute(bumped).scalar()
    if number is not None:
        return int(number)
    connection.execute(insert(revisions).values(of=of, number=1))
    return 1
