"""What was learnt of the trades of notices, in the file that `models/train_trades.py` writes."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from bot.domain.errors import SettingsError
from bot.domain.learnt_trades import WEIGHED, LearntTrades


def load_learnt_trades(file: Path) -> LearntTrades:
    """What was learnt; SettingsError where the file is missing or was learnt for something else."""
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as read:
            weighing = tuple(map(float, read["weighing"]))
            if len(weighing) != len(WEIGHED) + 1:
                raise SettingsError(f"{file.name} was learnt in another way: learn it anew.")
            return LearntTrades(
                trades=tuple(map(str, read["trades"])),
                keys=read["keys"],
                rarities=read["rarities"],
                weights=read["weights"],
                biases=read["biases"],
                weighing=weighing,
                notices=read["notices"],
            )
    except (OSError, ValueError, KeyError, BadZipFile) as fault:
        raise SettingsError(f"{file.name} cannot be read: {fault}.") from fault
