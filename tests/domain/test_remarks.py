"""Everything said for or against a match is true of the notice and names its evidence in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from bot.domain.demand_patterns import Asked
from bot.domain.demands import demands_in
from bot.domain.match import Remark
from bot.domain.matching import judge, text_of, trade_fit
from bot.domain.money import NOT_STATED, Basis, Value
from bot.domain.opportunity import Category, Kind, State, SuitableFor
from bot.domain.place import Coverage, Office, Reach, miles_between
from bot.domain.remarks import Match
from bot.domain.remarks_of_place import EXACT_WITHIN
from bot.domain.remarks_of_size import LARGE_A_YEAR
from bot.domain.trade import PlainText, cpv_fit
from bot.domain.usefulness import most_useful_first
from tests.domain.guesses import MATCHES
from tests.examples import (
    ALUM_ROCK,
    BORDESLEY,
    CLEANING,
    LEEDS,
    NOW,
    candidate,
    cpv,
    in_days,
    opportunity,
    pounds,
    wanted,
)

WORLD = ("Anguilla", "Bermuda", "Chad", "Denmark")
WIDE = Coverage(regions=("West Midlands",))
NEXT_DOOR = Coverage(regions=("Solihull",))
MIDNIGHT = in_days(10.625)
YEARS = {"starts_on": date(2027, 1, 1), "ends_on": date(2029, 12, 31)}


def said(match: Match, key: str) -> Iterator[dict[str, Any]]:
    """The facts of each remark of that key."""
    return (r.facts for r in (*match.reasons, *match.against) if r.key == key)


def keys(remarks: list[Remark]) -> set[str]:
    """What is said, by key."""
    return {remark.key for remark in remarks}


def demands_of(match: Match) -> set[Asked]:
    """What the notice asks for."""
    one = match.opportunity
    return {demand.kind for demand in demands_in(one.title, one.description)}


def match(**facts: Any) -> Match:
    """The match of cleaning near Alum Rock with facts of the opportunity or the candidate."""
    own = {k: facts.pop(k) for k in ("reach", "miles", "fits", "likeness") if k in facts}
    found = judge(
        candidate(opportunity(**facts), **own), wanted(words="cleaning", place=ALUM_ROCK), NOW
    )
    assert found is not None
    return found


class TestWhateverTheNotice:
    @given(MATCHES)
    def test_a_quote_stands_in_it_word_for_word(self, found: Match) -> None:
        for facts in said(found, "reason.quote"):
            flat = " ".join(text_of(found.opportunity).split())
            assert facts["quote"] in flat
            assert facts["quote"]

    @given(MATCHES)
    def test_a_distance_is_that_between_the_two_places(self, found: Match) -> None:
        here, there = found.case.wanted.place.point, found.opportunity.coverage.point
        for key in ("reason.miles", "against.far"):
            for facts in said(found, key):
                assert here is not None
                assert there is not None
                miles = miles_between(here, there)
                digits = 1 if key == "reason.miles" and miles < EXACT_WITHIN else 0
                assert facts["miles"] == f"{miles:.{digits}f}"
                assert facts["place"] == found.case.wanted.place.name

    @given(MATCHES)
    def test_no_region_is_named_that_the_notice_does_not_name(self, found: Match) -> None:
        coverage = found.opportunity.coverage
        named = {*coverage.regions, coverage.postcode}
        for remark in (*found.reasons, *found.against):
            for fact in ("region", "said", "where"):
                if fact in remark.facts:
                    assert set(str(remark.facts[fact]).split(", ")) <= named

    @given(MATCHES)
    def test_a_code_is_one_of_its_own_and_of_the_trade(self, found: Match) -> None:
        for facts in said(found, "reason.code"):
            assert facts["code"] in found.opportunity.cpv
            (trade,) = (t for t in found.case.wanted.trades if t.name == facts["trade"])
            assert any(cpv_fit(own, facts["code"]) for own in trade.cpv)

    @given(MATCHES)
    def test_words_it_mentions_stand_in_it(self, found: Match) -> None:
        for facts in said(found, "reason.words"):
            words = facts["words"].split(", ")
            assert all(word in text_of(found.opportunity).lower() for word in words)
            assert all(word in found.case.wanted.criteria.words for word in words)

    @given(MATCHES)
    def test_what_it_asks_for_or_offers_is_quoted_word_for_word(self, found: Match) -> None:
        flat = " ".join(text_of(found.opportunity).split())
        for remark in (*found.reasons, *found.against):
            told = [*remark.facts.get("quotations", ()), remark.facts.get("quotation", "")]
            assert all(one in flat for one in told)

    @given(MATCHES)
    def test_insurance_is_called_unknown_only_where_none_is_told(self, found: Match) -> None:
        every = keys(found.against)
        if "against.demands_unknown" in every:
            assert not every & {"against.insurance", "against.checks", "against.wished"}
            assert not demands_of(found) & {Asked.INSURANCE, Asked.CHECK}

    @given(MATCHES)
    def test_the_value_of_a_year_comes_to_the_value_over_the_term(self, found: Match) -> None:
        for key in ("reason.yearly", "reason.yearly_perhaps"):
            for facts in said(found, key):
                one = found.opportunity
                assert one.value.amount is not None
                assert one.starts_on is not None
                assert one.ends_on is not None
                years = Decimal((one.ends_on - one.starts_on).days + 1) / Decimal("365.25")
                assert abs(facts["yearly"] * years / one.value.amount - 1) < Decimal("0.1")
                assert (key == "reason.yearly") == (one.value.basis is Basis.TOTAL)

    @given(MATCHES)
    def test_nothing_is_called_too_much_for_one_that_is_small(self, found: Match) -> None:
        for key in ("against.large_for_one", "against.large_for_one_perhaps"):
            for facts in said(found, key):
                assert facts["yearly"] > LARGE_A_YEAR
                assert found.opportunity.category is not Category.GOODS

    @given(MATCHES)
    def test_words_of_its_title_stand_there_and_name_the_trade(self, found: Match) -> None:
        for facts in said(found, "reason.title"):
            assert facts["words"] in " ".join(found.opportunity.title.split())
            named = PlainText(facts["words"])
            assert any(trade.mentioned_in(named) for trade in found.case.wanted.trades)

    @given(MATCHES)
    def test_nothing_is_said_twice_and_the_most_useful_comes_first(self, found: Match) -> None:
        for side in (found.reasons, found.against):
            assert len(keys(side)) == len(side)
            assert side == most_useful_first(side)

    @given(MATCHES)
    def test_working_days_are_never_more_than_days(self, found: Match) -> None:
        for key in ("reason.time", "against.closes_soon"):
            for facts in said(found, key):
                assert 3 <= facts["working"] <= facts["days"]

    @given(MATCHES)
    def test_days_are_those_of_the_calendar(self, found: Match) -> None:
        deadline = found.opportunity.deadline
        for key in ("reason.time", "against.closes_soon"):
            for facts in said(found, key):
                assert deadline is not None
                assert abs((deadline - NOW).total_seconds() / 86_400 - facts["days"]) < 1

    @given(MATCHES)
    def test_only_what_is_not_stated_is_called_not_stated(self, found: Match) -> None:
        coverage, against = found.opportunity.coverage, keys(found.against)
        assert ("against.no_value" in against) == (found.opportunity.value.amount is None)
        if "against.place_unsaid" in against:
            assert not coverage.regions
            assert not coverage.postcode
            assert not coverage.nationwide
        if "against.place_vague" in against:
            assert coverage.point is None

    @given(MATCHES)
    def test_who_asked_for_a_buyer_is_told_its_true_name(self, found: Match) -> None:
        for facts in said(found, "reason.buyer"):
            assert facts["buyer"] == found.opportunity.buyer.name
            assert facts["buyer"].lower() == found.case.wanted.criteria.buyer

    @given(MATCHES)
    def test_terms_are_those_of_the_notice(self, found: Match) -> None:
        one, every = found.opportunity, keys([*found.reasons, *found.against])
        assert ("reason.sme" in every) == (SuitableFor.SME in one.suitable_for)
        assert ("against.reserved" in every) == (one.reserved_for is not None)
        planned = one.state_at(NOW) is State.PLANNED and one.kind is not Kind.RE_LET
        assert ("against.planned" in every) == planned
        forecasts = {"against.forecast", "against.forecast_undated"}
        assert bool(every & forecasts) == (one.kind is Kind.RE_LET)
        assert "reason.below_threshold" not in every or one.above_threshold is False
        assert "against.shared_value" not in every or one.kind is Kind.OPEN_FRAMEWORK
        for facts in said(found, "against.office"):
            assert one.coverage.office is not None
            assert facts["office"] == one.coverage.office.name
        for facts in said(found, "against.one_of_many"):
            assert facts["kinds"] == len(one.cpv)

    @given(MATCHES)
    def test_nothing_speaks_for_and_against_the_place_at_once(self, found: Match) -> None:
        good = keys(found.reasons) & {
            "reason.miles", "reason.region", "reason.region_list", "reason.region_close",
            "reason.region_list_close", "reason.nationwide",
        }  # fmt: skip
        bad = keys(found.against) & {
            "against.far", "against.elsewhere", "against.elsewhere_many", "against.place_vague",
            "against.place_many", "against.place_unsaid",
        }  # fmt: skip
        assert not (good and bad)
        assert len(good) <= 1
        assert len(bad) <= 1

    @given(MATCHES)
    def test_no_distance_is_given_as_a_reason_to_who_named_no_place(self, found: Match) -> None:
        if not found.case.wanted.place_was_said:
            assert "reason.miles" not in keys(found.reasons)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"miles": 1.26}, Remark("reason.miles", {"miles": "1.3", "place": "Alum Rock"})),
        (
            {"reach": Reach.REGION_WIDE, "coverage": WIDE},
            Remark("reason.region", {"region": "West Midlands", "place": "Alum Rock"}),
        ),
        (
            {"reach": Reach.REGION_WIDE, "coverage": WIDE, "kind": Kind.OPEN_FRAMEWORK},
            Remark("reason.region_list", {"region": "West Midlands", "place": "Alum Rock"}),
        ),
        (
            {"reach": Reach.REGION_WIDE, "coverage": NEXT_DOOR},
            Remark("reason.region_close", {"region": "Solihull", "place": "Alum Rock"}),
        ),
        (
            {"reach": Reach.REGION_WIDE, "coverage": NEXT_DOOR, "kind": Kind.OPEN_FRAMEWORK},
            Remark("reason.region_list_close", {"region": "Solihull", "place": "Alum Rock"}),
        ),
        ({"suitable_for": frozenset({SuitableFor.SME})}, Remark("reason.sme")),
        ({"suitable_for": frozenset({SuitableFor.VCSE})}, Remark("reason.vcse")),
        (YEARS, Remark("reason.yearly", {"yearly": Decimal(6_700), "term": 36})),
        (YEARS | {"value": Value(Decimal(54_000))},
         Remark("reason.yearly_perhaps", {"yearly": Decimal(18_000), "term": 36})),
        ({"description": "It is in 3 lots."},
         Remark("reason.lots", {"lots": 3, "quotation": "3 lots"})),
        ({"description": "It is in 3 lots, and you may bid for one lot."},
         Remark("reason.lots_one",
                {"lots": 3, "quotation": "It is in 3 lots, and you may bid for one lot"})),
        ({"description": "Weekly mowing of lawns."},
         Remark("reason.often", {"quotation": "Weekly mowing"})),
        ({"description": "Site visits are available by appointment."},
         Remark("reason.visit", {"quotation": "Site visits are available"})),
        ({"deadline": in_days(20)}, Remark("reason.time", {"days": 20, "working": 14})),
        (
            {"likeness": candidate(opportunity()).likeness},
            Remark("reason.words", {"words": "cleaning"}),
        ),
    ],
)  # fmt: skip
def test_what_speaks_for_it_is_said(facts: dict[str, Any], reason: Remark) -> None:
    assert reason in match(**facts).reasons


@pytest.mark.parametrize(
    ("facts", "remark"),
    [
        ({"reach": Reach.UNKNOWN, "coverage": Coverage()}, Remark("against.place_unsaid")),
        (
            {"reach": Reach.UNKNOWN, "coverage": Coverage(postcode="B99 9ZZ")},
            Remark("against.place_vague", {"said": "B99 9ZZ"}),
        ),
        (
            {"reach": Reach.ELSEWHERE, "coverage": Coverage("LS1 1AA", LEEDS), "miles": 92.4},
            Remark("against.far", {"miles": "92", "place": "Alum Rock"}),
        ),
        (
            {
                "reach": Reach.ELSEWHERE,
                "coverage": Coverage("LS1 1AA", LEEDS, ("United Kingdom",), nationwide=True),
                "miles": 92.4,
            },
            Remark("against.far", {"miles": "92", "place": "Alum Rock"}),
        ),
        (
            {"reach": Reach.ELSEWHERE, "coverage": Coverage("AB10 1AA")},
            Remark("against.elsewhere", {"where": "AB10 1AA"}),
        ),
        (
            {"reach": Reach.ELSEWHERE, "coverage": Coverage(regions=("Wales",))},
            Remark("against.elsewhere", {"where": "Wales"}),
        ),
        (
            {
                "reach": Reach.NATIONWIDE,
                "coverage": Coverage(
                    regions=("England",), nationwide=True, office=Office("Leeds LS1", is_near=False)
                ),
            },
            Remark("against.office", {"office": "Leeds LS1"}),
        ),
        ({"reach": Reach.UNKNOWN, "coverage": Coverage(regions=WORLD)},
         Remark("against.place_many", {"count": 4, "first": "Anguilla"})),
        ({"reach": Reach.ELSEWHERE, "coverage": Coverage(regions=WORLD)},
         Remark("against.elsewhere_many", {"count": 4, "first": "Anguilla"})),
        ({"value": NOT_STATED}, Remark("against.no_value")),
        ({"value": pounds(1_000_001)}, Remark("against.too_large")),
        ({"kind": Kind.OPEN_FRAMEWORK}, Remark("against.shared_value")),
        ({"kind": Kind.PLANNED}, Remark("against.planned")),
        ({"kind": Kind.OPEN_FRAMEWORK, "deadline": None, "ends_on": in_days(99).date()},
         Remark("against.no_deadline")),
        (YEARS | {"value": pounds(900_000)},
         Remark("against.large_for_one", {"yearly": Decimal(300_000)})),
        (YEARS | {"value": Value(Decimal(900_000))},
         Remark("against.large_for_one_perhaps", {"yearly": Decimal(300_000)})),
        ({"description": "You must have public liability insurance of £5 million."},
         Remark("against.insurance",
                {"quotations": ("public liability insurance of £5 million",)})),
        ({"description": "An enhanced DBS check is needed."},
         Remark("against.checks", {"quotations": ("enhanced DBS check",)})),
        ({"description": "Cyber Essentials certification is desirable."},
         Remark("against.wished", {"quotations": ("Cyber Essentials",)})),
        ({"description": "Staff may move to you under TUPE."},
         Remark("against.staff_transfer", {"quotations": ("Staff may move to you under TUPE",)})),
        ({"description": "In 3 lots. You must bid for all lots."},
         Remark("against.all_lots", {"quotation": "You must bid for all lots"})),
        ({"description": "Cleaning at nine stations and offices."},
         Remark("against.many_places", {"quotation": "at nine stations and offices"})),
        ({}, Remark("against.demands_unknown")),
        ({"deadline": in_days(0.25)}, Remark("against.closes_today")),
        ({"deadline": in_days(1)}, Remark("against.closes_tomorrow")),
        ({"deadline": in_days(7)}, Remark("against.closes_soon", {"days": 7, "working": 5})),
        ({"deadline": MIDNIGHT}, Remark("against.closes_midnight")),
        ({"reserved_for": "smeVcse"}, Remark("against.reserved", {"who": "smeVcse"})),
    ],
)  # fmt: skip
def test_what_speaks_against_it_is_said(facts: dict[str, Any], remark: Remark) -> None:
    assert remark in match(**facts).against


@pytest.mark.parametrize("deadline", [MIDNIGHT - timedelta(minutes=1), in_days(300.625)])
def test_midnight_is_said_of_the_first_minute_of_a_day_that_is_near(deadline: datetime) -> None:
    assert "against.closes_midnight" not in keys(match(deadline=deadline).against)


@pytest.mark.parametrize("amount", [Decimal(1_000_000), Decimal(999)])
def test_a_million_is_not_yet_too_large(amount: Decimal) -> None:
    assert "against.too_large" not in keys(match(value=pounds(str(amount))).against)


def test_a_near_office_is_not_held_against_a_list() -> None:
    office = Office("Birmingham B4", is_near=True)
    coverage = Coverage(regions=("England",), nationwide=True, office=office)
    found = match(kind=Kind.OPEN_FRAMEWORK, reach=Reach.NATIONWIDE, coverage=coverage)
    assert "against.office" not in keys(found.against)


@pytest.mark.parametrize("deadline", [in_days(8), in_days(90), in_days(91), None])
def test_days_are_counted_only_as_long_as_anybody_counts_them(deadline: datetime | None) -> None:
    kind = Kind.TENDER if deadline else Kind.PLANNED
    said_days = "reason.time" in keys(match(deadline=deadline, kind=kind).reasons)
    assert said_days is (deadline in {in_days(8), in_days(90)})


def test_work_that_is_one_of_many_kinds_is_told() -> None:
    codes = cpv("90910000", *(f"451{n}0000" for n in range(1, 10)))
    asked = wanted(CLEANING, place=BORDESLEY)
    one = opportunity(title="Estate services", description="Papers.", cpv=codes)
    fit = trade_fit(one, PlainText(one.title), PlainText(one.description), CLEANING)
    assert fit is not None
    found = judge(candidate(one, fits=(fit,)), asked, NOW)
    assert found is not None
    assert Remark("against.one_of_many", {"trade": "cleaning", "kinds": 10}) in found.against


def test_work_of_many_kinds_that_are_mostly_the_trades_is_not_called_one_of_many() -> None:
    codes = cpv(*(f"9091{n}000" for n in range(6)), *(f"451{n}0000" for n in range(1, 5)))
    one = opportunity(title="Estate services", description="Papers.", cpv=codes)
    fit = trade_fit(one, PlainText(one.title), PlainText(one.description), CLEANING)
    assert fit is not None
    found = judge(candidate(one, fits=(fit,)), wanted(CLEANING, place=BORDESLEY), NOW)
    assert found is not None
    assert "against.one_of_many" not in keys(found.against)


@pytest.mark.parametrize(
    ("now", "deadline", "key"),
    [
        (datetime(2026, 12, 23, 9, tzinfo=UTC), datetime(2026, 12, 27, 12, tzinfo=UTC),
         "against.one_working_day"),
        (datetime(2026, 12, 24, 9, tzinfo=UTC), datetime(2026, 12, 27, 12, tzinfo=UTC),
         "against.no_working_day"),
        (datetime(2026, 12, 23, 9, tzinfo=UTC), datetime(2026, 12, 29, 12, tzinfo=UTC),
         "against.few_working_days"),
    ],
)  # fmt: skip
def test_christmas_leaves_hardly_time(now: datetime, deadline: datetime, key: str) -> None:
    holidays = frozenset({date(2026, 12, 25), date(2026, 12, 28)})
    one = candidate(opportunity(deadline=deadline))
    found = judge(one, wanted(words="cleaning"), now, holidays)
    assert found is not None
    assert key in keys(found.against)
    assert "reason.time" not in keys(found.reasons)


def test_that_insurance_is_unknown_is_not_said_where_more_is_unknown() -> None:
    assert "against.demands_unknown" not in keys(match(value=NOT_STATED).against)


@pytest.mark.parametrize("facts", [{"category": Category.GOODS}, {"kind": Kind.OPEN_FRAMEWORK}])
def test_the_worth_of_goods_and_lists_tells_nothing_of_hands(facts: dict[str, Any]) -> None:
    found = match(**YEARS, value=pounds(900_000), **facts)
    assert "against.large_for_one" not in keys(found.against)


def test_foreign_money_is_never_called_pounds() -> None:
    euros = Value(Decimal(54_000), basis=Basis.TOTAL, currency="EUR")
    assert not keys(match(**YEARS, value=euros).reasons) & {"reason.yearly"}


def test_a_card_leads_with_what_decides() -> None:
    text = "You must have public liability insurance of £5 million. Staff move under TUPE."
    found = match(description=text, reserved_for="smeVcse", deadline=in_days(1))
    assert [one.key for one in found.against] == [
        "against.reserved", "against.closes_tomorrow", "against.insurance",
        "against.staff_transfer",
    ]  # fmt: skip
