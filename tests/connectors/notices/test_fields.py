"""Single fields, read with suspicion."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.buyer import BuyerClass
from bot.domain.notice import Finding, FindingKind
from bot.domain.opportunity import Kind
from bot.ports import Gazetteer
from connectors.notices import fields
from tests.connectors.notices.making import a_body, a_release


def kinds(found: list[Finding]) -> list[FindingKind]:
    """The kinds of the findings."""
    return [one.kind for one in found]


@given(st.text(st.characters()))
def test_what_is_plain_has_no_nul_and_no_half_letter(text: str) -> None:
    read = fields.plain(text) or ""
    assert "\0" not in read
    assert read.encode().decode() == read


@pytest.mark.parametrize("odd", [None, 1, True, [], {}, "", " \n", "\0"])
def test_plain_is_a_string_with_something_in_it_or_none(odd: object) -> None:
    assert fields.plain(odd) is None


def test_cpv_codes_lose_their_check_digit_and_their_doubles() -> None:
    tender = {
        "classification": {"scheme": "CPV", "id": "90910000-9"},
        "items": [
            {
                "classification": {"scheme": "CPV", "id": "90910000"},
                "additionalClassifications": [{"id": 45442100}, {"scheme": "GPC", "id": "1"}],
            }
        ],
    }
    assert fields.cpv_codes(tender, []) == ("90910000", "45442100")


def test_a_malformed_cpv_code_is_left_out_and_noted() -> None:
    found: list[Finding] = []
    tender = {"classification": {"scheme": "CPV", "id": "cleaning\0" + "x" * 100}}
    assert fields.cpv_codes(tender, found) == ()
    assert found == [Finding(FindingKind.MALFORMED_CPV, "cleaning" + "x" * 32)]


def test_a_postcode_is_read_in_its_usual_spelling(gazetteer: Gazetteer) -> None:
    items = [{"deliveryAddresses": [{"postalCode": "b95ss"}]}]
    covers = fields.coverage(a_body(tender={"items": items}), Kind.TENDER, gazetteer, [])
    assert covers.postcode == "B9 5SS"


def test_a_malformed_postcode_is_noted_and_the_region_kept(gazetteer: Gazetteer) -> None:
    found: list[Finding] = []
    items = [{"deliveryAddresses": [{"postalCode": "Birmingham-wide", "region": "West Midlands"}]}]
    covers = fields.coverage(a_body(tender={"items": items}), Kind.TENDER, gazetteer, found)
    assert covers.postcode is None
    assert covers.regions
    assert kinds(found) == [FindingKind.MALFORMED_POSTCODE]


def test_a_list_that_firms_join_covers_its_area_not_one_postcode(gazetteer: Gazetteer) -> None:
    items = [{"deliveryAddresses": [{"postalCode": "B1 1BB", "region": "West Midlands"}]}]
    body = a_body(tender={"items": items})
    assert fields.coverage(body, Kind.OPEN_FRAMEWORK, gazetteer, []).postcode is None
    assert fields.coverage(body, Kind.TENDER, gazetteer, []).postcode == "B1 1BB"


def test_the_notice_itself_may_say_the_buyers_class() -> None:
    details = {"classifications": [{"id": "publicAuthorityCentralGovernment"}]}
    parties = [{"name": "A ministry", "roles": ["buyer"], "details": details}]
    assert fields.buyer(a_body(parties=parties), []).buyer_class is BuyerClass.CENTRAL
    assert fields.buyer(a_body(), []).buyer_class is BuyerClass.UNKNOWN


def test_a_contact_without_anything_in_it_is_none() -> None:
    empty = {"name": " ", "email": "", "telephone": None}
    assert fields.contact(a_body(parties=[{"roles": ["buyer"], "contactPoint": empty}])) is None
    named = {"email": "buying@example.org"}
    contact = fields.contact(a_body(parties=[{"roles": ["buyer"], "contactPoint": named}]))
    assert contact
    assert contact.email == "buying@example.org"


def test_a_reservation_is_what_the_notice_states_and_nothing_else() -> None:
    rules = {
        "reservedParticipation": ["smeVcse", 1, None],
        "reservedParticipationLocation": {"description": "West Midlands"},
    }
    assert fields.reserved_for({"otherRequirements": rules}, "") == "smeVcse, West Midlands"
    in_a_lot = {"lots": [{"otherRequirements": rules}]}
    assert fields.reserved_for(in_a_lot, "") == "smeVcse, West Midlands"
    assert fields.reserved_for({}, "") is None


@pytest.mark.parametrize(
    ("tender", "above"),
    [
        ({"aboveThreshold": True}, True),
        ({"aboveThreshold": False}, False),
        ({"aboveThreshold": "yes"}, None),
        ({"procurementMethodDetails": "Open procedure (below threshold)"}, False),
        ({"procurementMethodDetails": "Open procedure (above threshold)"}, True),
        ({}, None),
    ],
)
def test_above_the_threshold_is_what_the_notice_says(
    tender: dict[str, Any], above: bool | None
) -> None:
    assert fields.above_threshold(tender) is above


def test_the_link_goes_to_the_notice_not_to_an_attachment() -> None:
    page = "https://www.find-tender.service.gov.uk/Notice/000001-2026"
    documents = [
        {"documentType": "tenderNotice", "url": f"{page}/Attachment/1"},
        {"documentType": "tenderNotice", "url": "https://example.org/notice"},
        {"documentType": "tenderNotice", "url": page},
    ]
    release = a_release(tender={"documents": documents})
    assert fields.notice_url(release.body, release) == page


def test_the_link_of_contracts_finder_follows_from_the_release() -> None:
    guid = "0f5d9a52-6c0e-4b0e-9d52-0c0b6f2f9d10"
    release = a_release(id=f"{guid}-500001")
    assert (
        fields.notice_url(release.body, release)
        == f"https://www.contractsfinder.service.gov.uk/Notice/{guid}"
    )
    nameless = a_release(id="made-up")
    assert fields.notice_url(nameless.body, nameless) is None
