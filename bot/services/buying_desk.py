"""What the services on entries work with, each once, and whose an entry is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.buyer import Buyer
from bot.domain.code_suggestions import CodeSuggestions
from bot.domain.entry import Entry, EntryId
from bot.domain.errors import NotYoursError
from bot.domain.jargon import Term
from bot.domain.officer import BuyerName, Officer
from bot.ports import BankHolidays, Clock, Phrases, ReservablePlaces, Storage, Work
from bot.services.buyer_domains import BuyerDomains


@dataclass(frozen=True)
class BuyingDesk:
    """Parts that several services on entries share; `clock` is the domain's."""

    storage: Storage
    clock: Clock
    phrases: Phrases
    register: BuyerDomains
    codes: CodeSuggestions
    code_names: dict[str, str]
    terms: Sequence[Term]
    holidays: BankHolidays
    places: ReservablePlaces
    public_address: str

    def buyer_of(self, officer: Officer) -> Buyer:
        """The registered buyer that the officer works for; NotYoursError for who has none."""
        if officer.buyer is None or not officer.is_active:
            raise NotYoursError("buyer")
        return self.register.buyer(officer.buyer)

    def entry_of(self, work: Work, officer: Officer, entry: EntryId) -> Entry:
        """The entry, if it is of the officer's buyer; else NotYoursError, as if there were none."""
        found = work.entries.get(entry)
        if found is None or not officer.works_for(found.buyer):
            raise NotYoursError("entry")
        return found

    def buyer(self, name: BuyerName) -> Buyer:
        """The registered buyer of that name."""
        return self.register.buyer(name)
