"""The rows of the index that commands make sure of, with a bar: a new encoder takes a while."""

from __future__ import annotations

import sys

from bot.ports import Storage


def embed_with_progress(storage: Storage) -> int:
    """Makes the row of each opportunity; returns how many had none. It can be broken off."""
    from tqdm import tqdm

    from bot.bootstrap import make_vocabulary
    from bot.services.embed_opportunities import embed_opportunities

    with tqdm(unit=" texts", file=sys.stderr, disable=None, delay=1) as bar:
        return embed_opportunities(storage, make_vocabulary(), bar.update)
