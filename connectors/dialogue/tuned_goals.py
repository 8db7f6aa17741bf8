"""The encoder that was taught the goals: a likelihood for each, run by onnxruntime in eight bits."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

LONGEST = 64
"""Pieces of words that are read at once; the model learnt from so many."""

LONGEST_TEXT = 2_000


class TunedGoals:
    """What `models/tune_intents.py` made; loaded when first asked, 0.2 s. Safe between threads.

    Of a longer message the beginning and the end are read, and the surer of the two counts: a
    long story has its question at either end.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._folder = folder
        self._threads = threads

    @cached_property
    def goals(self) -> tuple[str, ...]:
        """The goals in the order of the likelihoods."""
        told = json.loads((self._folder / "intents.json").read_text(encoding="utf-8"))
        return tuple(told["goals"])

    def likelihoods(self, texts: Sequence[str]) -> Any:
        """A row for each text, its numbers adding up to 1."""
        return np.stack([self._of(text) for text in texts])

    def _of(self, text: str) -> Any:
        tokenizer, session = self._model
        clean = text[:LONGEST_TEXT].encode("utf-8", "replace").decode("utf-8")
        ids = tokenizer.encode(clean).ids
        parts = [ids] if len(ids) <= LONGEST else [ids[:LONGEST], ids[:1] + ids[1 - LONGEST :]]
        rows = [_softmax(self._logits(session, part)) for part in parts]
        return max(rows, key=lambda row: float(row.max()))

    def _logits(self, session: Any, ids: Sequence[int]) -> Any:
        row = np.array([ids], dtype=np.int64)
        return session.run(None, {"ids": row, "mask": np.ones_like(row)})[0][0]

    @cached_property
    def _model(self) -> tuple[Any, Any]:
        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        options = ort.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = self._threads, 1
        file = str(self._folder / "intents-int8.onnx")
        session = ort.InferenceSession(file, options, providers=["CPUExecutionProvider"])
        return tokenizer, session


def _softmax(logits: Any) -> Any:
    raised = np.exp(logits - logits.max())
    return raised / raised.sum()
