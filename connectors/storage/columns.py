"""Column types that keep pennies exact and moments aware on every database."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect
from sqlalchemy.types import TypeDecorator

from bot.domain.money import to_pennies

PENCE_IN_A_POUND = 100
_TO_MICROS = len("2026-07-01 11:30:01.000005")


_encode = json.JSONEncoder().encode
_NOTHING = {list: "[]", dict: "{}", type(None): "null"}


def as_json(value: object) -> str:
    """The value as JSON text; most that are stored are empty, and cost nothing."""
    return _encode(value) if value else _NOTHING.get(type(value)) or _encode(value)


class UtcMoment(TypeDecorator[datetime]):
    """An aware moment, stored in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        return None if value is None else _in_utc(value)

    def bind_processor(self, dialect: Dialect) -> Any:
        """For SQLite the text that SQLAlchemy writes there, written in a fifth of the time."""
        return _as_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value if value.tzinfo else value.replace(tzinfo=UTC)
        return moment.astimezone(UTC)


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is UTC:
        return moment
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone cannot be stored.")
    return moment.astimezone(UTC)


def _as_text(moment: datetime | None) -> str | None:
    return None if moment is None else _in_utc(moment).isoformat(" ", "microseconds")[:_TO_MICROS]


class Pounds(TypeDecorator[Decimal]):
    """Decimal pounds, stored as whole pence, so that no database rounds them."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        return None if value is None else int(to_pennies(value) * PENCE_IN_A_POUND)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else to_pennies(Decimal(value) / PENCE_IN_A_POUND)
