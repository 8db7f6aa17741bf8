"""Which buyers are schools, by their names: those of notices that were read by eye."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.buyer import BuyerClass
from bot.domain.buyer_class import class_of


@pytest.mark.parametrize(
    "name",
    [
        "Bishop Wilkinson Catholic Education Trust",
        "The 3-18 Education Trust",
        "HEART ACADEMIES TRUST",
        "Dixons Academies Charitable Trust Ltd",
        "Anthem Schools Trust",
        "Barton Stacey Primary School",
        "St George's Academy",
        "The City of Liverpool College",
        "Hartlepool College of Further Education",
        "The Windsor Forest Colleges Group",
        "Harrow, Richmond and Uxbridge College",
        "BMet College",
        "Aston University Engineering Academy",
        "University of Birmingham School",
        "Arthur Terry Learning Partnership",
    ],
)
def test_schools_colleges_and_their_trusts_are_schools(name: str) -> None:
    assert class_of(name, BuyerClass.SUB_CENTRAL) is BuyerClass.SCHOOL


@pytest.mark.parametrize(
    "name",
    [
        "PROCUREMENT FOR SCHOOLS LTD",
        "Royal Holloway and Bedford New College",
        "Royal Northern College of Music",
        "Imperial College Healthcare NHS Trust",
        "King's College London",
        "University College London",
        "COLLEGE OF POLICING LIMITED",
        "London School of Economics",
        "Academy of Medical Sciences",
        "NHS Leadership Academy",
        "Defence Academy of the United Kingdom",
        "Hertfordshire County Council - Schools",
        "Department for Education",
        "Birmingham Women's and Children's NHS Foundation Trust",
        "Sheffield Museums Trust",
        "Peabody Trust",
    ],
)
def test_what_only_sounds_like_a_school_keeps_the_class_that_it_states(name: str) -> None:
    assert class_of(name, BuyerClass.CENTRAL) is BuyerClass.CENTRAL


@given(st.text(), st.sampled_from(BuyerClass))
def test_a_name_makes_a_school_or_decides_nothing(name: str, stated: BuyerClass) -> None:
    assert class_of(name, stated) in {stated, BuyerClass.SCHOOL}
