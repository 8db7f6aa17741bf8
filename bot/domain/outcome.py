"""How a competition ended: who won and for how much, and why the others did not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from bot.domain.opportunity import OpportunityId
from bot.domain.quote import QuoteId, VatSaid


class Ended(StrEnum):
    """How it ended."""

    AWARDED = "awarded"
    NOBODY = "nobody"
    CANCELLED = "cancelled"


class NotChosen(StrEnum):
    """Why a firm was not chosen, from a list that each firm reads in plain words."""

    PRICE = "price"
    PRICE_UNCLEAR = "price_unclear"
    ANSWERS = "answers"
    MISSING = "missing"
    TIME = "time"
    PAPERS = "papers"
    CLOSE = "close"


class NoAward(StrEnum):
    """Why nobody was chosen, or it was called off."""

    NONE_CAME = "none_came"
    TOO_DEAR = "too_dear"
    NONE_FITTED = "none_fitted"
    NO_LONGER_NEEDED = "no_longer_needed"
    MONEY = "money"
    ASKED_WRONGLY = "asked_wrongly"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was recorded, once; `reasons` are by quote, for those that were not chosen.

    `value` is pounds, `vat` what is known of VAT in it. `by` names the officer by id.
    """

    opportunity: OpportunityId
    ended: Ended
    at: datetime
    by: str
    winner: QuoteId | None = None
    winner_name: str = ""
    value: Decimal | None = None
    vat: VatSaid | None = None
    why_nobody: NoAward | None = None
    reasons: Mapping[QuoteId, NotChosen] = field(default_factory=dict)
