"""The Lexicon on bm25s: stemmed English words, scored by BM25."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np
import Stemmer
from numpy.typing import NDArray

# bm25s loads jax where it finds it (TensorFlow brings it), only for a top-k that is not used
# here: that would cost 100 MB and a second of every start.
sys.modules.setdefault("jax", None)  # type: ignore[arg-type]
import bm25s  # noqa: E402 - after the line above


class Bm25Index:
    """The texts of one corpus; an empty corpus scores nothing."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._size = len(texts)
        self._stemmer = Stemmer.Stemmer("english")
        self._index = bm25s.BM25()
        tokens = self._tokens(list(texts)) if texts else None
        self._has_words = bool(tokens and any(tokens))
        if self._has_words:
            self._index.index(tokens, show_progress=False)

    def scores(self, query: str) -> NDArray[np.float32]:
        """A BM25 score of zero or more for each text; all zero where no word is shared."""
        tokens = self._tokens([query])[0] if self._has_words else []
        known = [token for token in tokens if token in self._index.vocab_dict]
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._index.get_scores(known), dtype=np.float32)

    def _tokens(self, texts: list[str]) -> list[list[str]]:
        return list(
            bm25s.tokenize(
                texts, stopwords="en", stemmer=self._stemmer, return_ids=False, show_progress=False
            )
        )


class Bm25Lexicon:
    """Makes BM25 indexes."""

    def index(self, texts: Sequence[str]) -> Bm25Index:
        """An index of the texts."""
        return Bm25Index(texts)
