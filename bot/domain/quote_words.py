"""Reads what an owner wants of a quote that was begun: sent, changed, taken back, or only told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.domain.price_words import PriceFault, read_price, read_vat
from bot.domain.quote import Ask, VatSaid

PRICE, VAT, FIRM, REACH = "price", "vat", "firm", "reach"


class Wish(StrEnum):
    """What is wanted of a quote."""

    SEND = "send"
    CHANGE = "change"
    TAKE_BACK = "back"
    TELL = "tell"
    LEAVE = "leave"
    """Hear no more of what it was for; only ever pressed."""


_IT = r"(?:quotes?|quotations?|price|bid|offer|tender|answers?|figures?)"
_TAKE_BACK = re.compile(
    rf"\b(?:withdraw|retract|scrap|bin|pull|cancel|delete)\b.*\b{_IT}\b|\bpull\s+out\b"
    rf"|\btake\s+(?:it|(?:my|our|the|that)\s+{_IT})\s+(?:back|out|away)\b"
    rf"|\btake\s+back\b.*\b{_IT}\b|\b{_IT}\b.*\bback\s+out\b",
    re.IGNORECASE,
)
_MINE = rf"(?:my|our|the)\s+{_IT}"
_TELL = re.compile(
    r"\bwhat(?:'s|\s+is|\s+has|\s+have)?\s+(?:happen(?:ed|ing|s)?|become|became|going\s+on)\b"
    rf".*\b{_IT}\b"
    rf"|\b(?:any\s+news|how\s+is|how's|hows|where\s+is|where's|status|did\s+i\s+win)\b.*\b(?:my|our)\s+{_IT}\b"
    rf"|\b(?:have|has|did|do)\s+(?:they|you|the\s+\w+)\s+(?:got|get|gotten|have|seen|see|read|open|"
    rf"opened|receive|received|chosen|choose|decide|decided)\s+(?:\w+\s+)?{_MINE}\b"
    rf"|(?:^|[.?!]\s*)(?:did|has|is)\s+(?:my|our)\s+{_IT}\b|\bshow\s+(?:me\s+)?(?:my|our)\s+{_IT}\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:change|alter|amend|revise|update|correct|edit|fix|mend|redo|reprice|lower|raise|drop|"
    r"replace|is\s+wrong|was\s+wrong)\b",
    re.IGNORECASE,
)
_PARTS = (
    (VAT, re.compile(r"\bvat\b", re.IGNORECASE)),
    (PRICE, re.compile(r"\b(?:price|sum|amount|figures?|cost|money)\b", re.IGNORECASE)),
    (REACH, re.compile(r"\b(?:phone|number|mobile|e-?mail|contact|reach)\b", re.IGNORECASE)),
    (FIRM, re.compile(r"\b(?:name|firm|company)\b", re.IGNORECASE)),
)
_MONEY = re.compile(
    r"\b(?:price|rate|cost|costs|charge|fee|fees|how\s+much|vat|pounds?|£)\b", re.IGNORECASE
)
_MENDS = (
    r"(?:(?:no|nope|nah|sorry|oops|wait|hang\s+on|hold\s+on|actually|oh|ah|ok|okay|correction|"
    r"my\s+mistake|my\s+bad)\b\W*)+"
)
_GOES_BACK = re.compile(
    rf"^\W*(?:{_MENDS})?(?:(?:can|could)\s+(?:i|we|you)\s+|i\s+(?:want|need)\s+to\s+|please\s+)?"
    r"(?:(?:change|alter|correct|fix|redo)\s+(?:my|our|the|that)\s+\w+(?:\s+\w+)?"
    r"|(?:my|our|the)\s+\w+(?:\s+\w+)?\s+(?:is|was)\s+(?:all\s+)?wrong)\W*$",
    re.IGNORECASE,
)
_SAYS = (
    r"(?:i\s+mean(?:t)?|i\s+should\s+have\s+said|make\s+(?:it|that|(?:the|my|our)\s+price)|"
    r"(?:change|put|alter|lower|raise|drop)\s+(?:it|that|(?:the|my|our)\s+(?:price|quote|bid))\s+"
    r"(?:down\s+|up\s+)?(?:to|at|as)|"
    r"(?:the|my|our)\s+price\s+(?:is|should\s+be|was)(?:\s+now)?|(?:it|that)\s+should\s+(?:be|say)|"
    r"call\s+it|say)\W*"
)
_SUM = r"£?\s*\d[\d, ]*(?:\.\d{1,2})?\s*k?(?:\s*(?:pounds?|quid|gbp))?"
_REST = r"(?P<rest>(?:\W*(?:please|pls|instead|then|now|all\s+in|[^.?!]*\bvat\b[^.?!]*))*)\W*"
_MENDED = re.compile(rf"^\W*(?:{_MENDS}(?:{_SAYS})?|{_SAYS})(?P<sum>{_SUM}){_REST}$", re.IGNORECASE)
_OF_VAT_TOO = r"(?=[^.?!]*\bvat\b)"
_BARE = re.compile(
    rf"^\W*(?P<sum>£\s*\d[\d, ]*(?:\.\d{{1,2}})?|\d[\d,]*(?:\.\d{{1,2}})?{_OF_VAT_TOO}){_REST}$",
    re.IGNORECASE,
)
_ABOUT_VAT = 8
"""Words of a message that is about VAT and nothing else."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Another price, or something else of VAT; None where that stays."""

    price: Decimal | None = None
    vat: VatSaid | None = None


def read_wish(text: str) -> Wish:
    """What is wanted; to send where the words say nothing else. The order is by what costs most."""
    if _TAKE_BACK.search(text):
        return Wish.TAKE_BACK
    if _CHANGE.search(text):
        return Wish.CHANGE
    return Wish.TELL if _TELL.search(text) else Wish.SEND


def read_part(text: str, asks: Sequence[Ask]) -> str | None:
    """Which part of a quote is named: its key, or None. A question is named by its own words."""
    plain = " ".join(text.casefold().split())
    for ask in asks:
        if ask.words.casefold().rstrip("?! .") in plain:
            return ask.key
    return next((key for key, words in _PARTS if words.search(text)), None)


def wants_change(text: str) -> bool:
    """Whether something is to be changed, whatever it is."""
    return bool(_CHANGE.search(text))


def goes_back(text: str) -> bool:
    """Whether the message only wants a part said anew: "my name is wrong"."""
    return bool(_GOES_BACK.match(text))


def read_correction(text: str, *, may_be_bare: bool) -> Correction | None:
    """A price, or VAT, that is put right in the middle of something else; None for other words.

    `may_be_bare` where a sum or a word on VAT alone can mean nothing else.
    """
    found = _MENDED.match(text) or (_BARE.match(text) if may_be_bare else None)
    if found:
        price = read_price(found["sum"])
        if isinstance(price, PriceFault):
            return None
        return Correction(price, read_vat(found["rest"]))
    is_of_vat = names_vat(text) and len(text.split()) <= _ABOUT_VAT
    is_meant = may_be_bare or re.match(rf"^\W*{_MENDS}", text, re.IGNORECASE)
    vat = read_vat(text) if is_of_vat and is_meant and "?" not in text else None
    return Correction(vat=vat) if vat else None


def names_vat(text: str) -> bool:
    """Whether VAT is spoken of."""
    return bool(re.search(r"\bvat\b", text, re.IGNORECASE))


def asks_for_money(words: str) -> bool:
    """Whether a buyer's question is one that a sum answers."""
    return bool(_MONEY.search(words))
