"""How long things are kept, read from the content folder."""

from __future__ import annotations

from pathlib import Path

from bot.domain.errors import SourceError
from bot.domain.retention import Retention, Rule
from connectors.text.vocabulary import read_yaml


def load_retention(content: Path) -> Retention:
    """The rules of `retention.yml`.

    Raises SourceError for a rule without a length, or with two: a slip here would erase too much.
    """
    rules = [Rule(**entry) for entry in read_yaml(content / "retention.yml")]
    for rule in rules:
        if (rule.days > 0) == (rule.months > 0) or min(rule.days, rule.months) < 0:
            raise SourceError(f"retention.yml: {rule.of} must be kept for days or for months.")
    return Retention(rules)
