"""The page of what sending was measured to take."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks" / "texts.md"
DATABASES = ("SQLite", "PostgreSQL")


def write_page(found: Mapping[str, Mapping[str, Any]], failed: Mapping[str, str]) -> None:
    """Writes docs/benchmarks/texts.md of what was found, and says what was not."""
    measured = {name: found[name] for name in DATABASES if name in found}
    lines = [
        "# How fast texts go out and are answered",
        "",
        "Made by `make bench`. From one new opportunity that fits ten thousand people to the last text accepted by a",
        "stand-in for Twilio on the same machine: all are matched, each one's rules are looked at, the text is worded, its",
        "segments counted, stored and queued; then for each the consent, the list and STOP are looked at again, an attempt",
        "is stored, the request is made by Twilio's own library, and its end is stored. The first texts go while the last",
        "are written. Beside it DBOS alone: as many workflows of one step that does nothing and calls nobody, queued",
        "beforehand, in a queue like ours, on a database of the same kind, half of them before ours and half after. To reach: a ratio",
        'of at least 0.7, and memory that does not grow. "Queued" is the same without the way from the event to the queue.',
        "",
        "| database | DBOS alone, a second | from the event, a second | **ratio** | of the seconds, until all were matched and queued | queued, a second | ratio |",
        "|---|---|---|---|---|---|---|",
        *(_rates(name, one) for name, one in measured.items()),
        "",
        "| database | processor time for each, DBOS alone | from the event | queued |",
        "|---|---|---|---|",
        *(_processor(name, one) for name, one in measured.items()),
        "",
        "| database | memory at the start | half way | at the end |",
        "|---|---|---|---|",
        *(
            _memory(f"{name}, {what}", one[key])
            for name, one in measured.items()
            for what, key in (("from the event", "event"), ("queued", "ours"))
        ),
        "",
    ]
    if replies := found.get("replies"):
        lines += [*_replies("A reply to a text about work (a digit, or HELP)", replies), ""]
    if words := found.get("words"):
        lines += [*_replies("Words that the assistant must understand", words), ""]
    for what in failed:
        lines += [f"{what}: not measured, because the measurement failed.", ""]
    PAGE.write_text("\n".join(lines), encoding="utf-8")


def _rates(name: str, one: Mapping[str, Any]) -> str:
    alone, event, queued = one["bare"], one["event"], one["ours"]
    cells = (
        name,
        f"{alone['count'] / alone['seconds']:.0f}",
        f"{event['count'] / event['seconds']:.0f}",
        f"**{one['event_ratio']:.2f}**",
        f"{event['round_seconds']:.0f} of {event['seconds']:.0f}",
        f"{queued['count'] / queued['seconds']:.0f}",
        f"{one['ratio']:.2f}",
    )
    return f"| {' | '.join(cells)} |"


def _processor(name: str, one: Mapping[str, Any]) -> str:
    measured = (one[key] for key in ("bare", "event", "ours"))
    each = (f"{1000 * part['processor_seconds'] / part['count']:.1f} ms" for part in measured)
    return f"| {name} | {' | '.join(each)} |"


def _memory(name: str, ours: Mapping[str, Any]) -> str:
    moments = ("megabytes_at_the_start", "megabytes_half_way", "megabytes_at_the_end")
    return f"| {name} | {' | '.join(f'{ours[one]:.0f} MB' for one in moments)} |"


def _replies(what: str, replies: Mapping[str, Any]) -> list[str]:
    return [
        f"{what}, with {replies['callers']} people texting at once, each as soon as the last is answered: from handed over",
        f"to its answer accepted, {replies['p50_ms']:.0f} ms in the middle, {replies['p95_ms']:.0f} ms for 95 of 100",
        "(to reach: 300 ms).",
    ]
