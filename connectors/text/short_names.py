"""Reads how buyers' names are shortened, and the days of feasts, from the content folder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import yaml


def load_short_names(content: Path) -> Mapping[str, str]:
    """Words of names, as written out, with what stands for them where there is little room."""
    read = yaml.safe_load((content / "short_names.yml").read_text(encoding="utf-8"))
    return {str(words): str(short) for words, short in read["short_names"].items()}


def load_feasts(content: Path) -> Mapping[str, Sequence[tuple[date, date]]]:
    """The first and last days of each feast in the years to come, by each of its names."""
    read = yaml.safe_load((content / "feasts.yml").read_text(encoding="utf-8"))
    days: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for feast in read["feasts"]:
        for name in feast["names"]:
            days[name] += [(first, last) for first, last in feast["days"]]
    return {name: sorted(those) for name, those in days.items()}
