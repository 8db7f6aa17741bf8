"""How well messages are understood: `python -m tests.nlu.score [--development]` prints tables."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.bootstrap import CONTENT
from bot.domain.trade import Trade, Trades
from connectors.text.vocabulary import load_trades

ROOT = CONTENT.parent
DOORSTEP = ROOT / ".venv" / "bin" / "doorstep"
HERE = Path(__file__).parent
HELD_OUT = HERE / "heldout.jsonl"
DEVELOPMENT = HERE / "development.jsonl"

STRANGER = "out_of_scope"

FACTS = ("trade", "place", "max_value", "min_value")
SEARCHES = {"find_opportunities", "refine_search"}
"""Only in these does a fact that nobody stated change what is shown."""


@dataclass(frozen=True)
class Line:
    """A held-out message, what is right, and what the assistant would act on."""

    said: Mapping[str, Any]
    understood: Mapping[str, Any]

    @property
    def goal(self) -> str:
        """What the person came to do."""
        return str(self.said["intent"])

    @property
    def taken_for(self) -> str:
        """What the assistant takes it to be."""
        return str(self.understood["intent"])

    @property
    def is_right(self) -> bool:
        """Whether the goal is the right one; facts are scored apart."""
        return self.goal == self.taken_for

    def facts(self, kind: str) -> tuple[Any, Any]:
        """The fact that was stated and the one that was found, each None if absent."""
        return self.said.get(kind), self.understood["entities"].get(kind)


@dataclass(frozen=True)
class FactScore:
    """How many facts of a kind were found rightly, found wrongly, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def f1(self) -> float:
        """The balance of finding all and finding only those, 0 to 1."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


class Score:
    """The held-out messages beside what was made of them."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self._trades = load_trades(CONTENT)
        self._trade_called = trades_by_word(self._trades)

    def share_right(self, goals: Iterable[str]) -> float:
        """The share of messages with one of these goals whose goal was understood."""
        wanted = set(goals)
        asked = [line for line in self.lines if line.goal in wanted]
        return sum(line.is_right for line in asked) / len(asked)

    @property
    def goals(self) -> tuple[str, ...]:
        """What owners came for, besides going astray."""
        return tuple(sorted({line.goal for line in self.lines} - {STRANGER}))

    def turned_away(self) -> list[Line]:
        """Owners' questions that were taken for strangers' errands."""
        return [x for x in self.lines if x.goal != STRANGER and x.taken_for == STRANGER]

    def taken_on(self) -> list[Line]:
        """Strangers' errands that were taken for owners' questions."""
        return [x for x in self.lines if x.goal == STRANGER and x.taken_for != STRANGER]

    def fact(self, *kinds: str) -> FactScore:
        """Facts of these kinds together, as README.md says that they are scored."""
        counted = Counter(verdict for kind in kinds for _, verdict in self.verdicts(kind))
        wrong, missed = counted["wrong"] + counted["invented"], counted["wrong"] + counted["missed"]
        return FactScore(counted["right"], wrong, missed)

    def verdicts(self, kind: str) -> list[tuple[Line, str]]:
        """Each message in which the fact counts, and whether it was right."""
        scored = [line for line in self.lines if line.goal != STRANGER]
        return [(x, verdict) for x in scored if (verdict := self._verdict(x, kind))]

    def _verdict(self, line: Line, kind: str) -> str:
        stated, found = line.facts(kind)
        if stated is None:
            return "invented" if found is not None and line.goal in SEARCHES else ""
        if found is None:
            return "missed"
        is_right = self._is_part_of(found, stated) if kind == "trade" else stated == found
        return "right" if is_right else "wrong"

    def _is_part_of(self, found: str, stated: str) -> bool:
        """Office cleaning is cleaning; cleaning need not be office cleaning."""
        asked = self._trade_called(stated)
        names = [trade.name for trade in self._trades.with_narrower(asked)] or [asked]
        return self._trade_called(found) in names


def trades_by_word(trades: Trades) -> Callable[[str], str]:
    """Leads every word for a trade to the name of that trade; an unknown word to itself."""
    by_word: dict[str, str] = {}
    names: list[Callable[[Trade], Iterable[str]]] = [
        lambda trade: [trade.name],
        lambda trade: trade.says,
        lambda trade: trade.buyer_says,
    ]
    for words in names:
        for trade in trades:
            for word in words(trade):
                by_word.setdefault(word.lower(), trade.name)
    return lambda word: by_word.get(word.lower(), word)


def score_messages(file: Path = HELD_OUT) -> Score:
    """Puts a file's messages through `doorstep understand`; trains first if it must."""
    said = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    done = subprocess.run(
        [str(DOORSTEP), "understand"],
        input="".join(f"{each['text']}\n" for each in said).encode(),
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    understood = [json.loads(line) for line in done.stdout.decode().split("\n")[:-1]]
    return Score([Line(*pair) for pair in zip(said, understood, strict=True)])


def tables(score: Score) -> str:
    """The numbers as Markdown; no message is shown, so that the exam stays unread."""
    return "\n\n".join([_summary(score), _by_goal(score)])


def mistakes(score: Score) -> str:
    """Every mistake as Markdown: for messages that may be looked at."""
    return "\n\n".join([_mistakes(score), _fact_mistakes(score)])


def _summary(score: Score) -> str:
    every = [*score.goals, STRANGER]
    away = len(score.turned_away()) / sum(line.goal != STRANGER for line in score.lines)
    rows = [
        ("the owners' 51 goals", f"{score.share_right(score.goals):.1%}", "92 %"),
        ("the weakest goal", f"{min(score.share_right([g]) for g in score.goals):.0%}", "75 %"),
        ("out of scope, recall", f"{score.share_right([STRANGER]):.1%}", "85 %"),
        ("owners sent away", f"{away:.1%}", "at most 5 %"),
        ("trade, F1", f"{score.fact('trade').f1:.1%}", "90 %"),
        ("place, F1", f"{score.fact('place').f1:.1%}", "90 %"),
        ("money, F1", f"{score.fact('max_value', 'min_value').f1:.1%}", "90 %"),
        ("all messages", f"{score.share_right(every):.1%}", ""),
    ]
    return _table(("what", "measured", "wanted"), rows)


def _by_goal(score: Score) -> str:
    count = Counter(line.goal for line in score.lines)
    right = Counter(line.goal for line in score.lines if line.is_right)
    weakest = sorted(count, key=lambda goal: (right[goal] / count[goal], goal))
    rows = [(goal, str(count[goal]), str(right[goal])) for goal in weakest]
    return _table(("goal", "messages", "right"), rows)


def _mistakes(score: Score) -> str:
    wrong = sorted((x for x in score.lines if not x.is_right), key=lambda x: x.goal)
    rows = [(x.goal, x.taken_for, x.said["text"]) for x in wrong]
    return _table(("goal", "taken for", "message"), rows)


def _fact_mistakes(score: Score) -> str:
    rows = []
    for kind in FACTS:
        for line, verdict in score.verdicts(kind):
            if verdict != "right":
                stated, found = line.facts(kind)
                rows.append((kind, verdict, str(stated), str(found), line.said["text"]))
    return _table(("fact", "verdict", "stated", "found", "message"), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    cells = [[cell.replace("|", "/").replace("\n", " ") for cell in row] for row in rows]
    lines = [head, ["---"] * len(head), *cells]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    if "--development" in sys.argv:
        looked_at = score_messages(DEVELOPMENT)
        sys.stdout.write(f"{tables(looked_at)}\n\n{mistakes(looked_at)}\n")
    else:
        sys.stdout.write(f"{tables(score_messages())}\n")
