"""Reads the price of a quote out of what an owner writes, or why there is none to be read."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from bot.domain.money_words import read_sums
from bot.domain.quote import VatSaid

MOST = Decimal(10_000_000)
"""Above it a slip is likelier than a price: below-threshold works end before."""

_PLAIN = re.compile(r"£?\s*(?P<pounds>\d{1,3}(?:[, ]\d{3})+|\d+)(?P<pence>\.\d{1,2})?\s*(?:gbp)?")
_FIGURE = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?(?!\w)")
_MINUS = re.compile(r"(?:^|\s)(?:[-\u2212\u2013]\s*£?\s*\d|£\s*[-\u2212]\s*\d|minus\b)")
_NOTHING = re.compile(
    r"^\W*(?:£\s*)?(?:0+(?:\.0+)?|nothing|nil|zero|(?:for )?free|nought)\W*$", re.IGNORECASE
)
_UNIT = r"(?:hour|hr|day|week|wk|month|year|visit|item|unit|person|head|metre|mile|room|go)"
_PER_UNIT = re.compile(
    rf"\b(?:per|each|a|an|every)\s+{_UNIT}\b|/\s*(?:h|{_UNIT})\b"
    r"|\b(?:hourly|daily|weekly|monthly|yearly|each|p/?h|p/?w|p/?m|pcm)\b",
    re.IGNORECASE,
)
_NOT_REGISTERED = (
    r"not\s+(?:vat\s+)?registered|no\s+vat|not\s+on\s+vat|never\s+registered"
    r"|don'?t\s+(?:charge|do|pay)\s+vat|under\s+the\s+threshold"
)
_ADDED = (
    r"(?:\+|plus|ex(?:cl?(?:uding)?)?\.?|without|before|net\s+of|on\s+top)\s*(?:the\s+)?vat"
    r"|vat\s+(?:is\s+|comes?\s+|goes\s+)?(?:to\s+be\s+|to\s+)?(?:added|on\s+top|extra|to\s+go\s+on)"
    r"|^\W*(?:added|on\s+top|plus|extra|net)\W*$"
)
_INCLUDED = (
    r"(?:inc(?:l(?:uding|udes|uded)?)?\.?|with)\s*(?:the\s+)?vat"
    r"|vat\s+(?:is\s+)?(?:in\b|inc|inclu)|all\s+in\b"
    r"|^\W*(?:included|inclusive|with|gross|it'?s\s+in)\W*$"
)
_UNKNOWN = r"(?:don'?t|do\s+not)\s+know|not\s+sure|unsure|no\s+idea|dunno|what'?s\s+vat"
_VAT_WORDS = (
    (VatSaid.NOT_REGISTERED, _NOT_REGISTERED),
    (VatSaid.ADDED, _ADDED),
    (VatSaid.INCLUDED, _INCLUDED),
    (VatSaid.UNKNOWN, _UNKNOWN),
)


class PriceFault(StrEnum):
    """Why a price cannot be taken; each has a sentence of its own."""

    NONE = "none"
    NOTHING = "nothing"
    MINUS = "minus"
    TOO_MUCH = "too_much"
    SEVERAL = "several"
    PER_UNIT = "per_unit"


def read_price(text: str) -> Decimal | PriceFault:
    """The one price in pounds that the text says, to the penny, or why not. Any script's digits."""
    plain = _western(text).strip()
    if _NOTHING.match(plain):
        return PriceFault.NOTHING
    if _MINUS.search(plain):
        return PriceFault.MINUS
    if _PER_UNIT.search(plain):
        return PriceFault.PER_UNIT
    found = [] if plain.startswith(("=", "@")) else _amounts(plain)
    if not found:
        return PriceFault.NONE
    if len(set(found)) > 1:
        return PriceFault.SEVERAL
    return _bounded(found[0])


def read_vat(text: str) -> VatSaid | None:
    """What the text says of VAT, or None."""
    for said, pattern in _VAT_WORDS:
        if re.search(pattern, text, re.IGNORECASE):
            return said
    return None


def _amounts(plain: str) -> list[Decimal]:
    if whole := _PLAIN.fullmatch(plain.lower()):
        written = re.sub("[, ]", "", whole["pounds"]) + (whole["pence"] or "")
        return [Decimal(written)]
    sums = [one.amount or one.maximum or one.minimum for one in read_sums(plain)]
    if found := [one for one in sums if one is not None]:
        return found
    return [_decimal(one) for one in _FIGURE.findall(plain)]


def _bounded(price: Decimal) -> Decimal | PriceFault:
    if price <= 0:
        return PriceFault.NOTHING
    return PriceFault.TOO_MUCH if price > MOST else price.quantize(Decimal("0.01"))


def _decimal(written: str) -> Decimal:
    try:
        return Decimal(written.replace(",", ""))
    except InvalidOperation:  # digits that stand for no number
        return Decimal(0)


def _western(text: str) -> str:
    """With the digits of every script as 0 to 9."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in folded)
