"""What a choice means to the dialogue: a goal and its facts, as one line of text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def meaning(goal: str, **facts: Any) -> str:
    """The line for the goal with its facts; those that are None are left out."""
    said = {kind: value for kind, value in facts.items() if value is not None}
    return f"/{goal}{json.dumps(said)}" if said else f"/{goal}"


def read_meaning(payload: str) -> tuple[str, Mapping[str, Any]]:
    """The goal and the facts of such a line."""
    goal, brace, rest = payload.removeprefix("/").partition("{")
    return goal, json.loads(brace + rest) if brace else {}
