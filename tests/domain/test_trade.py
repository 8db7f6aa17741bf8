"""Trades: their words in a text, their codes in a notice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.trade import PlainText, Trade, Trades, cpv_fit, cpv_stem
from tests.examples import CATERING, CLEANING, WINDOWS

CODES = st.from_regex(r"[1-9][0-9]{1,7}", fullmatch=True).map(lambda stem: stem.ljust(8, "0"))


def mentioned(trade: Trade, text: str) -> str | None:
    """The words of the text that name the trade."""
    span = trade.mentioned_in(PlainText(text))
    return text[slice(*span)] if span else None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Provision of cleaning services", "cleaning services"),
        ("CLEANING of offices", "CLEANING"),
        ("office-cleaning", "office-cleaning"),
        ("A cleaner is wanted", "cleaner"),
        ("dry-cleaning", "cleaning"),
        ("Cleaners are wanted", None),
        ("precleaning", None),
        ("", None),
    ],
)
def test_a_trade_is_found_by_its_words_as_whole_words(text: str, words: str | None) -> None:
    assert mentioned(CLEANING, text) == words


def test_the_longest_phrase_is_taken() -> None:
    assert mentioned(CLEANING, "cleaning: window cleaning") == "window cleaning"


@given(st.text(max_size=80), st.text(max_size=80))
def test_where_a_trade_is_mentioned_its_words_stand(before: str, after: str) -> None:
    text = f"{before} Office-Cleaning {after}"
    words = mentioned(CLEANING, text)
    assert words is not None
    assert words.lower().replace("-", " ") in {
        "cleaning", "cleaner", "office cleaning", "cleaning services", "window cleaning",
    }  # fmt: skip


@given(st.text())
def test_the_plain_form_of_a_text_keeps_every_character_in_its_place(text: str) -> None:
    assert len(PlainText(text).plain) == len(text)


@pytest.mark.parametrize(
    ("code", "stem"),
    [("90910000", "9091"), ("90000000", "90"), ("80000000", "80"), ("55521200", "555212")],
)
def test_a_stem_is_the_code_without_what_fills_it(code: str, stem: str) -> None:
    assert cpv_stem(code) == stem


@pytest.mark.parametrize(
    ("own", "asked", "fit"),
    [
        ("90910000", "90910000", 1.0),
        ("90910000", "90911200", 1.0),  # a kind of cleaning
        ("90910000", "90900000", 0.6),  # filed one level too high
        ("90910000", "90000000", 0.0),  # two levels: says next to nothing
        ("90911300", "90900000", 0.0),  # nor do three levels
        ("90000000", "90910000", 1.0),
        ("90900000", "90000000", 0.0),  # a division is no parent
        ("90910000", "55520000", 0.0),
    ],
)
def test_a_code_fits_its_own_branch_and_the_level_above(own: str, asked: str, fit: float) -> None:
    assert cpv_fit(own, asked) == fit


@given(CODES)
def test_every_code_fits_itself(code: str) -> None:
    assert cpv_fit(code, code) == 1


@given(CODES, CODES)
def test_what_fits_both_ways_wholly_is_the_same_code(a: str, b: str) -> None:
    assert (cpv_fit(a, b) == cpv_fit(b, a) == 1) == (cpv_stem(a) == cpv_stem(b))


@given(CODES, CODES)
def test_a_fit_is_whole_part_or_none_and_only_within_one_branch(a: str, b: str) -> None:
    fit = cpv_fit(a, b)
    assert fit in {0.0, 0.6, 1.0}
    one, other = cpv_stem(a), cpv_stem(b)
    assert not fit or one.startswith(other) or other.startswith(one)


@given(CODES, CODES)
def test_strangers_are_strangers_both_ways(a: str, b: str) -> None:
    one, other = cpv_stem(a), cpv_stem(b)
    if not (one.startswith(other) or other.startswith(one)):
        assert cpv_fit(a, b) == cpv_fit(b, a) == 0


TRADES = Trades([CLEANING, WINDOWS, CATERING])


def test_a_trade_takes_in_what_is_part_of_it() -> None:
    assert TRADES.with_narrower("cleaning") == (CLEANING, WINDOWS)
    assert TRADES.with_narrower("window cleaning") == (WINDOWS,)


def test_a_name_that_is_no_trade_is_left_out() -> None:
    assert TRADES.named(["catering", "sorcery"]) == (CATERING,)
    assert TRADES.with_narrower("sorcery") == ()


def test_trades_that_name_each_other_are_each_taken_once() -> None:
    ring = Trades([Trade("a", (), (), (), "b"), Trade("b", (), (), (), "a")])
    assert {t.name for t in ring.with_narrower("a")} == {"a", "b"}
    assert len(ring.with_narrower("a")) == 2


class TestTradesInFreeText:
    TRADES = Trades(
        [
            Trade("catering", ("55500000",), ("cook", "meals"), ("catering services",)),
            Trade("school meals", ("55524000",), ("school meals",), (), broader="catering"),
            Trade("gardening", ("77310000",), ("gardener", "grass-cutting"), ()),
        ]
    )

    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("I am a Gardener, and I cook", ["gardening", "catering"]),
            ("we do school meals", ["school meals"]),
            ("school meals and other meals", ["school meals", "catering"]),
            ("grass cutting", ["gardening"]),
            ("overcooked", []),
            ("", []),
            ("🎈", []),
        ],
    )
    def test_the_longest_phrase_counts_and_each_trade_once_in_the_order_of_the_text(
        self, text: str, names: list[str]
    ) -> None:
        assert [trade.name for trade in self.TRADES.found_in(text)] == names

    @given(st.text(max_size=60))
    def test_any_text_may_be_read(self, text: str) -> None:
        found = self.TRADES.found_in(text)
        assert len(set(found)) == len(found)


class TestTradesThatAFirmPractises:
    TRADES = Trades(
        [
            Trade("cleaning", (), ("cleaners",), ()),
            Trade("office cleaning", (), (), (), broader="cleaning"),
            Trade("furniture", (), (), ()),
            Trade("removals", (), ("movers",), (), works_on=("furniture",)),
            Trade("recruitment", (), ("staff agency",), (), works_on=("cleaning", "removals")),
        ]
    )

    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("movers, we shift furniture", ["removals"]),
            ("we make furniture, and are movers too", ["furniture", "removals"]),
            ("staff agency: cleaners, movers of furniture", ["recruitment", "furniture"]),
            ("cleaners and a staff agency", ["cleaning", "recruitment"]),
            ("", []),
        ],
    )
    def test_what_a_trade_works_on_is_none_that_the_firm_does(
        self, text: str, names: list[str]
    ) -> None:
        assert [trade.name for trade in self.TRADES.practised_in(text)] == names

    def test_kin_are_what_a_trade_is_part_of_and_what_is_part_of_it(self) -> None:
        both = {"cleaning", "office cleaning"}
        assert self.TRADES.kin(["cleaning"]) == self.TRADES.kin(["office cleaning"]) == both
        assert self.TRADES.kin(["removals", "cleaning"]) == both | {"removals"}
        assert self.TRADES.kin([]) == frozenset()
