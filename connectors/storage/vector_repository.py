"""The opportunities' text vectors in the database."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, insert, select

from bot.domain.opportunity import Opportunity, OpportunityId
from bot.ports import Vectors
from connectors.storage.opportunity_repository import bump_revision, joined, opportunities_of
from connectors.storage.tables import opportunities, vectors


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
        query = joined().where(~fresh.exists()).limit(limit)
        return opportunities_of(self._connection, query)

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
