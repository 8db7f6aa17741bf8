"""Measures ways of understanding on the held-out messages: `make bench-understanding`.

It writes the table of pipelines and the picture of what is taken for what into docs/benchmarks/.
What takes long is not run again: its rows stand in `understanding_slow.json` with their day.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bot.bootstrap import CONTENT, MODELS, ROOT
from connectors.dialogue.facts import FactFinder
from connectors.dialogue.intents import IntentModel
from connectors.dialogue.tuned_goals import TunedGoals
from tests.benchmarks.understanding_page import Row, confusion_picture, table
from tests.nlu.score import HELD_OUT, STRANGER
from tests.repository.house import yaml_folder, yaml_of

PAGE = ROOT / "docs" / "benchmarks"
SLOW = Path(__file__).with_name("understanding_slow.json")
Understand = Callable[[str], str]


@dataclass(frozen=True)
class Measured:
    """What a way of understanding made of the messages."""

    row: Row
    taken_for: tuple[str, ...]


def main() -> None:
    """Writes the table and the picture, and says where."""
    asked = [json.loads(line) for line in HELD_OUT.read_text(encoding="utf-8").splitlines()]
    finder, tuned = FactFinder.from_content(CONTENT), TunedGoals(MODELS)
    settings = yaml_of("config.yml")["pipeline"][1]
    floor, weight = settings["floor"], settings["weight"]
    alone, seconds = learnt(finder)
    both = IntentModel(finder, tuned, weight, alone.pipeline)
    size = size_of(alone)
    encoder = (MODELS / "intents-int8.onnx").stat().st_size / 1e6

    def by_tuned(text: str) -> str:
        return tuned.goals[int(np.argmax(tuned.likelihoods([text])[0]))]

    ways = [
        ("n-grams over masked facts", goal_of(alone, 0.0), size, seconds),
        ("the tuned encoder alone", by_tuned, encoder, None),
        ("both averaged", goal_of(both, 0.0), size + encoder, seconds),
        (
            f"**both averaged, floor {floor}: as it is**",
            goal_of(both, floor),
            size + encoder,
            seconds,
        ),
    ]
    measured = [measure(name, understand, asked, mb, s) for name, understand, mb, s in ways]
    rows = [Row(**row) for row in json.loads(SLOW.read_text(encoding="utf-8"))]
    (PAGE / "understanding-pipelines.md").write_text(
        table([*rows, *(one.row for one in measured)]), encoding="utf-8"
    )
    pairs = list(zip((one["intent"] for one in asked), measured[-1].taken_for, strict=True))
    (PAGE / "understanding.svg").write_text(confusion_picture(pairs), encoding="utf-8")
    sys.stdout.write(f"{PAGE / 'understanding-pipelines.md'}\n")


def learnt(finder: FactFinder) -> tuple[IntentModel, float]:
    """The n-grams' model of all examples, and the seconds that it took."""
    taught = [
        (line.removeprefix("- "), one["intent"])
        for file in yaml_folder("data/nlu").values()
        for one in file["nlu"]
        for line in one["examples"].splitlines()
        if line
    ]
    model, began = IntentModel(finder, None), time.monotonic()
    model.fit(*zip(*taught, strict=True))
    return model, time.monotonic() - began


def goal_of(model: IntentModel, floor: float) -> Understand:
    """The likeliest goal; out of scope where none reaches the floor."""

    def understand(text: str) -> str:
        goal, likely = model.ranking(text)[0]
        return goal if likely >= floor else STRANGER

    return understand


def measure(
    name: str,
    understand: Understand,
    asked: Sequence[dict[str, str]],
    mb: float,
    seconds: float | None,
) -> Measured:
    """Asks every message, and takes the time of each."""
    taken_for, times = [], []
    for one in asked:
        began = time.perf_counter()
        taken_for.append(understand(one["text"]))
        times.append(1000 * (time.perf_counter() - began))
    pairs = [(one["intent"], goal) for one, goal in zip(asked, taken_for, strict=True)]
    owners = [pair for pair in pairs if pair[0] != STRANGER]
    strangers = [pair for pair in pairs if pair[0] == STRANGER]
    row = Row(
        name=name,
        in_scope=sum(a == b for a, b in owners) / len(owners),
        out_of_scope=sum(a == b for a, b in strangers) / len(strangers),
        sent_away=sum(b == STRANGER for _, b in owners) / len(owners),
        milliseconds=float(np.median(times)),
        megabytes=mb,
        seconds=seconds,
        measured_on=None,
    )
    return Measured(row, tuple(taken_for))


def size_of(model: IntentModel) -> float:
    """Megabytes on the disk."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "model"
        model.save(file)
        return file.stat().st_size / 1e6


if __name__ == "__main__":
    main()
