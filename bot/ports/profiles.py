"""What the services ask of whoever keeps what firms say of themselves."""

from __future__ import annotations

from typing import Protocol

from bot.domain.conversation import ConversationId
from bot.domain.supplier import SupplierId
from bot.ports.work import Work


class ProfileClaims(Protocol):
    """What an owner said of their firm before it was known whose it is."""

    def claim(self, work: Work, conversation: ConversationId, supplier: SupplierId) -> bool:
        """Makes what the conversation knows of a firm the supplier's, registering it if need be.

        In the caller's transaction. False where it knows too little of a firm for one to be
        registered, and the supplier is not yet; then nothing changed. What the supplier said
        already stays where the conversation says nothing newer. Claiming twice is claiming once.
        """
        ...

    def name(self, work: Work, conversation: ConversationId) -> str | None:
        """What the conversation calls its firm, None where it gave no name."""
        ...
