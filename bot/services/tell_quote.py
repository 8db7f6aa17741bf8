"""Tells an owner how a quote stands: what is in it, its receipt, and why one is not taken."""

from __future__ import annotations

from bot.domain.quote import Ask, Offer
from bot.ports import Phrases
from bot.services.quote_links import QuoteLinks
from bot.services.quote_record import QuoteRecord, when
from bot.services.write_quote import NotTaken, Sent, Writing


class TellQuote:
    """Words for the chat and for texts; a page has its own."""

    def __init__(self, phrases: Phrases, links: QuoteLinks, record: QuoteRecord) -> None:
        self._say = phrases.say
        self._links = links
        self._record = record

    def why_not(self, why: NotTaken) -> str:
        """Why there is nothing to be written or sent."""
        return self._say(f"quote.not_taken.{why}")

    def summary(self, writing: Writing) -> str:
        """What would be sent, a line each."""
        offer, asks = writing.quote.draft, writing.competition.asks
        lines = [self._record.price(offer), *self._answers(offer, asks)]
        lines += [offer.firm, self._say("quote.line.reach", reach=offer.reach)]
        if offer.files:
            names = ", ".join(one.name for one in offer.files)
            lines.append(self._say("quote.line.files", names=names))
        return "\n".join(f"- {line}" for line in lines)

    def receipt(self, sent: Sent) -> str:
        """That it came: when to the second, what it says, and until when it is sealed."""
        quote, found = sent.quote, sent.competition
        return self._say(
            "quote.receipt",
            buyer=found.buyer,
            title=found.title,
            received=when(quote.received_at or quote.changed_at),
            price=self._record.price(quote.draft),
            sealed=when(found.deadline),
            link=self._links.url(quote.id),
        )

    def begun(self, writing: Writing) -> str:
        """What is said before the first question."""
        found = writing.competition
        key = "quote.go_on" if writing.quote.draft.price is not None else "quote.begin"
        return self._say(
            key,
            buyer=found.buyer,
            title=found.title,
            closes=when(found.deadline),
            link=self._links.url(writing.quote.id),
        )

    def draft_kept(self, writing: Writing) -> str:
        """That nothing was sent, and how to go on."""
        url = self._links.url(writing.quote.id)
        return self._say("quote.kept", closes=when(writing.competition.deadline), link=url)

    def _answers(self, offer: Offer, asks: tuple[Ask, ...]) -> list[str]:
        return [f"{ask.words} {offer.answers.get(ask.key, '')}".strip() for ask in asks]
