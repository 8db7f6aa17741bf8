"""Learns trades.npz from the notices whose trades were read: `python -m models.train_trades`."""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(threads, "1")  # with more, small products wait for one another

import numpy as np  # noqa: E402 - after the lines above
from numpy.typing import NDArray  # noqa: E402
from scipy.sparse import csr_matrix, vstack  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402
from tqdm import tqdm  # noqa: E402

from bot.bootstrap import make_stems, make_trades  # noqa: E402
from bot.domain.fit import Numbers  # noqa: E402
from bot.domain.learnt_trades import (  # noqa: E402
    UNHEARD_OF,
    WEIGHED,
    Keys,
    LearntTrades,
    LikenessOfCodes,
    NoticeWords,
    weighed,
)
from bot.domain.opportunity import Opportunity  # noqa: E402
from bot.domain.trade import PlainText, Trades  # noqa: E402
from bot.domain.work_facts import Marks  # noqa: E402
from bot.ports import Stems  # noqa: E402
from bot.services.prepare_work import LIKELY, words_of  # noqa: E402
from models.pairs import read_pool, rows  # noqa: E402

HERE = Path(__file__).parent
OUT = HERE / "trades.npz"
PARTS, SEED = 5, 3

STRICTNESS = 30.0
"""The inverse strength of the penalty on large weights of the first model."""

OF_A_PHRASE = 0.3
"""What a phrase that buyers use for a trade counts beside a notice that is for it."""

SEEN_TWICE, SEEN_OFTEN = 2, 4
"""How often a word of titles or a code, and how often one of descriptions, must be seen."""

_SAID = np.uint64(3)
_KIND = np.uint64(60)


@dataclass(frozen=True, eq=False)
class Read:
    """Notices with the trades they are for: a row a notice, a column a trade.

    `is_for`: squarely its work; `touches`: a part of it, or next door, which teaches nothing
    either way. `group` is the same for notices that are much alike.
    """

    words: tuple[NoticeWords, ...]
    codes: Numbers
    in_title: Marks
    is_for: Marks
    touches: Marks
    group: tuple[str, ...]

    def teaches(self, some: NDArray[np.int64]) -> Marks:
        """Which trades each of some notices says anything about."""
        return np.asarray(self.is_for[some] | ~self.touches[some])


