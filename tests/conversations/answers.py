"""Tells which of the responses in data/responses an answer is."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import yaml

from tests.client import Reply
from tests.running import ROOT


def is_answer(reply: Reply, *names: str) -> bool:
    """Whether the reply begins with one of these responses, whatever fills its gaps."""
    return any(shape.match(reply.text) for name in names for shape in _shapes()[name])


@cache
def _shapes() -> dict[str, list[re.Pattern[str]]]:
    return {
        name: [_shape(variant["text"]) for variant in variants]
        for file in sorted((ROOT / "data" / "responses").glob("*.yml"))
        for name, variants in _read(file.read_text(encoding="utf-8")).items()
    }


def _read(text: str) -> dict[str, Any]:
    return dict(yaml.safe_load(text)["responses"])


def _shape(text: str) -> re.Pattern[str]:
    fixed = re.split(r"\{\w+\}", text.strip())
    # A gap may be filled with nothing: a note that is not always due.
    return re.compile(".*?".join(re.escape(part) for part in fixed), re.DOTALL)
