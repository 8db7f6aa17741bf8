"""Each sort of dirt, as a notice brings it, and its clean neighbour that is none."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.notice import Finding, FindingKind
from bot.ports import ReleaseCompiler
from tests.connectors.notices.making import a_body, a_release

K = FindingKind
WHOLE_FORM = [{"countryName": name} for name in ("United Kingdom", "Isle of Man")]
REST = {"countryName": "Rest of the World"}


def found_in(compiler: ReleaseCompiler, **changes: Any) -> list[Finding]:
    """What is found in a clean release with these changes."""
    return list(compiler.compile([a_release(**changes)]).findings)


def kinds_in(compiler: ReleaseCompiler, **changes: Any) -> list[FindingKind]:
    """The kinds of what is found."""
    return [one.kind for one in found_in(compiler, **changes)]


def closes(at: object) -> dict[str, Any]:
    """A tender that closes at that moment."""
    return {"tenderPeriod": {"endDate": at}}


def delivered_to(*addresses: dict[str, str]) -> dict[str, Any]:
    """A tender for work at these addresses."""
    cleaning = {"scheme": "CPV", "id": "90910000"}
    return {"items": [{"classification": cleaning, "deliveryAddresses": list(addresses)}]}


def lasts(first: str, last: str) -> dict[str, Any]:
    """A tender for a contract of that term."""
    return {"contractPeriod": {"startDate": f"{first}T00:00:00Z", "endDate": f"{last}T00:00:00Z"}}


DIRTY: list[tuple[FindingKind, dict[str, Any]]] = [
    (K.UNREADABLE_FIELD, {"suitability": {"sme": "yes"}}),
    (K.UNREADABLE_FIELD, {"suitability": "sme"}),
    (K.UNKNOWN_WORD, {"mainProcurementCategory": "misc"}),
    (K.UNKNOWN_WORD, {"status": "live"}),
    (K.ROW_CUT_SHORT, {"cellsLacking": 7}),
    (K.SHOUTED_TITLE, {"title": "INVITATION TO TENDER FOR CLEANING"}),
    (K.NO_DESCRIPTION, {"description": " "}),
    (K.THIN_DESCRIPTION, {"description": "See attached."}),
    (K.THIN_DESCRIPTION, dict.fromkeys(("title", "description"), "Cleaning of " + "a hall " * 9)),
    (K.ESCAPED_TEXT, {"title": "Grounds &amp; gardens"}),
    (K.LOST_LINE_ENDS, {"description": "Cleaning of one hall.rnrnBidders must visit it first."}),
    (K.TEMPLATE_TEXT, {"description": "Cleaning, [insert number of hours] each week of the year"}),
    (K.NO_DEADLINE, {"tenderPeriod": {}}),
    (K.DEADLINE_BEFORE_PUBLICATION, closes("2025-09-25T12:00:00Z")),
    (K.DEADLINE_SOON_AFTER_PUBLICATION, closes("2025-10-03T12:00:00Z")),
    (K.DEADLINE_YEARS_AHEAD, closes("2029-02-23T12:00:00Z")),
    (K.DEADLINE_WITHOUT_TIME, {**closes("2025-11-20T23:59:59"), "deadlineHasNoTime": True}),
    (K.DEADLINE_WITHOUT_ZONE, closes("2025-11-20T12:00:00")),
    (K.DEADLINE_AT_MIDNIGHT, closes("2025-11-20T00:00:00Z")),
    (K.DEADLINE_AT_MIDNIGHT, closes("2026-06-18T23:00:00Z")),
    (K.DEADLINE_AT_MIDNIGHT, closes("2026-06-18T00:00:00Z")),
    (K.DEADLINE_AT_WEEKEND, closes("2025-11-22T12:00:00Z")),
    (K.DEADLINE_ON_HOLIDAY, closes("2025-12-25T12:00:00Z")),
    (K.STARTS_BEFORE_DEADLINE, lasts("2025-11-01", "2026-10-31")),
    (K.ENDS_BEFORE_START, lasts("2026-11-01", "2025-12-31")),
    (K.ENDS_AS_IT_STARTS, lasts("2025-12-01", "2025-12-01")),
    (K.MALFORMED_DATE, {"contractPeriod": {"startDate": "next spring"}}),
    (K.MALFORMED_DATE, {"lots": [{"contractPeriod": {"endDate": "0001-01-01T00:00:00Z"}}]}),
    (K.MALFORMED_DATE, {"expressionOfInterestDeadline": "soon"}),
    (K.NO_VALUE, {"value": {"amount": 0, "currency": "GBP"}}),
    (K.PLACEHOLDER_VALUE, {"value": {"amount": 1, "currency": "GBP"}}),
    (K.IMPLAUSIBLE_VALUE, {"value": {"amount": 9e13, "currency": "GBP"}}),
    (K.FOREIGN_CURRENCY, {"value": {"amount": 9000, "currency": "EUR"}}),
    (K.NO_CATEGORY, {"mainProcurementCategory": None}),
    (K.NO_PLACE, delivered_to()),
    (K.EVERY_PLACE, delivered_to(*WHOLE_FORM, REST)),
    (K.MALFORMED_POSTCODE, delivered_to({"postalCode": "B9 5SS"}, {"postalCode": "City-wide"})),
    (K.MALFORMED_POSTCODE, delivered_to({"postalCode": "ZZ9 5SS", "region": "West Midlands"})),
    (K.OTHER_LAW, {"legalBasis": {"id": "32014L0024"}}),
]


@pytest.mark.parametrize(("kind", "tender"), DIRTY, ids=lambda one: str(one)[:60])
def test_dirt_is_found_and_nothing_else_is(
    compiler: ReleaseCompiler, kind: FindingKind, tender: dict[str, Any]
) -> None:
    assert kinds_in(compiler, tender=tender) == [kind]


CLEAN: dict[str, dict[str, Any]] = {
    "a reference in capitals": {"title": "BPB000121 - PSV"},
    "a title of capitals and others": {"title": "CLEANING of a community hall"},
    "forty letters that say something": {"description": "Floors of two halls, twice a week, at 6."},
    "words with rn in them": {"description": "Return the form by morning; burn wood at the barn."},
    "a test that is wanted": {"title": "Testing of portable appliances"},
    "five days to answer": closes("2025-10-06T09:00:00Z"),
    "almost two years to answer": closes("2027-09-20T12:00:00Z"),
    "the last minute of a day": closes("2025-11-20T23:59:00Z"),
    "one in the morning that was written as such": closes("2026-06-18T01:00:00+01:00"),
    "a deadline in another zone": closes("2025-11-20T12:00:00+01:00"),
    "a contract that starts when the tender closes": lasts("2025-11-20", "2026-11-19"),
    "the whole country": delivered_to({"countryName": "United Kingdom"}),
    "a place beside the whole form": delivered_to({"postalCode": "B9 5SS"}, *WHOLE_FORM, REST),
    "several postcodes, each of which is kept": delivered_to(
        {"postalCode": "B9 5SS"}, {"postalCode": "B8 1AA"}
    ),
    "one place told twice": delivered_to({"postalCode": "B9 5SS"}, {"postalCode": "b95ss"}),
    "the law of today": {"legalBasis": {"id": "2023/54"}},
}


@pytest.mark.parametrize("tender", CLEAN.values(), ids=CLEAN)
def test_what_only_looks_like_dirt_is_not_found(
    compiler: ReleaseCompiler, tender: dict[str, Any]
) -> None:
    assert set(kinds_in(compiler, tender=tender)) <= {K.NO_CONTACT}


def test_an_award_notice_comes_after_the_deadline_and_that_is_no_dirt(
    compiler: ReleaseCompiler,
) -> None:
    award = {"date": "2026-01-09T09:00:00Z", "tag": ["award"]}
    awarded = [{"id": "1", "date": "2025-12-08T00:00:00Z"}]
    assert found_in(compiler, awards=awarded, **award) == []


def test_an_award_without_a_date_is_found(compiler: ReleaseCompiler) -> None:
    assert kinds_in(compiler, awards=[{"id": "1"}]) == [K.AWARD_WITHOUT_DATE]
    assert kinds_in(compiler, tender={"status": "complete"}) == [K.AWARD_WITHOUT_DATE]


def test_an_amendment_alone_does_not_tell_how_long_there_was(compiler: ReleaseCompiler) -> None:
    soon = closes("2025-10-03T12:00:00Z")
    assert kinds_in(compiler, tag=["tenderAmendment"], tender=soon) == []


def test_a_plan_needs_no_deadline_and_may_name_a_far_one(compiler: ReleaseCompiler) -> None:
    for period in ({}, {"endDate": "2031-10-01T12:00:00Z"}):
        assert kinds_in(compiler, tag=["planning"], tender={"tenderPeriod": period}) == []


def test_scotland_keeps_holidays_of_its_own(compiler: ReleaseCompiler) -> None:
    scottish = {"ocid": "ocds-r6ebe6-made-up-1"}
    easter_monday, second_of_january = "2026-04-06T12:00:00Z", "2026-01-02T12:00:00Z"
    assert K.DEADLINE_ON_HOLIDAY in kinds_in(compiler, tender=closes(easter_monday))
    assert K.DEADLINE_ON_HOLIDAY not in kinds_in(compiler, tender=closes(easter_monday), **scottish)
    assert K.DEADLINE_ON_HOLIDAY in kinds_in(compiler, tender=closes(second_of_january), **scottish)


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ({"scheme": "GB-PPON", "id": "PMAD-0000-EUPX"}, []),
        ({"scheme": "GB-LAE", "id": "BIR"}, []),
        ({"scheme": "GB-FTS", "id": "12345"}, [K.BUYER_WITHOUT_IDENTIFIER]),
        ({"legalName": "Brindle Vale Council"}, [K.BUYER_WITHOUT_IDENTIFIER]),
    ],
)
def test_only_a_number_that_stays_identifies_a_buyer(
    compiler: ReleaseCompiler, identifier: dict[str, str], expected: list[FindingKind]
) -> None:
    party = {**a_body()["parties"][0], "identifier": identifier}
    assert kinds_in(compiler, parties=[party]) == expected


def test_a_registered_buyer_whose_notice_lacks_the_number_still_lacks_it(
    compiler: ReleaseCompiler,
) -> None:
    name = {"id": "b", "name": "BIRMINGHAM CITY COUNCIL"}
    found = found_in(compiler, buyer=name, parties=[])
    assert found == [
        Finding(K.BUYER_RENAMED, "BIRMINGHAM CITY COUNCIL"),
        Finding(K.BUYER_WITHOUT_IDENTIFIER),
    ]


def test_an_escaped_name_of_a_buyer_is_mended_and_that_is_noted(compiler: ReleaseCompiler) -> None:
    notice = compiler.compile([a_release(buyer={"name": "Telford &amp; Wrekin Council"})])
    assert notice.opportunity.buyer.name == "Telford & Wrekin Council"
    assert notice.findings == (Finding(K.ESCAPED_TEXT),)


def test_a_school_filed_as_something_else_is_found(compiler: ReleaseCompiler) -> None:
    types = [{"scheme": "UK_CA_TYPE", "id": "publicAuthoritySubCentralGovernment"}]
    party = {**a_body()["parties"][0], "details": {"classifications": types}}
    school = {"name": "Brindle Vale Primary School"}
    found = found_in(compiler, parties=[party], buyer=school)
    assert found == [Finding(K.SCHOOL_OTHERWISE_CLASSED, "sub_central")]
    assert kinds_in(compiler, parties=[party]) == []


def test_under_the_act_a_notice_names_an_address_for_enquiries(compiler: ReleaseCompiler) -> None:
    act = {"legalBasis": {"id": "2023/54", "scheme": "UKPGA"}}
    assert kinds_in(compiler, tender=act) == [K.NO_CONTACT]
    for email in ("buying@example.org", ""):
        party = {**a_body()["parties"][0], "contactPoint": {"email": email}}
        assert kinds_in(compiler, parties=[party], tender=act) == [], "an emptied field is no lack"


def test_a_code_that_does_not_exist_is_found(compiler: ReleaseCompiler) -> None:
    item = {**delivered_to({"postalCode": "B9 5SS"})["items"][0]}
    item["classification"] = {"scheme": "CPV", "id": "12345678"}
    assert found_in(compiler, tender={"items": [item]}) == [Finding(K.UNKNOWN_CPV, "12345678")]


def test_a_value_far_above_what_the_notice_says_of_its_threshold_is_found(
    compiler: ReleaseCompiler,
) -> None:
    millions = {"value": {"amount": 9_000_000, "currency": "GBP"}, "aboveThreshold": False}
    assert kinds_in(compiler, tender=millions) == [K.THRESHOLD_CONTRADICTED]
