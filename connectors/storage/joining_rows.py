"""Particulars and pairs to rows and back, without loss."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Row

from bot.domain.joined import Pair
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import CpvCode, Kind
from bot.domain.process_marks import Feature
from bot.domain.process_particulars import Particulars
from bot.domain.same_process import Evidence, Ground


def particulars_json(one: Particulars) -> dict[str, Any]:
    """The particulars without the process key, as JSON holds them."""
    return {
        "feed": one.feed,
        "kind": one.kind.value,
        "buyer": one.buyer,
        "title": one.title,
        "as_of": one.as_of.isoformat(),
        "reference": one.reference,
        "page": one.page,
        "opening": one.opening,
        "text_mark": one.text_mark,
        "amount": None if one.amount is None else str(one.amount),
        "cpv": list(one.cpv),
        "districts": list(one.districts),
        "published_at": _iso(one.published_at),
        "deadline": _iso(one.deadline),
        "starts_on": _iso(one.starts_on),
        "ends_on": _iso(one.ends_on),
        "is_awarded": one.is_awarded,
    }


def particulars_of_json(process_key: str, held: dict[str, Any]) -> Particulars:
    """The particulars of a row."""
    told = {
        **held,
        "kind": Kind(held["kind"]),
        "as_of": datetime.fromisoformat(held["as_of"]),
        "amount": None if held["amount"] is None else Decimal(held["amount"]),
        "cpv": tuple(CpvCode(code) for code in held["cpv"]),
        "districts": tuple(held["districts"]),
        "published_at": _moment(held["published_at"]),
        "deadline": _moment(held["deadline"]),
        "starts_on": _day(held["starts_on"]),
        "ends_on": _day(held["ends_on"]),
    }
    return Particulars(process_key=ProcessKey(process_key), **told)


def pair_row(pair: Pair) -> dict[str, Any]:
    """The columns of a pair."""
    return {
        "first_key": pair.first,
        "second_key": pair.second,
        "ground": pair.evidence.ground.value,
        "marks": {feature.value: mark for feature, mark in pair.evidence.marks.items()},
        "joined_at": pair.joined_at,
        "kept_apart_at": pair.kept_apart_at,
    }


def pair_of(row: Row[Any]) -> Pair:
    """The pair of a row."""
    marks = {Feature(name): mark for name, mark in row.marks.items()}
    return Pair(
        ProcessKey(row.first_key),
        ProcessKey(row.second_key),
        Evidence(Ground(row.ground), marks),
        row.joined_at,
        row.kept_apart_at,
    )


def _iso(when: date | datetime | None) -> str | None:
    return when.isoformat() if when else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
