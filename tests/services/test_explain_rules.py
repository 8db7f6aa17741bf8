"""A question about a purchase in, the law for it out, in words and numbers fit for JSON."""

from __future__ import annotations

import json
from datetime import date
from itertools import product
from pathlib import Path

import pytest
import yaml

from bot.domain.buyer import BuyerClass
from bot.domain.errors import InvalidInputError
from bot.services.explain_rules import explain_purchase, threshold_facts

PHRASES = Path(__file__).parents[2] / "content" / "phrases" / "rules.yml"

CATERING = {
    "buyer_class": "sub_central",
    "category": "services",
    "value": 25000,
    "vat": "excluded",
    "date": "2026-11-22",
    "route": "open",
}
ANSWERS = {
    "regime",
    "threshold",
    "value_including_vat",
    "tender_notice_required",
    "contract_details_notice_required",
    "suitability_stage_allowed",
    "payment_days",
    "notes",
    "sources",
}


class RealPhrases:
    """The phrases of the rules as they are published, and which of them were said."""

    def __init__(self) -> None:
        self.sentences: dict[str, str] = yaml.safe_load(PHRASES.read_text(encoding="utf-8"))
        self.said: set[str] = set()

    def say(self, key: str, **facts: object) -> str:
        """The sentence with its facts; KeyError if there is none, or a fact is missing."""
        self.said.add(key)
        return self.sentences[key].format(**facts)


def answer(**changes: object) -> dict[str, object]:
    """The answer about catering worth £25,000 without VAT, with changes."""
    return explain_purchase({**CATERING, **changes}, RealPhrases())


def notes(**changes: object) -> str:
    """The notes of the answer, as one text."""
    found = answer(**changes)["notes"]
    assert isinstance(found, list)
    return "\n".join(found)


def test_the_answer_has_the_promised_fields_and_no_others() -> None:
    assert set(answer()) == ANSWERS


def test_the_answer_is_the_law_in_plain_values() -> None:
    got = answer()
    assert got["regime"] == "below_threshold"
    assert got["threshold"] == 207720
    assert got["value_including_vat"] == 30000
    assert got["tender_notice_required"] is True
    assert got["suitability_stage_allowed"] is False
    assert got["payment_days"] == 30
    assert json.loads(json.dumps(got)) == got


def test_pennies_come_out_right() -> None:
    assert json.dumps(answer(value=173099.99)["value_including_vat"]) == "207719.99"
    assert json.dumps(answer(value=0.1, vat="included")["value_including_vat"]) == "0.1"


def test_each_source_has_title_section_address_and_first_day() -> None:
    sources = answer()["sources"]
    assert isinstance(sources, list)
    assert {
        "title": "Procurement Act 2023",
        "section": "Schedule 1, row 12",
        "url": "https://www.legislation.gov.uk/ukpga/2023/54/schedule/1",
        "valid_from": "2026-01-01",
    } in sources


def test_the_notes_name_the_class_the_threshold_and_the_value_with_vat() -> None:
    said = notes()
    assert "a local public body" in said
    assert "£207,720" in said
    assert "£30,000 with VAT" in said
    assert "1 January 2026" in said


def test_unknown_vat_states_both_values() -> None:
    said = notes(vat="unknown")
    assert "£25,000 with VAT" in said
    assert "£30,000 with VAT" in said
    assert answer(vat="unknown")["tender_notice_required"] is None


def test_an_open_answer_is_always_explained() -> None:
    for buyer_class, value in product(BuyerClass, (5_000, 180_000, 6_000_000)):
        for vat, day in product(("included", "unknown"), ("2025-01-01", "2026-11-22")):
            got = answer(buyer_class=buyer_class.value, value=value, vat=vat, date=day)
            if None in got.values():
                assert "sk the " in str(got["notes"]), (buyer_class, value, vat, day)


def test_a_yearly_price_is_counted_over_the_whole_term() -> None:
    got = answer(value=10_000, vat="included", basis="yearly", months=24, extension_months=12)
    assert got["value_including_vat"] == 30000


def test_optional_fields_may_be_null() -> None:
    assert answer(basis=None, months=None, extension_months=None) == answer()


