"""The register of local buyers: who they are, whichever way somebody names them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.buyer import Buyer, BuyerClass
from bot.domain.buyer_identity import names_agree, stable_identifiers
from bot.domain.organisation_name import same_organisation_key


@dataclass(frozen=True, slots=True)
class RegisteredBuyer:
    """A local buyer, the names people use for it, its role mailbox, and where that is from.

    `aliases` count in an owner's message alone: "the trust" in a notice may be any trust.
    `long_names` are whole names that its own notices use, and count in both.
    """

    buyer: Buyer
    aliases: tuple[str, ...]
    is_anchor: bool
    mailbox: str | None
    source: str
    long_names: tuple[str, ...] = ()
    as_of: date | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The whole names, of which each means this buyer and no other."""
        return (self.buyer.name, *self.long_names)


@dataclass(frozen=True, slots=True)
class NamedBuyer:
    """A registered buyer found in a text, with the characters that name it."""

    registered: RegisteredBuyer
    start: int
    end: int


class BuyerRegister:
    """All registered buyers."""

    def __init__(
        self, buyers: Iterable[RegisteredBuyer], sorts: Iterable[tuple[str, Sequence[str]]] = ()
    ) -> None:
        """`sorts` are words for several buyers at once ("the university"), with their names."""
        self._buyers = tuple(buyers)
        self._sorts = sorted(sorts, key=lambda pair: -len(pair[0]))
        self._spellings = sorted(
            ((said, one) for one in self._buyers for said in (*one.names, *one.aliases)),
            key=lambda pair: -len(pair[0]),
        )
        self._by_name = {
            same_organisation_key(name): one for one in self._buyers for name in one.names
        }
        self._by_alias = {
            same_organisation_key(alias): one for one in self._buyers for alias in one.aliases
        }
        self._by_identifier = {
            identifier: one for one in self._buyers for identifier in stable_identifiers(one.buyer)
        }

    def __iter__(self) -> Iterator[RegisteredBuyer]:
        return iter(self._buyers)

    def find(self, text: str) -> NamedBuyer | None:
        """The buyer that a message names; the longest name wins."""
        for alias, one in self._spellings:
            if found := _said(alias, text):
                return NamedBuyer(one, found.start(), found.end())
        return None

    def name_in(self, text: str) -> str | None:
        """The name of the buyer that `find` finds, or None."""
        found = self.find(text)
        return found.registered.buyer.name if found else None

    def of_sort(self, text: str) -> tuple[RegisteredBuyer, ...]:
        """The buyers that a message may mean which names none, but a sort of them; else none."""
        if self.find(text):
            return ()
        names = next((those for word, those in self._sorts if _said(word, text)), ())
        return tuple(one for one in self._buyers if one.buyer.name in names)

    def named(self, said: str) -> RegisteredBuyer | None:
        """The buyer of that whole name or alias; a part of one might mean another buyer."""
        key = same_organisation_key(said)
        return (self._by_name.get(key) or self._by_alias.get(key)) if key else None

    def known(self, buyer: Buyer) -> Buyer:
        """The buyer under its register name, with its class and section 17 flag if registered.

        It is known by an identifier, unless it goes by a name that contradicts that (agents leave
        their own number), or by a whole name. A class that the notice itself states stands over
        the register's.
        """
        one = self._registered(buyer)
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

    def _registered(self, buyer: Buyer) -> RegisteredBuyer | None:
        by_name = self._by_name.get(same_organisation_key(buyer.name))
        if by_name:
            return by_name
        for identifier in stable_identifiers(buyer):
            one = self._by_identifier.get(identifier)
            if one and any(names_agree(buyer.name, name) for name in one.names):
                return one
        return None


def _said(words: str, text: str) -> re.Match[str] | None:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)
