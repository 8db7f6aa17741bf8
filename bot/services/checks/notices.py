"""Looks at what is held of notices: whether they are real, how old, found, and still fetched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.checkup import CheckupLimits, Diagnosis
from bot.domain.checkup_of_contents import of_feeds, of_notices, of_vectors
from bot.domain.feed import FeedName
from bot.ports import Clock, Storage
from bot.services.prepare_work import Vocabulary

_COUNTED = 1000
"""How many texts without a vector are counted: more of them say no more."""


@dataclass(frozen=True, slots=True)
class NoticesCheck:
    """The notices held, by the domain's clock."""

    storage: Storage
    clock: Clock
    limits: CheckupLimits
    name: str = "notices"
    needs_database: bool = True

    def look(self) -> Iterable[Diagnosis]:
        """Whether there is anything but samples, and of which day the newest is."""
        with self.storage.transaction() as work:
            real, newest = work.opportunities.count_real(), work.quality.report().as_of
        return of_notices(real, newest, self.clock.now(), self.limits)


@dataclass(frozen=True, slots=True)
class VectorsCheck:
    """What searches find notices by."""

    storage: Storage
    vocabulary: Vocabulary
    name: str = "vectors"
    needs_database: bool = True

    def look(self) -> Iterable[Diagnosis]:
        """How many notices lack it."""
        with self.storage.transaction() as work:
            lacking = work.vectors.lacking(self.vocabulary.made_with, _COUNTED)
        return of_vectors(len(lacking), _COUNTED)


@dataclass(frozen=True, slots=True)
class FeedsCheck:
    """The live feeds, in real time."""

    storage: Storage
    clock: Clock
    limits: CheckupLimits
    is_scheduled: bool
    name: str = "feeds"
    needs_database: bool = True

    def look(self) -> Iterable[Diagnosis]:
        """How far each was read."""
        with self.storage.transaction() as work:
            positions = {feed: work.feeds.position(feed) for feed in FeedName}
        now = self.clock.now()
        return of_feeds(positions, now, self.limits, is_scheduled=self.is_scheduled)
