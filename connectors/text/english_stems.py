"""The words of English texts by their stems, each as a number of 32 bits."""

from __future__ import annotations

import sys
import zlib
from functools import lru_cache

import numpy as np
import Stemmer

# bm25s loads jax where it finds it (TensorFlow brings it), only for a top-k that is not used
# here: that would cost 100 MB and a second of every start.
sys.modules.setdefault("jax", None)  # type: ignore[arg-type]
import bm25s  # noqa: E402 - after the line above

from bot.domain.postings import Terms  # noqa: E402


class EnglishStems:
    """Cuts texts into stems, without words that every text has. Safe to share between threads."""

    name = "english-1"
    """Names the way: terms of different names are not comparable."""

    def of(self, text: str) -> Terms:
        """The terms of the text in its order, as often as it says them."""
        # A stemmer keeps a buffer of its own, which two threads must not use at once.
        stemmer = Stemmer.Stemmer("english")
        (stems,) = bm25s.tokenize(
            [text], stopwords="en", stemmer=stemmer, return_ids=False, show_progress=False
        )
        return np.array([number_of(stem) for stem in stems], dtype=np.uint32)


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """The stem of one word in small letters."""
    return str(Stemmer.Stemmer("english").stemWord(word))


@lru_cache(maxsize=200_000)
def number_of(stem: str) -> int:
    """The number that stands for a stem; of 100,000 stems one or two share theirs."""
    return zlib.crc32(stem.encode("utf-8", "surrogatepass"))
