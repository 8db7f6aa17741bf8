"""Tells somebody all that is held of them: for a page, and as a copy to take away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.consent import Channel
from bot.domain.conversation import ConversationId
from bot.domain.errors import NotFoundError
from bot.domain.held import HeldPart, Holder, Section
from bot.ports import AboutMe, Clock, HeldElsewhere, Phrases, Storage
from bot.services.channel_of import channel_of
from bot.services.public_links import PublicLinks


@dataclass(frozen=True, slots=True)
class TitledPart:
    """What is held in one place, under its plain name."""

    called: str
    title: str
    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Copy:
    """All that is held of somebody at a moment."""

    made_at: datetime
    parts: Sequence[TitledPart]


@dataclass(frozen=True, slots=True)
class Sources:
    """What is told beside the service's own tables: other places, and sections for the page."""

    places: Sequence[HeldElsewhere]
    sections: Sequence[AboutMe] = ()


class TellHeld:
    """What is held of whoever a signed link is about."""

    def __init__(
        self,
        storage: Storage,
        sources: Sources,
        links: PublicLinks,
        phrases: Phrases,
        clock: Clock,
    ) -> None:
        self._storage = storage
        self._sources = sources
        self._links = links
        self._phrases = phrases
        self._clock = clock

    def link_to(self, holder: Holder) -> str:
        """The address of the page about the holder, good for a day."""
        return self._links.about_me(holder)

    def link_to_receipt(self, number: str) -> str:
        """The address of the receipt of that number."""
        return self._links.receipt(number)

    def is_by_text(self, conversation: ConversationId) -> bool:
        """Whether the conversation is held by text, where an answer is a few lines."""
        with self._storage.transaction() as work:
            return channel_of(work, conversation) is Channel.TEXT

    def opened_by(self, signed: str) -> Holder:
        """Whom the link is about.

        Raises NotYoursError for a false link, LinkEndedError for an old one, NotFoundError where
        nothing is held any more.
        """
        holder = self._links.read(signed)
        with self._storage.transaction() as work:
            if not work.held.whole(holder):
                raise NotFoundError("holder")
        return holder

    def copy_of(self, holder: Holder) -> Copy:
        """All that is held of the holder and of all that belongs to the same person."""
        with self._storage.transaction() as work:
            somebody = work.held.whole(holder)
            parts = work.held.about(somebody)
            names = work.held.names(somebody)
        parts = [*parts, *self._parts_elsewhere(names)]
        titled = [TitledPart(p.called, self.title(p.called), p.rows) for p in parts]
        return Copy(self._clock.now(), titled)

    def sections_of(self, holder: Holder) -> list[Section]:
        """What is said of the holder before the parts, in the order of the sources."""
        with self._storage.transaction() as work:
            somebody = work.held.whole(holder)
        told = [source.section(somebody) for source in self._sources.sections]
        return [section for section in told if section]

    def title(self, called: str) -> str:
        """The plain name of a part."""
        return self._phrases.say(f"held.{called}")

    def in_lines(self, counts: Mapping[str, int]) -> str:
        """How much of what, a line each."""
        lines = [
            self._phrases.say("list.bullet", line=self._counted(called, count))
            for called, count in counts.items()
        ]
        return "\n".join(lines)

    def _counted(self, called: str, count: int) -> str:
        if count == 1:
            return self.title(called)
        return self._phrases.say("held_count.many", title=self.title(called), count=count)

    def _parts_elsewhere(self, names: Sequence[str]) -> list[HeldPart]:
        found = [HeldPart(place.called, place.about(names)) for place in self._sources.places]
        return [part for part in found if part.rows]
