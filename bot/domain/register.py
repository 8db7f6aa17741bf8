"""The register of local buyers: who they are, whichever way somebody names them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.domain.buyer import Buyer, BuyerClass


@dataclass(frozen=True, slots=True)
class RegisteredBuyer:
    """A local buyer, the names people use for it, its role mailbox, and where that is from."""

    buyer: Buyer
    aliases: tuple[str, ...]
    is_anchor: bool
    mailbox: str | None
    source: str


@dataclass(frozen=True, slots=True)
class NamedBuyer:
    """A registered buyer found in a text, with the characters that name it."""

    registered: RegisteredBuyer
    start: int
    end: int


class BuyerRegister:
    """All registered buyers."""

    def __init__(self, buyers: Iterable[RegisteredBuyer]) -> None:
        self._buyers = tuple(buyers)
        self._spellings = sorted(
            ((alias, one) for one in self._buyers for alias in (one.buyer.name, *one.aliases)),
            key=lambda pair: -len(pair[0]),
        )
        self._by_name = {_plain(alias): one for alias, one in self._spellings}

    def __iter__(self) -> Iterator[RegisteredBuyer]:
        return iter(self._buyers)

    def find(self, text: str) -> NamedBuyer | None:
        """The buyer that a message names; the longest name wins."""
        for alias, one in self._spellings:
            found = re.search(rf"(?<!\w){re.escape(alias)}(?!\w)", text, re.IGNORECASE)
            if found:
                return NamedBuyer(one, found.start(), found.end())
        return None

    def known(self, buyer: Buyer) -> Buyer:
        """The buyer under its register name, with its class and section 17 flag if registered.

        A class that the notice itself states stands over the register's.
        """
        one = self._by_name.get(_plain(buyer.name))
        if one is None:
            return buyer
        said = buyer.buyer_class is not BuyerClass.UNKNOWN
        return replace(
            buyer,
            name=one.buyer.name,
            buyer_class=buyer.buyer_class if said else one.buyer.buyer_class,
            s17=one.buyer.s17,
            identifiers=tuple(dict.fromkeys((*one.buyer.identifiers, *buyer.identifiers))),
        )


def _plain(name: str) -> str:
    return " ".join(name.lower().split())
