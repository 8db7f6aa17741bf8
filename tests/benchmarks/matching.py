"""How well `doorstep match` ranks judged notices, with baselines beside it: `make bench-matching`.

The measures are those of `evaluate.py`, which lies with the judgements beside the project; without
them there is nothing to measure.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bm25s
import numpy as np

from bot.bootstrap import (
    KEPT_VECTORS,
    ROOT,
    make_code_names,
    make_encoder,
    make_fit_model,
    make_stems,
    make_trades,
)
from bot.domain.fit import Numbers
from bot.domain.fit_limit import INTERRUPT_FROM
from bot.domain.opportunity import State
from bot.domain.work_words import work_text
from connectors.text.vector_cache import CachedEncoder
from models.pairs import DEVELOPMENT, POOL, Pool, judgements, load_pool, profiles, read_pool
from models.train_trades import Known, read_notices, teach
from tests.benchmarks.matching_page import Cut, Measured, Unread, page, picture

OURS, FUSED = "doorstep match --fit-only", "BM25 and MiniLM, fused"
AS_OF = "2025-11-08"
TOP, FUSION = 300, 60
SAMPLES, SEED = 20_000, 1
LIMITS = (0.35, INTERRUPT_FROM, 0.55, 0.65)
UNREAD = "the same, no notice read before"
ITS_TRADE, SQUARELY = 2, 3

Ranking = dict[str, list[str]]


@dataclass(frozen=True)
class Scored:
    """A ranking as the command writes it, with its scores."""

    ids: Ranking
    scores: dict[str, list[float]]


def main() -> None:
    """Measures, prints, and writes docs/benchmarks/matching.md and its picture."""
    if not (DEVELOPMENT / "evaluate.py").exists() or not POOL.exists():
        sys.exit("The judgements and their notices do not lie beside the project: not measured.")
    said = profiles(DEVELOPMENT)
    judged = judgements(DEVELOPMENT / "labels.jsonl", list(said))
    pool = load_pool()
    ours, everything = ranked_by_command("--fit-only"), ranked_by_command("--as-of", AS_OF)
    rankings = {**baselines(pool, said), OURS: ours.ids}
    measured = [Measured(name, *evaluated(ranking)) for name, ranking in rankings.items()]
    gains = {key: gain(measured, key) for key in ("ndcg10", "recall50")}
    cuts = [cut(ours, judged, limit) for limit in LIMITS]
    apart = cut_chosen_apart(ours, judged)
    opened = open_on_the_day(pool)
    among_open = [ndcg_among(one.ids, judged, opened) for one in (ours, everything)]
    unread = as_if_unread(said, judged)
    text = page(measured, gains, cuts, apart, unread, INTERRUPT_FROM, among_open, len(opened))
    sys.stdout.write(text)
    folder = ROOT / "docs" / "benchmarks"
    (folder / "matching.md").write_text(text, encoding="utf-8")
    (folder / "matching.svg").write_text(picture(measured[-2], measured[-1]), encoding="utf-8")


def ranked_by_command(*options: str) -> Scored:
    """What the command writes for the development profiles."""
    command = [str(ROOT / ".venv" / "bin" / "doorstep"), "match", *options, "--top", str(TOP)]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "ranking.jsonl"
        files = ["--profiles", str(DEVELOPMENT / "profiles.jsonl"), "--notices", str(POOL)]
        subprocess.run([*command, *files, "--out", str(out)], check=True)
        rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    scored = Scored({}, {})
    for row in rows:
        scored.ids.setdefault(row["profile_id"], []).append(row["notice_id"])
        scored.scores.setdefault(row["profile_id"], []).append(row["score"])
    return scored


def as_if_unread(said: Mapping[str, str], judged: Mapping[str, Mapping[str, int]]) -> Unread:
    """The ranking where what was learnt of trades knows neither a notice nor its like."""
    read, known = read_pool(), Known(make_trades(), make_stems())
    pool = load_pool(read, teach(read_notices(read, known), known).likely_apart())
    model, ranked = make_fit_model(), Scored({}, {})
    for profile, text in said.items():
        fits = pool.index.fits(pool.index.ask(text), model)
        best = np.argsort(-fits, kind="stable")[:TOP]
        ranked.ids[profile] = [pool.ids[at] for at in best]
        ranked.scores[profile] = fits[best].tolist()
    cuts = [cut(ranked, judged, limit) for limit in LIMITS]
    return Unread(Measured(UNREAD, *evaluated(ranked.ids)), cuts)


def baselines(pool: Pool, said: Mapping[str, str]) -> dict[str, Ranking]:
    """By words alone, by meaning alone, and both by reciprocal rank, on the same texts."""
    names = make_code_names()
    texts = [work_text(one, names) for one in pool.opportunities]
    words = bm25s.BM25()
    options = {"stopwords": "en", "return_ids": False, "show_progress": False}
    words.index(bm25s.tokenize(texts, **options), show_progress=False)
    encoder = CachedEncoder(make_encoder(), KEPT_VECTORS)
    vectors = encoder.encode(texts)
    found: dict[str, Ranking] = {"BM25": {}, "all-MiniLM-L6-v2": {}, FUSED: {}}
    for profile, text in said.items():
        (tokens,) = bm25s.tokenize([text], **options)
        by_words = words.get_scores([one for one in tokens if one in words.vocab_dict])
        by_meaning = vectors @ encoder.encode([text])[0]
        both = sum(1 / (FUSION + places(scores)) for scores in (by_words, by_meaning))
        for name, scores in zip(found, (by_words, by_meaning, both), strict=True):
            best = np.argsort(-np.asarray(scores), kind="stable")[:TOP]
            found[name][profile] = [pool.ids[at] for at in best]
    return found


def places(scores: Numbers) -> Numbers:
    """The place of each in the order of its score, the best at 1."""
    order = np.empty(len(scores))
    order[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return order


def evaluated(ranking: Ranking) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """What `evaluate.py` says of the ranking: the means, and each profile."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ranking.jsonl"
        rows = (
            {"profile_id": profile, "notice_id": one, "rank": rank}
            for profile, ids in ranking.items()
            for rank, one in enumerate(ids, start=1)
        )
        file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
        labels = ["--labels", str(DEVELOPMENT / "labels.jsonl"), "--ranking", str(file)]
        command = [sys.executable, str(DEVELOPMENT / "evaluate.py"), *labels]
        ran = subprocess.run(
            [*command, "--verbose", "--json"], check=True, capture_output=True, text=True
        )
    told = json.loads(ran.stdout)
    return told["summary"], told["per_profile"]


