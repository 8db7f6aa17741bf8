"""The addresses that people are given: the page about them, and receipts."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.errors import InvalidInputError, NotYoursError
from bot.domain.held import Holder
from bot.domain.signed_link import ABOUT_ME_LASTS, LinkPurpose
from bot.ports import SignedLinks


class PublicLinks:
    """Signed links under the service's public address, as `https://doorstep.example`."""

    def __init__(self, links: SignedLinks, address: str) -> None:
        self._links = links
        self._address = address

    def about_me(self, holder: Holder, lasting: timedelta = ABOUT_ME_LASTS) -> str:
        """The page about the holder, which whoever has the link may open until it ends."""
        signed = self._links.sign(LinkPurpose.ABOUT_ME, str(holder), lasting)
        return f"{self._address}/me/{signed}"

    def receipt(self, number: str) -> str:
        """The page of a receipt."""
        return f"{self._address}/erasures/{number}"

    def read(self, signed: str) -> Holder:
        """Whom the page is about; NotYoursError for a false link, LinkEndedError for an old one."""
        try:
            return Holder.read(self._links.read(LinkPurpose.ABOUT_ME, signed))
        except InvalidInputError as fault:
            raise NotYoursError("link") from fault
