"""How fast one firm is matched, beside the bare product of the same vectors: see `main`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from bot.bootstrap import (
    KEPT_VECTORS,
    ROOT,
    make_compiler,
    make_fit_model,
    make_reader,
    make_vocabulary,
)
from bot.domain.opportunity import Opportunity
from bot.domain.vector_rows import BLOCK
from bot.domain.work_facts import WorkFacts
from bot.services.prepare_work import Vocabulary
from bot.services.read_processes import read_processes
from bot.services.work_index import WorkIndex
from connectors.text.vector_cache import CachedEncoder
from tests.benchmarks.matching_speed_page import Adding, Bench, Embedding, Size, Start, page

PAGE = ROOT / "docs" / "benchmarks" / "matching-speed.md"
POOL = ROOT.parent / "shared" / "notices" / "pool.jsonl"
SIZES, STORED = (1_000, 10_000, 100_000, 1_000_000), 100_000
ASKED = (
    "I clean offices and schools, evenings too",
    "roofer, flat roofs and guttering, small jobs",
    "We cook Asian food for parties and school lunches",
    "man with a van, house moves and small deliveries",
    "Electrician: rewires, testing, emergency lights",
    "we translate Urdu, Punjabi and Romanian",
    "gardening and grass cutting, hedges, fencing",
    "painter and decorator, two of us, council flats",
    "care at home for older people in Sparkbrook",
    "IT support for charities, laptops, networks",
)
ROUNDS, NOISE, ADDED = 12, 0.02, 200


@dataclass(frozen=True, eq=False)
class Texts:
    """Real texts with their vectors and facts, to be repeated with small noise."""

    opportunities: Sequence[Opportunity]
    vectors: NDArray[np.float32]
    facts: Sequence[WorkFacts]

    def repeated(self, count: int) -> Iterator[tuple[slice, NDArray[np.float32], WorkFacts]]:
        """So many vectors of unit length, none the same, and as many facts, part by part."""
        luck = np.random.default_rng(0)
        for start in range(0, count, BLOCK):
            which = np.arange(start, min(start + BLOCK, count)) % len(self.vectors)
            noise = luck.normal(0, NOISE, (len(which), self.vectors.shape[1]))
            vectors = self.vectors[which] + noise.astype(np.float32)
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
            facts = WorkFacts.joined([self.facts[at] for at in which])
            yield slice(start, start + len(which)), vectors, facts


def main() -> None:
    """Measures, prints and writes docs/benchmarks/matching-speed.md; without the texts, nothing.

    That is no failure: what else `make bench` measures goes on.
    """
    if not POOL.exists():
        sys.stdout.write(f"Left out: its texts are repeated from {POOL}, which is not there.\n")
        return
    vocabulary = make_vocabulary()
    texts = texts_of(vocabulary)
    sizes, adding = [], []
    for count in SIZES:
        size, index = matched(texts, vocabulary, count)
        sizes.append(size)
        adding.append(added(index, texts))
    bench = Bench(sizes, adding, embedded(texts, vocabulary), started(texts))
    text = page(bench)
    sys.stdout.write(text)
    PAGE.write_text(text, encoding="utf-8")


def texts_of(vocabulary: Vocabulary) -> Texts:
    """The pool's texts; vectors made before are taken from where they are kept."""
    read = tuple(read_processes([POOL], make_reader(), make_compiler()).opportunities.values())
    keeping = CachedEncoder(vocabulary.encoder, KEPT_VECTORS)
    bar = tqdm(range(0, len(read), 64), file=sys.stderr, disable=None)
    rows = [keeping.encode([vocabulary.text_of(o) for o in read[at : at + 64]]) for at in bar]
    return Texts(read, np.concatenate(rows), [vocabulary.facts_of(one) for one in read])


