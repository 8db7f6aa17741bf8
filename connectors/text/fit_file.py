"""What was learnt of fits, in the file that `models/train_fit.py` writes."""

from __future__ import annotations

import json
from pathlib import Path

from bot.domain.errors import SettingsError
from bot.domain.fit import FEATURES, FitModel


def load_fit(file: Path) -> FitModel:
    """The model; SettingsError where the file is missing or was learnt from other features."""
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
        if tuple(read["features"]) != FEATURES:
            raise SettingsError(f"{file.name} was learnt from other features: train it anew.")
        rows = [read["features"][name] for name in FEATURES]
        return FitModel(
            means=tuple(float(row["mean"]) for row in rows),
            deviations=tuple(float(row["deviation"]) for row in rows),
            weights=tuple(float(row["weight"]) for row in rows),
            intercept=float(read["intercept"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise SettingsError(f"{file.name} cannot be read: {fault}.") from fault
