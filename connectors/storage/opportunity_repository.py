"""Opportunities, their releases, findings and vectors in the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, Select, delete, func, insert, or_, select, update

from bot.domain.notice import Finding, ProcessKey, Release
from bot.domain.opportunity import LONDON, Kind, Ocid, Opportunity, OpportunityId, Visibility
from bot.ports import Vectors
from connectors.storage.buyers import BUYER_COLUMNS, ids_of_buyers
from connectors.storage.rows import (
    buyer_key,
    content_hash,
    opportunity_of,
    opportunity_row,
)
from connectors.storage.tables import buyers, findings, opportunities, releases, revisions, vectors

_IDS_AT_A_TIME = 500
_RUN_ON = [Kind.PLANNED.value, Kind.RE_LET.value, Kind.OPEN_FRAMEWORK.value]
"""Kinds that without a deadline go on until the day that they name."""

Item = TypeVar("Item")


class SqlOpportunities:
    """The OpportunityRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, opportunity_id: OpportunityId) -> Opportunity | None:
        found = self.get_many([opportunity_id])
        return found[0] if found else None

    def get_many(self, ids: Sequence[OpportunityId]) -> list[Opportunity]:
        query = _advertised().where(opportunities.c.id.in_(list(ids)))
        found = {o.id: o for o in self._read(query)}
        return [found[one] for one in ids if one in found]

    def not_over_at(self, now: datetime) -> list[Opportunity]:
        c = opportunities.c
        today = now.astimezone(LONDON).date()
        planned = c.kind.in_([Kind.PLANNED.value, Kind.RE_LET.value])
        runs_on = planned & c.ends_on.is_(None) | c.kind.in_(_RUN_ON) & (c.ends_on >= today)
        return self._read(
            _advertised()
            .where(or_(c.deadline > now, c.deadline.is_(None) & runs_on))
            .where(or_(c.awarded_at.is_(None), c.awarded_at > now))
            .where(or_(c.cancelled_at.is_(None), c.cancelled_at > now))
        )

    def save(self, process_key: ProcessKey, opportunity: Opportunity) -> bool:
        return bool(self.save_all({process_key: opportunity}))

    def save_all(self, opportunities_by_key: Mapping[ProcessKey, Opportunity]) -> set[ProcessKey]:
        held = self._hashes(list(opportunities_by_key))
        hashes = {key: content_hash(o) for key, o in opportunities_by_key.items()}
        altered = {k: o for k, o in opportunities_by_key.items() if held.get(k) != hashes[k]}
        if not altered:
            return set()
        buyer_ids = ids_of_buyers(self._connection, [o.buyer for o in altered.values()])
        rows = [
            {
                "id": o.id,
                **opportunity_row(o),
                "process_key": key,
                "buyer_id": buyer_ids[buyer_key(o.buyer)],
                "content_hash": hashes[key],
            }
            for key, o in altered.items()
        ]
        self._write(rows, held)
        bump_revision(self._connection)
        return set(altered)

    def of_processes(self, process_keys: Iterable[ProcessKey]) -> dict[ProcessKey, Opportunity]:
        found: dict[ProcessKey, Opportunity] = {}
        for keys in _batches(list(process_keys)):
            query = _joined().where(opportunities.c.process_key.in_(keys))
            for row in self._connection.execute(query).mappings():
                found[ProcessKey(str(row["process_key"]))] = opportunity_of(dict(row))
        return found

    def remove(self, process_keys: Iterable[ProcessKey]) -> None:
        for keys in _batches(list(process_keys)):
            gone = delete(opportunities).where(opportunities.c.process_key.in_(keys))
            if self._connection.execute(gone).rowcount:
                bump_revision(self._connection)

    def revision(self) -> str:
        number = self._connection.execute(
            select(revisions.c.number).where(revisions.c.of == "opportunities")
        ).scalar()
        return str(number or 0)

    def held_among(self, process_keys: Iterable[ProcessKey]) -> set[ProcessKey]:
        held: set[ProcessKey] = set()
        for keys in _batches(list(process_keys)):
            key = opportunities.c.process_key
            held.update(self._connection.execute(select(key).where(key.in_(keys))).scalars())
        return held

    def count_real(self) -> int:
        count = select(func.count()).where(opportunities.c.is_sample.is_(False))
        return int(self._connection.execute(count).scalar_one())

    def remove_samples(self) -> int:
        removed = self._connection.execute(
            delete(opportunities).where(opportunities.c.is_sample.is_(True))
        ).rowcount
        if removed:
            bump_revision(self._connection)
        return removed

    def _hashes(self, process_keys: list[ProcessKey]) -> dict[ProcessKey, str]:
        c = opportunities.c
        held: dict[ProcessKey, str] = {}
        for keys in _batches(process_keys):
            query = select(c.process_key, c.content_hash).where(c.process_key.in_(keys))
            held.update((ProcessKey(key), known) for key, known in self._connection.execute(query))
        return held

    def _write(self, rows: list[dict[str, Any]], held: Mapping[ProcessKey, str]) -> None:
        """Inserts what is new; what is held keeps the id that it first had."""
        new = [row for row in rows if row["process_key"] not in held]
        if new:
            self._connection.execute(insert(opportunities), new)
        for row in rows:
            if row["process_key"] in held:
                kept = {name: value for name, value in row.items() if name != "id"}
                where = opportunities.c.process_key == row["process_key"]
                self._connection.execute(update(opportunities).where(where).values(kept))

    def _read(self, query: Select[tuple[object, ...]]) -> list[Opportunity]:
        return _opportunities_of(self._connection, query)


