"""What a database's fault says, in words for whoever set the installation up."""

from __future__ import annotations

import re

_FOR_PROGRAMMERS = re.compile(r"\(Background on this error at: [^)]*\)")


def words_of(fault: Exception) -> str:
    """The fault on one line: without its statement, and without a page about SQLAlchemy."""
    said = str(getattr(fault, "orig", None) or fault)
    return " ".join(_FOR_PROGRAMMERS.sub("", said).split()).rstrip(".?")
