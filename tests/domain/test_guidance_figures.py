"""The figures that guidance may state are those of the law on the day."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.buyer import BuyerClass
from bot.domain.guidance_figures import figures_on
from bot.domain.opportunity import Category
from bot.domain.threshold_table import ACT_IN_FORCE, notice_floor, threshold

days = st.dates(ACT_IN_FORCE, date(2030, 12, 31))


@given(days)
def test_the_limits_are_those_of_the_dated_tables(day: date) -> None:
    figures = figures_on(day)
    for name, buyer_class in (
        ("sub_central", BuyerClass.SUB_CENTRAL),
        ("central", BuyerClass.CENTRAL),
    ):
        limit = threshold(buyer_class, Category.SERVICES, day)
        assert figures[f"{name}_limit"].said == f"£{limit.amount:,.0f}"
        assert figures[f"{name}_limit"].source == limit.source
        assert figures[f"{name}_floor"].said == f"£{notice_floor(buyer_class).amount:,.0f}"


@given(days)
def test_each_has_a_source_that_has_begun(day: date) -> None:
    for one in figures_on(day).values():
        assert one.source.valid_from <= day
        assert urlsplit(one.source.url).scheme == "https"


def test_a_figure_that_did_not_exist_yet_is_not_given() -> None:
    assert "reserving_since" not in figures_on(date(2026, 2, 3))
    assert "reserving_since" in figures_on(date(2026, 2, 4))


def test_before_the_act_there_are_no_limits() -> None:
    assert "sub_central_limit" not in figures_on(date(2025, 2, 23))
