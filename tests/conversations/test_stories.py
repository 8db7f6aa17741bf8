"""Rasa's own test of the stories: each message is understood and answered as told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.running import ROOT, Doorstep

STORIES = Path(__file__).parent / "stories"
MODEL = ROOT / "var" / "model.tar.gz"
NOWHERE = "http://127.0.0.1:9/webhook"
"""Actions are foretold, not run."""
WITHIN = 300
"""Seconds, on two busy cores."""


def _tested(stories: Path, out: Path) -> subprocess.CompletedProcess[str]:
    """Rasa's `test core` over a folder of stories with the model that is served."""
    command = [
        *(sys.executable, "-m", "connectors.dialogue.lean_rasa", "test", "core"),
        *("--stories", str(stories), "--model", str(MODEL), "--out", str(out)),
        *("--e2e", "--no-plot", "--fail-on-prediction-errors"),
    ]
    # Without the first Rasa would report its faults to its makers.
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "LOG_LEVEL": "WARNING"}
    env = (
        os.environ | quiet | {"DOORSTEP_ACTIONS_URL": NOWHERE, "DOORSTEP_TRACKER_URL": "sqlite://"}
    )
    return subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=WITHIN, check=False
    )


@pytest.mark.usefixtures("doorstep_with_samples")  # it has trained the model by then
def test_every_story_goes_as_told(tmp_path: Path) -> None:
    ran = _tested(STORIES, tmp_path)
    failed = tmp_path / "failed_test_stories.yml"
    assert ran.returncode == 0, failed.read_text() if failed.exists() else ran.stderr[-3000:]


def test_a_story_that_goes_otherwise_is_noticed(
    doorstep_with_samples: Doorstep, tmp_path: Path
) -> None:
    steps = [{"user": "hello", "intent": "greet"}, {"action": "utter_goodbye"}]
    wrong = {"version": "3.1", "stories": [{"story": "wrong", "steps": steps}]}
    file = tmp_path / "test_wrong.yml"
    file.write_text(yaml.safe_dump(wrong))
    assert _tested(file, tmp_path / "out").returncode != 0


def test_every_flow_has_its_stories() -> None:
    held = {file.stem.removeprefix("test_") for file in STORIES.glob("*.yml")}
    flows = {"finding", "explaining", "feedback", "spending", "hand_over"}
    assert held >= flows | {"profile", "reaching", "held", "quoting"}
