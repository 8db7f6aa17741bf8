"""The project's own sample opportunities, from plainly fictional buyers, dated from today."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from bot.domain.buyer import Buyer, BuyerClass
from bot.domain.money import Basis, Value, Vat
from bot.domain.opportunity import (
    Category,
    Contact,
    CpvCode,
    Kind,
    Opportunity,
    OpportunityId,
    Source,
    SuitableFor,
)
from bot.ports import Gazetteer
from connectors.notices.dates import LONDON

SOURCE_NAME = "sample"
_IDS = uuid.UUID("0d5f6f0e-8f3e-4c55-9a56-6d5b8c1f3a77")


class SampleFile:
    """The samples of a YAML file."""

    def __init__(self, file: Path, gazetteer: Gazetteer) -> None:
        self._file = file
        self._gazetteer = gazetteer

    def __call__(self, now: datetime) -> Iterator[Opportunity]:
        """Every sample, published yesterday and closing in its days from `now` (London)."""
        content = yaml.safe_load(self._file.read_text(encoding="utf-8"))
        buyers = {entry["key"]: entry for entry in content["buyers"]}
        today = now.astimezone(LONDON).date()
        midnight = datetime.combine(today, time(), LONDON)
        for entry in content["opportunities"]:
            yield self._opportunity(entry, buyers[entry["buyer"]], midnight)

    def _opportunity(
        self, entry: Mapping[str, Any], buyer: Mapping[str, Any], midnight: datetime
    ) -> Opportunity:
        published = (midnight - timedelta(days=1)).astimezone(UTC)
        starts = entry["starts_in_days"]
        return Opportunity(
            id=OpportunityId(str(uuid.uuid5(_IDS, entry["key"]))),
            kind=Kind(entry["kind"]),
            title=entry["title"],
            description=" ".join(entry["description"].split()),
            buyer=Buyer(buyer["name"], BuyerClass(buyer["class"]), buyer["s17"]),
            source=Source(SOURCE_NAME, None, published),
            category=Category(entry["category"]),
            value=_value(entry["value"]),
            cpv=tuple(CpvCode(code) for code in entry["cpv"]),
            coverage=self._gazetteer.coverage(entry["place"]["postcode"], _regions(entry["place"])),
            published_at=published,
            deadline=_deadline(entry, midnight),
            starts_on=midnight.date() + timedelta(days=starts) if starts is not None else None,
            suitable_for=frozenset(SuitableFor(who) for who in entry["suitable_for"]),
            reserved_for=entry["reserved_for"],
            procurement_method=entry["procurement_method"],
            above_threshold=False,
            how_to_respond=entry["how_to_respond"],
            contact=Contact(email=buyer["email"]),
            is_sample=True,
        )


def _regions(place: Mapping[str, Any]) -> list[str]:
    """An area beside a postcode only says where the postcode is."""
    return [place["area"]] if place["area"] and not place["postcode"] else []


def _deadline(entry: Mapping[str, Any], midnight: datetime) -> datetime | None:
    if entry["closes_in_days"] is None:
        return None
    day = midnight.date() + timedelta(days=entry["closes_in_days"])
    return datetime.combine(day, time.fromisoformat(entry["closes_at"]), LONDON).astimezone(UTC)


def _value(stated: Mapping[str, Any]) -> Value:
    amount = stated["amount"]
    return Value(
        None if amount is None else Decimal(amount), Vat(stated["vat"]), Basis(stated["basis"])
    )
