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
_ENGAGEMENT = {"marketEngagementNotice", "UK2"}
_PLANNED = {"plannedProcurementNotice", "UK1", "UK3"}
_LIST_NOTICES = {"UK13", "UK14", "UK15"}


def kind_of(merged: Mapping[str, Any]) -> Kind:
    """The kind; a plain tender where nothing says otherwise."""
    tender = fields.mapping(merged.get("tender"))
    notices = _notice_types(merged)
    is_planning = "planning" in fields.sequence(merged.get("tag"))
    if is_planning or fields.plain(tender.get("status")) in {"planning", "planned"}:
        return Kind.MARKET_ENGAGEMENT if notices & _ENGAGEMENT else Kind.PLANNED
    if _is_subcontract(merged):
        return Kind.SUBCONTRACT
    return Kind.OPEN_FRAMEWORK if notices & _LIST_NOTICES or _is_list(tender) else Kind.TENDER


def _notice_types(merged: Mapping[str, Any]) -> set[str]:
    planning = fields.mapping(merged.get("planning"))
    tender = fields.mapping(merged.get("tender"))
    documents = [
        *fields.mappings(planning.get("documents")),
        *fields.mappings(tender.get("documents")),
    ]
    return {
        str(d.get(key)) for d in documents for key in ("noticeType", "documentType") if d.get(key)
    }


def _is_subcontract(merged: Mapping[str, Any]) -> bool:
    related = fields.mappings(merged.get("relatedProcesses"))
    return any("subContract" in fields.sequence(r.get("relationship")) for r in related)


def _is_list(tender: Mapping[str, Any]) -> bool:
    procedure = str(tender.get("procurementMethodDetails") or "")
    if _CALL_OFF.search(procedure):
        return False
    return bool(_LIST_WORDS.search(procedure) or _LIST_WORDS.search(str(tender.get("title") or "")))
