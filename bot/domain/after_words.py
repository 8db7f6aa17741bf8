"""Reads what an owner says of how work went after a win: is it done, and was it paid in time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from re import IGNORECASE

from bot.domain.after_winning import PAID_WITHIN, Went

_PAY = r"(?:pa(?:id|ying|yment|y)|money|invoices?)"
_NOT = r"(?:not|never|no|nobody|without|(?:have|has|did|do|is|were|was|are)n'?t)"
_SPAN = re.compile(
    r"\b(?P<number>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)\s*(?P<unit>days?|weeks?|months?)\b",
    IGNORECASE,
)
_NUMBERS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=1
    )
}
_UNITS = {"day": 1, "week": 7, "month": 30}

_UNPAID = re.compile(
    rf"\bunpaid\b|\bowes?\b|\bwaiting\s+(?:for|on)\s+(?:the\s+|our\s+|my\s+)?{_PAY}|\bwaiting\s+to\s+be\s+paid"
    rf"|\b{_NOT}\b(?:\s+\w+){{0,3}}\s+{_PAY}\b|\b{_PAY}\b(?:\s+\w+){{0,2}}\s+{_NOT}\b",
    IGNORECASE,
)
_NOT_INVOICED = re.compile(
    rf"\b{_NOT}\b(?:\s+\w+){{0,2}}\s+(?:invoiced|sent\s+(?:the|an|our|my)\s+(?:invoice|bill)|billed)\b"
    r"|\binvoice\s+(?:is\s+)?not\s+sent\b|\bnot\s+(?:yet\s+)?due\b",
    IGNORECASE,
)
_LATE = re.compile(
    rf"\b{_PAY}\b.{{0,30}}\blate\b|\blate\b.{{0,20}}\b{_PAY}\b|\blate\s+pay", IGNORECASE
)
_PART_PAID = re.compile(
    rf"\b(?:part|half|some|most)\b.{{0,20}}\b{_PAY}\b|\b{_PAY}\b.{{0,20}}\b(?:part|half|some|a\s+bit|deposit)\b",
    IGNORECASE,
)
_PAID = re.compile(
    r"\bpaid\b|\bgot\s+(?:the|our|my)\s+money\b|\bmoney\s+(?:came|is\s+in)\b", IGNORECASE
)
_CALLED_OFF = re.compile(
    r"\bcalled\s+(?:it\s+|that\s+|the\s+job\s+)?off\b|\bcancell?ed\b|\bfell\s+through\b|\bnever\s+(?:happened|started|began)\b|\bpulled\s+out\b",
    IGNORECASE,
)
_NOT_DONE = re.compile(
    rf"\b{_NOT}\b(?:\s+(?:been|yet|quite|all|even|the|it|we))*\s+(?:done|finished|complete[d]?|started|begun|delivered|ready)\b"
    r"|\b(?:starts?|starting|begins?)\s+(?:next|in|on|soon)\b|\bstill\s+to\s+(?:do|start|come)\b",
    IGNORECASE,
)
_PART_DONE = re.compile(
    r"\b(?:part(?:ly|s)?|half(?:way)?|some\s+of\s+it|most\s+of\s+it|nearly|almost|ongoing|on\s*-?going|under\s*way|in\s+progress|still\s+(?:going|at\s+it|working|doing))\b",
    IGNORECASE,
)
_DONE = re.compile(r"\b(?:done|finished|completed?|delivered|all\s+good)\b", IGNORECASE)
_BOTH = re.compile(
    r"^\W*(?:yes|yep|yeah)?\W*(?:and\s+)?(?:yes\W+(?:and\s+)?yes|yes\s+to\s+both|both|all\s+good|all\s+fine)\W*$",
    IGNORECASE,
)
_PIECES = re.compile(r"[.;,!]|\bbut\b|\band\b|\bthough\b|\bstill\b(?=\s+waiting)", IGNORECASE)


@dataclass(frozen=True, slots=True)
class HowItWent:
    """What the words say of each; None where they say nothing of it."""

    delivered: Went | None = None
    paid: Went | None = None

    def __bool__(self) -> bool:
        return self.delivered is not None or self.paid is not None


def read_how_it_went(text: str) -> HowItWent:
    """What somebody says in their own words; a bare yes or no says nothing by itself here."""
    if _BOTH.match(text):
        return HowItWent(Went.YES, Went.YES)
    pieces = _PIECES.split(text)
    of_pay = [piece for piece in pieces if _speaks_of_pay(piece)]
    of_work = [piece for piece in pieces if not _speaks_of_pay(piece)]
    paid = next((said for piece in of_pay if (said := _paid(piece))), None)
    if paid is Went.YES and (_LATE.search(text) or _took_long(pieces)):
        paid = Went.LATE
    delivered = next((said for piece in of_work if (said := _delivered(piece))), None)
    return HowItWent(delivered, paid)


def read_part(text: str) -> bool:
    """Whether a short answer says that it is so in part."""
    return bool(_PART_DONE.search(text))


def _speaks_of_pay(piece: str) -> bool:
    return bool(re.search(rf"\b(?:{_PAY}|unpaid|owes?|invoiced|billed|due)\b", piece, IGNORECASE))


def _took_long(pieces: list[str]) -> bool:
    """Whether the days stand apart from the pay, right after it: "they paid, but after 8 weeks"."""
    for piece, after in pairwise(pieces):
        days = _days_in(after) if _speaks_of_pay(piece) and not _delivered(after) else None
        if days is not None and days > PAID_WITHIN:
            return True
    return False


def _paid(piece: str) -> Went | None:
    if _NOT_INVOICED.search(piece):
        return Went.NOT_YET
    days = _days_in(piece)
    if _LATE.search(piece) or (days is not None and days > PAID_WITHIN and _PAID.search(piece)):
        return Went.NO if _UNPAID.search(piece) and not _LATE.search(piece) else Went.LATE
    if _UNPAID.search(piece):
        return Went.NO
    if _PART_PAID.search(piece):
        return Went.PART
    return Went.YES if _PAID.search(piece) else None


def _delivered(piece: str) -> Went | None:
    if _CALLED_OFF.search(piece):
        return Went.NO
    if _NOT_DONE.search(piece):
        return Went.NOT_YET
    if _PART_DONE.search(piece):
        return Went.PART
    return Went.YES if _DONE.search(piece) else None


def _days_in(piece: str) -> int | None:
    found = _SPAN.search(piece)
    if found is None:
        return None
    said = found["number"].lower()
    number = _NUMBERS.get(said) or int(said)
    return number * _UNITS[found["unit"].lower().rstrip("s")]
