"""The TextEncoder on WordLlama: static word embeddings that come inside its wheel."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import wordllama

from bot.ports import Vectors


class WordLlamaEncoder:
    """256 numbers a text, in microseconds; loaded when first needed, never from the network."""

    name = "wordllama-l2-256"
    dimensions = 256

    @cached_property
    def _model(self) -> Any:
        # Its own default looks in a folder that the wheel does not have.
        folder = Path(str(wordllama.__file__)).parent
        return wordllama.WordLlama.load(cache_dir=folder, disable_download=True)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit-length row for each text; an empty text is a row of zeros."""
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        written = [at for at, text in enumerate(texts) if text.strip()]
        if written:
            rows[written] = self._model.embed([texts[at] for at in written], norm=True)
        return rows
