"""What a message is for: logistic regression on character and word n-grams."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import joblib
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline

from connectors.dialogue.facts import FactFinder

_MASKED = {"trade", "place", "buyer", "min_value", "max_value", "amount", "ordinal"}


class IntentModel:
    """Learns goals from examples in which every fact stands as its kind.

    "any plastering near B8" and "any catering near Saltley" are then one sentence, so that what
    is learnt of one trade or place holds for all. Chosen by measurement: docs/benchmarks/.
    """

    def __init__(self, finder: FactFinder, pipeline: Pipeline | None = None) -> None:
        self._finder = finder
        self._pipeline = pipeline or _untrained()

    @classmethod
    def load(cls, finder: FactFinder, file: Path) -> IntentModel:
        """The model that `save` stored."""
        pipeline = joblib.load(file)
        goals = pipeline.named_steps["goals"]
        # Stored so, its transpose is multiplied as it stands; else 8 MB are copied a message.
        goals.coef_ = np.asfortranarray(goals.coef_)
        return cls(finder, pipeline)

    def save(self, file: Path) -> None:
        """Stores what was learnt; the vocabularies of the finder stay in the content folder."""
        joblib.dump(self._pipeline, file)

    def fit(self, texts: Sequence[str], goals: Sequence[str]) -> None:
        """Learns from examples; the same examples give the same model."""
        self._pipeline.fit([self.masked(text) for text in texts], goals)

    def ranking(self, text: str) -> list[tuple[str, float]]:
        """Every goal with its probability, likeliest first; empty for an empty text."""
        if not text.strip():
            return []
        likely: Any = self._pipeline.predict_proba([self.masked(text)])[0]
        named = zip(self._pipeline.classes_, (float(one) for one in likely), strict=True)
        return sorted(named, key=lambda goal: -goal[1])

    def masked(self, text: str) -> str:
        """The text in lower case with each fact replaced by a word for its kind."""
        parts: list[str] = []
        at = 0
        for fact in self._finder.find(text):
            if fact.kind in _MASKED and fact.start >= at:
                parts += [text[at : fact.start], f" x{fact.kind.replace('_', '')}x "]
                at = fact.end
        return "".join([*parts, text[at:]]).lower()


def _untrained() -> Pipeline:
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 4), sublinear_tf=True)
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\b\w+\b")
    return Pipeline(
        [
            ("ngrams", FeatureUnion([("characters", characters), ("words", words)])),
            ("goals", LogisticRegression(C=30, class_weight="balanced", max_iter=300)),
        ]
    )