@dataclass(frozen=True, eq=False)
class Known:
    """What is known of trades and words before any notice is read."""

    trades: Trades
    stems: Stems

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The trades in their order."""
        return tuple(trade.name for trade in self.trades)

    @cached_property
    def phrases(self) -> tuple[tuple[NoticeWords, int], ...]:
        """Each phrase of buyers as if it were a title, and its trade."""
        none = np.zeros(0, dtype=np.uint32)
        return tuple(
            (NoticeWords(self.stems.of(phrase), none, ()), at)
            for at, trade in enumerate(self.trades)
            for phrase in (trade.name, *trade.buyer_says)
        )


def read_notices(opportunities: dict[str, Opportunity], known: Known) -> Read:
    """The notices of `notice_trades.jsonl`, in the order of `opportunities`, which has them all."""
    place = {name: at for at, name in enumerate(known.names)}
    told = {str(row["notice_id"]): row for row in rows(HERE / "notice_trades.jsonl")}
    marks = {key: np.zeros((len(opportunities), len(place)), bool) for key in ("main", "also")}
    for at, notice in enumerate(opportunities):
        for key, marked in marks.items():
            marked[at, [place[str(name)] for name in told[notice][key]]] = True  # type: ignore[attr-defined]
    these = list(opportunities.values())
    likeness = LikenessOfCodes(tuple(known.trades))
    words = tuple(words_of(one, known.stems) for one in these)
    return Read(
        words=words,
        codes=np.stack([likeness.of(one.codes) for one in words]),
        in_title=np.stack([_in_title(one, known) for one in these]),
        is_for=marks["main"],
        touches=marks["also"],
        group=tuple(map(_group, these)),
    )


def _in_title(opportunity: Opportunity, known: Known) -> Marks:
    title = PlainText(opportunity.title)
    return np.array([t.mentioned_in(title) is not None for t in known.trades])


def _group(opportunity: Opportunity) -> str:
    words = re.sub(r"[^a-z ]", "", opportunity.title.lower()).split()
    return f"{opportunity.buyer.name}|{' '.join(words[:5])}"


def parts_of(read: Read) -> NDArray[np.int64]:
    """The part of each notice; notices that are much alike are in the same."""
    draw, found = np.random.default_rng(SEED), {}
    for group in read.group:
        if group not in found:
            found[group] = int(draw.integers(0, PARTS))
    return np.array([found[group] for group in read.group])


def learn(read: Read, some: NDArray[np.int64], known: Known) -> LearntTrades:
    """The first model from some of the notices; it weighs nothing yet."""
    words = [read.words[at] for at in some]
    empty = _empty(known, *_keys(words, known))
    phrases, whose = zip(*known.phrases, strict=True)
    texts = vstack([_matrix(words, empty), _matrix(phrases, empty)]).tocsr()
    worth = np.append(np.ones(len(some)), np.full(len(phrases), OF_A_PHRASE))
    weights, biases = np.zeros_like(empty.weights), empty.biases.copy()
    for at in tqdm(range(len(known.names)), unit=" trades", file=sys.stderr, disable=None):
        is_for = np.append(read.is_for[some, at], np.array(whose) == at)
        use = np.append(read.teaches(some)[:, at], np.ones(len(phrases), bool))
        model = LogisticRegression(C=STRICTNESS, solver="liblinear", random_state=0)
        model.fit(texts[use], is_for[use], sample_weight=worth[use])
        weights[:, at], biases[at] = model.coef_[0], model.intercept_[0]
    return replace(empty, weights=weights, biases=biases)


def _keys(words: Sequence[NoticeWords], known: Known) -> tuple[Keys, NDArray[np.float32]]:
    """The keys worth learning, and how rare each is among notices and phrases."""
    every = [*words, *(phrase for phrase, _ in known.phrases)]
    seen = Counter(key for one in every for keys, _ in one.parts() for key in keys.tolist())
    kept = np.array(sorted(key for key, times in seen.items() if times >= _needed(key)), np.uint64)
    times = np.array([seen[key] for key in kept.tolist()], dtype=float)
    rarities = np.log((len(every) + 1) / (times + 1)) + 1
    return kept, rarities.astype(np.float32)


def _needed(key: int) -> int:
    return SEEN_OFTEN if np.uint64(key) >> _KIND == _SAID else SEEN_TWICE


def _empty(known: Known, keys: Keys, rarities: NDArray[np.float32]) -> LearntTrades:
    count = len(known.names)
    return LearntTrades(
        trades=known.names,
        keys=keys,
        rarities=rarities,
        weights=np.zeros((len(keys), count), dtype=np.float16),
        biases=np.full(count, UNHEARD_OF, dtype=np.float32),
        weighing=(0.0,) * (len(WEIGHED) + 1),
        notices=np.zeros(count, dtype=np.float32),
    )


def _matrix(words: Sequence[NoticeWords], of: LearntTrades) -> csr_matrix:
    """A row a text, a column a key, as `LearntTrades.of_words` weighs them."""
    values: list[float] = []
    places: list[int] = []
    ends = [0]
    for one in words:
        for keys, counts in one.parts():
            at = of.places(keys)
            worth = of.rarities[at].astype(float)
            values += (counts * worth / (np.linalg.norm(worth) or 1.0)).tolist()
            places += at.tolist()
        ends.append(len(values))
    return csr_matrix((values, places, ends), shape=(len(words), len(of.keys)))


@dataclass(frozen=True, eq=False)
class Taught:
    """What was learnt from all notices, and for each what was learnt without its like."""

    model: LearntTrades
    apart: Numbers

    def likely_apart(self) -> list[dict[str, float]]:
        """For each notice the trades it may be for, as a notice that was never read."""
        return [
            {self.model.trades[at]: float(row[at]) for at in np.flatnonzero(row >= LIKELY)}
            for row in self.apart
        ]


def teach(read: Read, known: Known) -> Taught:
    """Learns the first model six times: from all, and from all but each part; then the second."""
    part = parts_of(read)
    of_words = np.zeros((len(part), len(known.names)))
    for left_out in range(PARTS):
        model = learn(read, np.flatnonzero(part != left_out), known)
        for at in np.flatnonzero(part == left_out):
            of_words[at] = model.of_words(read.words[at])
    every = np.arange(len(part))
    rows_of = np.stack([weighed(of_words[n], read.codes[n], read.in_title[n]) for n in every])
    use = read.teaches(every)
    apart = np.zeros_like(of_words)
    for left_out in range(PARTS):
        kept, out = part != left_out, part == left_out
        apart[out] = _second(rows_of[kept][use[kept]], read.is_for[kept][use[kept]], rows_of[out])
    second = LogisticRegression(C=1.0, max_iter=300).fit(rows_of[use], read.is_for[use])
    model = learn(read, every, known)
    weighing = (*second.coef_[0].tolist(), float(second.intercept_[0]))
    notices = apart.sum(0).astype(np.float32)
    return Taught(replace(model, weighing=weighing, notices=notices), apart)


def _second(learnt_from: Numbers, is_for: Marks, rows_of: Numbers) -> Numbers:
    model = LogisticRegression(C=1.0, max_iter=300).fit(learnt_from, is_for)
    flat = rows_of.reshape(-1, rows_of.shape[-1])
    return np.asarray(model.predict_proba(flat)[:, 1]).reshape(rows_of.shape[:2])


def write(model: LearntTrades, file: Path = OUT) -> None:
    """Writes the model as `connectors/text/trades_file.py` reads it; equal models, equal bytes."""
    np.savez_compressed(
        file,
        trades=np.array(model.trades),
        keys=model.keys,
        rarities=model.rarities,
        weights=model.weights,
        biases=model.biases,
        weighing=np.array(model.weighing, dtype=np.float32),
        notices=model.notices,
    )


def quality(chances: Numbers, is_for: Marks) -> Iterator[str]:
    """How well chances tell trades apart, in lines to read."""
    for least in (0.3, 0.5, 0.8):
        told = chances >= least
        right = int((told & is_for).sum())
        yield (
            f"from {least}: {right / max(told.sum(), 1):.0%} of {int(told.sum())} are right, "
            f"{right / is_for.sum():.0%} of all found"
        )


def main() -> None:
    """Learns, writes, and tells how well trades are told apart in notices not learnt from."""
    known = Known(make_trades(), make_stems())
    read = read_notices(read_pool(), known)
    taught = teach(read, known)
    write(taught.model)
    print(f"{OUT.name} was learnt anew, {len(read.words):,} notices, {len(known.names)} trades.")
    print(json.dumps({"keys": len(taught.model.keys)}))
    for line in quality(taught.apart, read.is_for):
        print(f"not learnt from: {line}")


if __name__ == "__main__":
    main()
