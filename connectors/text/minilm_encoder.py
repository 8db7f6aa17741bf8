"""The TextEncoder on all-MiniLM-L6-v2, eight bits a weight, run by onnxruntime on the processor."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from bot.domain.errors import SettingsError
from bot.ports import Vectors

LONGEST = 256
"""Pieces of words that are read of a text; the model was made for so many."""

LONGEST_TEXT = 20_000
"""Characters: so many pieces never need more, and cutting up a megabyte takes seconds."""


class MiniLmEncoder:
    """384 numbers a text, in 2 to 10 ms; loaded when first needed, never from the network.

    Texts are encoded one at a time: with eight-bit weights the neighbours of a text in a batch
    would change its vector. Safe to share between threads.
    """

    name = "minilm-l6-v2-int8-384"
    dimensions = 384

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._folder = folder
        self._threads = threads

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit-length row for each text; an empty text is a row of zeros.

        Raises SettingsError where the files of the model are missing or damaged.
        """
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            if text.strip():
                row[:] = self._vector(text)
        return rows

    def _vector(self, text: str) -> Any:
        tokenizer, session = self._model
        # The tokenizer's own library takes no half of a surrogate pair, which JSON can hold.
        clean = text[:LONGEST_TEXT].encode("utf-8", "replace").decode("utf-8")
        ids = np.array([tokenizer.encode(clean).ids], dtype=np.int64)
        return session.run(None, {"ids": ids, "mask": np.ones_like(ids)})[0][0]

    @cached_property
    def _model(self) -> tuple[Any, Any]:
        # Not loaded with the module: it takes half a second, and most commands need no vectors.
        import onnxruntime as ort  # noqa: PLC0415
        from tokenizers import Tokenizer  # noqa: PLC0415

        try:
            tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
            tokenizer.no_padding()
            tokenizer.enable_truncation(LONGEST)
            options = ort.SessionOptions()
            options.intra_op_num_threads, options.inter_op_num_threads = self._threads, 1
            file = str(self._folder / "minilm-int8.onnx")
            session = ort.InferenceSession(file, options, providers=["CPUExecutionProvider"])
        except Exception as fault:  # both libraries raise bare Exceptions of their own
            said = f"The text encoder cannot be loaded from {self._folder}."
            raise SettingsError(said) from fault
        return tokenizer, session
