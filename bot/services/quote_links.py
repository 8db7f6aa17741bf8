"""Links to the page of a quote, which open on any device for whoever has them."""

from __future__ import annotations

from bot.domain.quote import QuoteId
from bot.domain.signed_link import QUOTE_LASTS, LinkPurpose
from bot.ports import SignedLinks


class QuoteLinks:
    """A link is for one quote; `site` is where this service is reached."""

    def __init__(self, links: SignedLinks, site: str) -> None:
        self._links = links
        self.site = site.rstrip("/")

    def path(self, quote: QuoteId) -> str:
        """The path of its page."""
        return f"/quotes/{self._links.sign(LinkPurpose.QUOTE, quote, QUOTE_LASTS)}"

    def url(self, quote: QuoteId) -> str:
        """The whole address of its page."""
        return self.site + self.path(quote)

    def opened(self, signed: str) -> QuoteId:
        """The quote that the link is for; NotYoursError or LinkEndedError for what opens none."""
        return QuoteId(self._links.read(LinkPurpose.QUOTE, signed))
