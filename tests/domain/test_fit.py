"""How well the work of a notice fits: in [0, 1], never worse for more likeness."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bootstrap import MODELS
from bot.domain.fit import (
    FEATURES,
    SINGLE_SCALES,
    FitModel,
    behind,
    cpv_likeness,
    scale_fit,
    sells_goods,
    weight_of_codes,
)
from connectors.text.fit_file import load_fit
from tests.examples import CATERING, CLEANING

MODEL = load_fit(MODELS / "fit.json")
NUMBERS = st.floats(-50, 50)
ROW = st.lists(NUMBERS, min_size=len(FEATURES), max_size=len(FEATURES))
CODES = st.from_regex(r"[0-9]{8}", fullmatch=True)


def chance(row: list[float]) -> float:
    """The chance that a row is the trade."""
    return float(MODEL.probability(np.array([row]))[0])


@given(ROW)
def test_a_chance_is_between_nought_and_one(row: list[float]) -> None:
    assert 0 <= chance(row) <= 1


@given(ROW, st.integers(0, len(FEATURES) - 1), st.floats(0, 20))
def test_more_of_any_feature_never_counts_against(row: list[float], at: int, more: float) -> None:
    richer = [value + (more if n == at else 0.0) for n, value in enumerate(row)]
    assert chance(richer) >= chance(row)


def test_no_learnt_weight_is_below_nought() -> None:
    assert min(MODEL.weights) >= 0
    assert len(MODEL.weights) == len(FEATURES)


def test_a_row_of_averages_has_the_chance_of_the_intercept() -> None:
    model = FitModel((1.0,) * 11, (2.0,) * 11, (3.0,) * 11, 0.0)
    assert float(model.probability(np.ones((1, 11)))[0]) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("own", "asked", "likeness"),
    [
        ("90910000", "90910000", 1.0),
        ("90910000", "90911200", 1.0),
        ("90911200", "90911000", 0.7),
        ("90911200", "90910000", 0.45),
        ("90911200", "90000000", 0.2),
        ("90911200", "90911300", 0.4),
        ("90911200", "90920000", 0.2),
        ("90911200", "90500000", 0.0),
        ("90911200", "45000000", 0.0),
        ("90911200", "99999999", 0.0),
    ],
)
def test_codes_are_likened_as_a_tree(own: str, asked: str, likeness: float) -> None:
    assert cpv_likeness(own, asked) == likeness


@given(CODES, CODES)
def test_a_likeness_of_codes_is_between_nought_and_one(own: str, asked: str) -> None:
    assert 0 <= cpv_likeness(own, asked) <= 1
    assert cpv_likeness(own, own) == 1


def test_one_of_very_many_codes_says_less() -> None:
    assert weight_of_codes(8) == 1
    assert weight_of_codes(9) < 1


@pytest.mark.parametrize("is_list", [True, False])
@given(amounts=st.lists(st.decimals(0, 10**10), min_size=2, max_size=2))
def test_a_larger_value_never_suits_a_small_firm_better(
    amounts: list[Decimal], *, is_list: bool
) -> None:
    small, large = sorted(amounts)
    assert 0 < scale_fit(large, is_list=is_list) <= scale_fit(small, is_list=is_list) <= 1


def test_nine_million_fit_a_small_firm_worse_than_nine_thousand() -> None:
    assert scale_fit(Decimal(9_000), is_list=False) > scale_fit(Decimal(9_000_000), is_list=False)


def test_an_unstated_value_is_neither_small_nor_large() -> None:
    best, worst = SINGLE_SCALES[0][1], SINGLE_SCALES[-1][1]
    assert worst < scale_fit(None, is_list=False) < best


def test_only_a_trade_with_a_code_of_goods_sells_goods() -> None:
    assert not sells_goods([CLEANING, CATERING])
    assert not sells_goods([])


CHANCES = st.lists(st.tuples(st.floats(0.001, 1), st.booleans()), min_size=1, max_size=8)


@given(CHANCES)
def test_what_is_behind_is_below_all_else_and_keeps_its_order(
    rows: list[tuple[float, bool]],
) -> None:
    scores, marks = np.array([one for one, _ in rows]), np.array([mark for _, mark in rows])
    moved = behind(scores, marks)
    if marks.any() and not marks.all():
        assert moved[marks].max() < moved[~marks].min()
    np.testing.assert_array_equal(moved[~marks], scores[~marks])
    assert (
        np.argsort(moved[marks], kind="stable") == np.argsort(scores[marks], kind="stable")
    ).all()
