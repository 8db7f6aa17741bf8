"""Mails that came: who says that they wrote, what they say, and what a server reports of ours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.keyed_hash import KeyedHash
from bot.domain.reaching import Address

LARGEST_MAIL = 10_000_000
"""Bytes of a mail that is looked at; what is larger is refused before it is sent over."""
RETURNS = "returns"
"""The box that reports about our mails come back to."""
MOST_WORDS = 20_000
"""Characters of a mail's words that are kept."""

_MARKED = re.compile(r"[a-z0-9-]{1,36}")
_SIGNED = 16


class Outcome(StrEnum):
    """What a server reports of a mail of ours (RFC 3464)."""

    FAILED = "failed"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    RELAYED = "relayed"
    EXPANDED = "expanded"


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What became of one of our mails for one mailbox.

    status       three numbers with dots between, such as "5.1.1" (RFC 3463)
    message_id   the Message-ID of ours, where the report holds it, without its brackets
    """

    outcome: Outcome
    status: str
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class ReceivedMail:
    """A mail as it came, read with care; the same mail handed over twice has the same `id`.

    sender        who it says it is from. Anybody can write that: it proves nothing
    words         its plain words, without what it quotes at the end; "" where it has none
    answers       the Message-ID of the mail that it answers, with its brackets
    is_automatic  a machine wrote it: an out-of-office answer, a list, a report
    reports       what it tells of mails of ours, for a mail that is a delivery report
    left_out      names of files that came with it, which nobody looked into
    is_cut        it had more words than are kept
    """

    id: str
    sender: Address | None
    subject: str
    words: str
    at: datetime
    answers: str = ""
    is_automatic: bool = False
    reports: tuple[DeliveryReport, ...] = ()
    left_out: tuple[str, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whom a mail here is for: a box, and the mark after `+` that says what it is about."""

    box: str
    mark: str = ""


def addressed(recipient: str, domain: str) -> Addressed | None:
    """The box and mark of an address of that domain; None for one of another domain.

    Servers may change the case of an address, so neither box nor mark depends on it.
    """
    local, at, its_domain = recipient.strip().lower().rpartition("@")
    if not at or its_domain != domain.lower():
        return None
    box, _, mark = local.partition("+")
    return Addressed(box, mark)


class MailMarks:
    """Marks in addresses that only this installation can make, each for one box."""

    def __init__(self, hashes: KeyedHash) -> None:
        self._hashes = hashes

    def mark(self, box: str, about: str) -> str:
        """The mark that says what a mail to the box will be about.

        `about` has small letters, digits and hyphens, at most 36: an id. ValueError otherwise.
        """
        if not _MARKED.fullmatch(about):
            raise ValueError("A mark is made of an id.")
        return f"{about}-{self._signed(box, about)}"

    def about(self, box: str, mark: str) -> str | None:
        """What the mark says; None for one that was not made here for that box."""
        about, _, signed = mark.lower().rpartition("-")
        is_ours = bool(_MARKED.fullmatch(about)) and signed == self._signed(box, about)
        return about if is_ours else None

    def _signed(self, box: str, about: str) -> str:
        return self._hashes.of(f"mail to {box}", about)[:_SIGNED]
