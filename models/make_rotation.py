"""Makes rotation.npy and code_names.npy of the codes' names: `python -m models.make_rotation`."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from tqdm import tqdm

from bot.bootstrap import KEPT_VECTORS, make_code_names, make_encoder
from bot.domain.vector_rows import Vectors
from connectors.text.vector_cache import CachedEncoder

HERE = Path(__file__).parent
ROTATION, CODE_NAMES = HERE / "rotation.npy", HERE / "code_names.npy"
AT_A_TIME = 256


def name_vectors() -> Vectors:
    """The vector of each code's name, in the order of the codes."""
    names = [name for _, name in sorted(make_code_names().items())]
    encoder = CachedEncoder(make_encoder(), KEPT_VECTORS)
    starts = tqdm(range(0, len(names), AT_A_TIME), file=sys.stderr, disable=None)
    return np.concatenate([encoder.encode(names[at : at + AT_A_TIME]) for at in starts])


def rotation_of(vectors: Vectors) -> Vectors:
    """The axes along which the vectors differ, those that tell most first.

    Each has the sign that makes its largest number positive: so it is the same wherever it is made.
    """
    centred = (vectors - vectors.mean(axis=0)).astype(np.float64)
    _, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes.T[::-1]
    largest = np.abs(axes).argmax(axis=1)
    signs = np.sign(axes[np.arange(len(axes)), largest])
    return np.asarray(axes * signs[:, None], dtype=np.float32)


def in_steps(vectors: Vectors) -> np.ndarray[tuple[int, int], np.dtype[np.int8]]:
    """The vectors in eight bits a number; their length, which is always one, need not be kept."""
    most = np.abs(vectors).max(axis=1, keepdims=True)
    return np.asarray(np.rint(vectors / np.where(most > 0, most, 1) * 127), dtype=np.int8)


def main() -> None:
    """Writes both files."""
    vectors = name_vectors()
    np.save(ROTATION, rotation_of(vectors))
    np.save(CODE_NAMES, in_steps(vectors))
    print(f"{ROTATION.name} and {CODE_NAMES.name} were made anew.")


if __name__ == "__main__":
    main()
