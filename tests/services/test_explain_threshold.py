"""What an owner is told about the limits."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from bot.domain.buyer import Buyer, BuyerClass
from bot.domain.money import Basis, Value, Vat
from bot.domain.opportunity import Category
from bot.domain.register import BuyerRegister, RegisteredBuyer
from bot.domain.said_term import SaidTerm
from bot.services.explain_threshold import ExplainThreshold, ThresholdAnswer
from connectors.text.phrasebook import Phrasebook
from connectors.text.vocabulary import load_register, load_trades
from tests.examples import NOW, opportunity
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
TRADES = load_trades(CONTENT)
COUNCIL, HOSPITAL = "Eastside Council", "Eastside Hospital"


def explain(
    amount: str | None = None, buyer: str | None = None, now: datetime = NOW
) -> ThresholdAnswer:
    """The answer about an amount and a buyer at a moment."""
    service = ExplainThreshold(PHRASES, REGISTER, TRADES, FakeClock(now))
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
    service = ExplainThreshold(PHRASES, load_register(CONTENT), TRADES, FakeClock(NOW))
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
        ("0.01", "utter_threshold_below_for_all"),
        ("0", "utter_threshold_for_nothing"),
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
    assert "the answer changes" in differs.facts["notes"]
    assert "the answer stays the same" in same.facts["notes"]


def test_the_figures_are_those_of_the_day_in_london() -> None:
    last_of_2025 = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)
    assert explain(now=last_of_2025).facts["sub_central"] == "£214,904"
    assert explain(now=datetime(2026, 1, 1, tzinfo=UTC)).facts["sub_central"] == "£207,720"


def test_before_the_act_older_rules_are_pointed_to() -> None:
    answer = explain("9000", COUNCIL, now=datetime(2025, 2, 23, 12, tzinfo=UTC))
    assert answer == ThresholdAnswer("utter_threshold_earlier_law", {"since": "24 February 2025"})


def test_the_act_begins_at_midnight_in_london() -> None:
    assert explain(now=datetime(2025, 2, 24, tzinfo=UTC)).response == "utter_thresholds_today"


class TestWhatIsSaidBesideTheSum:
    """A year or in all, VAT, a start before a change, sums that cannot be, sorts of buyer."""

    def told(self, said: str, amount: str, buyer: str | None = COUNCIL) -> ThresholdAnswer:
        service = ExplainThreshold(PHRASES, REGISTER, TRADES, FakeClock(NOW))
        return service.explain(Decimal(amount), buyer, said)

    def test_a_yearly_sum_without_a_term_is_asked_back(self) -> None:
        told = self.told("60k a year", "60000")
        assert told.response == "utter_threshold_how_many_years"
        assert told.facts == {"value": "£60,000", "again": "a year"}

    def test_a_yearly_sum_is_counted_over_all_the_years(self) -> None:
        told = self.told("70k a year for 2 years with a year extra, with VAT", "70000")
        assert "£210,000" in told.facts["notes"]
        assert "at or above the threshold" in told.facts["notes"]

    def test_for_any_buyer_too(self) -> None:
        told = self.told("70k a year for 3 years", "70000", buyer=None)
        assert told.response == "utter_threshold_covered_for_all"

    def test_vat_that_was_said_is_not_asked_about(self) -> None:
        told = self.told("£175,000 plus vat", "175000").facts["notes"]
        assert "£210,000 is at or above" in told
        assert "If VAT comes on top" not in told

    def test_what_began_before_a_change_keeps_the_older_line(self) -> None:
        assert "£214,904" in self.told("started in June 2025", "210000").facts["notes"]
        assert "£207,720" in self.told("started in June 2026", "210000").facts["notes"]

    @pytest.mark.parametrize("said", ["began in 2023", "published on 23 February 2025"])
    def test_what_began_before_the_act_is_under_older_law(self, said: str) -> None:
        assert self.told(said, "9000").response == "utter_threshold_earlier_law"

    @pytest.mark.parametrize(
        ("said", "amount", "response"),
        [
            ("minus £500", "500", "utter_threshold_minus"),
            ("nothing", "0", "utter_threshold_for_nothing"),
            ("a lot", "1000000000001", "utter_threshold_too_large"),
        ],
    )
    def test_a_sum_that_cannot_be_is_refused(self, said: str, amount: str, response: str) -> None:
        assert self.told(said, amount).response == response

    def test_a_billion_is_judged(self) -> None:
        assert "at or above the threshold" in self.told("", "1000000000").facts["notes"]

    def test_a_school_is_outside_whatever_its_name(self) -> None:
        told = self.told("20k at a primary school", "20000", buyer=None).facts
        assert told["buyer"] == "this buyer"
        assert "leave it out" in told["notes"]

    def test_building_works_have_their_own_line(self) -> None:
        assert "£5,193,000" in self.told("building work", "150000").facts["notes"]

    @pytest.mark.parametrize(
        ("said", "amount", "buyer", "words"),
        [
            ("want a PQQ", "28000", HOSPITAL, "may not use a first check"),
            (
                "want a PQQ for building work inc vat",
                "135018",
                HOSPITAL,
                "it may use a first check",
            ),
            (
                "want a PQQ for building work inc vat",
                "135017",
                HOSPITAL,
                "may not use a first check",
            ),
            ("want a PQQ", "28000", "Eastside Academy", "may use a first check"),
            ("want a PQQ", "300000", COUNCIL, "may set terms"),
        ],
    )
    def test_whether_a_pqq_is_allowed_is_judged_for_this_buyer_and_value(
        self, said: str, amount: str, buyer: str, words: str
    ) -> None:
        service = ExplainThreshold(PHRASES, REGISTER, TRADES, FakeClock(NOW))
        judged = service.first_check(Decimal(amount), buyer, said)
        assert judged is not None
        assert words in judged.facts["notes"].split(". ")[0]
        assert "section" in judged.facts["source"]

    def test_without_a_value_or_a_known_buyer_nothing_is_judged(self) -> None:
        service = ExplainThreshold(PHRASES, REGISTER, TRADES, FakeClock(NOW))
        assert service.first_check(None, COUNCIL, "want a PQQ") is None
        assert service.first_check(Decimal(9000), None, "want a PQQ") is None

    def test_what_a_first_check_lacks_can_be_pressed(self) -> None:
        service = ExplainThreshold(PHRASES, REGISTER, TRADES, FakeClock(NOW))
        sums = service.open_of_check(None, COUNCIL, "want a PQQ")
        assert [one["title"] for one in sums] == ["£10,000", "£50,000", "£250,000"]
        buyers = service.open_of_check(Decimal(9000), None, "want a PQQ for 9000")
        assert [one["title"] for one in buyers] == ["A council", "An NHS trust", "A university"]
        assert all('"check": true' in one["payload"] for one in [*sums, *buyers])
        assert service.open_of_check(None, None, "want a PQQ") == []

    def test_the_term_that_was_answered_decides_on_a_first_check(self) -> None:
        service = ExplainThreshold(PHRASES, REGISTER, TRADES, FakeClock(NOW))
        three_years = SaidTerm(payments_a_year=1, months=36)
        said = "a PQQ? 50k a year"
        once = service.first_check(Decimal(50_000), HOSPITAL, said)
        assert once is not None
        assert once.response == "utter_threshold_how_many_years"
        whole = service.first_check(Decimal(50_000), HOSPITAL, said, answered=three_years)
        assert whole is not None
        assert "£150,000" in whole.facts["notes"]
        assert "may set terms" in whole.facts["notes"]

    @pytest.mark.parametrize("buyer", [COUNCIL, HOSPITAL, "Eastside Academy", "Eastside Water"])
    @pytest.mark.parametrize("amount", ["9000", "150000", "300000", "9000000"])
    def test_a_ruling_is_no_longer_than_eighty_words(self, buyer: str, amount: str) -> None:
        for said in ("", "building work", "60k a year for 3 years plus one more year"):
            told = self.told(said, amount, buyer).facts
            assert len(f"For {buyer}: {told['notes']}".split()) <= 80


class TestAYearOrInAll:
    """The question back, and the answers to it."""

    def service(self) -> ExplainThreshold:
        return ExplainThreshold(PHRASES, REGISTER, TRADES, FakeClock(NOW))

    def test_where_neither_was_said_the_ruling_asks_and_says_what_it_took_it_for(self) -> None:
        told = self.service().explain(Decimal(60_000), COUNCIL, "is £60,000 below?")
        assert told.facts["notes"].endswith("Or is it for a year?")
        titles = [one["title"] for one in told.choices]
        assert titles[:2] == ["It is in all", "It is for a year"]

    @pytest.mark.parametrize("said", ["60k in all", "60k for 3 years in total"])
    def test_where_it_was_said_nothing_is_asked(self, said: str) -> None:
        told = self.service().explain(Decimal(60_000), COUNCIL, said)
        assert "Or is it for a year?" not in told.facts["notes"]
        assert [one["title"] for one in told.choices] == ["What would change it?"]

    def test_a_monthly_and_a_weekly_sum_are_counted_up(self) -> None:
        explain = self.service().explain
        monthly = explain(Decimal(6_000), COUNCIL, "£6,000 a month for 3 years inc vat")
        assert "£216,000 is at or above the threshold" in monthly.facts["notes"]
        weekly = explain(Decimal(1_000), COUNCIL, "£1,000 a week for 2 years inc vat")
        assert "£104,000 is below the threshold" in weekly.facts["notes"]
        asked = explain(Decimal(6_000), COUNCIL, "£6,000 a month")
        assert asked.facts == {"value": "£6,000", "again": "a month"}

    def test_the_answer_is_judged_with_what_was_said_first(self) -> None:
        answered = SaidTerm(1, months=36, extension_months=24)
        said = "60k a year plus vat, started in June 2025"
        told = self.service().explain(Decimal(60_000), COUNCIL, said, answered)
        assert "£360,000 is at or above the threshold" in told.facts["notes"]
        assert "£214,904" in told.facts["notes"]

    def test_a_length_without_a_basis_is_asked_back(self) -> None:
        told = self.service().explain(Decimal(60_000), COUNCIL, "60k", SaidTerm(months=36))
        assert told.response == "utter_threshold_each_or_all"
        titles = [one["title"] for one in told.choices]
        assert titles == ["It is in all", "For each year"]

    @pytest.mark.parametrize(
        ("answered", "words"),
        [
            (SaidTerm(1, months=24, extension_months=12), "£244,800 is at or above the threshold"),
            (SaidTerm(is_in_all=True), "£81,600 is below the threshold"),
        ],
    )
    def test_of_the_one_at_hand_its_own_sum_vat_buyer_and_day_count(
        self, answered: SaidTerm, words: str
    ) -> None:
        council = Buyer(COUNCIL, BuyerClass.SUB_CENTRAL)
        value = Value(Decimal(68_000), Vat.EXCLUDED, Basis.YEARLY)
        one = opportunity(buyer=council, value=value, category=Category.SERVICES)
        told = self.service().of_opportunity(one, answered)
        assert told.response == "utter_threshold_ruling"
        assert words in told.facts["notes"]

    def test_of_the_one_at_hand_the_years_are_asked_with_which_one_it_is(self) -> None:
        value = Value(Decimal(68_000), Vat.EXCLUDED, Basis.UNKNOWN)
        told = self.service().of_opportunity(opportunity(value=value), SaidTerm(1))
        assert told.response == "utter_threshold_how_many_years"
        assert all('"opportunity_id"' in one["payload"] for one in told.choices)

    def test_more_years_than_a_contract_can_have_are_refused(self) -> None:
        told = self.service().explain(Decimal(10), COUNCIL, "", SaidTerm(1, months=1_300))
        assert told.response == "utter_threshold_too_large"

    @pytest.mark.parametrize(
        ("said", "response"),
        [("£-500 at the council", "utter_threshold_minus"),
         ("is a contract worth nothing below?", "utter_threshold_for_nothing")],
    )  # fmt: skip
    def test_a_sum_that_was_not_read_as_one_is_refused_too(self, said: str, response: str) -> None:
        assert self.service().explain(None, COUNCIL, said).response == response

    @pytest.mark.parametrize(
        ("amount", "words"),
        [("60000", "from £207,720 with VAT the full rules hold. That is £147,720 more"),
         ("300000", "a sum below £207,720 with VAT, for all the years")],
    )  # fmt: skip
    def test_what_would_change_a_ruling_can_be_asked(self, amount: str, words: str) -> None:
        told = self.service().explain(Decimal(amount), COUNCIL, "in all")
        assert [one["title"] for one in told.choices] == ["What would change it?"]
        assert '"part": "change"' in told.choices[0]["payload"]
        assert told.change is not None
        assert words in told.change.facts["changes"]
        assert "Schedule 1, row 12, from 1 January 2026" in told.change.facts["source"]
        assert len(told.change.facts["changes"].split()) <= 80

    def test_what_would_change_it_is_told_of_the_same_purchase(self) -> None:
        told = self.service().explain(Decimal(60_000), COUNCIL, "", SaidTerm(1, months=36))
        payload = told.choices[0]["payload"]
        assert '"months": 36' in payload
        assert '"basis": "yearly"' in payload


class TestLightTouchServices:
    """Services with a higher limit, by the trade that was said."""

    def told(self, amount: str, trade: str, buyer: str | None = COUNCIL) -> ThresholdAnswer:
        service = ExplainThreshold(PHRASES, REGISTER, TRADES, FakeClock(NOW))
        return service.explain(Decimal(amount), buyer, "in all with VAT", trades=[trade])

    def test_guarding_is_one_and_has_its_own_limit(self) -> None:
        told = self.told("500000", "security guarding").facts["notes"]
        assert "£663,540" in told
        assert "£500,000 is below the threshold" in told

    def test_of_catering_it_is_not_known_so_both_are_told(self) -> None:
        told = self.told("500000", "catering").facts["notes"]
        assert "£500,000 is at or above the threshold" in told
        assert "It may be a light-touch service" in told
        assert "£663,540" in told

    @pytest.mark.parametrize(("amount", "trade"), [("100000", "catering"), ("500000", "cleaning")])
    def test_where_it_changes_nothing_or_cannot_be_nothing_is_said_of_it(
        self, amount: str, trade: str
    ) -> None:
        assert "light-touch" not in self.told(amount, trade).facts["notes"]

    def test_for_any_buyer_too(self) -> None:
        assert "light-touch" in self.told("500000", "catering", buyer=None).facts["note"]
        known = self.told("500000", "security guarding", buyer=None)
        assert known.response == "utter_threshold_below_for_all"
        assert known.facts["lines"] == "The full rules start at £663,540 for all of them."

    def test_a_line_is_named_with_what_it_is_for(self) -> None:
        service = ExplainThreshold(PHRASES, REGISTER, TRADES, FakeClock(NOW))
        works = service.explain(None, COUNCIL, "what is the limit for building work?")
        assert (works.facts["bought"], works.facts["threshold"]) == ("building works", "£5,193,000")
        services = service.explain(None, COUNCIL, "what is the limit?")
        assert services.facts["bought"] == "goods and services"
