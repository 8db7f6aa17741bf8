"""The vectors that commands make sure of, with a bar on stderr: a new encoder takes a while."""

from __future__ import annotations

import sys

from bot.ports import Storage


def embed_with_progress(storage: Storage) -> int:
    """Gives each opportunity its vector; returns how many had none. It can be broken off."""
    from tqdm import tqdm

    from bot.bootstrap import make_code_names, make_encoder
    from bot.services.embed_opportunities import embed_opportunities

    with tqdm(unit=" texts", file=sys.stderr, disable=None, delay=1) as bar:
        return embed_opportunities(storage, make_encoder(), make_code_names(), bar.update)
