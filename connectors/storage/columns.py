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


_NOTHING = {list: "[]", dict: "{}", type(None): "null"}


def as_json(value: object) -> str:
    """The value as JSON text; most that are stored are empty, and cost nothing."""
    return json.dumps(value) if value else _NOTHING.get(type(value)) or json.dumps(value)


class UtcMoment(TypeDecorator[datetime]):
    """An aware moment, stored in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a time zone cannot be stored.")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value if value.tzinfo else value.replace(tzinfo=UTC)
        return moment.astimezone(UTC)


class Pounds(TypeDecorator[Decimal]):
    """Decimal pounds, stored as whole pence, so that no database rounds them."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        return None if value is None else int(to_pennies(value) * PENCE_IN_A_POUND)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else to_pennies(Decimal(value) / PENCE_IN_A_POUND)
