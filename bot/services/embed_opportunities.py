"""Gives every opportunity the vector of its text; a job of its own that can stop at any point."""

from __future__ import annotations

from bot.domain.matching import text_of
from bot.ports import Storage, TextEncoder

OPPORTUNITIES_AT_A_TIME = 256


def embed_opportunities(storage: Storage, encoder: TextEncoder) -> int:
    """Encodes each opportunity whose text has no vector yet; returns how many that were.

    Resumable and idempotent: what lacks a vector is asked of the database each time, and each
    batch commits by itself.
    """
    embedded = 0
    while True:
        with storage.transaction() as work:
            lacking = work.vectors.lacking(encoder.name, OPPORTUNITIES_AT_A_TIME)
            if not lacking:
                return embedded
            rows = encoder.encode([text_of(opportunity) for opportunity in lacking])
            work.vectors.store(encoder.name, lacking, rows)
        embedded += len(lacking)
