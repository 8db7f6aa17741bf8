"""What an owner is told about the limits."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from bot.domain.buyer import Buyer, BuyerClass
from bot.domain.register import BuyerRegister, RegisteredBuyer
from bot.services.explain_threshold import ExplainThreshold, ThresholdAnswer
from connectors.text.phrasebook import Phrasebook
from connectors.text.vocabulary import load_register
from tests.examples import NOW
from tests.fakes import FakeClock

CONTENT = Path(__file__).parents[2] / "content"
PHRASES = Phrasebook(CONTENT / "phrases")
REGISTER = BuyerRegister(
    RegisteredBuyer(Buyer(name, buyer_class), (), False, None, "made up")
    for name, buyer_class in (
        ("Eastside Council", BuyerClass.SUB_CENTRAL),
        ("Eastside Hospital", BuyerClass.CENTRAL),
        ("Eastside Academy", BuyerClass.SCHOOL),
        ("Eastside Water", BuyerClass.UTILITY),
        ("Eastside Something", BuyerClass.UNKNOWN),
    )
)
COUNCIL, HOSPITAL = "Eastside Council", "Eastside Hospital"


def explain(
    amount: str | None = None, buyer: str | None = None, now: datetime = NOW
) -> ThresholdAnswer:
    """The answer about an amount and a buyer at a moment."""
    service = ExplainThreshold(PHRASES, REGISTER, FakeClock(now))
    return service.explain(None if amount is None else Decimal(amount), buyer)


def test_without_amount_and_buyer_both_lines_are_told_with_their_source() -> None:
    answer = explain()
    assert answer.response == "utter_thresholds_today"
    assert answer.facts["sub_central"] == "£207,720"
    assert answer.facts["central"] == "£135,018"
    assert answer.facts["source"] == "Procurement Act 2023, Schedule 1, row 12, from 1 January 2026"


@pytest.mark.parametrize(
    ("buyer", "line"),
    [(COUNCIL, "£207,720"), (HOSPITAL, "£135,018"), ("Eastside Academy", "£207,720"),
     ("Eastside Water", "£415,440")],
)  # fmt: skip
def test_a_buyers_own_line_is_told(buyer: str, line: str) -> None:
    answer = explain(buyer=buyer)
    assert answer.response == "utter_threshold_of_buyer"
    assert (answer.facts["buyer"], answer.facts["threshold"]) == (buyer, line)


@pytest.mark.parametrize("buyer", ["Nobody & Sons", "Eastside Something"])
def test_for_a_buyer_of_unknown_class_both_lines_are_told_and_the_buyer_is_to_be_asked(
    buyer: str,
) -> None:
    general, amount = explain(buyer=buyer), explain("150000", buyer)
    assert general.response == "utter_threshold_ask_buyer"
    assert amount.response == "utter_threshold_depends_ask_buyer"
    for answer in (general, amount):
        assert answer.facts["buyer"] == buyer
        assert (answer.facts["sub_central"], answer.facts["central"]) == ("£207,720", "£135,018")


@pytest.mark.parametrize(
    ("amount", "response"),
    [("9000", "utter_threshold_below_for_all"), ("300000", "utter_threshold_covered_for_all")],
)
def test_where_every_line_says_the_same_the_buyers_class_does_not_matter(
    amount: str, response: str
) -> None:
    assert explain(amount, "Eastside Something").response == response


def test_bournville_village_trust_has_not_said_so_the_buyer_is_to_be_asked() -> None:
    service = ExplainThreshold(PHRASES, load_register(CONTENT), FakeClock(NOW))
    answer = service.explain(None, "Bournville Village Trust")
    assert answer.response == "utter_threshold_ask_buyer"
    assert "ask the buyer" in _response(answer.response)
    assert "ask the buyer" in _response("utter_threshold_depends_ask_buyer")


def _response(name: str) -> str:
    file = CONTENT.parent / "data" / "responses" / "explaining.yml"
    told: str = yaml.safe_load(file.read_text(encoding="utf-8"))["responses"][name][0]["text"]
    return told


@pytest.mark.parametrize(
    ("amount", "response"),
    [
        ("9000", "utter_threshold_below_for_all"),
        ("135017.99", "utter_threshold_below_for_all"),
        ("135018", "utter_threshold_depends"),
        ("207719.99", "utter_threshold_depends"),
        ("207720", "utter_threshold_covered_for_all"),
        ("0", "utter_threshold_below_for_all"),
    ],
)
def test_an_amount_is_judged_to_the_penny(amount: str, response: str) -> None:
    assert explain(amount).response == response


@pytest.mark.parametrize(
    ("amount", "said"),
    [("207719.99", "£207,719.99"), ("207720", "£207,720"), ("9000.5", "£9,000.50")],
)
def test_a_sum_just_below_a_line_is_not_written_as_the_line(amount: str, said: str) -> None:
    assert explain(amount).facts["value"] == said


@pytest.mark.parametrize(
    ("amount", "buyer", "words"),
    [
        ("25000", COUNCIL, "below the threshold"),
        ("300000", COUNCIL, "at or above the threshold"),
        ("150000", COUNCIL, "below the threshold"),
        ("150000", HOSPITAL, "at or above the threshold"),
    ],
)
def test_an_amount_and_a_buyer_get_a_ruling(amount: str, buyer: str, words: str) -> None:
    answer = explain(amount, buyer)
    assert answer.response == "utter_threshold_ruling"
    assert answer.facts["buyer"] == buyer
    assert words in answer.facts["notes"]
    assert "Schedule 1" in answer.facts["source"]


def test_a_ruling_tells_when_vat_would_change_it() -> None:
    differs, same = explain("190000", COUNCIL), explain("100000", COUNCIL)
    assert "£228,000" in differs.facts["notes"]
    assert "£120,000" in same.facts["notes"]
    assert differs.facts["notes"].split()[-12:] != same.facts["notes"].split()[-12:]


def test_the_figures_are_those_of_the_day_in_london() -> None:
    last_of_2025 = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)
    assert explain(now=last_of_2025).facts["sub_central"] == "£214,904"
    assert explain(now=datetime(2026, 1, 1, tzinfo=UTC)).facts["sub_central"] == "£207,720"


def test_before_the_act_older_rules_are_pointed_to() -> None:
    answer = explain("9000", COUNCIL, now=datetime(2025, 2, 23, 12, tzinfo=UTC))
    assert answer == ThresholdAnswer("utter_threshold_earlier_law", {})


def test_the_act_begins_at_midnight_in_london() -> None:
    assert explain(now=datetime(2025, 2, 24, tzinfo=UTC)).response == "utter_thresholds_today"
