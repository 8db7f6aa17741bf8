"""Gives out what buyers posted here, as releases that anybody may use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.amendment import Amendment
from bot.domain.entry import EntryId
from bot.domain.publishing import PUBLISHED_HERE, Amended, Bookmark
from bot.ports import Clock, ReleaseWriter, Storage
from bot.services.tell_amendment import WordAmendment

ON_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """Some releases, and after which the next begin; None where these are the last."""

    releases: tuple[Mapping[str, Any], ...]
    last: Bookmark | None


class PublishReleases:
    """Only what was posted here and is advertised; samples and notices of others never."""

    def __init__(
        self, storage: Storage, writer: ReleaseWriter, words: WordAmendment, clock: Clock
    ) -> None:
        self._storage = storage
        self._writer = writer
        self._words = words
        self._clock = clock

    @property
    def writer(self) -> ReleaseWriter:
        """What writes them."""
        return self._writer

    def page(self, since: datetime | None = None, after: Bookmark | None = None) -> ReleasePage:
        """The releases after the bookmark, oldest first.

        With `since` only what was said from that moment on, or has closed since: what closes loses
        its contact, so whoever keeps a copy must hear of it.
        """
        now = self._clock.now()
        place = (after.as_of, after.id) if after else None
        with self._storage.transaction() as work:
            found = work.listing.posted_here(
                PUBLISHED_HERE, place, ON_A_PAGE + 1, (since, now) if since else None
            )
            shown = found[:ON_A_PAGE]
            changed = work.entries.amendments([EntryId(one.id) for one in shown])
        last = Bookmark.at(shown[-1]) if len(found) > ON_A_PAGE else None
        amended = self._amended(changed)
        written = (self._writer.release(one, now, amended.get(one.id, ())) for one in shown)
        return ReleasePage(tuple(written), last)

    def _amended(self, changed: Iterable[Amendment]) -> dict[str, list[Amended]]:
        told: dict[str, list[Amended]] = {}
        for one in changed:
            said = Amended(one.id, one.at, " ".join(self._words.lines(one)), one.why)
            told.setdefault(one.entry, []).append(said)
        return told

    def everything(self) -> Iterator[Mapping[str, Any]]:
        """All of them, read a page at a time, so that their number does not matter."""
        page = self.page()
        yield from page.releases
        while page.last:
            page = self.page(after=page.last)
            yield from page.releases

    def package(self, page: ReleasePage, address: str, following: str | None) -> Mapping[str, Any]:
        """The page as a release package."""
        return self._writer.package(page.releases, address, following, self._clock.now())
