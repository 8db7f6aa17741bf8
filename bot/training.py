"""Trains the dialogue model when, and only when, something it is made from has changed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.domain.checkup_of_installation import ModelState
from bot.domain.errors import SettingsError
from bot.settings import ROOT, Settings
from bot.supervise import rasa_environment

_INPUTS = (
    "config.yml",
    "domain.yml",
    "requirements.lock",
    "data",
    "content",
    "connectors/dialogue",
)
_SUFFIXES = {".yml", ".csv", ".py", ".lock"}
_SAY_EVERY = 5

Say = Callable[[str], None]


def train_if_changed(settings: Settings, say: Say) -> bool:
    """Trains unless the model on disk was made from just these inputs; returns whether it did.

    Raises SettingsError with Rasa's last lines when training fails; the old model then stays.
    """
    if state_of_model(settings) is ModelState.FRESH:
        return False
    made_from, stamp = fingerprint(), _stamp(settings)
    say("Training the assistant (once, about a minute)...")
    stamp.unlink(missing_ok=True)
    _train(settings, say)
    stamp.write_text(made_from)
    return True


def state_of_model(settings: Settings) -> ModelState:
    """How the model on disk stands to what it is made from."""
    if not settings.model.exists():
        return ModelState.ABSENT
    stamp = _stamp(settings)
    is_fresh = stamp.exists() and stamp.read_text() == fingerprint()
    return ModelState.FRESH if is_fresh else ModelState.STALE


def fingerprint() -> str:
    """Changes when any file that the model is made from does."""
    digest = hashlib.sha256()
    for file in _inputs():
        digest.update(f"{file.relative_to(ROOT)}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _stamp(settings: Settings) -> Path:
    """Where it is noted what the model was made from."""
    return settings.model.with_suffix(".inputs")


def _inputs() -> Iterator[Path]:
    for name in _INPUTS:
        path = ROOT / name
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (f for f in files if f.is_file() and f.suffix in _SUFFIXES)


def _train(settings: Settings, say: Say) -> None:
    settings.model.parent.mkdir(parents=True, exist_ok=True)
    command = [
        *(sys.executable, "-m", "rasa", "train", "--quiet"),
        *("--domain", str(ROOT / "domain.yml"), "--config", str(ROOT / "config.yml")),
        *("--data", str(ROOT / "data"), "--out", str(settings.model.parent)),
        *("--fixed-model-name", settings.model.name.removesuffix(".tar.gz")),
    ]
    log = settings.model.parent / "training.log"
    with log.open("wb") as out:
        training = subprocess.Popen(  # noqa: S603 - our own command
            command,
            stdout=out,
            stderr=subprocess.STDOUT,
            cwd=ROOT,
            env={**os.environ, **rasa_environment(settings)},
        )
        _wait(training, say)
    if training.returncode or not settings.model.exists():
        last = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
        raise SettingsError(f"Training failed; the whole of it is in {log}:\n{last}")


def _wait(training: subprocess.Popen[bytes], say: Say) -> None:
    began = time.monotonic()
    while True:
        try:
            training.wait(timeout=_SAY_EVERY)
        except subprocess.TimeoutExpired:
            say(f"  still training, {time.monotonic() - began:.0f} s")
        else:
            return
