"""The likely trades of rows answer as a look at each row by itself would."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.fit import log_odds
from bot.domain.likely_rows import LikelyRows
from bot.domain.work_facts import number_of_trade

TRADES = ("cleaning", "catering", "windows", "roofing")
CHANCES = st.integers(200, 10_000).map(lambda steps: steps / 10_000)
ROWS = st.lists(st.dictionaries(st.sampled_from(TRADES), CHANCES, max_size=4), max_size=8)
OWN = st.lists(st.sampled_from(TRADES), max_size=3, unique=True)


def held(*batches: list[dict[str, float]]) -> LikelyRows:
    """Rows with these chances, added batch by batch."""
    rows = LikelyRows()
    for batch in batches:
        names = [number_of_trade(name) for one in batch for name in one]
        chances = [chance for one in batch for chance in one.values()]
        each = np.array([len(one) for one in batch], dtype=np.uint16)
        rows.append(np.array(names, np.uint32), np.array(chances, np.float32), each)
    return rows


@given(ROWS, ROWS, OWN, st.data())
def test_the_likeliest_of_a_firms_trades_counts_and_later_ones_for_less(
    first: list[dict[str, float]], then: list[dict[str, float]], own: list[str], data: st.DataObject
) -> None:
    told = [*first, *then]
    size = data.draw(st.integers(0, len(told)))
    counted = [(name, 0.7 if at else 1.0) for at, name in enumerate(own)]
    best = [max((c * one.get(n, 0) for n, c in counted), default=0) for one in told[:size]]
    found = held(first, then).log_odds(counted, size)
    np.testing.assert_allclose(found, log_odds(np.array(best, dtype=float)), atol=1e-4)


@given(ROWS, ROWS, OWN, st.data())
def test_the_likeliest_of_other_trades_is_told_beside_it(
    first: list[dict[str, float]], then: list[dict[str, float]], own: list[str], data: st.DataObject
) -> None:
    told = [*first, *then]
    size = data.draw(st.integers(0, len(told)))
    best = [max((c for n, c in one.items() if n not in own), default=0) for one in told[:size]]
    found = held(first, then).of_others(own, size)
    np.testing.assert_allclose(found, np.array(best, dtype=float), atol=1e-6)


def test_rows_added_later_change_nothing_of_those_before() -> None:
    rows = held([{"cleaning": 0.5}])
    before = rows.of_others(["catering"], 1)
    held_then = rows.log_odds([("cleaning", 1.0)], 1)
    rows.append(np.array([number_of_trade("catering")], np.uint32), np.ones(1, np.float32),
                np.array([1]))  # fmt: skip
    assert rows.of_others(["catering"], 1).tolist() == before.tolist()
    assert rows.log_odds([("cleaning", 1.0)], 1).tolist() == held_then.tolist()
