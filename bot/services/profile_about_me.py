"""Tells at the top of the page about somebody what they said of their firms."""

from __future__ import annotations

from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.held import Holder, Section, Somebody, Whose
from bot.domain.supplier import SupplierId
from bot.ports import Phrases, Storage
from bot.services.tell_profile import TellProfile


class ProfileAboutMe:
    """The AboutMe port: each profile that is theirs, by conversation or by firm."""

    def __init__(self, storage: Storage, phrases: Phrases, tell: TellProfile) -> None:
        self._storage = storage
        self._phrases = phrases
        self._tell = tell

    def section(self, somebody: Somebody) -> Section | None:
        """A line for each part that they told, with its day; None where nothing was told."""
        owners = [owner for holder in sorted(somebody) if (owner := _owner_of(holder))]
        with self._storage.transaction() as work:
            profiles = [work.profiles.of(owner) for owner in owners]
        lines = [line for one in profiles for line in self._tell.lines(one)]
        return Section(self._phrases.say("me.profile"), tuple(lines)) if lines else None


def _owner_of(holder: Holder) -> Owner | None:
    """A person has no profile of their own: their firms and conversations have."""
    if holder.whose is Whose.CONVERSATION:
        return Owner(ConversationId(holder.id))
    return Owner(supplier=SupplierId(holder.id)) if holder.whose is Whose.SUPPLIER else None
