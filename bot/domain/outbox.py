"""What an outbox shows: messages that would have been sent, and the texts that answered them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.inbound import InboundText
from bot.domain.reaching import Address, Means


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message as it would have arrived; `key` says which, so the same is shown once.

    `source` is the whole of a mail, as a server would have been given it; a text has none.
    """

    key: str
    to: Address
    subject: str
    words: str
    at: datetime
    source: bytes | None = None


@dataclass(frozen=True, slots=True)
class Bubble:
    """One text on a phone: from the service, or typed by its owner."""

    words: str
    at: datetime
    is_theirs: bool


@dataclass(frozen=True, slots=True)
class Phone:
    """A number with its texts, oldest first."""

    number: str
    bubbles: tuple[Bubble, ...]


def phones_of(shown: Iterable[ShownMessage], came: Iterable[InboundText]) -> list[Phone]:
    """Each number's phone, the one with the latest text first; mails are left out."""
    bubbles: dict[str, list[Bubble]] = {}
    for one in shown:
        if one.to.means is Means.TEXT:
            bubbles.setdefault(one.to.value, []).append(Bubble(one.words, one.at, is_theirs=False))
    for text in came:
        mine = bubbles.setdefault(text.sender.value, [])
        mine.append(Bubble(text.words, text.at, is_theirs=True))
    phones = [
        Phone(number, tuple(sorted(those, key=lambda b: (b.at, not b.is_theirs))))
        for number, those in bubbles.items()
    ]
    return sorted(phones, key=lambda phone: phone.bubbles[-1].at, reverse=True)
