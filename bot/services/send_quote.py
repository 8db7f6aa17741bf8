"""Sends a quote and its receipt; the receipt goes by text or mail to whoever agreed to that."""

from __future__ import annotations

from bot.domain.quote import Quote, QuoteId
from bot.ports import Storage
from bot.services.quote_links import QuoteLinks
from bot.services.quote_news import QuoteNews, agreed
from bot.services.quote_record import when
from bot.services.write_quote import NotTaken, Sent, WriteQuote, Writing


class SendQuote:
    """From the chat and from the page alike."""

    def __init__(
        self, storage: Storage, write: WriteQuote, news: QuoteNews, links: QuoteLinks
    ) -> None:
        self._storage = storage
        self._write = write
        self._news = news
        self._links = links

    def send(self, quote: QuoteId) -> Sent | NotTaken:
        """The quote as it was taken, with its receipt on its way; the same again sends nothing."""
        sent = self._write.send(quote)
        if isinstance(sent, Sent):
            self._tell_of(sent, f"quote:{quote}:{sent.quote.version}", "message.quote_receipt")
        return sent

    def withdraw(self, quote: QuoteId) -> Writing | NotTaken:
        """The quote as it stands once it was taken back."""
        held = self._write.withdraw(quote)
        if isinstance(held, Writing):
            taken = Sent(held.quote, held.competition)
            key = f"quote:{quote}:{held.quote.version}:back"
            self._tell_of(taken, key, "message.quote_withdrawn")
        return held

    def hears_of_changes(self, quote: Quote) -> bool:
        """Whether its owner agreed to be written to about quotes, and so would hear of a change."""
        with self._storage.transaction() as work:
            return agreed(work, quote.owner)

    def _tell_of(self, sent: Sent, key: str, words: str) -> None:
        """In a message that names no price: others may see the telephone."""
        quote, found = sent.quote, sent.competition
        with self._storage.transaction() as work:
            meant = self._news.intend(
                work,
                quote.owner,
                key,
                words,
                title=found.title,
                received=when(quote.received_at or quote.changed_at),
                sealed=when(found.deadline),
                url=self._links.url(quote.id),
            )
        self._news.deliver(meant)