def filled(
    texts: Texts, vocabulary: Vocabulary, count: int
) -> tuple[NDArray[np.float32], WorkIndex]:
    """So many vectors in full, and an index of the same."""
    every = np.empty((count, texts.vectors.shape[1]), dtype=np.float32)
    index = WorkIndex(vocabulary)
    for where, vectors, facts in texts.repeated(count):
        every[where] = vectors
        index.append(vocabulary.packing.pack(vectors), facts)
    return every, index


def matched(texts: Texts, vocabulary: Vocabulary, count: int) -> tuple[Size, WorkIndex]:
    """Every question in turns with the bare product, the other way about every second time."""
    vectors, index = filled(texts, vocabulary, count)
    model, all_of_them = make_fit_model(), np.ones(count, dtype=np.float32)
    questions = [index.question(text) for text in ASKED]
    plain = [vocabulary.encoder.encode([text])[0] for text in ASKED]
    bare: list[float] = []
    ours: list[float] = []
    for number in range(ROUNDS):
        for asked, vector in zip(questions, plain, strict=True):
            turns = [
                (bare, lambda vector=vector: vectors @ vector),
                (ours, lambda asked=asked: index.best(asked, model, all_of_them)),
            ]
            for times, run in turns if number % 2 else turns[::-1]:
                times.append(seconds(run))
    asking = [seconds(lambda text=text: index.question(text)) for text in ASKED * 3]
    found = [share_found(index, asked, model, all_of_them) for asked in questions]
    memory = index.rows.vectors.nbytes, index.rows.words.nbytes
    return Size(count, bare, ours, asking, found, *memory, vectors.nbytes), index


def share_found(index: WorkIndex, asked: Any, model: Any, weigh: NDArray[np.float32]) -> float:
    """Of the best fifty by a close look at all, how many a close look at some finds."""
    every = index.best(asked, model, weigh, keep=len(weigh))
    best = every.rows[np.argsort(-index.fits(every, model), kind="stable")[:50]]
    return float(np.isin(best, index.best(asked, model, weigh).rows).mean())


def added(index: WorkIndex, texts: Texts) -> Adding:
    """Some added one by one; what was there must be the very same memory afterwards."""
    blocks = list(index.rows.vectors.blocks)
    count, packed = len(index.rows), index.rows.vectors.packing.pack(texts.vectors[:ADDED])
    full = [one for one in index.rows.words.segments if one.size > min(count, BLOCK) / 2]
    times = [
        seconds(lambda at=at: index.append(packed[at : at + 1], texts.facts[at]))
        for at in range(ADDED)
    ]
    kept = all(a is b for a, b in zip(blocks, index.rows.vectors.blocks, strict=False))
    segments = index.rows.words.segments
    return Adding(count, times, kept and all(any(a is b for b in segments) for a in full))


def embedded(texts: Texts, vocabulary: Vocabulary) -> Embedding:
    """What a row takes, of some of the texts, with its vector and without."""
    some = texts.opportunities[:200]
    vector = [seconds(lambda o=o: vocabulary.packed([vocabulary.text_of(o)])) for o in some]
    facts = [seconds(lambda o=o: vocabulary.facts_of(o)) for o in some]
    return Embedding(vector, facts)


def started(texts: Texts) -> Start:
    """A new process with so many stored opportunities, until its index is ready to be asked."""
    with tempfile.TemporaryDirectory(prefix="start-") as folder:
        database = Path(folder) / "start.sqlite3"
        environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{database}",
            "DOORSTEP_NOW": "2025-11-08",
        }
        run = [sys.executable, "-m", "tests.benchmarks.matching_start"]
        subprocess.run([*run, "fill", str(STORED)], env=environment, check=True, cwd=ROOT)
        told = [
            json.loads(
                subprocess.run(
                    [*run, "start"], env=environment, check=True, cwd=ROOT, capture_output=True
                ).stdout
            )
            for _ in range(5)
        ]
        return Start(STORED, database.stat().st_size, told)


def seconds(run: Callable[[], object]) -> float:
    """What a call takes on the clock."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
