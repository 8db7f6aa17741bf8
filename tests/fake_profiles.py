"""Profiles in memory, held to the same contracts as those in a database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.profile_facts import FirmProfile
from bot.domain.supplier import SupplierId


@dataclass
class ProfileTables:
    """Everything held, and which conversations are known to be which supplier's."""

    profiles: dict[Owner, tuple[FirmProfile, FirmProfile | None]] = field(default_factory=dict)
    suppliers: dict[ConversationId, SupplierId] = field(default_factory=dict)

    def __copy__(self) -> ProfileTables:
        return ProfileTables(dict(self.profiles), dict(self.suppliers))

    def forget(self, conversation: ConversationId) -> None:
        """What a database does when the conversation's row goes."""
        self.profiles.pop(Owner(conversation), None)
        self.suppliers.pop(conversation, None)


class FakeProfiles:
    """The ProfileRepository in memory."""

    def __init__(self, tables: ProfileTables) -> None:
        self._tables = tables

    def owner_of(self, conversation: ConversationId) -> Owner:
        supplier = self._tables.suppliers.get(conversation)
        return Owner(supplier=supplier) if supplier else Owner(conversation)

    def of(self, owner: Owner) -> FirmProfile:
        return self._tables.profiles.get(owner, (FirmProfile(), None))[0]

    def of_suppliers(
        self, after: SupplierId | None, limit: int
    ) -> list[tuple[SupplierId, FirmProfile]]:
        held = [
            (owner.supplier, profile)
            for owner, (profile, _before) in self._tables.profiles.items()
            if owner.supplier and owner.supplier > (after or "")
        ]
        return sorted(held, key=lambda one: one[0])[:limit]

    def before(self, owner: Owner) -> FirmProfile | None:
        return self._tables.profiles.get(owner, (FirmProfile(), None))[1]

    def save(
        self, owner: Owner, profile: FirmProfile, before: FirmProfile | None, at: datetime
    ) -> None:
        self._tables.profiles[owner] = profile, before

    def remove(self, owner: Owner) -> None:
        self._tables.profiles.pop(owner, None)
