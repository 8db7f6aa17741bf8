"""What of a notice's words is about the work."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.opportunity import CpvCode, Kind
from bot.domain.work_words import (
    NAMED_CODES,
    codes_in_words,
    is_list,
    title_names_goods,
    weighted_text,
    work_text,
    work_title,
)
from tests.examples import opportunity

NAMES = {f"9091{n:04}": f"Name {n}" for n in range(20)}


@pytest.mark.parametrize(
    ("title", "buyer", "left"),
    [
        ("Invitation to Tender for Window Cleaning 2018/19", "", "Window Cleaning"),
        (
            "Lancaster City Council - Pest Control Contract",
            "Lancaster City Council",
            "Pest Control",
        ),
        (
            "Provision of Cleaning Services in Lancaster",
            "Lancaster City Council",
            "Cleaning Services",
        ),
        ("CA16616 - Roofing", "", "Roofing"),
        ("Tender 123", "", "Tender 123"),
    ],
)
def test_a_title_is_rid_of_what_all_titles_say(title: str, buyer: str, left: str) -> None:
    assert work_title(title, buyer) == left


@given(st.text(max_size=80), st.text(max_size=30))
def test_something_is_always_left_of_a_title(title: str, buyer: str) -> None:
    assert work_title(title, buyer) or not title


def test_a_code_that_does_not_exist_has_no_name_and_harms_nothing() -> None:
    one = opportunity(cpv=(CpvCode("99999999"), CpvCode("90910001")))
    assert codes_in_words(one, NAMES) == "Name 1"


def test_only_the_first_codes_are_named() -> None:
    one = opportunity(cpv=tuple(CpvCode(code) for code in NAMES))
    assert len(codes_in_words(one, NAMES).split(". ")) == NAMED_CODES


def test_the_texts_hold_title_codes_and_description() -> None:
    one = opportunity(title="Windows", description="Twice a year.", cpv=(CpvCode("90910003"),))
    assert work_text(one, NAMES) == "Windows. Name 3. Twice a year."
    assert weighted_text(one, NAMES).count("Windows") == 3


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        ("Dynamic Purchasing System for taxis", True),
        ("Approved list of caterers", True),
        ("Pseudo DPS: repairs", True),
        ("Window cleaning", False),
        ("Framework of thought", False),
    ],
)
def test_a_list_is_told_by_its_words(title: str, *, is_one: bool) -> None:
    assert is_list(opportunity(title=title, description="")) is is_one


def test_a_list_is_told_by_its_kind() -> None:
    assert is_list(opportunity(title="Taxis", description="", kind=Kind.OPEN_FRAMEWORK))


@pytest.mark.parametrize(
    ("title", "goods"),
    [
        ("Supply of boilers", True),
        ("Supply and delivery of bread", True),
        ("Cleaning materials", True),
        ("Cleaning of schools", False),
        ("Boiler servicing", False),
    ],
)
def test_goods_are_told_from_work_on_them_by_the_title(title: str, *, goods: bool) -> None:
    assert title_names_goods(title) is goods
