"""What mail servers answer and report: what it means, and what is done about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.sending import Then

_STATUS = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})(?!\S)")


@dataclass(frozen=True, slots=True)
class MailError:
    """One answer of servers: its code or status, what it means, what is done, and who says so."""

    code: str
    means: str
    then: Then
    source: str


class MailErrors:
    """All that are known, the closest first."""

    def __init__(self, known: Mapping[str, MailError]) -> None:
        self._known = dict(known)

    def find(self, code: int, status: str = "") -> MailError | None:
        """The one of the status, else of its first two figures, else of the code, or None."""
        wanted = (status, status.rpartition(".")[0], str(code))
        return next((self._known[one] for one in wanted if one in self._known), None)

    def then(self, code: int, status: str = "") -> Then:
        """What is done; of what is not known, 4 says to try again and all else not to."""
        if known := self.find(code, status):
            return known.then
        first = (status or str(code))[:1]
        return Then.TRY_AGAIN if first == "4" else Then.NEVER_AGAIN


def status_in(answer: str) -> str:
    """The status with dots at the beginning of a server's answer; "" where there is none."""
    found = _STATUS.match(answer)
    return found.group(1) if found else ""
