"""Stands where nothing is kept of what firms say of themselves: then there is nothing to claim."""

from __future__ import annotations

from bot.domain.conversation import ConversationId
from bot.domain.supplier import SupplierId
from bot.ports import Work


class NoProfiles:
    """The ProfileClaims of an installation that keeps no profiles."""

    def claim(self, work: Work, conversation: ConversationId, supplier: SupplierId) -> bool:
        """False: nothing is known of a firm."""
        del work, conversation, supplier
        return False

    def name(self, work: Work, conversation: ConversationId) -> str | None:
        """None: no name was given."""
        del work, conversation
        return None
