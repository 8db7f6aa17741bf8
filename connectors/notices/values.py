"""The value of a compiled release, read with suspicion."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.domain.money import NOT_STATED, Basis, Value, Vat
from bot.domain.notice import Finding, FindingKind
from connectors.notices.fields import mapping, plain

# Buyers who must fill in a figure but will not say one write 0.01, 1 or the like.
PLACEHOLDER_UP_TO = Decimal(100)
# Pounds; beyond it a slip of the keyboard is likelier than a contract.
LARGEST_BELIEVABLE = Decimal(10) ** 12
_CURRENCY = re.compile(r"[A-Z]{3}")


def value(merged: Mapping[str, Any], feed: str, found: list[Finding]) -> Value:
    """The estimated value.

    Find a Tender states the total over the term, net in `amount` and with VAT in `amountGross`
    (the UK extension of OCDS); Contracts Finder says neither what VAT nor what basis.
    """
    tender = mapping(merged.get("tender"))
    stated = mapping(tender.get("value")) or mapping(tender.get("minValue"))
    gross, net = _pounds(stated.get("amountGross")), _pounds(stated.get("amount"))
    amount = gross if gross is not None else net
    if not amount:
        found.append(Finding(FindingKind.NO_VALUE))
        return NOT_STATED
    if not PLACEHOLDER_UP_TO < amount <= LARGEST_BELIEVABLE:
        small = amount <= PLACEHOLDER_UP_TO
        kind = FindingKind.PLACEHOLDER_VALUE if small else FindingKind.IMPLAUSIBLE_VALUE
        found.append(Finding(kind, str(amount)[:40]))
        return NOT_STATED
    currency = (plain(stated.get("currency")) or "GBP").upper()
    if currency != "GBP":
        found.append(Finding(FindingKind.FOREIGN_CURRENCY, currency[:40]))
    if not _CURRENCY.fullmatch(currency):
        return NOT_STATED
    return Value(amount, _vat(feed, gross), _basis(feed), currency)


def _pounds(thing: object) -> Decimal | None:
    if isinstance(thing, bool) or not isinstance(thing, int | float | str):
        return None
    try:
        amount = Decimal(str(thing))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and amount >= 0 else None


def _vat(feed: str, gross: Decimal | None) -> Vat:
    if gross is not None:
        return Vat.INCLUDED
    return Vat.EXCLUDED if feed == "find_a_tender" else Vat.UNKNOWN


def _basis(feed: str) -> Basis:
    return Basis.TOTAL if feed == "find_a_tender" else Basis.UNKNOWN
