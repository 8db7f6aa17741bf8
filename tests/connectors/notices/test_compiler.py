"""Releases of one process joined into one opportunity."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations

import pytest

from bot.domain.errors import SourceError
from bot.domain.notice import FindingKind
from bot.domain.opportunity import Category, State, SuitableFor
from bot.ports import ReleaseCompiler
from tests.connectors.notices.making import a_release

FIRST = a_release()
AMENDED = a_release(
    id="made-up-1-2",
    date="2025-10-09T09:00:00Z",
    tag=["tenderAmendment"],
    tender={"title": "Cleaning of two halls", "tenderPeriod": {"endDate": "2025-11-27T12:00:00Z"}},
)
AWARDED = a_release(
    id="made-up-1-3",
    date="2025-12-09T09:00:00Z",
    tag=["award"],
    awards=[{"id": "1", "date": "2025-12-08T00:00:00Z"}],
    tender={"title": "Cleaning of two halls", "status": "complete"},
)


def test_the_last_word_on_each_field_counts(compiler: ReleaseCompiler) -> None:
    one = compiler.compile([FIRST, AMENDED]).opportunity
    assert one.title == "Cleaning of two halls"
    assert one.deadline == datetime(2025, 11, 27, 12, tzinfo=UTC)
    assert one.published_at == FIRST.released_at
    assert one.source.as_of == AMENDED.released_at


def test_the_order_of_releases_does_not_matter(compiler: ReleaseCompiler) -> None:
    results = {compiler.compile(p).opportunity for p in permutations([FIRST, AMENDED, AWARDED])}
    assert len(results) == 1


def test_the_id_stays_the_same_as_releases_arrive(compiler: ReleaseCompiler) -> None:
    one, later = compiler.compile([FIRST]), compiler.compile([FIRST, AMENDED, AWARDED])
    assert one.opportunity.id == later.opportunity.id


def test_an_award_ends_it_from_the_day_of_the_award(compiler: ReleaseCompiler) -> None:
    one = compiler.compile([FIRST, AMENDED, AWARDED]).opportunity
    assert one.state_at(datetime(2025, 11, 1, tzinfo=UTC)) is State.OPEN
    assert one.state_at(datetime(2025, 12, 1, tzinfo=UTC)) is State.CLOSED
    assert one.state_at(datetime(2025, 12, 9, tzinfo=UTC)) is State.AWARDED


def test_a_clean_release_has_no_findings(compiler: ReleaseCompiler) -> None:
    assert compiler.compile([FIRST]).findings == ()


def test_what_a_bare_release_lacks_is_found(compiler: ReleaseCompiler) -> None:
    bare = a_release(
        id=None,
        parties=[],
        buyer={},
        tender={
            "description": "",
            "items": [],
            "value": {},
            "tenderPeriod": {},
        },
    )
    assert {one.kind for one in compiler.compile([bare]).findings} == {
        FindingKind.NO_RELEASE_ID,
        FindingKind.NO_DESCRIPTION,
        FindingKind.NO_BUYER,
        FindingKind.BUYER_WITHOUT_IDENTIFIER,
        FindingKind.NO_DEADLINE,
        FindingKind.NO_VALUE,
        FindingKind.NO_CPV,
        FindingKind.NO_PLACE,
    }


def test_a_deadline_before_publication_is_found(compiler: ReleaseCompiler) -> None:
    late = a_release(date="2026-01-01T00:00:00Z")
    kinds = [one.kind for one in compiler.compile([late]).findings]
    assert kinds == [FindingKind.DEADLINE_BEFORE_PUBLICATION]


@pytest.mark.parametrize("title", [None, "", "  ", 5, ["a"], "\0"])
def test_a_process_without_a_title_is_refused(compiler: ReleaseCompiler, title: object) -> None:
    with pytest.raises(SourceError, match="title"):
        compiler.compile([a_release(tender={"title": title})])


def test_what_the_buyer_calls_it_suitable_for_is_kept(compiler: ReleaseCompiler) -> None:
    stated = {"sme": True, "vcse": "true", "mainProcurementCategory": 1}
    one = compiler.compile(
        [a_release(tender={"suitability": stated, "mainProcurementCategory": "services"})]
    ).opportunity
    assert one.suitable_for == {SuitableFor.SME}
    assert one.category is Category.SERVICES


def test_a_registered_buyer_gets_its_class_and_section_17(compiler: ReleaseCompiler) -> None:
    name = {"id": "b", "name": "BIRMINGHAM CITY COUNCIL"}
    buyer = compiler.compile([a_release(buyer=name, parties=[])]).opportunity.buyer
    assert buyer.name == "Birmingham City Council"
    assert buyer.s17 is True
