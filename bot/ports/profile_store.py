"""What the services ask of the store of profiles, and of what writes them as documents."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.firm_page import Statement
from bot.domain.profile_facts import FirmProfile
from bot.domain.supplier import SupplierId


class ProfileRepository(Protocol):
    """What firms say of themselves; it is deleted with the conversation or supplier."""

    def owner_of(self, conversation: ConversationId) -> Owner:
        """Whose profile a conversation speaks of: its supplier's once it has one, else its own."""
        ...

    def of(self, owner: Owner) -> FirmProfile:
        """What the owner said; an empty profile where nothing was."""
        ...

    def of_suppliers(
        self, after: SupplierId | None, limit: int
    ) -> list[tuple[SupplierId, FirmProfile]]:
        """Up to `limit` firms with their profiles, in the order of their ids, after that id."""
        ...

    def before(self, owner: Owner) -> FirmProfile | None:
        """The profile as it stood before the last change; None where none can be undone."""
        ...

    def save(
        self, owner: Owner, profile: FirmProfile, before: FirmProfile | None, at: datetime
    ) -> None:
        """Stores the profile and what it was before, in place of those stored."""
        ...

    def remove(self, owner: Owner) -> None:
        """Deletes the owner's profile; again is no error."""
        ...


class StatementWriter(Protocol):
    """Writes a capability statement as files that an owner takes along."""

    def word(self, statement: Statement) -> bytes:
        """A Word document (.docx) of one page, which can be edited."""
        ...

    def pdf(self, statement: Statement) -> bytes:
        """A PDF of one page; its `missing` letters are told on it, none is left out silently."""
        ...