def test_every_phrase_of_the_rules_is_used_and_none_is_missing() -> None:
    phrases = RealPhrases()
    for buyer, category, vat, route, value in product(
        BuyerClass,
        ("goods", "services", "works", "light_touch"),
        ("included", "excluded", "unknown"),
        ("open", "invited"),
        (500, 25_000, 110_000, 180_000, 250_000, 6_000_000),
    ):
        kind = {"buyer_class": buyer.value, "category": category, "vat": vat, "route": route}
        explain_purchase({**CATERING, **kind, "value": value}, phrases)
    cases: tuple[dict[str, object], ...] = (
        {"date": "2025-02-23", "vat": "unknown"},
        {"date": "2028-01-01"},
        {"extension_months": 12},
        {"basis": "yearly", "months": 12},
        {"basis": "yearly", "months": 12, "extension_months": 12},
    )
    for case in cases:
        explain_purchase({**CATERING, **case}, phrases)
    assert set(phrases.sentences) == phrases.said


@pytest.mark.parametrize("name", sorted(CATERING))
def test_a_missing_field_is_named(name: str) -> None:
    fewer = {field: value for field, value in CATERING.items() if field != name}
    with pytest.raises(InvalidInputError, match=f"The field {name} is missing"):
        explain_purchase(fewer, RealPhrases())


@pytest.mark.parametrize(
    ("name", "wrong", "allowed"),
    [
        ("buyer_class", "council", "central, sub_central, school, utility, unknown"),
        ("buyer_class", ["central"], "central, sub_central"),
        ("category", "catering", "goods, services, works, light_touch"),
        ("vat", "yes", "included, excluded, unknown"),
        ("vat", True, "included, excluded, unknown"),
        ("route", "closed", "open, invited"),
        ("basis", "unknown", "total, yearly"),
        ("value", "25000", "number of pounds"),
        ("value", -1, "number of pounds"),
        ("value", True, "number of pounds"),
        ("value", float("nan"), "number of pounds"),
        ("value", float("inf"), "number of pounds"),
        ("value", 1e300, "number of pounds"),
        ("date", "22/11/2026", "2026-11-22"),
        ("date", "2026-02-30", "2026-11-22"),
        ("date", "20261122", "2026-11-22"),
        ("date", 2026, "2026-11-22"),
        ("months", 0, "whole number"),
        ("months", 1.5, "whole number"),
        ("months", 10**9, "whole number"),
        ("extension_months", -1, "whole number"),
        ("extension_months", True, "whole number"),
    ],
)
def test_a_wrong_field_is_named_with_what_it_may_be(name: str, wrong: object, allowed: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        answer(**{name: wrong})
    assert f"The field {name} " in str(refusal.value)
    assert allowed in str(refusal.value)


def test_a_field_that_does_not_exist_is_refused_by_name() -> None:
    with pytest.raises(InvalidInputError, match="There is no field buyer;"):
        answer(buyer="Birmingham City Council")


def test_a_yearly_price_without_a_term_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="The field months is needed"):
        answer(basis="yearly")


def test_the_chat_can_state_the_figures_of_the_day() -> None:
    facts = {fact.buyer_class: fact for fact in threshold_facts(date(2026, 11, 22))}
    central, local = facts[BuyerClass.CENTRAL], facts[BuyerClass.SUB_CENTRAL]
    assert central.threshold.amount == 135_018
    assert local.threshold.amount == 207_720
    assert central.notice_floor is not None
    assert local.notice_floor is not None
    assert central.notice_floor.amount == 12_000
    assert local.notice_floor.amount == 30_000
    assert local.threshold.source.valid_from == date(2026, 1, 1)
    assert local.notice_floor.source.valid_from == date(2025, 2, 24)


def test_schools_and_utilities_have_a_threshold_but_no_notice_floor() -> None:
    facts = {fact.buyer_class: fact for fact in threshold_facts(date(2026, 11, 22))}
    assert set(facts) == set(BuyerClass) - {BuyerClass.UNKNOWN}
    assert facts[BuyerClass.SCHOOL].notice_floor is None
    assert facts[BuyerClass.UTILITY].notice_floor is None


def test_there_are_no_figures_before_the_act() -> None:
    assert threshold_facts(date(2025, 2, 23)) == ()
