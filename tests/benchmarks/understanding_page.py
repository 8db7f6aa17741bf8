"""The table of ways to understand, and the picture of which goal is taken for which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_CELL, _LEFT, _TOP = 14, 190, 190
_HEAD = """# Ways of understanding, measured

Remade by `make bench-understanding` on the held-out messages (`tests/nlu/heldout.jsonl`). Rows with a day took too long to run each
time; they are what was measured on that day. Milliseconds are the median of a message on two cores, facts found included where
they are used; megabytes are what lies on the disk; seconds are the training's, without Rasa's start.

| way | in scope | out of scope | sent away | ms | MB | training, s | measured on |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""


@dataclass(frozen=True)
class Row:
    """A way of understanding and its figures; shares from 0 to 1, None where not measured."""

    name: str
    in_scope: float
    out_of_scope: float
    sent_away: float
    milliseconds: float | None
    megabytes: float | None
    seconds: float | None
    measured_on: str | None


def table(rows: Sequence[Row]) -> str:
    """The page with a line for each row."""
    return _HEAD + "".join(f"| {' | '.join(_cells(row))} |\n" for row in rows)


def _cells(row: Row) -> list[str]:
    shares = [f"{share:.1%}" for share in (row.in_scope, row.out_of_scope, row.sent_away)]
    numbers = [_number(row.milliseconds, 1), _number(row.megabytes, 1), _number(row.seconds, 0)]
    return [row.name, *shares, *numbers, row.measured_on or "each time"]


def _number(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:.{digits}f}"


def confusion_picture(pairs: Sequence[tuple[str, str]]) -> str:
    """An SVG: a row for each goal that was meant, a column for what it was taken for."""
    goals = sorted({goal for pair in pairs for goal in pair})
    place = {goal: number for number, goal in enumerate(goals)}
    count, meant = Counter(pairs), Counter(goal for goal, _ in pairs)
    width, height = _LEFT + _CELL * len(goals) + 10, _TOP + _CELL * len(goals) + 10
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="10" role="img">',
        "<title>What each goal was taken for; right answers on the diagonal</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for goal, at in place.items():
        middle = _CELL * at + 10
        lines += [
            f'<text x="{_LEFT - 4}" y="{_TOP + middle}" text-anchor="end">{escape(goal)}</text>',
            f'<text transform="translate({_LEFT + middle},{_TOP - 4}) rotate(-90)">{escape(goal)}</text>',
        ]
    for (goal, taken), times in sorted(count.items()):
        share = times / meant[goal]
        colour = "#1d70b8" if goal == taken else "#d4351c"
        x, y = _LEFT + _CELL * place[taken], _TOP + _CELL * place[goal]
        told = f"{goal} taken for {taken}: {times} of {meant[goal]}"
        lines.append(
            f'<rect x="{x}" y="{y}" width="{_CELL - 1}" height="{_CELL - 1}" fill="{colour}" '
            f'fill-opacity="{max(share, 0.15):.2f}"><title>{escape(told)}</title></rect>'
        )
    return "\n".join([*lines, "</svg>", ""])
