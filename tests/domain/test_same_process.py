"""Which two processes are one, and which only look like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.buyer import Buyer
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Kind, Source
from bot.domain.place import Coverage
from bot.domain.process_marks import Feature, marks_of
from bot.domain.process_particulars import Particulars, blocks_of, particulars_of
from bot.domain.same_process import Ground, are_contrary, evidence_of
from tests.examples import NOW, cpv, in_days, opportunity, pounds

TEXT = (
    "The council wants the grounds of its eleven cemeteries kept in good order: mowing from March "
    "to October, edges, hedges twice a year, and the clearing of leaves. The firm brings its own "
    "tools and disposes of what is cut. A visit before the offer is advised, please book one."
)
FACTS: dict[str, Any] = {
    "title": "Grounds maintenance of cemeteries",
    "description": TEXT,
    "reference": "ENV-2026-017",
    "starts_on": in_days(60).date(),
    "ends_on": in_days(400).date(),
}
FIND_A_TENDER = Source("find_a_tender", None, NOW)
CONTRACTS_FINDER = Source("contracts_finder", None, NOW)
EXPORT = Source("contracts_finder_csv", None, NOW)


def process(key: str = "one", **changes: Any) -> Particulars:
    """A process about cemeteries, with changes."""
    return particulars_of(ProcessKey(key), opportunity(key, **{**FACTS, **changes}))


def ground(one: Particulars, other: Particulars) -> Ground | None:
    """The ground on which both are one, which must not depend on which is asked first."""
    evidence = evidence_of(one, other)
    assert evidence == evidence_of(other, one)
    if evidence:
        assert blocks_of(one) & blocks_of(other), "they must be compared to be found"
    return evidence.ground if evidence else None


class TestJoined:
    def test_a_process_under_another_ocid_is_one_by_its_reference(self) -> None:
        assert ground(process("one"), process("other")) is Ground.SAME_REFERENCE

    def test_so_is_its_award_notice(self) -> None:
        award = process(
            "other",
            title="Grounds maintenance of cemeteries - AWARD",
            reference="IT-285-8679-ENV-2026-017 - AW",
            deadline=in_days(-90),
            awarded_at=NOW,
        )
        assert ground(process(), award) is Ground.SAME_REFERENCE

    def test_so_is_a_row_of_the_export_that_says_less(self) -> None:
        row = process("row", source=EXPORT, description="", value=opportunity().value, cpv=())
        assert ground(process(source=CONTRACTS_FINDER), row) is Ground.SAME_REFERENCE

    @pytest.mark.parametrize("reference", [None, "TD-004512", "BIP987417594"])
    def test_the_same_on_two_feeds_is_one(self, reference: str | None) -> None:
        other = process(
            "other",
            source=CONTRACTS_FINDER,
            buyer=Buyer("EASTSIDE COUNCIL"),
            title="GROUNDS MAINTENANCE OF CEMETRIES",
            deadline=in_days(20) + timedelta(hours=3),
            reference=None,
        )
        one = process(source=FIND_A_TENDER, reference=reference)
        assert ground(one, other) is Ground.TWO_FEEDS

    def test_a_value_with_vat_on_one_feed_only_is_the_same_value(self) -> None:
        other = process(source=CONTRACTS_FINDER, value=pounds(24_000), reference=None)
        assert ground(process(), other) is Ground.TWO_FEEDS

    def test_what_is_published_again_word_for_word_is_one(self) -> None:
        one, other = process(reference="BIP987417594"), process(reference="BIP986856243")
        assert ground(one, other) is Ground.PUBLISHED_AGAIN

    def test_also_with_a_later_deadline_for_the_same_contract(self) -> None:
        facts = {"reference": None, "title": "Grounds maintenance of the city's cemeteries"}
        later = process("other", deadline=in_days(34), **facts)
        assert ground(process(**facts), later) is Ground.PUBLISHED_AGAIN

    def test_the_same_notice_page_is_one(self) -> None:
        url = (
            "https://www.contractsfinder.service.gov.uk/Notice/6e659bf3-ed13-43d6-b0d2-e049d30de044"
        )
        one = process(source=Source("contracts_finder", url, NOW), reference=None)
        other = process(source=Source("ocds", url, NOW), reference=None, deadline=None)
        assert ground(one, other) is Ground.SAME_PAGE


class TestKeptApart:
    @pytest.mark.parametrize(
        "changes",
        [
            {"title": "Grounds maintenance of parks"},
            {"title": "Grounds maintenance of cemeteries lot 2"},
            {"title": "Grounds maintenance of cemeteries 2027"},
            {"buyer": Buyer("Westside Council")},
            {"buyer": Buyer("Eastside Council Housing Trust"), "reference": None},
            {"reference": "ENV-2026-018"},
            {"kind": Kind.MARKET_ENGAGEMENT, "deadline": in_days(3)},
            {"deadline": in_days(385), "starts_on": in_days(425).date()},
            {"deadline": in_days(385), "starts_on": None},
            {"deadline": in_days(50), "value": pounds(90_000)},
            {"coverage": Coverage(postcode="LS1 1AA")},
        ],
        ids=str,
    )
    def test_what_differs_in_one_telling_fact_is_not_one(self, changes: dict[str, Any]) -> None:
        for source in (FIND_A_TENDER, CONTRACTS_FINDER):
            assert ground(process(), process("other", source=source, **changes)) is None

    @pytest.mark.parametrize(
        "changes",
        [
            {"title": "London Trust Carpentry Dynamic Purchasing System"},
            {"buyer": Buyer("Hob Moor School"), "title": "London Trust Roofing Dynamic System"},
        ],
        ids=str,
    )
    def test_titles_that_differ_in_the_word_that_counts_are_two(
        self, changes: dict[str, Any]
    ) -> None:
        one = process(title="London Trust Roofing Dynamic Purchasing System", reference=None)
        other = process("other", source=CONTRACTS_FINDER, reference=None, **changes)
        assert ground(one, other) is None

    def test_call_offs_with_references_of_their_own_are_not_one_however_alike(self) -> None:
        one, other = process(reference="BVF 2024-25 451"), process(reference="BVF 2024-25 445")
        assert ground(one, other) is None
        assert are_contrary(one, other)

    @pytest.mark.parametrize(
        ("reference", "other"), [("BIP987417594", "ENV-2026-018"), ("BIP987417594", "MT233809")]
    )
    def test_nor_are_two_whose_references_are_of_different_sorts(
        self, reference: str, other: str
    ) -> None:
        assert ground(process(reference=reference), process("other", reference=other)) is None

    def test_two_awards_of_one_text_are_call_offs(self) -> None:
        one = process(reference="BIP987417594", awarded_at=NOW)
        other = process("other", reference="BIP986856243", awarded_at=NOW)
        assert ground(one, other) is None

    def test_lots_that_share_reference_and_title_but_neither_text_nor_value_are_two(self) -> None:
        lot = process("lot", description="Trees. " * 30, value=pounds(5_000))
        assert ground(process(), lot) is None

    def test_two_schools_of_one_trust_are_two(self) -> None:
        facts = {"title": "Catering services", "reference": None, "source": FIND_A_TENDER}
        one = process(**facts, buyer=Buyer("Hob Moor Primary School"))
        other = process(
            **{**facts, "source": CONTRACTS_FINDER}, buyer=Buyer("Small Heath Primary School")
        )
        assert ground(one, other) is None

    def test_on_one_feed_another_text_another_code_or_another_value_is_enough(self) -> None:
        one = process(reference="BIP987417594")
        for changes in (
            {"description": TEXT[::-1]},
            {"cpv": cpv("77300000")},
            {"value": pounds(1)},
        ):
            assert ground(one, process("other", reference="BIP986856243", **changes)) is None

    def test_the_same_text_every_month_is_each_time_another(self) -> None:
        facts = {"reference": None, "title": "Grounds maintenance of the city's cemeteries"}
        next_month = process("other", **facts, deadline=in_days(50), starts_on=in_days(90).date())
        assert ground(process(**facts), next_month) is None


def test_marks_say_how_alike_and_none_where_one_is_silent() -> None:
    marks = marks_of(process(), process(deadline=None, value=pounds(90_000)))
    assert marks[Feature.BUYER] == marks[Feature.TITLE] == marks[Feature.TEXT] == 1
    assert marks[Feature.DEADLINE] is None
    assert marks[Feature.VALUE] == 0


CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["Grounds maintenance of cemeteries", "Cemeteries", "Roofs 2"]),
        "buyer": st.sampled_from([Buyer("Eastside Council"), Buyer("Eastside Council Parks")]),
        "reference": st.sampled_from([None, "ENV-2026-017", "ENV-9", "BIP987417594", "BIP1"]),
        "description": st.sampled_from(["", TEXT, TEXT + " Thank you.", "Something else " * 9]),
        "deadline": st.none() | st.integers(-400, 400).map(in_days),
        "value": st.integers(1, 3).map(pounds),
        "source": st.sampled_from([FIND_A_TENDER, CONTRACTS_FINDER, EXPORT]),
        "kind": st.sampled_from([Kind.TENDER, Kind.PLANNED, Kind.MARKET_ENGAGEMENT]),
        "starts_on": st.none() | st.integers(0, 400).map(lambda days: in_days(days).date()),
    },
)


@given(CHANGES, CHANGES)
def test_it_does_not_matter_which_of_the_two_is_asked_first(
    some: dict[str, Any], others: dict[str, Any]
) -> None:
    one, other = process("one", **some), process("other", **others)
    assert evidence_of(one, other) == evidence_of(other, one)
    assert are_contrary(one, other) == are_contrary(other, one)
    assert not (evidence_of(one, other) and are_contrary(one, other))


@given(CHANGES)
def test_a_process_is_judged_by_what_it_says_not_by_its_key(some: dict[str, Any]) -> None:
    one, other, third = process("one", **some), process("other"), process("third", **some)
    assert evidence_of(one, other) == evidence_of(third, other)
    assert blocks_of(one) == blocks_of(replace(one, process_key=ProcessKey("third")))
