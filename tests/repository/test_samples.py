"""What samples/opportunities.yml promises: made up, complete, and as the law allows."""

from __future__ import annotations

import csv
import re
from datetime import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SHARED = Path(__file__).parents[3] / "shared"
CPV_FILE = SHARED / "reference" / "cpv" / "CpvCodes.csv"
POSTCODE_FILE = SHARED / "reference" / "geography" / "postcodes_B_latlon.csv"

KINDS = {
    "tender",
    "quick_quote",
    "planned",
    "market_engagement",
    "challenge",
    "open_framework",
    "subcontract",
    "re_let",
}
NOT_YET_OPEN = {"planned", "re_let"}
CLASSES = {"central", "sub_central", "school", "utility", "unknown"}
EAST_BIRMINGHAM_DISTRICTS = {
    f"B{number}" for number in (7, 8, 9, 10, 11, 12, 24, 25, 26, 33, 34, 35, 36)
}
# Procurement Act 2023, Schedule 1 and section 87(4), from 1 January 2026, in pounds with VAT.
THRESHOLDS = {
    "central": Decimal(135018),
    "sub_central": Decimal(207720),
    "utility": Decimal(415440),
}
NOTICE_FLOORS = {"central": Decimal(12000), "sub_central": Decimal(30000)}
LONGEST_TERM = 3  # years: no sample with a yearly value runs longer, extensions included

SAMPLES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (ROOT / "samples" / "opportunities.yml").read_text(encoding="utf-8")
)
BUYERS = {buyer["key"]: buyer for buyer in SAMPLES["buyers"]}
OPPORTUNITIES = SAMPLES["opportunities"]
STATED = [each for each in OPPORTUNITIES if each["value"]["amount"] is not None]

each_opportunity = pytest.mark.parametrize(
    "opportunity", OPPORTUNITIES, ids=[each["key"] for each in OPPORTUNITIES]
)
each_stated_value = pytest.mark.parametrize(
    "opportunity", STATED, ids=[each["key"] for each in STATED]
)


def listed(path: Path, delimiter: str) -> frozenset[str] | None:
    """The first column of a reference table, or None where the table is not at hand."""
    if not path.exists():
        return None
    with path.open(encoding="utf-8", newline="") as table:
        return frozenset(row[0] for row in csv.reader(table, delimiter=delimiter) if row)


CPV_CODES = listed(CPV_FILE, "|")
POSTCODES = listed(POSTCODE_FILE, ",")


def class_of(opportunity: dict[str, Any]) -> str:
    """The class of the buyer of an opportunity."""
    return str(BUYERS[opportunity["buyer"]]["class"])


def highest_value(opportunity: dict[str, Any]) -> Decimal:
    """The most that may be paid over the whole term, in pounds with VAT (20 % unless included)."""
    value = opportunity["value"]
    amount = Decimal(value["amount"]) * (LONGEST_TERM if value["basis"] == "yearly" else 1)
    return amount if value["vat"] == "included" else amount * Decimal("1.2")


def test_keys_are_unique() -> None:
    keys = [each["key"] for each in OPPORTUNITIES]
    assert len(keys) == len(set(keys))
    assert len(BUYERS) == len(SAMPLES["buyers"])


def test_every_buyer_says_that_it_is_a_sample() -> None:
    assert [
        buyer["name"] for buyer in BUYERS.values() if not buyer["name"].endswith(" (sample)")
    ] == []


def test_every_buyer_is_reached_at_a_reserved_address_and_has_no_website() -> None:
    assert all(re.fullmatch(r"[a-z-]+@example\.org", buyer["email"]) for buyer in BUYERS.values())
    assert {buyer["website"] for buyer in BUYERS.values()} == {None}


def test_every_buyer_class_is_there_and_buys_something() -> None:
    assert {buyer["class"] for buyer in BUYERS.values()} == CLASSES
    assert {class_of(each) for each in OPPORTUNITIES} == CLASSES


def test_buyers_with_and_without_section_17_are_there() -> None:
    assert {buyer["s17"] for buyer in BUYERS.values() if buyer["class"] == "sub_central"} == {
        True,
        False,
    }
    assert {buyer["class"] for buyer in BUYERS.values() if buyer["s17"]} == {"sub_central"}


def test_every_kind_of_opportunity_is_there() -> None:
    assert {each["kind"] for each in OPPORTUNITIES} == KINDS


def test_small_and_large_values_and_values_that_nobody_stated_are_there() -> None:
    amounts = [each["value"]["amount"] for each in STATED]
    assert min(amounts) == 300
    assert max(amounts) == 200_000
    assert len(STATED) < len(OPPORTUNITIES)


