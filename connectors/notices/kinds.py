"""Tells what sort of opening a compiled release is, from its notice types and procedure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.domain.opportunity import Kind
from connectors.notices import fields

# A list that can be joined while it is open. Calling off from one is an ordinary tender.
_LIST_WORDS = re.compile(
    r"\b(p[su]+e?udo[ -])?(dps|dynamic (purchasing|market)|standing list|flexible contracting"
    r" agreement|approved (list|provider|supplier))",
    re.IGNORECASE,
)
_CALL_OFF = re.compile(r"call[ -]?off", re.IGNORECASE)
# In a title or a procedure; a description only mentions such things.
_CHALLENGE_WORDS = re.compile(
    r"\b(SBRI|contracts? for innovation|(innovation|design) (competition|challenge|contest)"
    r"|challenge (fund|call|competition|prize)|pre-commercial procurement)\b",
    re.IGNORECASE,
)
_QUOTE_TITLE = re.compile(
    r"\b(invitation to (provide a? ?)?quot(e|ation)|requests? for (a )?quot(e|ation)s?|RFQ"
    r"|quick quotes?)\b|^quotations? for\b",
    re.IGNORECASE,
)
_QUOTE_PROCEDURE = re.compile(r"quotation|quick quote", re.IGNORECASE)
_TELLING = (
    *("dps", "dynamic", "standing list", "flexible", "approved"),
    *("sbri", "innovation", "design", "challenge", "pre-commercial", "quot", "rfq"),
)
_ENGAGEMENT = {"marketEngagementNotice", "UK2"}
_LIST_NOTICES = {"UK14", "UK15"}
_LIST_INTENDED = "UK13"


def kind_of(merged: Mapping[str, Any]) -> Kind:
    """The kind; a plain tender where nothing says otherwise."""
    tender = fields.mapping(merged.get("tender"))
    notices = fields.notice_types(merged)
    is_planning = "planning" in fields.sequence(merged.get("tag"))
    if is_planning or fields.plain(tender.get("status")) in {"planning", "planned"}:
        return Kind.MARKET_ENGAGEMENT if notices & _ENGAGEMENT else Kind.PLANNED
    if _is_subcontract(merged):
        return Kind.SUBCONTRACT
    if notices & _LIST_NOTICES:
        return Kind.OPEN_FRAMEWORK
    if _LIST_INTENDED in notices:
        return Kind.PLANNED
    return _kind_by_words(tender)


def _kind_by_words(tender: Mapping[str, Any]) -> Kind:
    procedure = str(tender.get("procurementMethodDetails") or "")
    title = str(tender.get("title") or "")
    if _is_open_scheme(tender) and not _CALL_OFF.search(procedure):
        return Kind.OPEN_FRAMEWORK
    if not (_may_tell(procedure) or _may_tell(title)):
        return Kind.TENDER
    if _is_list(procedure, title):
        return Kind.OPEN_FRAMEWORK
    if _CHALLENGE_WORDS.search(title) or _CHALLENGE_WORDS.search(procedure):
        return Kind.CHALLENGE
    if _QUOTE_TITLE.search(title) or _QUOTE_PROCEDURE.search(procedure):
        return Kind.QUICK_QUOTE
    return Kind.TENDER


def _is_subcontract(merged: Mapping[str, Any]) -> bool:
    related = fields.mappings(merged.get("relatedProcesses"))
    return any("subContract" in fields.sequence(r.get("relationship")) for r in related)


def _may_tell(text: str) -> bool:
    """Quick: whether a word stands in the text that every pattern of a kind needs one of."""
    if not text.isascii():
        return True  # letters that look like others count as them in a pattern
    small = text.lower()
    return any(word in small for word in _TELLING)


def _is_list(procedure: str, title: str) -> bool:
    if _CALL_OFF.search(procedure):
        return False
    return bool(_LIST_WORDS.search(procedure) or _LIST_WORDS.search(title))


def _is_open_scheme(tender: Mapping[str, Any]) -> bool:
    """An open framework as the UK extension of OCDS marks it."""
    framework = fields.mapping(fields.mapping(tender.get("techniques")).get("frameworkAgreement"))
    return framework.get("isOpenFrameworkScheme") is True
