"""What was learnt of trades is read, or it is said what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.bootstrap import MODELS
from bot.domain.errors import SettingsError
from connectors.text.trades_file import load_learnt_trades

SHIPPED = MODELS / "trades.npz"


def test_what_is_shipped_can_be_read() -> None:
    learnt = load_learnt_trades(SHIPPED)
    assert learnt.weights.shape == (len(learnt.keys), len(learnt.trades))
    assert (np.diff(learnt.keys.astype(float)) >= 0).all()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"trades\.npz cannot be read"):
        load_learnt_trades(tmp_path / "trades.npz")


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "trades.npz").write_bytes(SHIPPED.read_bytes()[:5000])
    with pytest.raises(SettingsError, match=r"trades\.npz cannot be read"):
        load_learnt_trades(tmp_path / "trades.npz")


def test_what_was_learnt_in_another_way_is_refused(tmp_path: Path) -> None:
    with np.load(SHIPPED) as read:
        told = {**read, "weighing": np.ones(3)}
    np.savez(tmp_path / "trades.npz", **told)
    with pytest.raises(SettingsError, match="learn it anew"):
        load_learnt_trades(tmp_path / "trades.npz")
