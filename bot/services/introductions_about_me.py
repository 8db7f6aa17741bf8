"""Tells somebody, on the page about them, to which buyers their firm was put forward."""

from __future__ import annotations

from bot.domain.held import Section, Somebody, Whose
from bot.domain.supplier import SupplierId
from bot.ports import Phrases, Storage
from bot.services.tell_introductions import TellIntroductions


class IntroductionsAboutMe:
    """The AboutMe port."""

    def __init__(self, storage: Storage, phrases: Phrases, tell: TellIntroductions) -> None:
        self._storage = storage
        self._say = phrases.say
        self._tell = tell

    def section(self, somebody: Somebody) -> Section | None:
        """A line for each; None where there is none."""
        firms = [SupplierId(o.id) for o in sorted(somebody) if o.whose is Whose.SUPPLIER]
        with self._storage.transaction() as work:
            found = [one for firm in firms for one in work.introductions.of_supplier(firm)]
        lines = tuple(self._tell.line(one) for one in found)
        return Section(self._say("me.introductions"), lines) if lines else None
