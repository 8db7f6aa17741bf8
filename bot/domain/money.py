"""Money as the notices state it: pounds, with VAT and basis known or plainly unknown."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

VAT_RATE = Decimal("0.20")
PENNY = Decimal("0.01")


class Vat(StrEnum):
    """Whether an amount includes value added tax."""

    INCLUDED = "included"
    EXCLUDED = "excluded"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """What an amount pays for: the whole term, or a year of it."""

    TOTAL = "total"
    YEARLY = "yearly"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Value:
    """An estimated value; `amount` is pounds, the upper end of a range, or None if not stated."""

    amount: Decimal | None
    vat: Vat = Vat.UNKNOWN
    basis: Basis = Basis.UNKNOWN
    currency: str = "GBP"

    @property
    def is_stated(self) -> bool:
        """Whether the buyer gave any figure."""
        return self.amount is not None


NOT_STATED = Value(None)


def to_pennies(amount: Decimal) -> Decimal:
    """The amount in pounds rounded to the penny, half a penny up."""
    return amount.quantize(PENNY, rounding=ROUND_HALF_UP)


def including_vat(amount: Decimal, vat: Vat) -> Decimal:
    """The amount in pounds with standard-rate VAT (20 %) in it, to the penny.

    An amount whose VAT is unknown is returned as it is: the caller asks for both readings.
    """
    return to_pennies(amount * (1 + VAT_RATE) if vat is Vat.EXCLUDED else amount)
