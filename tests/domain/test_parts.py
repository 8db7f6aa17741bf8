"""Lots are counted where the notice counts them, and bid for alone where it lets a firm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.parts import how_often, lots_in, places_in


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("This tender is split into 4 lots which are below:", 4),
        ("The utilities will be split into six separate lots.", 6),
        ("Waste Wood Collection (3 lots)", 3),
        ("The DPS will consist of 18 Lots.", 18),
        ("The procurement is made up of TWO LOTS:", 2),
    ],
)
def test_lots_are_counted(text: str, count: int) -> None:
    found = lots_in("Work", text)
    assert found is not None
    assert found.count == count
    assert found.quotation in text


@pytest.mark.parametrize(
    "text",
    [
        "Further Competition under Lot 2, Band 1; it was split into 9 separate lots.",
        "Contracts for the 5 lots have been awarded.",
        "There are lots of sites, and 20 lots of seed.",
        "Tenderers can apply for multiple lots up to a maximum of two lots.",
        "It has 1 lots.",
        "TPPL HCC Lot 2 - 4 x 7.5t Tippers",
        "3 parking\nlots",
    ],
)
def test_what_is_not_split_has_no_lots(text: str) -> None:
    assert lots_in("Work", text) is None


@pytest.mark.parametrize(
    "words",
    [
        "You may bid for a single or both Lots",
        "Supplier can bid for all 4 lots or individual lots",
        "Suppliers may apply to one or more Lots",
        "Tenderers may bid for any number of lots",
    ],
)
def test_a_firm_may_go_for_one_where_the_notice_says_so(words: str) -> None:
    found = lots_in("Work in 4 lots", f"{words}.")
    assert found is not None
    assert found.for_one == words


@pytest.mark.parametrize(
    "words",
    [
        "You may not bid for one lot alone",
        "Suppliers may bid but may only be awarded a single Lot",
        "Suppliers may apply for lots",
    ],
)
def test_nothing_is_read_into_what_does_not_say_so(words: str) -> None:
    found = lots_in("Work in 4 lots", f"{words}.")
    assert found is not None
    assert found.for_one is None


def test_where_all_must_be_bid_for_it_is_told() -> None:
    found = lots_in("Work in 4 lots", "Tenderers must bid for all lots.")
    assert found is not None
    assert (found.for_one, found.for_all) == (None, "Tenderers must bid for all lots")


@given(st.text(), st.lists(st.sampled_from(["4 lots", "bid for one lot", ".", "no", "\n"])))
def test_a_quotation_stands_in_the_notice(title: str, pieces: list[str]) -> None:
    description = " ".join(pieces)
    flat = " ".join(f"{title}\n{description}".split())
    found = lots_in(title, description)
    for quotation in (found.quotation, found.for_one, found.for_all) if found else ():
        assert quotation is None or quotation in flat


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("daily cleaning services across its five primary and nursery school sites in Essex",
         "across its five primary and nursery school sites"),
        ("Supply of electricity to 22 sites owned by the council", "to 22 sites"),
        ("a Facilities Management contract covering 37 sites", "covering 37 sites"),
        ("Windows at 3 other sites, and doors to 130 homes", "to 130 homes"),
    ],
)  # fmt: skip
def test_work_at_many_places_is_told(text: str, places: str) -> None:
    assert places_in("Work", text) == places


@pytest.mark.parametrize(
    "text",
    [
        "Window cleaning at three health centres",
        "The trust is made up of 8 schools.",
        "We house over 250,000 people in more than 95,000 homes.",
        "meals to approximately 11 to 13 high schools",
        "the largest of six growth locations",
    ],
)
def test_few_places_and_what_a_buyer_owns_are_not(text: str) -> None:
    assert places_in("Work", text) is None


@pytest.mark.parametrize(
    ("text", "often"),
    [
        ("tenders for the daily cleaning of a leisure centre", "daily cleaning"),
        ("a comprehensive Quarterly Maintenance contract", "Quarterly Maintenance"),
        ("one sweeper with driver for 32 hours per week", "32 hours per week"),
        ("A doctor attends 2 days per month", "2 days per month"),
        ("Attend monthly project progress meetings", None),
        ("a call centre open 24 hours a day, 7 days a week", None),
        ("Natural Gas, Daily Metered; Iveco Daily vans", None),
    ],
)
def test_how_often_the_work_is_done_is_quoted(text: str, often: str | None) -> None:
    assert how_often("Work", text) == often
