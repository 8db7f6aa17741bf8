"""Tells somebody, on the page about them, which stories their firm told and who may read each."""

from __future__ import annotations

from bot.domain.held import Section, Somebody, Whose
from bot.domain.supplier import SupplierId
from bot.ports import Phrases, Storage
from bot.services.tell_stories import TellStories


class StoriesAboutMe:
    """The AboutMe port."""

    def __init__(self, storage: Storage, phrases: Phrases, tell: TellStories) -> None:
        self._storage = storage
        self._say = phrases.say
        self._tell = tell

    def section(self, somebody: Somebody) -> Section | None:
        """A line for each; None where there is none."""
        firms = [SupplierId(o.id) for o in sorted(somebody) if o.whose is Whose.SUPPLIER]
        with self._storage.transaction() as work:
            found = [one for firm in firms for one in work.stories.of(firm)]
        lines = tuple(self._tell.line(one) for one in found)
        return Section(self._say("me.stories"), lines) if lines else None
