"""A Companies House number and a PPON in what an owner writes, checked for form alone.

A company number has eight characters, as Companies House's guide to its identifiers gives them:
eight digits, or a prefix of two letters and six digits (SC, NI, OC...), or of one letter and seven;
old papers leave out leading noughts. Societies of the mutuals' register end in a letter. A PPON
has the form that it has in every notice of Find a Tender: P and three letters, four digits, four
letters ("PCJJ-4826-QMLZ"). Nobody is asked here whether such a firm exists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_COMPANY = re.compile(r"(?:\d{8}|[A-Z]{2}\d{6}|[A-Z]\d{7}|[A-Z]{2}\d{5}[A-Z])")
_FEWEST_DIGITS = 5
_COMPANY_DIGITS = 8
_PPON = re.compile(r"P[A-Z]{3}\d{4}[A-Z]{4}")
_SPEAKS_OF_COMPANY = re.compile(
    r"\b(?:compan(?:y|ies)(?:\s+house)?(?:\s+(?:reg(?:istration|istered)?))?\s*(?:number|no\b\.?|num|nr|#)|compan(?:y|ies)\s+house|crn|"
    r"(?:ltd|limited)\s+number|registered\s+number|registration\s+number)",
    re.IGNORECASE,
)
_SPEAKS_OF_PPON = re.compile(
    r"\bppon\b|\bpublic\s+procurement\s+organi[sz]ation\s+number\b", re.IGNORECASE
)
_A_NUMBER = re.compile(
    r"\b(?:(?!(?:is|it|no|of|to|as|at|be)\b)[A-Z]{1,2}[\s-]?)?\d(?:[\s-]?\d){0,11}[A-Z]?\b",
    re.IGNORECASE,
)
_LIKE_A_PPON = re.compile(
    r"\b(?:GB[\s-]?PPON[\s-]?)?(?P<number>P[A-Z]{2,3}[\s-]?\d{3,5}[\s-]?[A-Z]{3,5})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """A number as written, and in its usual form, None where it cannot be one."""

    written: str
    number: str | None


def read_company_number(text: str, *, asked: bool = False) -> ReadNumber | None:
    """The company number that a text gives; None where it speaks of none."""
    if not (asked or _SPEAKS_OF_COMPANY.search(text)):
        return None
    found = _A_NUMBER.search(_SPEAKS_OF_COMPANY.sub(" ", text))
    if found is None:
        return None
    plain = re.sub(r"[\s-]", "", found[0]).upper()
    if plain.isdigit() and _FEWEST_DIGITS <= len(plain) < _COMPANY_DIGITS:
        plain = plain.zfill(_COMPANY_DIGITS)
    return ReadNumber(found[0].strip(), plain if _COMPANY.fullmatch(plain) else None)


def read_ppon(text: str) -> ReadNumber | None:
    """The PPON that a text gives; None where it speaks of none."""
    found = _LIKE_A_PPON.search(text)
    if found is None:
        said = _SPEAKS_OF_PPON.search(text)
        left = re.search(r"[\w-]*\d[\w-]*", text[said.end() :]) if said else None
        return ReadNumber(left[0], None) if left else None
    plain = re.sub(r"[\s-]", "", found["number"]).upper()
    usual = f"{plain[:4]}-{plain[4:8]}-{plain[8:]}" if _PPON.fullmatch(plain) else None
    return ReadNumber(found["number"], usual)
