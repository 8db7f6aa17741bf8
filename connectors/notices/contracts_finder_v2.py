"""Reads the older v2 shape of Contracts Finder, each notice as the OCDS release it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.domain.notice import ProcessKey, Refusal, Release
from connectors.notices.dates import moment
from connectors.notices.ocds_release import fingerprint_of

FEED = "contracts_finder_v2"
KEYS = frozenset({"meta", "contracts"})
"""What tells a file of this shape from a package of releases."""

_PLANNING = {"PreProcurement": "marketEngagementNotice", "Pipeline": "plannedProcurementNotice"}
_STATUSES = {
    "": "active",
    "open": "active",
    "closed": "active",
    "awarded": "complete",
    "withdrawn": "withdrawn",
}

Notice = Mapping[str, Any]


def as_release(notice: object, where: str) -> Release | Refusal:
    """The release of one notice, or why there is none: it needs an id, a title and a date.

    The shape knows days, no times of the day: a deadline counts to the end of its day in London.
    What cannot be understood goes into the release as it is, to be noted there.
    """
    if not isinstance(notice, Mapping):
        return Refusal(where, "A notice must be a JSON object.")
    published = moment(notice.get("published_date"))
    if not _word(notice, "id") or not _word(notice, "title"):
        return Refusal(where, "The notice has no id or no title.")
    if published is None:
        return Refusal(where, "The notice has no published date that can be read.")
    key, body = ProcessKey(f"{FEED}-{_word(notice, 'id')}"), _body(notice)
    try:
        return Release(key, None, published, FEED, body, fingerprint_of(body))
    except (RecursionError, ValueError):
        return Refusal(
            where, "The notice holds what no notice holds: numbers or depths beyond measure."
        )


def _body(notice: Notice) -> dict[str, Any]:
    planning = _word(notice, "notice_type") in _PLANNING
    return {
        "id": _word(notice, "id"),
        "date": notice.get("published_date"),
        "tag": ["planning" if planning else "tender"],
        "buyer": {"name": _said(notice, "organisation")},
        "tender": _tender(notice),
        "awards": _awards(notice),
    }


def _tender(notice: Notice) -> dict[str, Any]:
    deadline, status = _said(notice, "deadline_date"), _said(notice, "status")
    return {
        "id": _word(notice, "id"),
        "title": notice.get("title"),
        "description": notice.get("description"),
        "status": _STATUSES.get(status, status) if isinstance(status, str) else status,
        "documents": [_page(notice)],
        "items": [
            {
                "id": "1",
                "additionalClassifications": _codes(_said(notice, "cpv_codes")),
                "deliveryAddresses": _places(notice),
            }
        ],
        "minValue": _amount(notice.get("value_low")),
        "value": _amount(notice.get("value_high")) or _amount(notice.get("value_low")),
        "tenderPeriod": {"endDate": _end_of(deadline)},
        "deadlineHasNoTime": bool(deadline),
        "suitability": {"sme": notice.get("suitable_for_sme") or False},
    }


def _page(notice: Notice) -> dict[str, Any]:
    kind = _PLANNING.get(_word(notice, "notice_type"), "tenderNotice")
    return {"id": "notice", "documentType": kind, "url": _said(notice, "url")}


def _codes(said: object) -> object:
    if not isinstance(said, str | int):
        return said
    return [{"scheme": "CPV", "id": code} for code in str(said).replace(",", " ").split()]


def _end_of(day: object) -> object:
    if isinstance(day, str):
        return f"{day}T23:59:59" if day else None
    return day


def _places(notice: Notice) -> list[dict[str, object]]:
    region, postcode = _said(notice, "region"), _said(notice, "postcode")
    return [
        *([{"postalCode": postcode}] if postcode else []),
        *([{"region": region}] if region else []),
    ]


def _awards(notice: Notice) -> list[dict[str, Any]]:
    """The award, if it has been made; the shape names one firm and one sum."""
    if not _said(notice, "awarded_date"):
        return []
    return [
        {
            "id": "1",
            "date": notice.get("awarded_date"),
            "value": _amount(notice.get("awarded_value")),
            "suppliers": [{"id": "1", "name": _word(notice, "awarded_supplier")}],
        }
    ]


def _amount(stated: object) -> dict[str, Any] | None:
    """Nought stands for "not stated" in this shape."""
    return {"amount": stated, "currency": "GBP"} if stated else None


def _word(notice: Notice, name: str) -> str:
    said = notice.get(name)
    return said.strip() if isinstance(said, str) else ""


def _said(notice: Notice, name: str) -> object:
    """What stands there: a text without the spaces around it, anything else as it is."""
    said = notice.get(name)
    return said.strip() if isinstance(said, str) else said or ""
