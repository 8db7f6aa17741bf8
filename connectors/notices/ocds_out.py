"""Opportunities as OCDS 1.1 releases, with the fields of the UK's extension where it has them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.buyer import Buyer
from bot.domain.money import Value, Vat
from bot.domain.opportunity import (
    Category,
    Contact,
    Kind,
    Law,
    Opportunity,
    SuitableFor,
    can_be_answered,
)
from bot.domain.publishing import Amended, over_since
from connectors.notices.fields import CLASSES_BY_TYPE
from connectors.notices.posted import EXTENSION, own_words

OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
EXTENSIONS = (
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_pagination_extension/master/extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_suitability_extension/master/extension.json",
    "https://raw.githubusercontent.com/cabinetoffice/ocds_uk_extension/main/extension.json",
)
_LONDON = ZoneInfo("Europe/London")
_TYPES = {buyer_class: name for name, buyer_class in CLASSES_BY_TYPE.items()}
_PLANNING = {Kind.PLANNED: "planned", Kind.MARKET_ENGAGEMENT: "planning"}
_RESERVED_CODES = frozenset({"smeVcse"})
_ACT = {
    "id": "2023/54",
    "scheme": "UKPGA",
    "uri": "https://www.legislation.gov.uk/ukpga/2023/54/contents",
}


@dataclass(frozen=True, slots=True)
class Publisher:
    """In whose name releases go out: the operator, its site, and the prefix of its ocids."""

    name: str
    site: str
    prefix: str
    is_registered: bool


class OcdsReleases:
    """The ReleaseWriter."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher

    @property
    def prefix(self) -> str:
        """What every ocid begins with."""
        return self._publisher.prefix

    @property
    def is_registered(self) -> bool:
        """Whether the Open Contracting Partnership gave the prefix out."""
        return self._publisher.is_registered

    def release(
        self, one: Opportunity, now: datetime, amended: Sequence[Amended] = ()
    ) -> Mapping[str, Any]:
        """The opportunity as it stands at the moment; a contact only while it can be answered.

        `amended` is what its buyer changed since it was posted. Its id is made of what it says, so
        what changed has another, and the same has the same.
        """
        ocid = one.ocid or f"{self.prefix}-{one.id}"
        address = f"{self._publisher.site}/opportunities/{one.id}"
        body: dict[str, Any] = {
            "ocid": ocid,
            "date": _moment(max(one.source.as_of, over_since(one, now) or one.source.as_of)),
            "tag": _tags(one, now, is_amended=bool(amended)),
            "initiationType": "tender",
            "language": "en",
            "parties": [_party(one, now)],
            "buyer": {"id": _party_id(one.buyer), "name": one.buyer.name},
            "tender": {**_tender(one, now, address), **_amendments(amended)},
            EXTENSION: own_words(one),
        }
        if one.awarded_at and one.awarded_at <= now:
            body["awards"] = [{"id": "1", "status": "active", "date": _moment(one.awarded_at)}]
        written = json.dumps(body, sort_keys=True).encode()
        return {"id": f"{ocid}-{hashlib.sha256(written).hexdigest()[:12]}", **body}

    def package(
        self,
        releases: Sequence[Mapping[str, Any]],
        address: str,
        following: str | None,
        now: datetime,
    ) -> Mapping[str, Any]:
        """A release package found at the address, and the address of the next one, if any."""
        return {
            "uri": address,
            "version": "1.1",
            "extensions": list(EXTENSIONS),
            "publishedDate": _moment(now),
            "publisher": {"name": self._publisher.name, "uri": self._publisher.site},
            "license": OGL,
            "publicationPolicy": f"{self._publisher.site}/open-data",
            "links": _known({"next": following}),
            "releases": list(releases),
        }


def _tags(one: Opportunity, now: datetime, *, is_amended: bool) -> list[str]:
    if one.cancelled_at and one.cancelled_at <= now:
        return ["tenderCancellation"]
    if one.awarded_at and one.awarded_at <= now:
        return ["award"]
    stage = "planning" if one.kind in _PLANNING else "tender"
    return [f"{stage}Update" if is_amended else stage]


def _amendments(amended: Sequence[Amended]) -> dict[str, Any]:
    told = [
        {
            "id": one.id,
            "date": _moment(one.at),
            "description": one.description,
            "rationale": one.rationale,
        }
        for one in amended
    ]
    return _known({"amendments": told})


def _status(one: Opportunity, now: datetime) -> str:
    if one.cancelled_at and one.cancelled_at <= now:
        return "cancelled"
    if one.awarded_at and one.awarded_at <= now:
        return "complete"
    return _PLANNING.get(one.kind, "active")


