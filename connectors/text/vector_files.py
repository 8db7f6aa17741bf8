"""The rotation of text vectors and the vectors of codes' names, in files made by `models`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from bot.domain.errors import SettingsError
from bot.domain.vector_rows import Packing
from bot.ports import Vectors


def load_packing(folder: Path) -> Packing:
    """How vectors of the encoder are kept; SettingsError where the file is missing or damaged."""
    return Packing(_read(folder / "rotation.npy").astype(np.float32))


class CodeNameVectors:
    """The vectors of the names of codes, by code; read when first asked for."""

    def __init__(self, folder: Path, codes: Sequence[str]) -> None:
        self._file = folder / "code_names.npy"
        self._place = {code: at for at, code in enumerate(sorted(codes))}

    def of(self, codes: Sequence[str]) -> Vectors:
        """A unit-length row for each; zeros for a code that does not exist.

        Raises SettingsError where the file is missing or was made for other codes.
        """
        places = np.array([self._place.get(code, len(self._place)) for code in codes], dtype=int)
        return np.asarray(self._vectors[places], dtype=np.float32)

    @cached_property
    def _vectors(self) -> Vectors:
        steps = _read(self._file)
        if len(steps) != len(self._place):
            raise SettingsError(f"{self._file.name} was made for other codes: make it anew.")
        rows = np.zeros((len(steps) + 1, steps.shape[1]), dtype=np.float32)
        rows[:-1] = steps
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        rows /= np.where(lengths > 0, lengths, 1)
        return rows


def _read(file: Path) -> Vectors:
    try:
        return np.asarray(np.load(file, allow_pickle=False))
    except (OSError, ValueError) as fault:
        raise SettingsError(f"{file.name} cannot be read.") from fault
