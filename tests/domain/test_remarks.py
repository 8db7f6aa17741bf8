"""Everything said for or against a match is true of the notice and names its evidence in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.match import Remark
from bot.domain.matching import judge, text_of, trade_fit
from bot.domain.money import NOT_STATED
from bot.domain.opportunity import Kind, State, SuitableFor
from bot.domain.place import Coverage, Office, Reach, miles_between
from bot.domain.remarks import Match, quote_around, shared_words
from bot.domain.trade import PlainText, cpv_fit
from tests.domain.guesses import MATCHES, TEXTS
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

WIDE = Coverage(regions=("West Midlands",))
NEXT_DOOR = Coverage(regions=("Solihull",))
MIDNIGHT = in_days(10.625)


def said(match: Match, key: str) -> Iterator[dict[str, Any]]:
    """The facts of each remark of that key."""
    return (r.facts for r in (*match.reasons, *match.against) if r.key == key)


def keys(remarks: list[Remark]) -> set[str]:
    """What is said, by key."""
    return {remark.key for remark in remarks}


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
        for key, digits in (("reason.miles", 1), ("against.far", 0)):
            for facts in said(found, key):
                assert here is not None
                assert there is not None
                assert facts["miles"] == f"{miles_between(here, there):.{digits}f}"
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
        assert ("against.forecast" in every) == (one.kind is Kind.RE_LET)
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
            "against.far", "against.elsewhere", "against.place_vague", "against.place_unsaid",
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
        ({"deadline": in_days(20)}, Remark("reason.time", {"days": 20})),
        (
            {"likeness": candidate(opportunity()).likeness},
            Remark("reason.words", {"words": "cleaning"}),
        ),
    ],
)
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
        ({"value": NOT_STATED}, Remark("against.no_value")),
        ({"value": pounds(1_000_001)}, Remark("against.too_large")),
        ({"kind": Kind.OPEN_FRAMEWORK}, Remark("against.shared_value")),
        ({"kind": Kind.PLANNED}, Remark("against.planned")),
        ({"deadline": in_days(0.25)}, Remark("against.closes_today")),
        ({"deadline": in_days(1)}, Remark("against.closes_tomorrow")),
        ({"deadline": in_days(7)}, Remark("against.closes_soon", {"days": 7})),
        ({"deadline": MIDNIGHT}, Remark("against.closes_midnight")),
        ({"reserved_for": "smeVcse"}, Remark("against.reserved", {"who": "smeVcse"})),
    ],
)
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


class TestQuote:
    @given(TEXTS, TEXTS)
    def test_it_stands_in_the_text_and_holds_what_was_found(self, before: str, after: str) -> None:
        text = f"{before} FOUND here {after}"
        start = text.index("FOUND")
        quote = quote_around(text, (start, start + 5))
        assert quote in " ".join(text.split())
        assert "FOUND" in quote

    @given(TEXTS, TEXTS)
    def test_it_is_short_enough_for_a_phone(self, before: str, after: str) -> None:
        text = f"{before} FOUND {after}"
        start = text.index("FOUND")
        assert len(quote_around(text, (start, start + 5))) <= 90

    def test_it_ends_with_its_clause(self) -> None:
        text = "We buy a lot. Daily cleaning of halls; also mowing."
        start = text.index("cleaning")
        assert quote_around(text, (start, start + 8)) == "Daily cleaning of halls"

    def test_it_cuts_no_word_in_two(self) -> None:
        text = " ".join(["extraordinarily"] * 9 + ["cleaning"] + ["comprehensively"] * 9)
        start = text.index("cleaning")
        words = set(quote_around(text, (start, start + 8)).split())
        assert words == {"extraordinarily", "cleaning", "comprehensively"}


@given(TEXTS, st.text(max_size=60))
def test_shared_words_are_long_and_in_both(asked: str, text: str) -> None:
    for word in shared_words(asked, f"{text} {asked}"):
        assert len(word) >= 4
        assert word in asked.lower()
