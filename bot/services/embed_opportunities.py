"""Makes of every opportunity the row that an index takes in; a job that can stop at any point."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

from bot.domain.index_row import HeldVector, IndexRow, over_from
from bot.domain.opportunity import Opportunity, OpportunityId
from bot.ports import Storage
from bot.services.prepare_work import Vocabulary

OPPORTUNITIES_AT_A_TIME = 64
"""Half a second's work: so long may the database be held at once."""


def embed_opportunities(
    storage: Storage,
    vocabulary: Vocabulary,
    progress: Callable[[int], object] = lambda _count: None,
) -> int:
    """Makes the row of each opportunity that has none of its present self; returns how many.

    A vector is made anew only where the text is another: a moved deadline or a new trade costs
    a hundredth of that. Resumable and idempotent: what lacks a row is asked of the database each
    time, and each batch commits by itself; then `progress` is called with its size.
    """
    made, done = vocabulary.made_with, 0
    while True:
        with storage.transaction() as work:
            lacking = work.vectors.lacking(made, OPPORTUNITIES_AT_A_TIME)
            if not lacking:
                return done
            held = work.vectors.held(made, [one.id for one in lacking])
            work.vectors.store(made, rows_of(lacking, held, vocabulary))
        done += len(lacking)
        progress(len(lacking))


def rows_of(
    opportunities: Sequence[Opportunity],
    held: Mapping[OpportunityId, HeldVector],
    vocabulary: Vocabulary,
) -> dict[OpportunityId, IndexRow]:
    """The rows of the opportunities; a vector that is held of the same text is taken as it is."""
    texts = {one.id: vocabulary.text_of(one) for one in opportunities}
    hashes = {one: hash_of(text) for one, text in texts.items()}
    vectors = {one: kept.vector for one, kept in held.items() if kept.text_hash == hashes.get(one)}
    new = [one for one in texts if one not in vectors]
    packed = vocabulary.packed([texts[one] for one in new])
    vectors |= {one: row.tobytes() for one, row in zip(new, packed, strict=True)}
    return {
        one.id: IndexRow(
            hashes[one.id],
            vectors[one.id],
            *vocabulary.facts_of(one).bytes_of_one(),
            over_from=over_from(one),
        )
        for one in opportunities
    }


def hash_of(text: str) -> str:
    """The same for the same text alone."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
