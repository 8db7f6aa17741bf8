"""When two spellings are one organisation, and when they are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.organisation_name import same_organisation_key

WORDS = st.sampled_from(
    [
        *("the", "city", "borough", "of", "council", "county", "district", "metropolitan", "royal"),
        *("london", "x", "y", "&", "and", "nhs", "ft", "foundation", "trust", "ltd", "limited"),
        *("cic", "plc", "-", "(", ")", "BC", "MBC", "procurement", "team", "e-tendering", ",", "'"),
        *("(ABC)", "c", "i", "caf\u00e9", "\u0130", "\ufb01sh", "&amp;"),
    ]
)
NAMES = st.lists(WORDS, max_size=8).map(" ".join) | st.text(max_size=15)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("BIRMINGHAM CITY COUNCIL", "Birmingham City Council"),
        ("Council of the City of Wakefield", "Wakefield City Council"),
        ("City of Wolverhampton Council", "Wolverhampton City Council"),
        ("The Borough Council of Calderdale", "Calderdale Metropolitan Borough Council"),
        ("London Borough of Haringey", "Haringey Council"),
        ("Royal Borough of Greenwich", "Greenwich Council"),
        ("Sandwell MBC", "Sandwell Metropolitan Borough Council"),
        ("Nuneaton & Bedworth BC (NUN)", "Nuneaton and Bedworth Borough Council"),
        (
            "City of Bradford Metropolitan District Council",
            "Bradford Metropolitan District Council",
        ),
        ("Telford &amp; Wrekin Council", "Telford and Wrekin Council"),
        ("Birmingham City Council - Procurement", "Birmingham City Council"),
        ("Walsall Council e-Tendering", "Walsall Council"),
        ("Birmingham City Council (Commercial & Procurement Services)", "Birmingham City Council"),
        ("Warwickshire County Council (WCC)", "Warwickshire County Council"),
        (
            "East Suffolk and North Essex NHS FT",
            "East Suffolk and North Essex NHS Foundation Trust",
        ),
        ("Midlands Partnership Foundation Trust", "Midlands Partnership NHS Foundation Trust"),
        ("Hastoe Housing Association Limited", "HASTOE HOUSING ASSOCIATION LTD."),
        ("Creating Enterprise C.I.C", "Creating Enterprise Community Interest Company"),
        ("Axis Europe PLC", "Axis Europe Public Limited Company"),
        ("N H S England", "NHS England"),
        ("THE UNIVERSITY OF BIRMINGHAM", "University of Birmingham"),
        ("King\u2019s Heath Care", "Kings Heath Care"),
        ("Caf\u00e9 Royal", "CAFE ROYAL"),
    ],
)
def test_one_organisation_has_one_key_however_it_is_spelt(one: str, other: str) -> None:
    assert same_organisation_key(one) == same_organisation_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lichfield City Council", "Lichfield District Council"),
        ("Harrogate Town Council", "Harrogate Borough Council"),
        ("Durham County Council", "Durham City Council"),
        ("Derby City Council", "Derbyshire County Council"),
        ("Birmingham City Schools", "Birmingham City Council"),
        ("Birmingham City University", "University of Birmingham"),
        ("Kent County Council (T/a LASER)", "Kent County Council"),
        ("London Borough of Haringey - Parks and Leisure", "London Borough of Haringey"),
        ("Hertfordshire County Council - Children's Services", "Hertfordshire County Council"),
        ("Westworks Procurement Limited", "Westworks Limited"),
        ("University Hospital Southampton", "University Hospitals Birmingham"),
        ("City of London School", "City of London Corporation"),
        ("L&Q Construction", "L&Q Group"),
        ("St Mary's Primary School", "St Mary's Catholic Primary School"),
    ],
)
def test_two_organisations_have_two_keys(one: str, other: str) -> None:
    assert same_organisation_key(one) != same_organisation_key(other)


@pytest.mark.parametrize("name", ["", "  ", "-", "&#160;", "()"])
def test_what_names_nobody_has_no_key(name: str) -> None:
    assert not same_organisation_key(name)


def test_a_name_that_is_nothing_but_a_legal_form_is_still_a_name() -> None:
    assert same_organisation_key("Limited") == "limited"


@given(NAMES)
def test_a_key_is_its_own_key(name: str) -> None:
    key = same_organisation_key(name)
    assert same_organisation_key(key) == key


@given(NAMES)
def test_capitals_and_spaces_never_matter(name: str) -> None:
    spaced = "  ".join(name.split(" "))
    assert same_organisation_key(f" {spaced} ") == same_organisation_key(name)
