"""Proofs that an address is somebody's: a code goes there, and comes back in the chat."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from bot.domain.conversation import ConversationId
from bot.domain.reaching import Address

ProofId = NewType("ProofId", str)

CODE_DIGITS = 6
CODE_LASTS = timedelta(minutes=10)
MOST_TRIES = 5
WINDOW = timedelta(days=1)

MOST_TO_ONE_ADDRESS = 4
MOST_OF_ONE_CONVERSATION = 6
MOST_IN_A_DAY = 200
"""Codes in 24 hours: whoever makes a service write to numbers that pay them gets no further."""
AGAIN_AFTER = timedelta(seconds=45)
"""Between two codes of one conversation to one address."""

_DIGITS = re.compile(r"\+?\d(?:[\s.-]?\d)*")


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof under way; of the code only a keyed hash is kept. `tries` are the wrong ones."""

    id: ProofId
    conversation: ConversationId
    address: Address
    code_hash: str
    made_at: datetime
    tries: int = 0
    proved_at: datetime | None = None

    @property
    def ends_at(self) -> datetime:
        """From when its code no longer works."""
        return self.made_at + CODE_LASTS

    def is_open(self, now: datetime) -> bool:
        """Whether its code would still be taken."""
        return self.proved_at is None and now < self.ends_at and self.tries < MOST_TRIES

    def is_on_its_way(self, address: Address, now: datetime) -> bool:
        """Whether a code went to that address so lately that it may not have come yet."""
        is_there = self.proved_at is None and self.address == address
        return is_there and now < self.made_at + AGAIN_AFTER


@dataclass(frozen=True, slots=True)
class CodesSent:
    """How many codes went out in the last 24 hours."""

    to_address: int
    of_conversation: int
    of_all: int


class TooMany(StrEnum):
    """Why no further code goes out now."""

    WAIT = "wait"
    ADDRESS = "address"
    CONVERSATION = "conversation"
    EVERYBODY = "everybody"


def too_many(sent: CodesSent) -> TooMany | None:
    """Why no further code may go out today, or None."""
    if sent.to_address >= MOST_TO_ONE_ADDRESS:
        return TooMany.ADDRESS
    if sent.of_conversation >= MOST_OF_ONE_CONVERSATION:
        return TooMany.CONVERSATION
    return TooMany.EVERYBODY if sent.of_all >= MOST_IN_A_DAY else None


def code_in(text: str) -> str | None:
    """The one code of six digits that the text holds, spaced or not; None for none or several."""
    runs = {re.sub(r"[\s.-]", "", one[0]) for one in _DIGITS.finditer(text)}
    found = [one for one in runs if one.isdigit() and len(one) == CODE_DIGITS]
    return found[0] if len(found) == 1 else None
