"""To whom an installation may send at all: nobody, unless whoever runs it says so."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.reaching import Address


@dataclass(frozen=True, slots=True)
class Recipients:
    """The allow-list; empty allows nobody."""

    addresses: frozenset[Address] = frozenset()
    anybody: bool = False

    def allow(self, address: Address) -> bool:
        """Whether something may be sent there, as far as the list goes."""
        return self.anybody or address in self.addresses
