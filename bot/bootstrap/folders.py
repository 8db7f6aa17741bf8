"""Where the files lie that the product comes with, and those that it makes."""

from __future__ import annotations

from bot.reading import CONTENT
from bot.settings import ROOT

__all__ = ["CONTENT", "HOME", "KEPT_VECTORS", "MODELS", "ROOT"]

MODELS = ROOT / "models"
KEPT_VECTORS = ROOT / "var" / "vectors.sqlite3"
HOME = "East Birmingham"
"""Where an owner is taken to be who names no place."""
