"""How well an opportunity suits what an owner asked for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.conversation import Criteria
from bot.domain.fit import SINGLE_SCALES
from bot.domain.match import Candidate, Likeness, TradeFit, Wanted, days_left
from bot.domain.matching import (
    FLOOR,
    FLOOR_OF_WORDS,
    judge,
    ranked,
    reach_of,
    scale_factor,
    text_of,
    trade_fit,
)
from bot.domain.money import NOT_STATED
from bot.domain.opportunity import Kind, Opportunity
from bot.domain.place import Coverage, Office, Reach
from bot.domain.remarks import Match
from bot.domain.trade import PlainText, Trade
from tests.domain.guesses import ASKED, OPPORTUNITIES, TRADES, Asked
from tests.examples import (
    ALUM_ROCK,
    CATERING,
    CLEANING,
    NOW,
    candidate,
    cpv,
    in_days,
    opportunity,
    pounds,
    wanted,
)

SCHOOL = opportunity()
WIDE = Coverage(regions=("West Midlands",))


def fit_of(one: Opportunity, trade: Trade = CLEANING) -> TradeFit | None:
    """How the opportunity asks for the trade."""
    return trade_fit(one, PlainText(one.title), PlainText(one.description), trade)


def looked_at(one: Opportunity = SCHOOL, reach: Reach = Reach.NEAR, **facts: Any) -> Candidate:
    """The opportunity, with how it asks for cleaning worked out."""
    fit = fit_of(one)
    return candidate(one, reach, fits=(fit,) if fit else (), **facts)


def score_of(one: Candidate, asked: Wanted | None = None) -> float:
    """The score of what must match."""
    match = judge(one, asked or wanted(CLEANING), NOW)
    assert match is not None
    return match.score


@given(ASKED)
def test_a_score_lies_between_nought_and_one(pair: Asked) -> None:
    one, asked = pair
    match = judge(one, asked, NOW)
    assert match is None or 0 <= match.score <= 1


@given(st.lists(ASKED, max_size=5), st.randoms())
def test_there_is_only_one_ranking(pairs: list[Asked], chance: Any) -> None:
    judged = [judge(one, asked, NOW) for one, asked in pairs]
    # An id stands once in a search.
    matches = list({m.opportunity.id: m for m in judged if m}.values())
    shuffled = chance.sample(matches, len(matches))
    assert ranked(shuffled) == ranked(matches)


@given(st.lists(ASKED, max_size=5))
def test_a_ranking_never_puts_the_worse_first(pairs: list[Asked]) -> None:
    matches = [m for one, asked in pairs if (m := judge(one, asked, NOW))]
    scores = [m.score for m in ranked(matches)]
    assert scores == sorted(scores, reverse=True)


def test_equals_are_ranked_by_the_sooner_deadline_then_by_id() -> None:
    late, soon, none = in_days(30), in_days(20), None
    named = [("b", late), ("a", late), ("c", soon), ("d", none)]
    matches = [
        Match(judged.case, 0.5)
        for one, deadline in named
        if (judged := judge(looked_at(opportunity(one, deadline=deadline)), wanted(CLEANING), NOW))
    ]
    assert [m.opportunity.id for m in ranked(matches)] == ["c", "a", "b", "d"]


@given(ASKED)
def test_an_owners_limits_are_never_crossed(pair: Asked) -> None:
    one, asked = pair
    match, said = judge(one, asked, NOW), asked.criteria
    if match is None:
        return
    amount, deadline = match.opportunity.value.amount, match.opportunity.deadline
    assert said.max_value is None or amount is None or amount <= said.max_value
    assert said.min_value is None or (amount is not None and amount >= said.min_value)
    assert said.closes_after is None or (deadline is not None and deadline > said.closes_after)
    assert said.within_miles is None or (one.miles is not None and one.miles <= said.within_miles)
    assert said.buyer is None or said.buyer.lower() == match.opportunity.buyer.name.lower()


@given(ASKED)
def test_nothing_of_another_trade_is_matched(pair: Asked) -> None:
    one, asked = pair
    match = judge(one, asked, NOW)
    if match and asked.trades:
        assert match.case.fit is not None
        assert match.case.fit.trade in {trade.name for trade in asked.trades}


@given(ASKED)
def test_more_likeness_never_makes_a_match_worse(pair: Asked) -> None:
    one, asked = pair
    match, better = judge(one, asked, NOW), judge(replace(one, likeness=Likeness(1)), asked, NOW)
    assert match is None or (better is not None and better.score >= match.score)


@given(OPPORTUNITIES, TRADES)
def test_how_a_trade_is_asked_for_is_read_off_the_notice(one: Opportunity, trade: Trade) -> None:
    fit = fit_of(one, trade)
    if fit is None:
        return
    assert 0 < fit.relevance <= 1
    assert fit.code is None or fit.code in one.cpv
    assert (fit.code is None) == (fit.code_fit == 0)
    quoted = one.title if fit.in_title else one.description
    assert fit.quote is None or fit.quote in " ".join(quoted.split())


@pytest.mark.parametrize(
    ("facts", "code_fit", "in_title", "is_quoted"),
    [
        ({}, 1.0, True, True),
        ({"cpv": cpv("90900000")}, 0.6, True, True),
        ({"cpv": ()}, 0.0, True, True),
        ({"title": "Services", "cpv": ()}, 0.0, False, True),
        ({"title": "Services", "description": "See the papers."}, 1.0, False, False),
    ],
)
def test_code_title_and_description_each_count(
    facts: dict[str, Any], code_fit: float, in_title: bool, is_quoted: bool
) -> None:
    fit = fit_of(opportunity(**facts))
    assert fit is not None
    assert (fit.code_fit, fit.in_title, bool(fit.quote)) == (code_fit, in_title, is_quoted)


def test_what_asks_for_another_trade_does_not_fit() -> None:
    assert fit_of(SCHOOL, CATERING) is None
    assert judge(candidate(SCHOOL), wanted(CATERING), NOW) is None


def test_a_code_says_more_than_the_title_and_the_title_more_than_a_mention() -> None:
    by_code = TradeFit("cleaning", "90910000", 1.0)
    by_title = TradeFit("cleaning", quote="cleaning", in_title=True)
    by_mention = TradeFit("cleaning", quote="cleaning")
    assert by_code.relevance > by_title.relevance > by_mention.relevance > 0


def test_one_code_of_many_says_less() -> None:
    many = cpv("90910000", *(f"451{n}0000" for n in range(1, 10)))
    one_of_many, alone = fit_of(opportunity(cpv=many)), fit_of(opportunity())
    assert one_of_many is not None
    assert alone is not None
    assert one_of_many.relevance < alone.relevance


@given(ASKED)
def test_the_likelier_the_work_the_higher_the_score(pair: Asked) -> None:
    one, asked = pair
    scores = [
        match.score
        for chance in (0.1, 0.4, 0.9)
        if (match := judge(replace(one, likeness=Likeness(chance)), asked, NOW))
    ]
    assert scores == sorted(scores)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (looked_at(reach=Reach.NEAR), looked_at(reach=Reach.REGION_WIDE)),
        (looked_at(reach=Reach.REGION_WIDE), looked_at(reach=Reach.UNKNOWN)),
        (looked_at(reach=Reach.UNKNOWN), looked_at(reach=Reach.ELSEWHERE)),
        (looked_at(miles=1.0), looked_at(miles=9.0)),
        (looked_at(), looked_at(opportunity(value=pounds(300_000)))),
        (looked_at(), looked_at(opportunity(value=NOT_STATED))),
        (looked_at(), looked_at(opportunity(deadline=in_days(1)))),
    ],
    ids=["near", "region", "vague", "nearer", "smaller", "value stated", "time left"],
)
def test_what_suits_a_small_local_firm_better_scores_more(
    better: Candidate, worse: Candidate
) -> None:
    assert score_of(better) > score_of(worse)


@pytest.mark.parametrize(
    ("kind", "office", "reach"),
    [
        (Kind.OPEN_FRAMEWORK, None, Reach.NATIONWIDE),
        (Kind.OPEN_FRAMEWORK, Office("Leeds", is_near=False), Reach.NATIONWIDE),
        (Kind.TENDER, None, Reach.UNKNOWN),
        (Kind.TENDER, Office("Birmingham", is_near=True), Reach.UNKNOWN),
        (Kind.TENDER, Office("Leeds", is_near=False), Reach.ELSEWHERE),
    ],
)
def test_a_country_alone_takes_in_everybody_only_for_a_list(
    kind: Kind, office: Office | None, reach: Reach
) -> None:
    coverage = Coverage(regions=("United Kingdom",), nationwide=True, office=office)
    assert reach_of(candidate(opportunity(kind=kind, coverage=coverage), Reach.NATIONWIDE)) is reach


@given(st.sampled_from([r for r in Reach if r is not Reach.NATIONWIDE]), st.sampled_from(Kind))
def test_any_other_reach_stays_what_it_is(reach: Reach, kind: Kind) -> None:
    assert reach_of(candidate(opportunity(kind=kind), reach)) is reach


@given(st.decimals(0, 10**9, places=2), st.decimals(0, 10**9, places=2))
def test_a_larger_contract_never_suits_a_small_firm_better(a: Decimal, b: Decimal) -> None:
    low, high = (scale_factor(opportunity(value=pounds(str(n)))) for n in sorted((a, b)))
    assert low >= high


@pytest.mark.parametrize(("limit", "factor"), SINGLE_SCALES)
def test_a_scale_holds_up_to_its_last_pound(limit: Decimal, factor: float) -> None:
    assert scale_factor(opportunity(value=pounds(str(limit)))) == factor
    assert scale_factor(opportunity(value=pounds(str(limit + 1)))) <= factor


def test_who_asks_for_a_size_wants_it_stated() -> None:
    unstated = opportunity(value=NOT_STATED)
    assert scale_factor(unstated, value_was_asked=True) < scale_factor(unstated)


@pytest.mark.parametrize(
    ("said", "is_matched"),
    [
        ({"max_value": Decimal(20_000)}, True),
        ({"max_value": Decimal("19999.99")}, False),
        ({"min_value": Decimal(20_000)}, True),
        ({"min_value": Decimal("20000.01")}, False),
        ({"buyer": "EASTSIDE council"}, True),
        ({"buyer": "Westside Council"}, False),
        ({"within_miles": 2.0}, True),
        ({"within_miles": 1.9}, False),
        ({"closes_after": in_days(19)}, True),
        ({"closes_before": in_days(21)}, True),
        ({"closes_before": in_days(20)}, False),
        ({"closes_after": in_days(20)}, False),
    ],
)
def test_a_limit_is_kept_to_the_penny_the_mile_and_the_moment(
    said: dict[str, Any], is_matched: bool
) -> None:
    asked = wanted(CLEANING, place=ALUM_ROCK, **said)
    assert bool(judge(looked_at(miles=2.0), asked, NOW)) is is_matched


@pytest.mark.parametrize(
    ("said", "is_matched"),
    [({"max_value": Decimal(5)}, True), ({"min_value": Decimal(5)}, False), ({}, True)],
)
def test_an_unstated_value_may_be_small_but_is_not_known_to_be_large(
    said: dict[str, Any], is_matched: bool
) -> None:
    one = looked_at(opportunity(value=NOT_STATED))
    assert bool(judge(one, wanted(CLEANING, **said), NOW)) is is_matched


def test_what_has_no_known_distance_is_not_within_a_distance() -> None:
    asked = wanted(CLEANING, place=ALUM_ROCK, within_miles=50)
    assert judge(looked_at(opportunity(coverage=WIDE), miles=None), asked, NOW) is None


@pytest.mark.parametrize(
    ("likeness", "is_matched"),
    [
        (Likeness(1), True),
        (Likeness(FLOOR_OF_WORDS), True),
        (Likeness(FLOOR_OF_WORDS * 0.9), False),
        (Likeness(0, says_all=True), True),
    ],
)
def test_without_a_trade_it_must_be_likely_or_say_every_word(
    likeness: Likeness, is_matched: bool
) -> None:
    one, asked = candidate(SCHOOL, likeness=likeness), wanted(words="classrooms")
    assert bool(judge(one, asked, NOW)) is is_matched


@pytest.mark.parametrize(("chance", "is_matched"), [(FLOOR, True), (FLOOR * 0.9, False)])
def test_what_only_names_the_trade_in_passing_is_not_shown(chance: float, is_matched: bool) -> None:
    one = looked_at(likeness=Likeness(chance))
    assert bool(judge(one, wanted(CLEANING), NOW)) is is_matched


def test_who_asks_for_anything_gets_everything() -> None:
    assert judge(candidate(SCHOOL, likeness=Likeness(0)), wanted(), NOW) is not None


def test_the_best_of_several_trades_counts() -> None:
    weak = TradeFit("catering", quote="catering")
    strong = TradeFit("cleaning", "90910000", 1.0, "Cleaning", in_title=True)
    match = judge(candidate(SCHOOL, fits=(weak, strong)), wanted(CATERING, CLEANING), NOW)
    assert match is not None
    assert match.case.fit == strong


@pytest.mark.parametrize(
    ("deadline", "days"),
    [
        (None, None),
        (NOW, 0),
        (in_days(0.5), 0),
        (in_days(0.63), 1),
        (in_days(7), 7),
        (in_days(-1), -1),
    ],
)
def test_days_left_are_counted_from_day_to_day(deadline: Any, days: int | None) -> None:
    assert days_left(opportunity(deadline=deadline), NOW) == days


def test_the_text_of_an_opportunity_is_its_title_and_description() -> None:
    assert text_of(SCHOOL) == f"{SCHOOL.title}\n{SCHOOL.description}"


def test_no_distance_is_told_to_who_named_no_place() -> None:
    unsaid = judge(looked_at(miles=2.0), wanted(CLEANING), NOW)
    said = judge(looked_at(miles=2.0), wanted(CLEANING, place=ALUM_ROCK), NOW)
    assert unsaid is not None
    assert said is not None
    assert (unsaid.miles, said.miles) == (None, 2.0)


def test_criteria_that_name_nothing_have_no_limits() -> None:
    assert Criteria() == wanted().criteria
