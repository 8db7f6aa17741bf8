"""Serving without TensorFlow: what is left out, and that answers of actions are still checked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from connectors.dialogue import lean_rasa

ROOT = Path(__file__).parents[3]
IN_A_PROCESS_OF_ITS_OWN = """
import json, warnings
warnings.simplefilter("ignore")
from connectors.dialogue import lean_rasa
lean_rasa.make_lean()
lean_rasa.make_lean()
import sys
import rasa.core.agent, rasa.server, rasa.__main__
from rasa.core.actions.action import RemoteAction
from jsonschema import ValidationError
action = RemoteAction("action_find_opportunities", None)

def is_taken(answer):
    try:
        return action._validate_action_result(answer)
    except ValidationError:
        return False

print(json.dumps({
    "stands_in": type(sys.modules["tensorflow"]).__name__,
    "real_parts": [n for n in sys.modules if n.startswith(("tensorflow.python", "keras.src"))],
    "good": is_taken({"events": [{"event": "slot", "name": "a", "value": 1}], "responses": []}),
    "no_event": is_taken({"events": [{"name": "a"}], "responses": []}),
    "no_object": is_taken({"events": [], "responses": ["text"]}),
}))
"""


@pytest.fixture(scope="module")
def served() -> dict[str, object]:
    """What a process sees that serves Rasa as the supervisor starts it."""
    done = subprocess.run(
        [sys.executable, "-c", IN_A_PROCESS_OF_ITS_OWN],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_rasa_is_served_without_tensorflow(served: dict[str, object]) -> None:
    assert served["stands_in"] == "_StandIn"
    assert served["real_parts"] == []


def test_an_answer_of_an_action_is_still_checked(served: dict[str, object]) -> None:
    assert served["good"] is True
    assert served["no_event"] is False
    assert served["no_object"] is False


def test_another_rasa_must_be_looked_at_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lean_rasa, "MADE_FOR", "3.5.0")
    with pytest.raises(RuntimeError, match=r"knows Rasa 3\.5\.0"):
        lean_rasa.make_lean()
