"""Tells whether two spellings name the same organisation: buyers, winners and payees alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import unescape

# The words in which companies may differ and still have "the same" name for the registrar
# (Company, Limited Liability Partnership and Business (Names and Trading Disclosures)
# Regulations 2015, Schedule 3): two companies never differ by these alone.
_LEGAL_FORMS = frozenset({"ltd", "limited", "plc", "llp", "lp", "cic", "cio", "cyf", "cyfyngedig"})
_ONE_FORM = (
    (r"\bpublic limited company\b", "plc"),
    (r"\blimited liability partnership\b", "llp"),
    (r"\bcommunity interest company\b", "cic"),
    (r"\bcharitable incorporated organisation\b", "cio"),
    (r"^(?:the )+(?=.)", ""),
    (r"\bnhs ft\b", "nhs foundation trust"),
    (r"(?<!nhs )\bfoundation trust\b", "nhs foundation trust"),
    (r"\bcbc$", "county borough council"),
    (r"\b(?:metropolitan borough council|mbc|bc)$", "borough council"),
    (r"\bdc$", "district council"),
)
_COUNCIL_OF = re.compile(
    r"^(?:(?P<tier>city|borough|county|district) )?council of "
    r"(?:the (?P<inner>city|(?:\w+ )?borough|county|district) of )?(?P<place>.+)$"
)
_CITY_OF = re.compile(r"^(?P<tier>city) of (?P<place>.+) council$")
_BOROUGH_OF = re.compile(
    r"^(?:metropolitan |royal |london )?(?P<tier>borough) of (?P<place>.+?)(?: council)?$"
)
_TIERED_CITY = re.compile(r"^city of (?=.+ (?:metropolitan district|borough) council$)")
# Through what is bought, or by whom in the house, is not another body.
_BUYING = (
    r"(?:e-?tendering(?: system| portal)?|e-?procurement(?: system| portal)?"
    r"|(?:corporate |strategic |central |commercial (?:and|&) )?"
    r"procurement(?: (?:team|department|services?|unit))?)"
)
_TRAILERS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\s*\([A-Z][A-Z&]{1,7}\)\s*$",
        r"(?i)\s*\((?:the name adopted by|hosted by|more commonly)[^)]*\)\s*$",
        rf"(?i)\s*\({_BUYING}\)\s*$",
        rf"(?i)\s+[-\u2013\u2014|:/]\s+{_BUYING}\s*$",
        rf"(?i)(?<=\b(?:council))[\s,]+{_BUYING}\s*$",
        rf"(?i)(?<=\b(?:university))[\s,]+{_BUYING}\s*$",
    )
)
_PARTS = re.compile(r"\s+[-\u2013\u2014|]\s+")
_INITIALS = re.compile(r"\b(?:[^\W\d_] )+[^\W\d_]\b")
_ROUNDS = 8
"""More than any name needs until it no longer changes."""


@lru_cache(maxsize=16_384)
def same_organisation_key(name: str) -> str:
    """The same for two spellings of one organisation's name; "" for a name without a letter.

    Cautious: departments, subsidiaries and unlike tiers of council keep keys of their own, since
    a missed match costs a second entry and a wrong one tells people of another body. Idempotent.
    """
    text = unescape(unicodedata.normalize("NFKC", name))
    for _ in range(_ROUNDS):
        shorter = _without_trailer(text)
        if shorter == text:
            break
        text = shorter
    key = " ".join(filter(None, (_in_one_form(_words(part)) for part in _PARTS.split(text))))
    for _ in range(_ROUNDS):
        again = _in_one_form(_words(key))
        if again == key:
            break
        key = again
    return key


def _without_trailer(text: str) -> str:
    for pattern in _TRAILERS:
        shorter = pattern.sub("", text)
        if shorter != text and re.search(r"[^\W_]", shorter):
            return shorter
    return text


def _words(text: str) -> str:
    """Small letters without accents, apostrophes and points; initials run together."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    plain = re.sub(r"['\u2018\u2019`]", "", plain).replace("&", " and ")
    return _INITIALS.sub(lambda run: run[0].replace(" ", ""), " ".join(_tokens(plain)))


def _tokens(plain: str) -> list[str]:
    return re.findall(r"[^\W_]+", plain)


def _in_one_form(words: str) -> str:
    kept = words.split()
    while len(kept) > 1 and kept[-1] in _LEGAL_FORMS:
        kept.pop()
    text = " ".join(kept)
    for pattern, form in _ONE_FORM:
        text = re.sub(pattern, form, text)
    return _council(text)


def _council(words: str) -> str:
    """Councils in one form: "council of the city of x" and "city of x council" are one."""
    words = _TIERED_CITY.sub("", words)
    turned = _COUNCIL_OF.match(words) or _CITY_OF.match(words) or _BOROUGH_OF.match(words)
    if turned:
        tier = turned["tier"] or turned.groupdict().get("inner") or ""
        words = " ".join(filter(None, (turned["place"], tier.split(" ")[-1], "council")))
    # A borough calls itself "X Council" as often; no other council may bear that name.
    return re.sub(r"(?<=\S)(?<!county) borough council$", " council", words)
