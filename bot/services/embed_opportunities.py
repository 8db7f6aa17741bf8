"""Gives every opportunity the vector of its text; a job of its own that can stop at any point."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.domain.work_words import work_text
from bot.ports import Storage, TextEncoder

OPPORTUNITIES_AT_A_TIME = 64
"""Half a second's work: so long may the database be held at once."""


def embed_opportunities(
    storage: Storage,
    encoder: TextEncoder,
    code_names: Mapping[str, str],
    progress: Callable[[int], object] = lambda _count: None,
) -> int:
    """Encodes each opportunity whose text has no vector yet; returns how many that were.

    Resumable and idempotent: what lacks a vector is asked of the database each time, and each
    batch commits by itself; then `progress` is called with its size.
    """
    embedded = 0
    while True:
        with storage.transaction() as work:
            lacking = work.vectors.lacking(encoder.name, OPPORTUNITIES_AT_A_TIME)
            if not lacking:
                return embedded
            rows = encoder.encode([work_text(one, code_names) for one in lacking])
            work.vectors.store(encoder.name, lacking, rows)
        embedded += len(lacking)
        progress(len(lacking))