def gain(measured: Sequence[Measured], key: str) -> tuple[float, float, float]:
    """The mean gain over the fused baseline, and its paired bootstrap interval of 95 %."""
    ours, fused = (
        next(one for one in measured if one.name == name).profiles for name in (OURS, FUSED)
    )
    pairs = [(ours[p][key], fused[p][key]) for p in ours]
    gains = np.array([a - b for a, b in pairs if a is not None and b is not None])
    draws = np.random.default_rng(SEED).integers(0, len(gains), (SAMPLES, len(gains)))
    means = gains[draws].mean(1)
    return float(gains.mean()), float(np.quantile(means, 0.025)), float(np.quantile(means, 0.975))


def cut(ranked: Scored, judged: Mapping[str, Mapping[str, int]], limit: float) -> Cut:
    """What a limit lets through, over all profiles."""
    through = [
        (judged[profile].get(one), profile)
        for profile, ids in ranked.ids.items()
        for one, score in zip(ids, ranked.scores[profile], strict=True)
        if score >= limit
    ]
    grades = [grade or 0 for grade, _ in through]
    squarely = sum(grade == SQUARELY for of in judged.values() for grade in of.values())
    return Cut(
        limit=limit,
        through=len(grades),
        its_trade=sum(grade >= ITS_TRADE for grade in grades),
        not_at_all=sum(grade == 0 for grade in grades),
        unjudged=sum(grade is None for grade, _ in through),
        squarely=sum(grade == SQUARELY for grade in grades) / squarely,
    )


def cut_chosen_apart(ranked: Scored, judged: Mapping[str, Mapping[str, int]]) -> Cut:
    """For each profile, the lowest limit that keeps both promises on all others; then summed."""
    cuts = []
    for profile in ranked.ids:
        others = Scored({p: i for p, i in ranked.ids.items() if p != profile}, ranked.scores)
        grades_of_others = {p: of for p, of in judged.items() if p != profile}
        kept = (
            limit
            for limit in np.arange(0.3, 0.95, 0.01)
            if (seen := cut(others, grades_of_others, float(limit))).through
            and seen.its_trade >= 0.8 * seen.through
            and seen.not_at_all <= 0.05 * seen.through
        )
        own = Scored({profile: ranked.ids[profile]}, ranked.scores)
        cuts.append(cut(own, judged, float(next(kept, 0.95))))
    return Cut(
        limit=None,
        through=sum(one.through for one in cuts),
        its_trade=sum(one.its_trade for one in cuts),
        not_at_all=sum(one.not_at_all for one in cuts),
        unjudged=sum(one.unjudged for one in cuts),
        squarely=sum(one.squarely for one in cuts),
    )


def open_on_the_day(pool: Pool) -> set[str]:
    """The notices that could be answered on the fixed day."""
    from bot.bootstrap import make_clock
    from bot.settings import read_settings

    now = make_clock(read_settings({"now": AS_OF})).now()
    pairs = zip(pool.ids, pool.opportunities, strict=True)
    return {key for key, o in pairs if o.state_at(now) is State.OPEN and o.is_known_at(now)}


def ndcg_among(ranking: Ranking, judged: Mapping[str, Mapping[str, int]], kept: set[str]) -> float:
    """The mean nDCG@10 if nothing but those notices existed."""
    found = []
    for profile, ids in ranking.items():
        of = {one: grade for one, grade in judged[profile].items() if one in kept}
        ideal = gained(sorted(of.values(), reverse=True))
        if ideal:
            found.append(gained([of.get(one, 0) for one in ids if one in kept]) / ideal)
    return float(np.mean(found))


def gained(grades: Sequence[int]) -> float:
    """The discounted gain of the first ten."""
    return float(sum((2**grade - 1) / np.log2(at + 2) for at, grade in enumerate(grades[:10])))


if __name__ == "__main__":
    main()
