"""What sort of opening a release is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.opportunity import Kind
from connectors.notices.kinds import (
    _CHALLENGE_WORDS,
    _LIST_WORDS,
    _QUOTE_PROCEDURE,
    _QUOTE_TITLE,
    _may_tell,
    kind_of,
)
from tests.connectors.notices.making import a_body


def noticed(kind: str, where: str = "documentType") -> dict[str, Any]:
    """A document list that names a notice type."""
    return {"documents": [{"id": "notice", where: kind}]}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (a_body(), Kind.TENDER),
        (a_body(tag=["planning"]), Kind.PLANNED),
        (
            a_body(tag=["planning"], tender=noticed("marketEngagementNotice")),
            Kind.MARKET_ENGAGEMENT,
        ),
        (a_body(tag=["planning"], tender=noticed("UK2", "noticeType")), Kind.MARKET_ENGAGEMENT),
        (a_body(tender={"status": "planned"}), Kind.PLANNED),
        (a_body(tender={"status": "planning"}), Kind.PLANNED),
        (a_body(tender=noticed("UK13", "noticeType")), Kind.PLANNED),
        (a_body(tender=noticed("UK14", "noticeType")), Kind.OPEN_FRAMEWORK),
        (
            a_body(tender={"techniques": {"frameworkAgreement": {"isOpenFrameworkScheme": True}}}),
            Kind.OPEN_FRAMEWORK,
        ),
        (a_body(relatedProcesses=[{"id": "1", "relationship": ["subContract"]}]), Kind.SUBCONTRACT),
    ],
)
def test_notice_types_and_tags_tell_the_kind(body: dict[str, Any], kind: Kind) -> None:
    assert kind_of(body) is kind


@pytest.mark.parametrize(
    "words",
    [
        "Dynamic purchasing system",
        "DPS for home care",
        "Pseudo DPS",
        "Psuedo-dynamic purchasing system",
        "Approved provider list",
        "Flexible contracting agreement",
    ],
)
def test_a_list_that_can_be_joined_is_known_by_its_words(words: str) -> None:
    assert kind_of(a_body(tender={"title": words})) is Kind.OPEN_FRAMEWORK
    assert kind_of(a_body(tender={"procurementMethodDetails": words})) is Kind.OPEN_FRAMEWORK


@pytest.mark.parametrize(
    "title",
    [
        "Invitation to Quote for footpath works",
        "Quotation for hire of marquees",
        "Enterprise network - RFQ 1429",
        "Request for quotation: window cleaning",
    ],
)
def test_an_invitation_to_quote_is_a_quick_quote(title: str) -> None:
    assert kind_of(a_body(tender={"title": title})) is Kind.QUICK_QUOTE


def test_a_competitive_quotation_is_a_quick_quote() -> None:
    procedure = {"procurementMethodDetails": "Competitive quotation (below threshold)"}
    assert kind_of(a_body(tender=procedure)) is Kind.QUICK_QUOTE


@pytest.mark.parametrize(
    "title",
    [
        "SBRI: quieter wards",
        "Innovation challenge: cutting food waste",
        "Design competition for a pump track",
        "Contracts for Innovation - net zero depots",
    ],
)
def test_a_problem_that_wants_ideas_is_a_challenge(title: str) -> None:
    assert kind_of(a_body(tender={"title": title})) is Kind.CHALLENGE


@pytest.mark.parametrize(
    "tender",
    [
        {"title": "Family Innovation Fund"},
        {"title": "Waste disposal", "description": "Not a design contest. Challenge us."},
        {"title": "Quotation marks on signs"},
        {"title": "Legal challenge insurance"},
    ],
)
def test_a_word_in_passing_changes_nothing(tender: dict[str, Any]) -> None:
    assert kind_of(a_body(tender=tender)) is Kind.TENDER


def test_a_call_off_from_a_list_is_an_ordinary_tender() -> None:
    words = "Call-off from a dynamic purchasing system"
    assert kind_of(a_body(tender={"procurementMethodDetails": words})) is Kind.TENDER


@pytest.mark.parametrize("odd", [None, 1, True, "x", [], {}, [[]], [{}], {"a": 1}])
@pytest.mark.parametrize("field", ["status", "documents", "title", "procurementMethodDetails"])
def test_odd_fields_leave_it_a_plain_tender(field: str, odd: object) -> None:
    assert kind_of(a_body(tender={field: odd})) is Kind.TENDER


@given(
    st.lists(
        st.sampled_from(
            [
                *("dynamic", "market", "pseudo-DPS", "standing", "list", "approved", "provider"),
                *("flexible contracting agreement", "SBRI", "innovation", "design", "contest"),
                *("challenge fund", "pre-commercial procurement", "RFQ", "quick quote", "hall"),
                *("request for", "quotation", "contracts for", " ", "\n", "-", "\u017f", "\u212a"),
            ]
        ),
        max_size=6,
    ).map("".join)
)
def test_what_a_pattern_finds_is_never_passed_over_quickly(text: str) -> None:
    patterns = (*(_LIST_WORDS, _CHALLENGE_WORDS), *(_QUOTE_TITLE, _QUOTE_PROCEDURE))
    assert _may_tell(text) or not any(pattern.search(text) for pattern in patterns)
