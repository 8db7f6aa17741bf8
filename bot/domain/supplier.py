"""Suppliers: firms that registered, what each says of itself, and whether buyers may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NewType

from bot.domain.circumstances import is_above
from bot.domain.errors import InvalidInputError
from bot.domain.opportunity import Opportunity
from bot.domain.place import usual_spelling

SupplierId = NewType("SupplierId", str)

LONGEST_ID = 36
LONGEST_NAME = 200
LONGEST_TEXT = 20_000
LONGEST_WORDING = 60


@dataclass(frozen=True, slots=True)
class Agreement:
    """That a firm agreed to something: when, and to which version of its wording."""

    at: datetime
    wording: str

    def __post_init__(self) -> None:
        """Raises InvalidInputError for a moment without a zone, or a version that is none."""
        if self.at.tzinfo is None:
            raise InvalidInputError("The moment of an agreement needs a time zone.")
        if not 0 < len(self.wording.strip()) <= LONGEST_WORDING:
            raise InvalidInputError("An agreement names the version of its wording.")


@dataclass(frozen=True, slots=True)
class Supplier:
    """A registered firm: its own words, where it is, and up to how many pounds it would take on.

    `shown_to_buyers` is its agreement to be shown to them, None where there is none or it was
    taken back. The postcode is in its usual spelling; it never chooses or orders anything.
    """

    id: SupplierId
    name: str
    text: str
    registered_at: datetime
    postcode: str | None = None
    max_value: Decimal | None = None
    shown_to_buyers: Agreement | None = None

    def __post_init__(self) -> None:
        """Raises InvalidInputError, naming the field, for what no supplier can be."""
        _within("supplier_id", self.id, LONGEST_ID)
        _within("name", self.name, LONGEST_NAME)
        _within("text", self.text, LONGEST_TEXT)
        if self.registered_at.tzinfo is None:
            raise InvalidInputError("The field registered_at needs a time zone.")
        if self.postcode is not None and usual_spelling(self.postcode) != self.postcode:
            raise InvalidInputError("The field postcode is not a postcode.")
        if self.max_value is not None and not (self.max_value.is_finite() and self.max_value > 0):
            raise InvalidInputError("The field max_value must be pounds, above nought.")

    def agreed_by(self, now: datetime) -> bool:
        """Whether, at the moment, it has agreed to be shown to buyers."""
        return self.shown_to_buyers is not None and self.shown_to_buyers.at <= now

    def takes_on(self, opportunity: Opportunity) -> bool:
        """Whether it is within what the firm would take on; True where either says nothing."""
        return not is_above(opportunity, self.max_value)


def _within(field: str, text: str, longest: int) -> None:
    if not text.strip():
        raise InvalidInputError(f"The field {field} is empty.")
    if len(text) > longest:
        raise InvalidInputError(f"The field {field} may have {longest} characters.")
