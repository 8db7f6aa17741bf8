"""The page of what sending was measured to take."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks" / "texts.md"
DATABASES = ("SQLite", "PostgreSQL")


def write_page(found: Mapping[str, Mapping[str, Any]], failed: Mapping[str, str]) -> None:
    """Writes docs/benchmarks/texts.md of what was found, and says what was not."""
    lines = [
        "# How fast texts go out and are answered",
        "",
        "Made by `make bench`. Ten thousand alerts that are queued, to accepted by a stand-in for Twilio on the same",
        "machine: for each the consent, the list and STOP are looked at, an attempt is stored, the request is made by",
        "Twilio's own library, and its end is stored. Beside it DBOS alone: as many workflows of one step that does nothing",
        "and calls nobody, in a queue like ours, on a database of the same kind, half of them before ours and half after.",
        "Seconds count from the first that is done. To reach: a ratio of at least 0.7, and memory that does not grow.",
        "",
        "| database | DBOS alone, a second | ours, a second | ratio | processor time for each, DBOS alone | ours |",
        "|---|---|---|---|---|---|",
        *(_rates(name, found[name]) for name in DATABASES if name in found),
        "",
        "| database | memory at the start | half way | at the end |",
        "|---|---|---|---|",
        *(_memory(name, found[name]["ours"]) for name in DATABASES if name in found),
        "",
    ]
    if event := found.get("event"):
        lines += [*_whole_way(event), ""]
    if replies := found.get("replies"):
        lines += [*_replies("A reply to a text about work (a digit, or HELP)", replies), ""]
    if words := found.get("words"):
        lines += [*_replies("Words that the assistant must understand", words), ""]
    for what in failed:
        lines += [f"{what}: not measured, because the measurement failed.", ""]
    PAGE.write_text("\n".join(lines), encoding="utf-8")


def _rates(name: str, one: Mapping[str, Any]) -> str:
    alone, ours = one["bare"], one["ours"]
    cells = (
        name,
        f"{alone['count'] / alone['seconds']:.0f}",
        f"{ours['count'] / ours['seconds']:.0f}",
        f"{one['ratio']:.2f}",
        *(f"{1000 * each['processor_seconds'] / each['count']:.1f} ms" for each in (alone, ours)),
    )
    return f"| {' | '.join(cells)} |"


def _memory(name: str, ours: Mapping[str, Any]) -> str:
    moments = ("megabytes_at_the_start", "megabytes_half_way", "megabytes_at_the_end")
    return f"| {name} | {' | '.join(f'{ours[one]:.0f} MB' for one in moments)} |"


def _whole_way(event: Mapping[str, Any]) -> list[str]:
    each = 1000 * event["processor_seconds"] / event["count"]
    return [
        f"The whole way on SQLite, from one new opportunity that fits {event['count']:,} people to the last of them",
        f"told: {event['seconds']:.0f} seconds, {event['round_seconds']:.0f} of them until all were matched and written to",
        f"(the first texts go meanwhile); {each:.0f} ms of processor time for each.",
    ]


def _replies(what: str, replies: Mapping[str, Any]) -> list[str]:
    return [
        f"{what}, with {replies['callers']} people texting at once, each as soon as the last is answered: from handed over",
        f"to its answer accepted, {replies['p50_ms']:.0f} ms in the middle, {replies['p95_ms']:.0f} ms for 95 of 100",
        "(to reach: 300 ms).",
    ]
