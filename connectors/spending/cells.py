"""Reads the cells of a payments file: days, sums, and whether the payee is hidden."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from bot.domain.organisation_name import same_organisation_key

# The same payees come again and again: a file has many rows for each.
_key_of = lru_cache(maxsize=20_000)(same_organisation_key)
EARLIEST = date(2000, 1, 1)
LARGEST = Decimal(10_000_000_000)
LONGEST_CATEGORY = 100
_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d-%b-%Y", "%d %b %Y", "%d %B %Y",
         "%d-%b-%y", "%d/%m/%y", "%d-%B-%Y", "%Y/%m/%d", "%d/%b/%Y")  # fmt: skip
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$")
_SUM = re.compile(r"\d{1,3}(,\d{3})*(\.\d+)?|\d+(\.\d+)?|\.\d+")
_HIDDEN = re.compile(
    r"\b(redact\w*|withheld|personal (data|information)|name removed|confidential|individuals?|"
    r"sensitive|private person|exempt from publication)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=5_000)
def day(cell: str, latest: date) -> date | str:
    """The day, read as day before month, or why there is none."""
    text = _TIME.sub("", cell.strip())
    if not text:
        return "There is no date."
    for form in _DAYS:
        try:
            found = datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if found > latest:
            return "The date is in the future."
        return found if found >= EARLIEST else "The date is before the year 2000."
    return "The date cannot be read: write it as 31/12/2025 or 2025-12-31."


def pounds(cell: str) -> Decimal | str:
    """The sum in pounds, below zero where it is in brackets, has a minus or says CR; or why not."""
    text = cell.strip().replace("\N{MINUS SIGN}", "-").replace("£", "").replace("GBP", "").strip()
    is_negative = bool(re.fullmatch(r"\(.*\)|-.*|.*-|.*CR", text))
    bare = re.sub(r"^[(-]|[)-]$|CR$", "", text.replace(" ", "")).strip("-")
    if not bare:
        return "There is no amount."
    if not _SUM.fullmatch(bare):
        return "The amount cannot be read: write it as 1234.56."
    try:
        found = Decimal(bare.replace(",", ""))
    except InvalidOperation:
        return "The amount cannot be read: write it as 1234.56."
    if found == 0:
        return "The amount is nought."
    if found >= LARGEST:
        return "The amount is larger than any payment."
    return -found if is_negative else found


def payee(cell: str) -> str | None:
    """Who was paid, the same for its spellings; None where the buyer hides it or leaves it out."""
    return None if _HIDDEN.search(cell) else _key_of(cell) or None


def category(cell: str) -> str | None:
    """The heading with single spaces; None where it is a spreadsheet formula."""
    text = " ".join(cell.split())
    return None if text.startswith(("=", "@", "+")) else text[:LONGEST_CATEGORY]
