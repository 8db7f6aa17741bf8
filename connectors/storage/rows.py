"""Opportunities and buyers to table rows and back, without loss."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from bot.domain.buyer import Buyer, BuyerClass, Identifier
from bot.domain.challenge import Phase
from bot.domain.money import Basis, Value, Vat, to_pennies
from bot.domain.opportunity import (
    Category,
    Contact,
    ContactUse,
    CpvCode,
    Kind,
    Law,
    Ocid,
    Opportunity,
    OpportunityId,
    Source,
    SuitableFor,
    Visibility,
)
from bot.domain.place import Coverage, Office, Point

Row = Mapping[str, Any]

_in_order = json.JSONEncoder(sort_keys=True, default=str, check_circular=False).encode


def buyer_row(buyer: Buyer) -> dict[str, Any]:
    """The buyer's columns, without its id."""
    return {
        "name": buyer.name,
        "buyer_class": str(buyer.buyer_class),
        "s17": buyer.s17,
        "website": buyer.website,
        "identifiers": [{"scheme": one.scheme, "id": one.id} for one in buyer.identifiers],
        "district": buyer.district,
    }


def content_hash(row: Row, buyer: Buyer) -> str:
    """Changes when anything does that is stored of an opportunity: its own row, and its buyer."""
    stored = {**row, "buyer": buyer_row(buyer)}
    return hashlib.sha256(_in_order(stored).encode()).hexdigest()


def opportunity_row(o: Opportunity) -> dict[str, Any]:
    """The opportunity's columns, without buyer, process key and hash."""
    return {
        **_where(o.coverage),
        "ocid": o.ocid,
        "reference": o.reference,
        "source_name": o.source.name,
        "source_url": o.source.url,
        "source_as_of": o.source.as_of,
        "is_sample": o.is_sample,
        "kind": str(o.kind),
        "visibility": str(o.visibility),
        "title": o.title,
        "description": o.description,
        "category": str(o.category) if o.category else None,
        "cpv": list(o.cpv),
        "value_amount": None if o.value.amount is None else to_pennies(o.value.amount),
        "value_vat": str(o.value.vat),
        "value_basis": str(o.value.basis),
        "value_currency": o.value.currency,
        "published_at": o.published_at,
        "deadline": o.deadline,
        "awarded_at": o.awarded_at,
        "cancelled_at": o.cancelled_at,
        "starts_on": o.starts_on,
        "ends_on": o.ends_on,
        "suitable_for": sorted(who.value for who in o.suitable_for),
        "reserved_for": o.reserved_for,
        "procurement_method": o.procurement_method,
        "above_threshold": o.above_threshold,
        "law": str(o.law) if o.law else None,
        "special_regimes": sorted(o.special_regimes),
        "phases": [phase.value for phase in o.phases],
        "how_to_respond": o.how_to_respond,
        "contact": o.contact.named if o.contact else None,
    }


def _where(coverage: Coverage) -> dict[str, Any]:
    point = coverage.point
    return {
        "postcode": coverage.postcode,
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
        "regions": list(coverage.regions),
        "nationwide": coverage.nationwide,
        "office": _fields_of(coverage.office) if coverage.office else None,
    }


def contact_row(o: Opportunity) -> dict[str, Any]:
    """What whoever it names may be used for, and until when; no part of what was published."""
    if o.contact is None:
        return {"contact_use": None, "contact_until": None}
    return {"contact_use": o.contact.use.value, "contact_until": o.contact_until}


def _contact_of(row: Row) -> Contact | None:
    if not row["contact"]:
        return None
    use = ContactUse(row["contact_use"] or ContactUse.ENQUIRIES)
    return Contact(**row["contact"], use=use, until=row["contact_until"])


def _fields_of(one: Office) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__slots__}


def opportunity_of(row: Row) -> Opportunity:
    """The opportunity of a row joined with its buyer's (columns prefixed `buyer_`)."""
    return Opportunity(
        id=OpportunityId(row["id"]),
        ocid=Ocid(row["ocid"]) if row["ocid"] else None,
        reference=row["reference"],
        kind=Kind(row["kind"]),
        visibility=Visibility(row["visibility"]),
        title=row["title"],
        description=row["description"],
        buyer=buyer_of(row),
        source=Source(row["source_name"], row["source_url"], row["source_as_of"]),
        category=Category(row["category"]) if row["category"] else None,
        value=_value_of(row),
        cpv=tuple(CpvCode(code) for code in row["cpv"]),
        coverage=_coverage_of(row),
        published_at=row["published_at"],
        deadline=row["deadline"],
        awarded_at=row["awarded_at"],
        cancelled_at=row["cancelled_at"],
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        suitable_for=frozenset(SuitableFor(who) for who in row["suitable_for"]),
        reserved_for=row["reserved_for"],
        procurement_method=row["procurement_method"],
        above_threshold=row["above_threshold"],
        law=Law(row["law"]) if row["law"] else None,
        special_regimes=frozenset(row["special_regimes"]),
        phases=tuple(Phase(name) for name in row["phases"]),
        how_to_respond=row["how_to_respond"],
        contact=_contact_of(row),
        is_sample=row["is_sample"],
    )


def buyer_of(row: Row) -> Buyer:
    """The buyer of a row's columns prefixed `buyer_`."""
    return Buyer(
        name=row["buyer_name"],
        buyer_class=BuyerClass(row["buyer_buyer_class"]),
        s17=row["buyer_s17"],
        identifiers=tuple(Identifier(**one) for one in row["buyer_identifiers"]),
        website=row["buyer_website"],
        district=row["buyer_district"],
    )


def _value_of(row: Row) -> Value:
    return Value(
        row["value_amount"],
        Vat(row["value_vat"]),
        Basis(row["value_basis"]),
        row["value_currency"],
    )


def _coverage_of(row: Row) -> Coverage:
    known = row["latitude"] is not None
    return Coverage(
        postcode=row["postcode"],
        point=Point(row["latitude"], row["longitude"]) if known else None,
        regions=tuple(row["regions"]),
        nationwide=row["nationwide"],
        office=Office(**row["office"]) if row["office"] else None,
    )
