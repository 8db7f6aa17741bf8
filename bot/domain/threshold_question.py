"""What is asked about one purchase, and the ruling that answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.domain.buyer import BuyerClass
from bot.domain.errors import InvalidInputError
from bot.domain.money import Basis, Vat
from bot.domain.opportunity import Category
from bot.domain.threshold_table import LegalSource

Fact = Decimal | int | date | StrEnum | bool | None
Notes = tuple["Note", ...]

MONTHS_A_YEAR = 12


class Route(StrEnum):
    """How the buyer looks for firms."""

    OPEN = "open"
    INVITED = "invited"


class Regime(StrEnum):
    """Which body of rules a purchase is under."""

    BELOW_THRESHOLD = "below_threshold"
    COVERED = "covered"
    OUTSIDE_PART_6 = "outside_part_6"
    EARLIER_LAW = "earlier_law"


@dataclass(frozen=True, slots=True)
class PurchaseQuestion:
    """What is asked about one purchase; `value` is pounds, `started_on` the start of it.

    With the basis `yearly` the value is a year's, and `months` and `extension_months` make the
    whole term; with `total` it is the most that may be paid over the whole term already.
    InvalidInputError if the value is negative or not finite, or the term cannot be worked out.
    """

    buyer_class: BuyerClass
    category: Category
    value: Decimal
    vat: Vat
    started_on: date
    route: Route
    basis: Basis = Basis.TOTAL
    months: int | None = None
    extension_months: int = 0

    def __post_init__(self) -> None:
        if not self.value.is_finite() or self.value < 0:
            raise InvalidInputError("The field value must be a number of pounds, nought or more.")
        if self.basis is Basis.UNKNOWN:
            raise InvalidInputError("The field basis must be total or yearly.")
        if self.basis is Basis.YEARLY and self.months is None:
            raise InvalidInputError("The field months is needed where the basis is yearly.")
        if (self.months is not None and self.months < 1) or self.extension_months < 0:
            raise InvalidInputError(
                "The field months must be 1 or more, and extension_months 0 or more."
            )

    @property
    def term_value(self) -> Decimal:
        """The most that may be paid over the whole term, extensions included; VAT as stated."""
        if self.basis is not Basis.YEARLY or self.months is None:
            return self.value
        return self.value * (self.months + self.extension_months) / MONTHS_A_YEAR


@dataclass(frozen=True, slots=True)
class Note:
    """Something the ruling rests on or leaves open: which sentence, and the facts in it."""

    key: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ruling:
    """The law for one purchase; None is "not known", and a note says why.

    `threshold` and `value_including_vat` are pounds including VAT; the latter is rounded to the
    penny, half up, and it is the rounded value that is held against the threshold.
    """

    regime: Regime | None
    threshold: Decimal | None
    value_including_vat: Decimal | None
    tender_notice_required: bool | None = None
    contract_details_notice_required: bool | None = None
    suitability_stage_allowed: bool | None = None
    payment_days: int | None = None
    notes: Notes = ()
    sources: tuple[LegalSource, ...] = ()

    @property
    def outcome(self) -> tuple[Fact, ...]:
        """What the rules come to, without the value that led there."""
        return (
            self.regime,
            self.threshold,
            self.tender_notice_required,
            self.contract_details_notice_required,
            self.suitability_stage_allowed,
            self.payment_days,
        )
