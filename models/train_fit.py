"""Learns fit.json from the project's own judgements: `python -m models.train_fit`."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(threads, "1")  # with more, small products wait for one another

import numpy as np  # noqa: E402 - after the lines above
from scipy.optimize import minimize  # noqa: E402

from bot.bootstrap import make_stems, make_trades  # noqa: E402
from bot.domain.fit import FEATURES, FitModel, Numbers  # noqa: E402
from models.pairs import Pool, judgements, load_pool, profiles, read_pool  # noqa: E402
from models.train_trades import Known, read_notices, teach  # noqa: E402

HERE = Path(__file__).parent
OUT = HERE / "fit.json"
LEFT_OUT = frozenset({"o05"})
"""Judged in part by a rule, which the model would learn instead of a judgement."""

UNJUDGED = 150
"""Notices drawn at random for each profile that count as not its trade."""

ITS_TRADE = 2
RESTRAINT = 0.01
"""The inverse strength of the penalty on large weights.

With less of it words outweigh the rest, and a long text that shares common words with much comes
too near to certainty.
"""


@dataclass(frozen=True)
class Pairs:
    """Rows of features, whether each is the profile's trade, what it weighs, and whose it is."""

    features: Numbers
    is_trade: Numbers
    weights: Numbers
    profiles: tuple[str, ...]

    def without(self, profile: str) -> Pairs:
        """All but the pairs of that profile."""
        keep = np.array([one != profile for one in self.profiles])
        names = tuple(one for one in self.profiles if one != profile)
        return Pairs(self.features[keep], self.is_trade[keep], self.weights[keep], names)


def pairs(pool: Pool, said: dict[str, str], judged: dict[str, dict[str, int]]) -> Pairs:
    """The judged pairs and, drawn with a fixed seed, some that nobody judged."""
    draw = np.random.default_rng(0)
    place = {one: at for at, one in enumerate(pool.ids)}
    features, is_trade, weights, names = [], [], [], []
    for name, text in said.items():
        drawn = [int(at) for at in draw.choice(len(pool.ids), UNJUDGED, replace=False)]
        known = {place[one]: grade for one, grade in judged[name].items()}
        rows = [*known, *(at for at in drawn if at not in known)]
        grades = [known.get(at, 0) for at in rows]
        one = 1 / np.sqrt(max(sum(grade >= ITS_TRADE for grade in known.values()), 4))
        features.append(pool.index.ask(text).features[rows])
        is_trade += [float(grade >= ITS_TRADE) for grade in grades]
        weights += [one * (0.5 if grade == 1 else 1.0) for grade in grades]
        names += [name] * len(rows)
    return Pairs(np.concatenate(features), np.array(is_trade), np.array(weights), tuple(names))


def learn(from_pairs: Pairs) -> FitModel:
    """A logistic model with no weight below nought: more likeness never counts against."""
    means, spread = from_pairs.features.mean(0), from_pairs.features.std(0) + 1e-9
    ones = np.ones((len(from_pairs.features), 1))
    rows = np.hstack([(from_pairs.features - means) / spread, ones])
    sign, weights = 2 * from_pairs.is_trade - 1, from_pairs.weights / from_pairs.weights.mean()

    def loss(beta: Numbers) -> tuple[float, Numbers]:
        margin = -sign * (rows @ beta)
        value = (weights * np.logaddexp(0, margin)).sum() + (beta[:-1] ** 2).sum() / RESTRAINT / 2
        slope = -(rows * (weights * sign / (1 + np.exp(-margin)))[:, None]).sum(0)
        slope[:-1] += beta[:-1] / RESTRAINT
        return float(value), slope

    width = len(FEATURES)
    start = np.append(np.full(width, 0.3), -3.0)
    bounds = [(0.0, None)] * width + [(None, None)]
    beta = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return FitModel(_floats(means), _floats(spread), _floats(beta[:-1]), float(beta[-1]))


def write(model: FitModel, file: Path = OUT) -> None:
    """Writes the model as `connectors/text/fit_file.py` reads it."""
    rows = zip(FEATURES, model.means, model.deviations, model.weights, strict=True)
    features = {
        name: {"mean": round(mean, 6), "deviation": round(spread, 6), "weight": round(weight, 6)}
        for name, mean, spread, weight in rows
    }
    told = {"features": features, "intercept": round(model.intercept, 6)}
    file.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def own_pairs(pool: Pool) -> Pairs:
    """The pairs of the project's own judgements that a model may learn from."""
    said = {name: text for name, text in profiles(HERE).items() if name not in LEFT_OUT}
    judged = judgements(HERE / "judgements.jsonl", list(profiles(HERE)))
    return pairs(pool, said, judged)


def _floats(numbers: Sequence[float] | Numbers) -> tuple[float, ...]:
    return tuple(float(one) for one in numbers)


def main() -> None:
    """Learns, and writes what was learnt.

    The chance that a notice is for a trade is what was learnt without that notice and its like:
    it will be no surer of notices to come.
    """
    known, read = Known(make_trades(), make_stems()), read_pool()
    taught = teach(read_notices(read, known), known)
    write(learn(own_pairs(load_pool(read, taught.likely_apart()))))
    print(f"{OUT.name} was learnt anew.")


if __name__ == "__main__":
    main()
