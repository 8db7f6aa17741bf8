"""What an owner says of a purchase beside its sum: VAT, term, when it began, who buys, what."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bot.domain.buyer import BuyerClass
from bot.domain.buyer_class import is_school
from bot.domain.money import Vat
from bot.domain.money_words import Sum, read_sums
from bot.domain.opportunity import Category
from bot.domain.said_term import SaidTerm, read_term

_MONTHS_OF_THE_YEAR = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def _of(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


_PLUS_VAT = _of(
    r"plus vat|\+ ?vat|ex(?:cl(?:uding)?)?\.? vat|without (?:the )?vat|before vat|vat on top|net"
)
_WITH_VAT = _of(
    r"inc(?:l(?:uding)?)?\.? (?:the )?vat|with (?:the )?vat(?: in)?|"
    r"vat (?:is )?(?:in|included)|gross"
)
_MINUS = re.compile(
    r"(?:\bminus\b|(?<![\w\d])[-\u2212])\s*£?\s*\d|£\s*[-\u2212]\s*\d", re.IGNORECASE
)
_MINUS_POUNDS = re.compile(
    r"£\s*[-\u2212]\s*\d|[-\u2212]\s*£\s*\d|\bminus\s+£?\s*\d", re.IGNORECASE
)
_FOR_NOTHING = _of(
    r"worth (?:nothing|nowt|zero|nil)|for (?:nothing|no money)|"
    r"(?:no|zero|nil) (?:money|pay(?:ment)?|value)|(?:unpaid|free) (?:job|contract|work)"
)
_WORKS = _of(
    r"building (?:work|works|job)|works contract|for works|construction|refurb\w*|"
    r"roof(?:ing|s)?|extension to the (?:school|building|hall)"
)
_UTILITY = _of(r"utility(?: company)?|utilities|water company|energy company|tram operator")
_CENTRAL = _of(r"hospitals?|nhs(?: trust)?s?|government departments?|ministry")
_LOCAL = _of(r"universit(?:y|ies)|uni|(?:county |city |borough )?councils?|police")
_BARE_SUM = re.compile(r"(?<![\w£.,/-])(?<!\d )[1-9]\d{3,6}(?![\w/-]|[., ]\d)")
"""A sum without its pound sign; a year looks alike, a telephone number or a CPV code is longer."""

_YEARS = range(1990, 2050)
_PLUS_VAT_ALONE = re.compile(r"\bplus vat\b|\+ ?vat\b", re.IGNORECASE)
_BEGAN = re.compile(
    r"\b(?:start(?:ed|s)?|beg[au]n|began|tender(?:ed)?|advertis\w+|publish\w+|went out|let|from|in|"
    r"since|back in|dated)\s+(?:on\s+|in\s+|back in\s+)?(?:the\s+)?"
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+)?"
    rf"(?:(?P<month>{'|'.join(_MONTHS_OF_THE_YEAR)})\s+)?(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SaidPurchase:
    """What a message says of a purchase; what it does not say is None, unknown or False.

    `began_by` is the last day on which it can have begun, as far as it was said; it is surely
    negative where a minus stands at a pound sign, and not before any number.
    """

    vat: Vat = Vat.UNKNOWN
    term: SaidTerm = field(default_factory=SaidTerm)
    category: Category | None = None
    buyer_class: BuyerClass = BuyerClass.UNKNOWN
    began_by: date | None = None
    is_negative: bool = False
    is_surely_negative: bool = False
    is_for_nothing: bool = False


def read_purchase(text: str) -> SaidPurchase:
    """The purchase that a message speaks of; its sum is read elsewhere."""
    return SaidPurchase(
        vat=_vat(text),
        term=read_term(text),
        category=Category.WORKS if _WORKS.search(text) else None,
        buyer_class=_class(text),
        began_by=_began_by(text),
        is_negative=bool(_MINUS.search(text)),
        is_surely_negative=bool(_MINUS_POUNDS.search(text)),
        is_for_nothing=bool(_FOR_NOTHING.search(text)),
    )


def sums_of_purchase(text: str) -> list[Sum]:
    """The sums of words on a purchase, in their order: "a PQQ for 28000" has one, pounds or no.

    Where money was named as such, bare numbers are something else.
    """
    if named := read_sums(text):
        return named
    bare = [found for found in _BARE_SUM.finditer(text) if int(found[0]) not in _YEARS]
    return [Sum(one.start(), one.end(), amount=Decimal(one[0])) for one in bare]


def sum_of_purchase(text: str) -> Decimal | None:
    """The one sum of the words, in pounds; None for none, for several, and for a limit.

    "£300,000 plus VAT" is one; "£300,000 plus" is a lower limit.
    """
    sums = sums_of_purchase(text)
    if len(sums) != 1:
        return None
    plus_vat = sums[0].minimum if _PLUS_VAT_ALONE.search(text) else None
    return sums[0].amount or plus_vat


def _vat(text: str) -> Vat:
    if _PLUS_VAT.search(text):
        return Vat.EXCLUDED
    return Vat.INCLUDED if _WITH_VAT.search(text) else Vat.UNKNOWN


def _class(text: str) -> BuyerClass:
    if _UTILITY.search(text):
        return BuyerClass.UTILITY
    if is_school(text):
        return BuyerClass.SCHOOL
    if _CENTRAL.search(text):
        return BuyerClass.CENTRAL
    return BuyerClass.SUB_CENTRAL if _LOCAL.search(text) else BuyerClass.UNKNOWN


def _began_by(text: str) -> date | None:
    """The last day of the year or month that is named, or the day itself; None for no such day."""
    found = _BEGAN.search(text)
    if found is None:
        return None
    year = int(found["year"])
    if found["month"] is None:
        return date(year, 12, 31)
    month = _MONTHS_OF_THE_YEAR.index(found["month"].lower()) + 1
    if found["day"] is None:
        following = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)
    try:
        return date(year, month, int(found["day"]))
    except ValueError:
        return None