class SqlReleases:
    """The ReleaseRepository on SQLAlchemy; the unique fingerprint makes adding idempotent."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_new(self, new: Iterable[Release]) -> dict[ProcessKey, int]:
        by_fingerprint = {release.fingerprint: release for release in new}
        held = self._held(list(by_fingerprint))
        rows = [_release_row(r) for f, r in by_fingerprint.items() if f not in held]
        if rows:
            self._connection.execute(insert(releases), rows)
        return dict(Counter(ProcessKey(str(row["process_key"])) for row in rows))

    def of_processes(self, process_keys: Iterable[ProcessKey]) -> dict[ProcessKey, list[Release]]:
        c = releases.c
        found: dict[ProcessKey, list[Release]] = {}
        for keys in _batches(list(process_keys)):
            query = select(releases).where(c.process_key.in_(keys))
            for row in self._connection.execute(query.order_by(c.released_at, c.fingerprint)):
                found.setdefault(ProcessKey(row.process_key), []).append(_release_of(row))
        return found

    def replace_findings(self, found: Mapping[ProcessKey, Sequence[Finding]]) -> None:
        for keys in _batches(list(found)):
            self._connection.execute(delete(findings).where(findings.c.process_key.in_(keys)))
        rows = [
            {"process_key": key, "kind": f.kind.value, "detail": f.detail}
            for key, those in found.items()
            for f in those
        ]
        if rows:
            self._connection.execute(insert(findings), rows)

    def count_findings(self, process_keys: Iterable[ProcessKey]) -> dict[str, int]:
        totals: dict[str, int] = {}
        for keys in _batches(list(process_keys)):
            query = (
                select(findings.c.kind, func.count())
                .where(findings.c.process_key.in_(keys))
                .group_by(findings.c.kind)
            )
            for kind, count in self._connection.execute(query):
                totals[kind] = totals.get(kind, 0) + count
        return dict(sorted(totals.items()))

    def _held(self, fingerprints: list[str]) -> set[str]:
        found: set[str] = set()
        for batch in _batches(fingerprints):
            query = select(releases.c.fingerprint).where(releases.c.fingerprint.in_(batch))
            found.update(self._connection.execute(query).scalars())
        return found


class SqlVectors:
    """The VectorRepository on SQLAlchemy; a row is 32-bit little-endian floats."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lacking(self, encoder_name: str, limit: int) -> list[Opportunity]:
        fresh = select(vectors.c.opportunity_id).where(
            vectors.c.encoder == encoder_name,
            vectors.c.opportunity_id == opportunities.c.id,
            vectors.c.content_hash == opportunities.c.content_hash,
        )
        query = _joined().where(~fresh.exists()).limit(limit)
        return _opportunities_of(self._connection, query)

    def store(self, encoder_name: str, embedded: Sequence[Opportunity], rows: Vectors) -> None:
        ids = [o.id for o in embedded]
        c = vectors.c
        held = select(opportunities.c.id, opportunities.c.content_hash)
        rows_held = self._connection.execute(held.where(opportunities.c.id.in_(ids)))
        hashes = {row.id: row.content_hash for row in rows_held}
        self._connection.execute(
            delete(vectors).where(c.encoder == encoder_name, c.opportunity_id.in_(ids))
        )
        self._connection.execute(
            insert(vectors),
            [
                {
                    "opportunity_id": o.id,
                    "encoder": encoder_name,
                    "content_hash": hashes[o.id],
                    "row": np.asarray(row, dtype="<f4").tobytes(),
                }
                for o, row in zip(embedded, rows, strict=True)
            ],
        )
        bump_revision(self._connection)

    def load(self, encoder_name: str) -> dict[OpportunityId, NDArray[np.float32]]:
        query = select(vectors.c.opportunity_id, vectors.c.row).where(
            vectors.c.encoder == encoder_name
        )
        return {
            OpportunityId(one): np.frombuffer(row, dtype="<f4")
            for one, row in self._connection.execute(query)
        }


def bump_revision(connection: Connection) -> None:
    """Marks that opportunities or vectors changed, inside the change's own transaction."""
    c = revisions.c
    bumped = connection.execute(
        update(revisions).where(c.of == "opportunities").values(number=c.number + 1)
    )
    if not bumped.rowcount:
        connection.execute(insert(revisions).values(of="opportunities", number=1))


def _opportunities_of(
    connection: Connection, query: Select[tuple[object, ...]]
) -> list[Opportunity]:
    return [opportunity_of(dict(row)) for row in connection.execute(query).mappings()]


def _joined() -> Select[tuple[object, ...]]:
    return select(opportunities, *BUYER_COLUMNS).join(buyers)


def _advertised() -> Select[tuple[object, ...]]:
    return _joined().where(opportunities.c.visibility == Visibility.ADVERTISED.value)


def _release_of(row: Row[Any]) -> Release:
    return Release(
        ProcessKey(row.process_key),
        Ocid(row.ocid) if row.ocid else None,
        row.released_at,
        row.feed,
        row.body,
        row.fingerprint,
    )


def _release_row(release: Release) -> dict[str, object]:
    return {
        "process_key": release.process_key,
        "ocid": release.ocid,
        "released_at": release.released_at,
        "feed": release.feed,
        "fingerprint": release.fingerprint,
        "body": dict(release.body),
    }


def _batches(items: list[Item]) -> Iterable[list[Item]]:
    return (items[i : i + _IDS_AT_A_TIME] for i in range(0, len(items), _IDS_AT_A_TIME))
