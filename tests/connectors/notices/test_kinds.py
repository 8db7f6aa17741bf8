"""What sort of opening a release is."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.opportunity import Kind
from connectors.notices.kinds import kind_of
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
        (a_body(tender=noticed("UK13", "noticeType")), Kind.OPEN_FRAMEWORK),
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


def test_a_call_off_from_a_list_is_an_ordinary_tender() -> None:
    words = "Call-off from a dynamic purchasing system"
    assert kind_of(a_body(tender={"procurementMethodDetails": words})) is Kind.TENDER


@pytest.mark.parametrize("odd", [None, 1, True, "x", [], {}, [[]], [{}], {"a": 1}])
@pytest.mark.parametrize("field", ["status", "documents", "title", "procurementMethodDetails"])
def test_odd_fields_leave_it_a_plain_tender(field: str, odd: object) -> None:
    assert kind_of(a_body(tender={field: odd})) is Kind.TENDER
