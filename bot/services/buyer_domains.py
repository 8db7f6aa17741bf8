"""Which mail domains are a buyer's: that of its own role mailbox, and those that were allowed."""

from __future__ import annotations

from bot.domain.buyer import Buyer
from bot.domain.errors import NotFoundError
from bot.domain.officer import BuyerName, domain_of
from bot.domain.register import BuyerRegister
from bot.ports import Work


class BuyerDomains:
    """Reads the register of buyers, and what an installation allowed beside it."""

    def __init__(self, register: BuyerRegister) -> None:
        self._register = register

    def of(self, work: Work, buyer: BuyerName) -> frozenset[str]:
        """The domains of the buyer; one that was allowed to another is that other's alone."""
        allowed = work.officers.domains()
        own = {domain for domain, whose in allowed.items() if whose == buyer}
        found = self._register.named(buyer)
        mailbox = domain_of(found.mailbox) if found and found.mailbox else None
        return frozenset(own | ({mailbox} - allowed.keys() if mailbox else set()))

    def buyer(self, named: str) -> Buyer:
        """The registered buyer of that name or alias; NotFoundError for one that is not there."""
        found = self._register.named(named)
        if found is None:
            raise NotFoundError("There is no buyer of that name in content/buyers.yml.")
        return found.buyer

    def names(self) -> list[BuyerName]:
        """All registered buyers, in the order of the register."""
        return [BuyerName(one.buyer.name) for one in self._register]
