"""People: known by what they proved to be theirs, and by the firms they belong to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from bot.domain.conversation import ConversationId
from bot.domain.reaching import Address, Means
from bot.domain.supplier import SupplierId

PersonId = NewType("PersonId", str)

INVITATION_LASTS = timedelta(days=7)
INVITATION_LENGTH = 8
INVITATION_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that are taken for one another: I, L, O, 0 and 1."""


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """An address that a person proved to be theirs, and when last."""

    person: PersonId
    address: Address
    proved_at: datetime


def last_number(points: Iterable[ContactPoint]) -> Address | None:
    """The number for texts that was proved last, or None."""
    texts = [one for one in points if one.address.means is Means.TEXT]
    return max(texts, key=lambda one: one.proved_at).address if texts else None


class Joined(StrEnum):
    """How somebody came to belong to a firm."""

    FOUNDED = "founded"
    INVITED = "invited"
    MADE_ONE = "made_one"


@dataclass(frozen=True, slots=True)
class Membership:
    """That a person belongs to a firm."""

    person: PersonId
    supplier: SupplierId
    how: Joined
    at: datetime


@dataclass(frozen=True, slots=True)
class Belonging:
    """Whose a conversation is; the supplier is None while there is none or none is chosen."""

    conversation: ConversationId
    person: PersonId
    supplier: SupplierId | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """A code that lets one more person into a firm, once; only its hash is kept."""

    code_hash: str
    supplier: SupplierId
    by: PersonId
    made_at: datetime

    @property
    def ends_at(self) -> datetime:
        """From when it no longer works."""
        return self.made_at + INVITATION_LASTS


def usual_invitation(written: str) -> str | None:
    """The code in its usual form, however it was spaced; None where it can be none."""
    letters = "".join(c for c in written.upper() if c.isalnum())
    fits = len(letters) == INVITATION_LENGTH and set(letters) <= set(INVITATION_LETTERS)
    return letters if fits else None
