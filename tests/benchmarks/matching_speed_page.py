"""The page that tells how fast one firm is matched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from os import cpu_count
from statistics import median

import numpy as np

MEGABYTE, MILLI = 1_000_000, 1_000


@dataclass(frozen=True)
class Size:
    """Seconds of the bare product and of ours, of so many rows; bytes of ours and of the bare."""

    count: int
    bare: Sequence[float]
    ours: Sequence[float]
    asking: Sequence[float]
    found: Sequence[float]
    vectors: int
    words: int
    plain: int


@dataclass(frozen=True)
class Adding:
    """Seconds of adding one to so many, and whether all that was there stayed what it was."""

    count: int
    times: Sequence[float]
    stayed: bool


@dataclass(frozen=True)
class Embedding:
    """Seconds of making one vector, and of making facts."""

    vector: Sequence[float]
    facts: Sequence[float]


@dataclass(frozen=True)
class Start:
    """So many stored, in so many bytes, and what each new process told."""

    count: int
    stored: int
    told: Sequence[Mapping[str, float]]


@dataclass(frozen=True)
class Bench:
    """All that was measured."""

    sizes: Sequence[Size]
    adding: Sequence[Adding]
    embedding: Embedding
    start: Start


def page(bench: Bench) -> str:
    """The page in Markdown."""
    made = median(bench.embedding.vector) + median(bench.embedding.facts)
    facts = median(bench.embedding.facts)
    return "\n".join(
        [
            "# How fast one firm is matched",
            "",
            f"`make bench` wrote this page on {datetime.now(UTC):%-d %B %Y}, on {cpu_count()} cores. Real texts are repeated under new ids,",
            "their vectors with small noise. Bare is numpy's product of one vector with all vectors in full; ours is all of the ranking,",
            "from the firm's vector on: words, meaning, codes, titles, size. Both run in turns in one process; milliseconds on the clock.",
            "The bare product works on all cores, ours only where it multiplies vectors.",
            "",
            "| opportunities | bare p50 / p95 | ours p50 / p95 | ratio of medians | best fifty found | vectors + words, MB | bare, MB |",
            "|---|---|---|---|---|---|---|",
            *(_size(one) for one in bench.sizes),
            "",
            'Goal at 100,000: ratio at most 2, p95 under 30 ms on two cores. "Best fifty found" is the share of those that a close look at',
            f"all finds. Before it, the firm's words become a vector and trades: {_ms(median(bench.sizes[-1].asking))} ms.",
            "",
            "## Adding one",
            "",
            "| to so many | p50 / p95, ms | longest, ms | all that was there stayed the same memory |",
            "|---|---|---|---|",
            *(_added(one) for one in bench.adding),
            "",
            "The longest are those at which small segments of words were merged.",
            "",
            "## Start",
            "",
            f"{bench.start.count:,} stored opportunities ({bench.start.stored / MEGABYTE:,.0f} MB of SQLite), a new process each time, the file in the system's",
            "cache as it was after writing. From the first line of the process until the first question can be answered.",
            "",
            "| | loading code, s | index ready, s | of that on the processor, s | most memory, MB |",
            "|---|---|---|---|---|",
            *(_start(number, one) for number, one in enumerate(bench.start.told, start=1)),
            "",
            "Goal: index ready in under 5 s.",
            "",
            "## Making rows",
            "",
            f"{1 / made:,.0f} opportunities a second on one core ({_ms(made)} ms each, the vector nearly all of it): 100,000 in {100_000 * made / 60:,.0f} minutes, once. Where only",
            f"facts are made anew, {1 / facts:,.0f} a second. The job commits each batch of 64 and goes on where it stopped.",
            "",
        ]
    )


def _size(one: Size) -> str:
    ratio = median(one.ours) / median(one.bare)
    memory = f"{one.vectors / MEGABYTE:,.0f} + {one.words / MEGABYTE:,.0f}"
    return (
        f"| {one.count:,} | {_both(one.bare)} | {_both(one.ours)} | {ratio:.2f} "
        f"| {np.mean(one.found):.1%} | {memory} | {one.plain / MEGABYTE:,.0f} |"
    )


def _added(one: Adding) -> str:
    stayed = "yes" if one.stayed else "no"
    return f"| {one.count:,} | {_both(one.times)} | {_ms(max(one.times))} | {stayed} |"


def _start(number: int, told: Mapping[str, float]) -> str:
    return (
        f"| {number} | {told['loading']:.1f} | {told['ready']:.1f} "
        f"| {told['processor']:.1f} | {told['memory'] / MEGABYTE:,.0f} |"
    )


def _both(times: Sequence[float]) -> str:
    return f"{_ms(median(times))} / {_ms(float(np.percentile(times, 95)))}"


def _ms(seconds: float) -> str:
    return f"{seconds * MILLI:.1f}"