def _party(one: Opportunity, now: datetime) -> dict[str, Any]:
    buyer, contact = one.buyer, one.contact if can_be_answered(one.state_at(now)) else None
    own, *others = buyer.identifiers or (None,)
    of_class = _TYPES.get(buyer.buyer_class)
    classes = [{"scheme": "UK_CA_TYPE", "id": of_class}] if of_class else []
    return _known(
        {
            "id": _party_id(buyer),
            "name": buyer.name,
            "roles": ["buyer"],
            "identifier": {"scheme": own.scheme, "id": own.id} if own else None,
            "additionalIdentifiers": [{"scheme": o.scheme, "id": o.id} for o in others if o],
            "address": {"postalCode": buyer.district} if buyer.district else None,
            "contactPoint": _contact(contact) if contact else None,
            "details": _known({"url": buyer.website, "classifications": classes}),
        }
    )


def _party_id(buyer: Buyer) -> str:
    """By its number in a register; without one by its name."""
    for one in buyer.identifiers:
        return f"{one.scheme}-{one.id}"
    return f"X-{hashlib.sha256(buyer.name.casefold().encode()).hexdigest()[:12]}"


def _contact(contact: Contact) -> dict[str, Any]:
    return _known(
        {
            "name": contact.name,
            "email": contact.email,
            "telephone": contact.phone,
            "url": contact.url,
        }
    )


def _tender(one: Opportunity, now: datetime, address: str) -> dict[str, Any]:
    category = Category.SERVICES if one.category is Category.LIGHT_TOUCH else one.category
    period = _known({"startDate": _moment(one.published_at), "endDate": _moment(one.deadline)})
    term = _known({"startDate": _day(one.starts_on), "endDate": _day(one.ends_on)})
    page = {"id": "page", "documentType": "tenderNotice", "url": address, "format": "text/html"}
    return _known(
        {
            "id": one.reference or str(one.id),
            "title": one.title,
            "description": one.description,
            "status": _status(one, now),
            "datePublished": _moment(one.published_at),
            "mainProcurementCategory": category.value if category else None,
            "procurementMethod": "open",
            "procurementMethodDetails": one.procurement_method,
            "legalBasis": _ACT if one.law is Law.PROCUREMENT_ACT else None,
            "aboveThreshold": one.above_threshold,
            "specialRegime": sorted(one.special_regimes),
            "value": _value(one.value),
            "items": _items(one),
            "tenderPeriod": period,
            "contractPeriod": term,
            "suitability": {who.value: True for who in SuitableFor if who in one.suitable_for},
            "otherRequirements": _reserved(one.reserved_for),
            "submissionMethodDetails": one.how_to_respond,
            "documents": [page],
        }
    )


def _value(value: Value) -> dict[str, Any] | None:
    """Net in `amount`, with VAT in `amountGross`; an amount of unknown VAT stands as stated."""
    if value.amount is None:
        return None
    name = "amountGross" if value.vat is Vat.INCLUDED else "amount"
    return {name: float(value.amount), "currency": value.currency}


def _items(one: Opportunity) -> list[dict[str, Any]]:
    """All of it as one item: its codes, and where it is delivered."""
    codes = [{"scheme": "CPV", "id": str(code)} for code in one.cpv]
    places = [{"postalCode": postcode} for postcode in one.coverage.postcodes]
    regions = [
        {"region": name} for name in one.coverage.regions if name not in one.coverage.postcodes
    ]
    item = {
        "classification": codes[0] if codes else None,
        "additionalClassifications": codes[1:],
        "deliveryAddresses": [*places, *regions],
    }
    return [{"id": "1", **told}] if (told := _known(item)) else []


def _reserved(reserved_for: str | None) -> dict[str, Any] | None:
    if not reserved_for:
        return None
    parts = [part.strip() for part in reserved_for.split(",")]
    codes = [part for part in parts if part in _RESERVED_CODES]
    area = ", ".join(part for part in parts if part not in _RESERVED_CODES)
    where = {"description": area} if area else None
    return _known({"reservedParticipation": codes, "reservedParticipationLocation": where})


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None


def _day(day: date | None) -> str | None:
    """The day's beginning in London."""
    return datetime.combine(day, time(), _LONDON).isoformat() if day else None


def _known(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts without those that say nothing: OCDS has no use for empty ones."""
    return {name: value for name, value in facts.items() if value not in (None, "", [], {})}
