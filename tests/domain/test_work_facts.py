"""The facts of an opportunity, kept small, say what the opportunity itself would say."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.money import NOT_STATED
from bot.domain.opportunity import Opportunity, State, can_be_answered
from bot.domain.place import Coverage, Point
from bot.domain.work_facts import (
    WorkFacts,
    answerable,
    closing_after,
    facts_of,
    number_of_coverage,
    number_of_trade,
    planned,
    worth,
)
from tests.domain.guesses import OPPORTUNITIES
from tests.examples import NOW, cpv, in_days, opportunity, pounds

WORDS = st.lists(st.integers(0, 99), max_size=9)
TRADES = st.sampled_from(["cleaning", "catering", "windows"])
NAMES = st.lists(TRADES, max_size=3, unique=True)
LIKELY = st.dictionaries(TRADES, st.floats(0.02, 1), max_size=3)


def made(
    one: Opportunity,
    words: list[int] | None = None,
    trades: list[str] | None = None,
    likely: dict[str, float] | None = None,
) -> WorkFacts:
    """The facts of the opportunity."""
    return facts_of(one, np.array(words or [], dtype=np.uint32), trades or [], likely or {})


@given(OPPORTUNITIES, st.floats(-60, 60))
def test_what_can_be_answered_is_what_its_state_says(one: Opportunity, days: float) -> None:
    facts, now = made(one).facts, in_days(days)
    state = one.state_at(now)
    assert bool(answerable(facts, now)[0]) is (one.is_known_at(now) and can_be_answered(state))
    assert bool(planned(facts, now)[0]) is (state is State.PLANNED)


@given(OPPORTUNITIES, st.floats(-60, 60))
def test_a_deadline_is_after_a_moment_to_the_microsecond(one: Opportunity, days: float) -> None:
    moment = one.deadline or in_days(days)
    for then in (moment, moment - timedelta(microseconds=1)):
        is_after = one.deadline is not None and one.deadline > then
        assert bool(closing_after(made(one).facts, then)[0]) is is_after


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_value_is_within_limits_to_the_penny(pence: int, limit: int) -> None:
    facts = made(opportunity(value=pounds(str(Decimal(pence) / 100)))).facts
    edge = Decimal(limit) / 100
    assert bool(worth(facts, None, edge)[0]) is (pence <= limit)
    assert bool(worth(facts, edge, None)[0]) is (pence >= limit)


def test_an_unstated_value_may_be_below_any_limit_and_reaches_none() -> None:
    facts = made(opportunity(value=NOT_STATED)).facts
    assert worth(facts, None, Decimal(1)).all()
    assert not worth(facts, Decimal(1), None).any()


@given(st.lists(st.tuples(OPPORTUNITIES, WORDS, NAMES, LIKELY), max_size=5))
def test_facts_written_and_read_back_are_the_same(
    told: list[tuple[Opportunity, list[int], list[str], dict[str, float]]],
) -> None:
    every = [made(*one) for one in told]
    parts = [one.bytes_of_one() for one in every]
    read = WorkFacts.read(*zip(*parts, strict=True)) if parts else WorkFacts.read([], [], [])
    whole = WorkFacts.joined(every)
    for one, other in ((read.facts, whole.facts), (read.numbers, whole.numbers)):
        np.testing.assert_array_equal(one, other)
    np.testing.assert_array_equal(read.counts, whole.counts)


@given(st.lists(st.tuples(OPPORTUNITIES, WORDS, NAMES, LIKELY), max_size=5))
def test_words_codes_and_trades_are_told_apart(
    told: list[tuple[Opportunity, list[int], list[str], dict[str, float]]],
) -> None:
    parts = WorkFacts.joined([made(*one) for one in told]).parts
    assert parts.words.tolist() == [w for _, said, *_ in told for w in sorted(set(said))]
    assert parts.codes.tolist() == [int(code) for one, *_ in told for code in one.cpv]
    assert parts.trades.tolist() == [number_of_trade(n) for *_, names, _ in told for n in names]
    assert parts.likely.tolist() == [number_of_trade(n) for *_, likely in told for n in likely]
    chances = [chance for *_, likely in told for chance in likely.values()]
    np.testing.assert_allclose(parts.chances, chances, atol=1e-4)


def test_a_code_that_is_no_number_is_left_out() -> None:
    assert made(opportunity(cpv=cpv("90910000", "nonsense"))).facts["codes"][0] == 1


def test_coverages_that_lie_alike_to_every_place_have_one_number() -> None:
    far, near = Coverage("LS1 4AP"), Coverage("LS1 9ZZ")
    assert number_of_coverage(far) == number_of_coverage(near)
    here, there = (Coverage("B9 4AA", Point(52.4, lon)) for lon in (-1.8, -1.9))
    assert len({number_of_coverage(one) for one in (far, here, there, Coverage())}) == 4


def test_the_facts_of_one_take_some_bytes_and_no_more() -> None:
    assert made(opportunity()).facts.itemsize <= 80
    assert NOW.tzinfo
