"""The value of a compiled release, read with suspicion."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.domain.money import NOT_STATED, Basis, Value, Vat
from bot.domain.notice import Finding, FindingKind, plain_finding
from connectors.notices.fields import DETAIL, mapping, plain

# Buyers who must fill in a figure but will not say one write 0.01, 1 or the like.
PLACEHOLDER_UP_TO = Decimal(100)
# Pounds; beyond it a slip of the keyboard is likelier than a contract.
LARGEST_BELIEVABLE = Decimal(10) ** 12
_CURRENCY = re.compile(r"[A-Z]{3}")


def value(merged: Mapping[str, Any], feed: str, found: list[Finding]) -> Value:
    """The estimated value; of a range the higher figure. What is not believed is noted.

    Find a Tender states the total over the term, net in `amount` and with VAT in `amountGross`
    (the UK extension of OCDS); Contracts Finder says neither what VAT nor what basis.
    """
    tender = mapping(merged.get("tender"))
    stated = _higher(mapping(tender.get("value")), mapping(tender.get("minValue")), found)
    gross, net = _pounds(stated, "amountGross", found), _pounds(stated, "amount", found)
    if gross and net and net > gross:
        found.append(Finding(FindingKind.NET_ABOVE_GROSS, f"{net} > {gross}"[:DETAIL]))
    amount = gross if gross is not None else net
    if not amount:
        found.append(plain_finding(FindingKind.NO_VALUE))
        return NOT_STATED
    if not PLACEHOLDER_UP_TO < amount <= LARGEST_BELIEVABLE:
        small = amount <= PLACEHOLDER_UP_TO
        kind = FindingKind.PLACEHOLDER_VALUE if small else FindingKind.IMPLAUSIBLE_VALUE
        found.append(Finding(kind, str(amount)[:DETAIL]))
        return NOT_STATED
    currency = _currency(stated, found)
    return Value(amount, _vat(feed, gross), _basis(feed), currency) if currency else NOT_STATED


def _higher(
    value: Mapping[str, Any], least: Mapping[str, Any], found: list[Finding]
) -> Mapping[str, Any]:
    """What states the higher figure: `value`, unless the range stands upside down."""
    high, low = _pounds(value, "amount", []), _pounds(least, "amount", [])
    if high and low and low > high:
        found.append(Finding(FindingKind.RANGE_UPSIDE_DOWN, f"{low} > {high}"[:DETAIL]))
        return least
    return value or least


def _pounds(stated: Mapping[str, Any], name: str, found: list[Finding]) -> Decimal | None:
    """The figure of that name; nothing, or nought, is how sources say that there is none."""
    thing = stated.get(name)
    if thing is None or (isinstance(thing, str) and not thing.strip()):
        return None
    amount = _number(thing)
    if amount is None:
        found.append(Finding(FindingKind.MALFORMED_VALUE, str(thing)[:DETAIL]))
    return amount


def _number(thing: object) -> Decimal | None:
    if isinstance(thing, bool) or not isinstance(thing, int | float | str):
        return None
    try:
        amount = Decimal(str(thing))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and amount >= 0 else None


def _currency(stated: Mapping[str, Any], found: list[Finding]) -> str | None:
    """The currency's code, pounds if none is named; None if what is named is no code."""
    said = plain(stated.get("currency"))
    if said is None:
        found.append(plain_finding(FindingKind.NO_CURRENCY))
        return "GBP"
    currency = said.upper()
    if not _CURRENCY.fullmatch(currency):
        found.append(Finding(FindingKind.MALFORMED_CURRENCY, said[:DETAIL]))
        return None
    if currency != "GBP":
        found.append(Finding(FindingKind.FOREIGN_CURRENCY, currency))
    return currency


def _vat(feed: str, gross: Decimal | None) -> Vat:
    if gross is not None:
        return Vat.INCLUDED
    return Vat.EXCLUDED if feed == "find_a_tender" else Vat.UNKNOWN


def _basis(feed: str) -> Basis:
    return Basis.TOTAL if feed == "find_a_tender" else Basis.UNKNOWN
