"""Through a year of lists, firms that fit equally are shown equally, and no ward or trade less."""

from __future__ import annotations

import random

from bot.domain.opportunity import OpportunityId
from bot.domain.supplier import SupplierId
from tests.benchmarks.fairness_year import (
    WEEKS,
    Choose,
    Need,
    Year,
    by_name,
    in_turn,
    ratios_of_equals,
    shares,
    stays,
    through_the_year,
)

WARDS = [f"ward {n}" for n in range(8)]
TRADES = [f"trade {n}" for n in range(6)]
FIRMS = {SupplierId(f"{trade}, {ward}"): (trade, ward) for trade in TRADES for ward in WARDS}
OF_TRADE = {one: trade for one, (trade, _) in FIRMS.items()}
OF_WARD = {one: ward for one, (_, ward) in FIRMS.items()}


def a_year(choose: Choose) -> Year:
    """Needs of one trade or two, the first trades oftener; some firms join, some leave."""
    luck = random.Random(4)  # noqa: S311 - chance, not secrecy
    needs = []
    for n in range(WEEKS * 16):
        best, other = (TRADES[min(luck.randrange(6), luck.randrange(6))] for _ in range(2))
        bands = [[one for one in FIRMS if OF_TRADE[one] == trade] for trade in (best, other)]
        bands[1] = [one for one in bands[1] if one not in bands[0]]
        needs.append(Need(OpportunityId(f"need {n}"), n % WEEKS, bands))
    return through_the_year(needs, stays(list(FIRMS), luck), choose)


def test_equally_fitting_firms_are_shown_within_a_fifth_of_each_other() -> None:
    ratios = ratios_of_equals(a_year(in_turn))
    assert len(ratios) >= len(TRADES) / 2
    assert max(ratios) <= 1.2


def test_no_ward_and_no_trade_gets_under_four_fifths_of_its_share() -> None:
    year = a_year(in_turn)
    for of in (OF_WARD, OF_TRADE):
        got = shares(year, of)
        assert len(got) == len(set(of.values()))
        assert min(got.values()) >= 0.8


def test_the_measure_sees_a_list_that_goes_by_the_alphabet() -> None:
    year = a_year(by_name)
    assert max(ratios_of_equals(year)) > 2
    assert min(shares(year, OF_WARD).values()) < 0.5


def test_every_list_is_full_where_there_are_firms_enough() -> None:
    year = a_year(in_turn)
    assert abs(sum(year.shown.values()) - sum(year.due.values())) < 1e-6
