"""Tells an invitation, and to whom one may be of use."""

from __future__ import annotations

from bot.domain.conversation import ConversationId, Reply
from bot.ports import Phrases, Storage
from bot.services.recognise import about_firm
from bot.services.share_firm import ShareFirm


class TellInvitation:
    """Invitations in words."""

    def __init__(self, storage: Storage, share: ShareFirm, phrases: Phrases) -> None:
        self._storage = storage
        self._share = share
        self._say = phrases.say

    def reply(self, conversation: ConversationId) -> Reply:
        """A new code to pass on; or what must come first."""
        if not self.may_join(conversation):
            return Reply(self._say("share.prove_first"))
        with self._storage.transaction() as work:
            firm = about_firm(work, conversation)
        code = self._share.invite(conversation) if firm else None
        if firm is None or code is None:
            return Reply(self._say("share.no_firm"))
        return Reply(self._say("share.code", code=code, name=firm.name))

    def may_join(self, conversation: ConversationId) -> bool:
        """Whether it is known who has the conversation."""
        with self._storage.transaction() as work:
            return work.people.belonging(conversation) is not None
