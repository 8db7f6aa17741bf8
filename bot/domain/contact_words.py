"""Finds telephone numbers, e-mail addresses and firms' names in what people write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w+-]+(?:\.[\w+-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?![\w-])",
    re.IGNORECASE | re.ASCII,
)
# Ten or eleven digits from 0, or the same after +44 or 0044, spaced as people space them.
_PHONE = re.compile(
    r"(?<![\w+])(?:(?:\+|00)44[ \t.-]?(?:\(0\))?|\(?0)(?:[ \t.()-]{0,2}\d){9,10}(?!\w)", re.ASCII
)
_LEGAL = r"(?:ltd|limited|llp|cic|plc|& sons?|& co|and sons?|and daughters?|brothers|bros)"
_NAME_WORD = r"[A-Z\d&][\w'&.-]*"
_NAMED_LEGALLY = re.compile(rf"\b(?:{_NAME_WORD}\s+){{1,5}}(?i:{_LEGAL})\b\.?")
_CALLED = re.compile(
    r"\b(?i:(?:(?:my|our|the)\s+(?:firm|company|business|shop|outfit)(?:'?s)?(?:\s+name)?|we)\s*"
    rf"(?:is|are|'re|'s|is\s+called|are\s+called|called|trade\s+as|trading\s+as)|we\s+trade\s+as|trading\s+as|t/a)\s+"
    rf"(?P<name>{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,5}})"
)
_NATIONAL = 10


@dataclass(frozen=True, slots=True)
class Contact:
    """What kind of contact, its usual form, and the characters that say it."""

    kind: str
    value: str
    start: int
    end: int


def contacts_in(text: str) -> Iterator[Contact]:
    """Telephone numbers as +44 and ten digits, addresses in lower case, names as written."""
    for found in _EMAIL.finditer(text):
        yield Contact("email", found[0].lower(), *found.span())
    for found in _PHONE.finditer(text):
        if number := usual_number(found[0]):
            yield Contact("phone", number, *found.span())
    yield from _names_in(text)


def usual_number(written: str) -> str | None:
    """A number of the United Kingdom in its international form, or None if it cannot be one."""
    digits = re.sub(r"\D", "", written.replace("(0)", ""))
    for start in ("0044", "44", "0"):
        if digits.startswith(start):
            national = digits.removeprefix(start).lstrip("0")
            is_one = len(national) in {_NATIONAL - 1, _NATIONAL} and national[0] in "123578"
            return f"+44{national}" if is_one else None
    return None


def _names_in(text: str) -> Iterator[Contact]:
    taken = -1
    for found in _NAMED_LEGALLY.finditer(text):
        taken = found.end()
        yield Contact("company", found[0].rstrip(".").strip(), *found.span())
    for found in _CALLED.finditer(text):
        if found.start("name") >= taken:
            yield Contact("company", found["name"].rstrip(".,"), *found.span("name"))
