"""Opportunities in the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    delete,
    func,
    select,
    update,
)

from bot.domain.notice import ProcessKey
from bot.domain.opportunity import (
    Opportunity,
    OpportunityId,
    Visibility,
    can_be_answered,
)
from connectors.storage.among import among, ask, is_among
from connectors.storage.batches import batches
from connectors.storage.bulk import insert_all
from connectors.storage.buyer_repository import BUYER_COLUMNS, forget_namings, name_buyers
from connectors.storage.group_reads import (
    groups_of,
    groups_with,
    is_alone,
    is_hidden,
    is_not_over,
    read_groups,
)
from connectors.storage.opportunity_changes import ids_of, ids_where, note_changed
from connectors.storage.rows import contact_row, content_hash, opportunity_of, opportunity_row
from connectors.storage.tables import buyers, opportunities, revisions

_LASTING = {"id", "process_key"}


class SqlOpportunities:
    """The OpportunityRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, opportunity_id: OpportunityId) -> Opportunity | None:
        found = self.get_many([opportunity_id])
        return found[0] if found else None

    def get_many(self, ids: Sequence[OpportunityId]) -> list[Opportunity]:
        query = _advertised().where(opportunities.c.id.in_(list(ids)))
        rows = [dict(row) for row in self._connection.execute(query).mappings()]
        shown = groups_of(self._connection, [row["process_key"] for row in rows])
        groups = read_groups(self._connection, _advertised(), sorted(set(shown.values())))
        found = {row["id"]: groups.get(shown.get(row["process_key"], "")) for row in rows}
        alone = {row["id"]: opportunity_of(row) for row in rows if found[row["id"]] is None}
        return [found[one] or alone[one] for one in ids if one in found]

    def not_over_at(self, now: datetime) -> list[Opportunity]:
        is_open = is_not_over(now)
        heads = groups_with(self._connection, is_open)
        groups = read_groups(self._connection, _advertised(), heads)
        return [
            *self._read(_advertised().where(is_open, is_alone())),
            *(one for one in groups.values() if can_be_answered(one.state_at(now))),
        ]

    def save(self, process_key: ProcessKey, opportunity: Opportunity) -> bool:
        return bool(self.save_all({process_key: opportunity}))

    def save_all(self, opportunities_by_key: Mapping[ProcessKey, Opportunity]) -> set[ProcessKey]:
        held = self._hashes(opportunities_by_key)
        made = {key: opportunity_row(one) for key, one in opportunities_by_key.items()}
        hashes = {k: content_hash(made[k], o.buyer) for k, o in opportunities_by_key.items()}
        altered = {k: o for k, o in opportunities_by_key.items() if held.get(k) != hashes[k]}
        if not altered:
            return set()
        namings = name_buyers(self._connection, [o.buyer for o in altered.values()])
        rows = [
            {
                "id": o.id,
                **made[key],
                **contact_row(o),
                "process_key": key,
                "buyer_id": namings[o.buyer].buyer_id,
                "naming_id": namings[o.buyer].id,
                "content_hash": hashes[key],
            }
            for key, o in altered.items()
        ]
        before = self._namings(altered.keys() & held.keys())
        self._write(rows, held)
        forget_namings(self._connection, before - {one.id for one in namings.values()})
        new = [o.id for key, o in altered.items() if key not in held]
        known = ids_of(self._connection, altered.keys() & held.keys())
        note_changed(self._connection, [*new, *known])
        return set(altered)

    def of_processes(self, process_keys: Iterable[ProcessKey]) -> dict[ProcessKey, Opportunity]:
        rows = (row._asdict() for row in ask(self._connection, _OF_PROCESSES, process_keys))
        return {ProcessKey(row["process_key"]): opportunity_of(row) for row in rows}

    def remove(self, process_keys: Iterable[ProcessKey]) -> None:
        for keys in batches(process_keys):
            self._delete(among(opportunities.c.process_key, keys))

    def revision(self) -> str:
        number = self._connection.execute(
            select(revisions.c.number).where(revisions.c.of == "opportunities")
        ).scalar()
        return str(number or 0)

    def held_among(self, process_keys: Iterable[ProcessKey]) -> set[ProcessKey]:
        return {ProcessKey(row.process_key) for row in ask(self._connection, _HELD, process_keys)}

    def count_real(self) -> int:
        advertised = opportunities.c.visibility == Visibility.ADVERTISED.value
        is_real = opportunities.c.is_sample.is_(False)
        count = select(func.count()).where(is_real, advertised, ~is_hidden())
        return int(self._connection.execute(count).scalar_one())

    def remove_samples(self) -> int:
        return self._delete(opportunities.c.is_sample.is_(True))

    def _delete(self, which: ColumnElement[bool]) -> int:
        query = select(opportunities.c.naming_id).where(which).distinct()
        namings = set(self._connection.execute(query).scalars())
        if not namings:
            return 0
        gone = ids_where(self._connection, which)
        removed = self._connection.execute(delete(opportunities).where(which)).rowcount
        forget_namings(self._connection, namings)
        note_changed(self._connection, gone)
        return removed

    def _namings(self, process_keys: Iterable[ProcessKey]) -> set[str]:
        return {row.naming_id for row in ask(self._connection, _NAMINGS, process_keys)}

    def _hashes(self, process_keys: Iterable[ProcessKey]) -> dict[ProcessKey, str]:
        rows = ask(self._connection, _HASHES, process_keys)
        return {ProcessKey(row.process_key): row.content_hash for row in rows}

    def _write(self, rows: list[dict[str, Any]], held: Mapping[ProcessKey, str]) -> None:
        """Inserts what is new; what is held keeps the id that it first had."""
        new = [row for row in rows if row["process_key"] not in held]
        insert_all(self._connection, opportunities, new)
        known = [
            {"key": row["process_key"], **{name: row[name] for name in row if name not in _LASTING}}
            for row in rows
            if row["process_key"] in held
        ]
        if known:
            where = opportunities.c.process_key == bindparam("key")
            self._connection.execute(update(opportunities).where(where), known)

    def _read(self, query: Select[tuple[object, ...]]) -> list[Opportunity]:
        return opportunities_of(self._connection, query)


def opportunities_of(
    connection: Connection, query: Select[tuple[object, ...]]
) -> list[Opportunity]:
    """The opportunities that a query made of `joined` selects."""
    return [opportunity_of(dict(row)) for row in connection.execute(query).mappings()]


def joined() -> Select[tuple[object, ...]]:
    """Every opportunity, whoever may see it, with its buyer."""
    return select(opportunities, *BUYER_COLUMNS).join(buyers)


_OF_PROCESS = is_among(opportunities.c.process_key)
_OF_PROCESSES = joined().where(_OF_PROCESS)
_HELD = select(opportunities.c.process_key).where(_OF_PROCESS)
_NAMINGS = select(opportunities.c.naming_id).where(_OF_PROCESS)
_HASHES = select(opportunities.c.process_key, opportunities.c.content_hash).where(_OF_PROCESS)


def _advertised() -> Select[tuple[object, ...]]:
    return joined().where(opportunities.c.visibility == Visibility.ADVERTISED.value)
