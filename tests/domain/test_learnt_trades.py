"""The chance that a notice is for a trade comes from its words, its codes and its title."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bootstrap import MODELS, make_stems, make_trades
from bot.domain.learnt_trades import (
    UNHEARD_OF,
    WEIGHED,
    LikenessOfCodes,
    NoticeWords,
    weighed,
)
from bot.services.prepare_work import words_of
from connectors.text.trades_file import load_learnt_trades
from tests.examples import CATERING, CLEANING, WINDOWS, cpv, opportunity

LEARNT = load_learnt_trades(MODELS / "trades.npz")
NAMES = [trade.name for trade in make_trades()]
NONE = np.zeros(0, dtype=np.uint32)
TERMS = st.lists(st.integers(0, 2**32 - 1), max_size=12).map(lambda of: np.array(of, np.uint32))
CODES = st.lists(st.from_regex(r"[0-9]{8}", fullmatch=True), max_size=5)


def said(title: str, description: str = "", *codes: str) -> dict[str, float]:
    """What was learnt of a notice in these words, by trade."""
    one = opportunity(title=title, description=description, cpv=cpv(*codes))
    found = LEARNT.of_words(words_of(one, make_stems()))
    return dict(zip(LEARNT.trades, found.tolist(), strict=True))


@pytest.mark.parametrize(
    ("title", "description", "trade", "other"),
    [
        ("Park renewal", "New swings and a slide in the play area.", "playgrounds", "paving"),
        ("Beds for older people", "Residential and nursing homes.", "care home", "care work"),
        ("Visits at home", "Domiciliary care for older people.", "care work", "care home"),
        ("Temporary agency workers", "A list of agencies for staff.", "recruitment", "cleaning"),
        ("Redecoration", "Painting of stairs.", "painting and decorating", "roofing"),
        ("Telephone interpreting", "Interpreters for patients.", "interpreting", "translation"),
    ],
)  # fmt: skip
def test_what_was_learnt_tells_trades_apart_in_words_of_our_own(
    title: str, description: str, trade: str, other: str
) -> None:
    found = said(title, description)
    assert found[trade] > found[other]
    assert found[trade] in sorted(found.values())[-3:]


@given(TERMS, TERMS, CODES, st.sets(st.integers(0, len(NAMES) - 1), max_size=4))
def test_whatever_a_notice_says_chances_are_between_nought_and_one(
    title: np.ndarray[tuple[int], np.dtype[np.uint32]],
    description: np.ndarray[tuple[int], np.dtype[np.uint32]],
    codes: list[str],
    named: set[int],
) -> None:
    in_title = np.isin(np.arange(len(NAMES)), list(named))
    of_words = LEARNT.of_words(NoticeWords(title, description, codes))
    likeness = LikenessOfCodes(tuple(make_trades())).of(codes)
    chances = LEARNT.in_order(NAMES).chances(of_words, likeness, in_title)
    assert chances.shape == (len(NAMES),)
    assert ((chances >= 0) & (chances <= 1)).all()


def test_what_is_said_twice_says_no_more_and_order_matters_only_in_the_title() -> None:
    once, again, turned = (np.array(of, np.uint32) for of in ([1, 2, 3], [1, 2, 3, 3], [3, 2, 1]))
    keys = {name: _keys(NoticeWords(of, NONE, ())) for name, of in
            (("once", once), ("again", again), ("turned", turned))}  # fmt: skip
    assert keys["once"] < keys["again"]
    assert len(keys["again"]) == len(keys["once"]) + 1  # three, after three
    assert len(keys["once"] & keys["turned"]) == 3
    plain = [_keys(NoticeWords(NONE, of, ())) for of in (once, again, turned)]
    assert plain[0] == plain[1] == plain[2]


def test_a_text_that_says_the_same_over_and_over_says_nothing() -> None:
    plain, stuffed = said("Window cleaning"), said("Window cleaning " * 100, "Panes. " * 100)
    silent = said("")
    assert plain["window cleaning"] > silent["window cleaning"] + 2
    assert stuffed == silent


def test_a_word_a_pair_and_a_code_never_share_a_key() -> None:
    words = NoticeWords(np.array([45], np.uint32), np.array([45], np.uint32), ["45000000"])
    keys = [key for part, _ in words.parts() for key in part.tolist()]
    assert len(keys) == len(set(keys)) == 7


def test_trades_may_come_in_any_order_and_one_that_was_not_learnt_is_unheard_of() -> None:
    words = words_of(opportunity(title="Window cleaning"), make_stems())
    of_all = dict(zip(LEARNT.trades, LEARNT.of_words(words), strict=True))
    some = LEARNT.in_order(["window cleaning", "alchemy", "catering"])
    assert some.of_words(words) == pytest.approx(
        [of_all["window cleaning"], UNHEARD_OF, of_all["catering"]]
    )
    assert some.commonness(["alchemy"]) == 0


def test_each_sign_of_a_trade_makes_it_likelier() -> None:
    learnt, no_words = LEARNT.in_order(NAMES), LEARNT.in_order(NAMES).biases.astype(float)
    codes, titles = np.zeros(len(NAMES)), np.zeros(len(NAMES), dtype=bool)
    before = learnt.chances(no_words, codes, titles)[0]
    codes[0] = 1.0
    with_code = learnt.chances(no_words, codes, titles)[0]
    titles[0] = True
    with_both = learnt.chances(no_words, codes, titles)[0]
    no_words[0] += 3
    assert before < with_code < with_both < learnt.chances(no_words, codes, titles)[0]


def test_a_title_that_names_only_another_trade_speaks_against() -> None:
    in_title = np.array([False, True])
    rows = weighed(np.array([0.5, 0.2]), np.zeros(2), in_title)
    assert rows[:, WEIGHED.index("no_other_in_title")].tolist() == [-1.0, 0.0]
    assert rows[:, WEIGHED.index("lead")] == pytest.approx([0.3, 0.0])


def test_the_work_of_more_trades_is_more_common() -> None:
    assert LEARNT.commonness(["building"]) > LEARNT.commonness(["pest control"]) > 0
    assert LEARNT.commonness(["building", "catering"]) > LEARNT.commonness(["building"])
    assert LEARNT.commonness([]) == 0


def test_models_that_say_another_thing_have_another_fingerprint() -> None:
    same = replace(LEARNT, biases=LEARNT.biases.copy())
    other = replace(LEARNT, biases=LEARNT.biases + np.float32(0.5))
    assert LEARNT.fingerprint == same.fingerprint != other.fingerprint


def test_codes_are_likened_to_the_nearest_of_each_trade() -> None:
    likeness = LikenessOfCodes([CLEANING, WINDOWS, CATERING])
    assert likeness.of(["90911300"])[:2].tolist() == [1.0, 1.0]
    assert likeness.of(["90911300"])[2] == 0
    assert likeness.of([]).tolist() == [0, 0, 0]
    many = [f"9091{n:04}" for n in range(40)]
    assert likeness.of(many)[0] < likeness.of(many[:1])[0]


def _keys(words: NoticeWords) -> set[int]:
    return {key for part, _ in words.parts() for key in part.tolist()}
