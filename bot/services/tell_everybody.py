"""Tells whoever has to do with an entry what becomes of it: those invited, asking, answering."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.entry import Door, Entry
from bot.domain.feedback import Owner
from bot.domain.notification import NotificationId
from bot.domain.quote import Quote, was_left
from bot.domain.supplier import SupplierId
from bot.ports import Work
from bot.services.message_words import MessageWords
from bot.services.quote_links import QuoteLinks
from bot.services.quote_news import QuoteNews
from bot.services.tell_invited import Saying, TellInvited


class Standing(StrEnum):
    """How far somebody has got with an entry."""

    SENT = "sent"
    WRITING = "writing"
    TAKEN_BACK = "taken_back"
    ASKED = "asked"
    INVITED = "invited"


@dataclass(frozen=True, slots=True)
class Hearer:
    """Somebody who is to hear, and where they go on.

    `since` says which quote they took back, where they have nothing else to do with it: they hear
    of one change since then, and of nothing else.
    """

    owner: Owner
    standing: Standing
    url: str
    since: str = ""


Told = Callable[[Hearer], Saying]


class TellEverybody:
    """Each once, however they come to it; by what they agreed to.

    Whoever agreed to hear of their quotes does so; an invited firm that did not hears as it heard
    of the invitation. All find it on the pages as well.
    """

    def __init__(
        self, news: QuoteNews, invited: TellInvited, links: QuoteLinks, words: MessageWords
    ) -> None:
        self.words = words
        self._news = news
        self._invited = invited
        self._links = links

    def intend(
        self, work: Work, entry: Entry, told: Told, *, is_change: bool = False
    ) -> Sequence[NotificationId]:
        """Stores a message for each in the caller's transaction; the same key stores none twice.

        Of a change, whoever took a quote back hears too.
        """
        asked = frozenset(one.supplier for one in work.entries.invitations(entry.id))
        meant: list[NotificationId] = []
        for hearer in self._hearers(work, entry, asked):
            if hearer.since and not is_change:
                continue
            saying, owner = told(hearer), hearer.owner
            text = saying.text(hearer.url)
            stored = self._news.intend_words(work, owner, saying.key, text)
            if not stored and owner.supplier in asked:
                by = self._invited.intend(work, entry, SupplierId(owner.supplier), saying)
                stored = [one for _, one in by]
            meant += stored
        return meant

    def deliver(self, meant: Iterable[NotificationId]) -> None:
        """Sends what was intended; again sends nothing twice."""
        self._news.deliver(meant)

    def _hearers(self, work: Work, entry: Entry, asked: frozenset[SupplierId]) -> Iterable[Hearer]:
        found: dict[Owner, Hearer] = {}
        for owner in work.quotes.answering(entry.opportunity_id):
            quote = work.quotes.of(owner, entry.opportunity_id)
            if quote:
                found[owner] = Hearer(owner, _standing(quote), self._links.url(quote.id))
        for question in work.buyer_questions.of(entry.opportunity_id):
            owner = question.owner
            found.setdefault(owner, Hearer(owner, Standing.ASKED, self._page(entry, owner, asked)))
        for supplier in sorted(asked):
            owner = Owner(supplier=supplier)
            page = self._page(entry, owner, asked)
            found.setdefault(owner, Hearer(owner, Standing.INVITED, page))
        for quote in work.quotes.taken_back(entry.opportunity_id):
            owner = quote.owner
            hears_anyway = found.pop(owner, None)
            if not was_left(quote, work.quotes.steps(quote.id)):
                since = "" if hears_anyway else f"{quote.id}:{quote.version}"
                url = self._links.url(quote.id)
                found[owner] = Hearer(owner, Standing.TAKEN_BACK, url, since)
        return found.values()

    def _page(self, entry: Entry, owner: Owner, asked: frozenset[SupplierId]) -> str:
        if entry.door is Door.ADVERTISE or owner.supplier not in asked:
            return f"{self._links.site}/opportunities/{entry.id}"
        return self._invited.url(entry, SupplierId(owner.supplier))


def _standing(quote: Quote) -> Standing:
    return Standing.SENT if quote.counts else Standing.WRITING