def test_every_reading_of_vat_and_basis_is_there() -> None:
    values = [each["value"] for each in OPPORTUNITIES]
    assert {value["vat"] for value in values} == {"included", "excluded", "unknown"}
    assert {value["basis"] for value in values} == {"total", "yearly", "unknown"}


@each_opportunity
def test_a_value_that_is_not_stated_has_no_vat_and_no_basis(
    opportunity: dict[str, Any],
) -> None:
    value = opportunity["value"]
    assert (value["amount"] is None) == (value["basis"] == "unknown")
    assert value["amount"] is not None or value["vat"] == "unknown"


@each_opportunity
def test_words_come_from_the_lists_that_the_product_knows(
    opportunity: dict[str, Any],
) -> None:
    assert opportunity["buyer"] in BUYERS
    assert opportunity["category"] in {"goods", "services", "works", "light_touch"}
    assert opportunity["procurement_method"] in {
        "open",
        "selective",
        "limited",
        "direct",
    }
    assert set(opportunity["suitable_for"]) <= {"sme", "vcse"}


@each_opportunity
def test_a_description_is_long_enough_to_judge_and_short_enough_to_read(
    opportunity: dict[str, Any],
) -> None:
    assert 80 <= len(opportunity["description"].split()) <= 150


@each_opportunity
def test_how_to_respond_is_one_plain_sentence(opportunity: dict[str, Any]) -> None:
    assert re.fullmatch(r"[A-Z][^.]{10,120}\.", opportunity["how_to_respond"])


@each_opportunity
def test_only_what_is_not_yet_open_has_no_closing_day(
    opportunity: dict[str, Any],
) -> None:
    assert (opportunity["closes_in_days"] is None) == (opportunity["kind"] in NOT_YET_OPEN)
    assert time.fromisoformat(opportunity["closes_at"])


@each_opportunity
def test_it_closes_before_it_starts(opportunity: dict[str, Any]) -> None:
    assert (opportunity["closes_in_days"] or 0) < opportunity["starts_in_days"]


@each_opportunity
def test_codes_have_eight_digits_and_are_in_the_published_list(
    opportunity: dict[str, Any],
) -> None:
    assert opportunity["cpv"]
    assert all(re.fullmatch(r"\d{8}", code) for code in opportunity["cpv"])
    assert CPV_CODES is None or set(opportunity["cpv"]) <= CPV_CODES


@each_opportunity
def test_a_postcode_is_a_real_one_in_east_birmingham(
    opportunity: dict[str, Any],
) -> None:
    postcode = opportunity["place"]["postcode"]
    if postcode is None:
        assert opportunity["place"]["area"]
    else:
        assert re.fullmatch(r"B\d{1,2} \d[A-Z]{2}", postcode)
        assert postcode.split()[0] in EAST_BIRMINGHAM_DISTRICTS
        assert POSTCODES is None or postcode in POSTCODES


@each_opportunity
def test_nothing_is_reserved_for_a_part_of_a_city(opportunity: dict[str, Any]) -> None:
    assert "east birmingham" not in (opportunity["reserved_for"] or "").lower()


@each_opportunity
def test_only_section_17_authorities_reserve_in_the_samples(
    opportunity: dict[str, Any],
) -> None:
    assert opportunity["reserved_for"] is None or BUYERS[opportunity["buyer"]]["s17"]


@each_stated_value
def test_goods_and_services_stay_below_the_threshold_of_the_buyer(
    opportunity: dict[str, Any],
) -> None:
    limit = THRESHOLDS.get(class_of(opportunity))
    assert opportunity["category"] == "works" or limit is None or highest_value(opportunity) < limit


@each_stated_value
def test_a_quick_quote_is_too_small_to_need_a_national_notice(
    opportunity: dict[str, Any],
) -> None:
    floor = NOTICE_FLOORS.get(class_of(opportunity))
    assert (
        opportunity["kind"] != "quick_quote" or floor is None or highest_value(opportunity) < floor
    )


@pytest.mark.parametrize(
    ("division", "at_least"),
    [
        ("555", 3),
        ("909", 4),
        ("45", 4),
        ("60", 3),
        ("80590000", 3),
        ("98393000", 2),
        ("773", 1),
        ("4544", 1),
        ("798", 1),
        ("797", 1),
        ("72", 1),
        ("85312", 1),
        ("795", 1),
        ("505|905|909", 1),
    ],
)
def test_the_commonest_trades_find_something(division: str, at_least: int) -> None:
    prefixes = tuple(division.split("|"))
    found = [
        each for each in OPPORTUNITIES if any(code.startswith(prefixes) for code in each["cpv"])
    ]
    assert len(found) >= at_least
