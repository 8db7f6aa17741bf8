"""Files that may go with a quote: which sorts, how large, how many, and a harmless name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum

from bot.domain.quote import QuoteFile

LARGEST = 5 * 1024 * 1024
LARGEST_TOGETHER = 12 * 1024 * 1024
MOST_FILES = 4
LONGEST_NAME = 80

SORTS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "text/plain": ".txt",
}
"""What is taken, by what the file is and not by what it is called, with how its name then ends."""

_UNSAFE = re.compile(r"[^\w .()&+-]|\.{2,}", re.UNICODE)
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


class FileFault(StrEnum):
    """Why a file is not taken; each has a sentence of its own."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MUCH = "too_much"
    TOO_MANY = "too_many"
    SORT = "sort"
    VIRUS = "virus"
    NOT_CHECKED = "not_checked"


def why_not(size: int, media_type: str | None, held: Sequence[QuoteFile]) -> FileFault | None:
    """Why a file of that size and sort is not taken beside those held, or None."""
    if size == 0:
        return FileFault.EMPTY
    if size > LARGEST:
        return FileFault.TOO_LARGE
    if len(held) >= MOST_FILES:
        return FileFault.TOO_MANY
    if size + sum(one.size for one in held) > LARGEST_TOGETHER:
        return FileFault.TOO_MUCH
    return None if media_type in SORTS else FileFault.SORT


def harmless_name(written: str, media_type: str) -> str:
    """A name that is safe in any folder and header: no path, no control, the sort's own ending.

    Idempotent; never empty.
    """
    ending = SORTS[media_type]
    plain = unicodedata.normalize("NFC", written).replace("\\", "/").rpartition("/")[2]
    visible = "".join(c for c in plain if unicodedata.category(c)[0] != "C")
    stem = _UNSAFE.sub("", visible.rpartition(".")[0] or visible).strip(" .-+")
    stem = " ".join(stem.split())[: LONGEST_NAME - len(ending)].strip(" .")
    if not stem or _RESERVED.match(stem):
        stem = "file"
    return stem + ending
