"""What a message is for: n-grams and a tuned encoder asked together."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import joblib
import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline

from connectors.dialogue.bare_searches import searches_first
from connectors.dialogue.facts import FactFinder

_MASKED = {"trade", "place", "buyer", "min_value", "max_value", "amount", "ordinal"}


class Goals(Protocol):
    """Something that knows how likely each goal is."""

    @property
    def goals(self) -> tuple[str, ...]:
        """The goals in the order of the likelihoods."""
        ...

    def likelihoods(self, texts: Sequence[str]) -> Any:
        """A row for each text, its numbers adding up to 1."""
        ...


class IntentModel:
    """Weighs what n-grams over masked facts say against what the tuned encoder says.

    For the n-grams "any plastering near B8" and "any catering near Saltley" are one sentence, so
    what is learnt of one trade or place holds for all; the encoder reads the words themselves.
    They make different mistakes, and together fewer. Chosen by measurement: docs/benchmarks/.
    """

    def __init__(
        self,
        finder: FactFinder,
        tuned: Goals | None,
        weight: float = 0.5,
        pipeline: Pipeline | None = None,
    ) -> None:
        self._finder = finder
        self._tuned = tuned
        self._weight = weight
        self.pipeline = pipeline or _untrained()

    @classmethod
    def load(
        cls, finder: FactFinder, tuned: Goals | None, weight: float, file: Path
    ) -> IntentModel:
        """The model that `save` stored."""
        pipeline = joblib.load(file)
        goals = pipeline.named_steps["goals"]
        # Stored so, its transpose is multiplied as it stands; else 8 MB are copied a message.
        goals.coef_ = np.asfortranarray(goals.coef_)
        return cls(finder, tuned, weight, pipeline)

    def save(self, file: Path) -> None:
        """Stores what was learnt; the vocabularies of the finder stay in the content folder."""
        joblib.dump(self.pipeline, file)

    def fit(self, texts: Sequence[str], goals: Sequence[str]) -> None:
        """Learns the n-grams from examples; the same examples give the same model.

        The encoder has learnt before. Raises ValueError if it knows other goals than these.
        """
        if self._tuned and set(self._tuned.goals) != set(goals):
            raise ValueError("The tuned encoder knows other goals: models/tune_intents.py.")
        with warnings.catch_warnings():
            # It stops early on purpose: more steps cost minutes and gain nothing.
            warnings.simplefilter("ignore", ConvergenceWarning)
            self.pipeline.fit([self.masked(text) for text in texts], goals)
        learnt = self.pipeline.named_steps["goals"]
        learnt.coef_ = learnt.coef_.astype(np.float32)

    def ranking(self, text: str) -> list[tuple[str, float]]:
        """Every goal with its likelihood, likeliest first; empty for an empty text."""
        if not text.strip():
            return []
        masked = self.masked(text)
        likely: Any = self.pipeline.predict_proba([masked])[0]
        goals = [str(goal) for goal in self.pipeline.classes_]
        if self._tuned:
            other = dict(zip(self._tuned.goals, self._tuned.likelihoods([text])[0], strict=True))
            told = np.array([other[goal] for goal in goals])
            likely = (1 - self._weight) * likely + self._weight * told
        named = zip(goals, (float(one) for one in likely), strict=True)
        return searches_first(sorted(named, key=lambda goal: -goal[1]), masked)

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
    """N-grams seen in fewer than three examples are left out: a tenth of the size, no worse."""
    characters = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(1, 4), sublinear_tf=True, min_df=3, dtype=np.float32
    )
    words = TfidfVectorizer(
        ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\b\w+\b", min_df=2, dtype=np.float32
    )
    return Pipeline(
        [
            ("ngrams", FeatureUnion([("characters", characters), ("words", words)])),
            ("goals", LogisticRegression(C=10, class_weight="balanced", max_iter=60, tol=1e-3)),
        ]
    )
