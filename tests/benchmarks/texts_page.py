"""The page of what sending was measured to take."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks" / "texts.md"


def write_page(sent: Mapping[str, Mapping[str, Any]], replies: Mapping[str, Any]) -> None:
    """Writes docs/benchmarks/texts.md."""
    lines = [
        "# How fast texts go out and are answered",
        "",
        "Made by `make bench`. Ten thousand alerts that are queued, to accepted by a stand-in for Twilio on the same",
        "machine: for each the consent, the list and STOP are looked at, an attempt is stored, the request is made,",
        "and its end is stored. Beside it DBOS alone: as many workflows of one step that does nothing, in a queue",
        "like ours, on the same database. To reach: at least 0.7 of that, and memory that does not grow.",
        "",
        "| database | DBOS alone, a second | ours, a second | ratio | memory at a quarter | at the end |",
        "|---|---|---|---|---|---|",
    ]
    for name, one in sent.items():
        alone, ours = one["bare"], one["ours"]
        lines.append(
            f"| {name} | {alone['count'] / alone['seconds']:.0f} | "
            f"{ours['count'] / ours['seconds']:.0f} | {one['ratio']:.2f} | "
            f"{ours['megabytes_at_a_quarter']:.0f} MB | {ours['megabytes_at_the_end']:.0f} MB |"
        )
    lines += [
        "",
        f"A reply by text (a digit, HELP, or a search), with {replies['callers']} people texting at once: from handed over",
        f"to its answer accepted, {replies['p50_ms']:.0f} ms in the middle, {replies['p95_ms']:.0f} ms for 95 of 100",
        "(to reach: 300 ms).",
        "",
    ]
    PAGE.write_text("\n".join(lines), encoding="utf-8")
