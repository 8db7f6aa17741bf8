"""Who may sign in: accounts are made for addresses of the buyer's domain, and ended."""

from __future__ import annotations

import uuid
from dataclasses import replace
from enum import StrEnum

from bot.domain.errors import NotYoursError
from bot.domain.officer import BuyerName, Officer, OfficerId, Role, domain_of, is_within
from bot.domain.reaching import Unfit
from bot.ports import AddressReader, Clock, Storage
from bot.services.buyer_domains import BuyerDomains


class AccountFault(StrEnum):
    """Why there is no account."""

    NO_MAIL = "no_mail"
    DOMAIN = "domain"
    TAKEN = "taken"


class KeepOfficers:
    """Accounts of officers and of the service's own people. Times are real."""

    def __init__(
        self, storage: Storage, mails: AddressReader, domains: BuyerDomains, clock: Clock
    ) -> None:
        self._storage = storage
        self._mails = mails
        self._clock = clock
        self.domains = domains

    def add(self, written: str, role: Role, buyer: BuyerName | None) -> Officer | AccountFault:
        """Makes the account; one that had ended at the same buyer begins again, with that role.

        The same again is no error and changes nothing but the role.
        """
        address = self._mails.read(written)
        if isinstance(address, Unfit):
            return AccountFault.NO_MAIL
        now = self._clock.now()
        with self._storage.transaction() as work:
            if buyer and not is_within(address.value, self.domains.of(work, buyer)):
                return AccountFault.DOMAIN
            held = work.officers.of_email(address.value)
            if held and held.buyer != buyer:
                return AccountFault.TAKEN
            if held:
                again = replace(held, role=role, ended_at=None)
                work.officers.save(again)
                return again
            new = Officer(OfficerId(str(uuid.uuid4())), address.value, role, buyer, now)
            return new if work.officers.add(new) else AccountFault.TAKEN

    def add_to(
        self, by: Officer, buyer: BuyerName, written: str, role: Role
    ) -> AccountFault | None:
        """The same, done by somebody signed in; NotYoursError where it is not theirs to do."""
        if not by.looks_after_accounts_of(buyer) or not role.is_of_a_buyer:
            raise NotYoursError("account")
        made = self.add(written, role, buyer)
        return made if isinstance(made, AccountFault) else None

    def end(self, officer: OfficerId) -> Officer | None:
        """Ends the account and all that lets its holder in; None where there is none."""
        now = self._clock.now()
        with self._storage.transaction() as work:
            held = work.officers.get(officer)
            if held and held.is_active:
                held = replace(held, ended_at=now)
                work.officers.save(held)
                work.sessions.end_all_of(officer, now)
            return held

    def end_by(self, by: Officer, buyer: BuyerName, officer: OfficerId) -> None:
        """The same, done by somebody signed in, for one of that buyer; never for themselves."""
        with self._storage.transaction() as work:
            held = work.officers.get(officer)
        is_theirs = held is not None and held.buyer == buyer and by.looks_after_accounts_of(buyer)
        if not is_theirs or officer == by.id:
            raise NotYoursError("account")
        self.end(officer)

    def of_buyer(self, buyer: BuyerName) -> list[Officer]:
        """The buyer's officers, in the order of their addresses."""
        with self._storage.transaction() as work:
            return work.officers.of_buyer(buyer)

    def all(self) -> list[Officer]:
        """Everybody with an account, ended ones too."""
        with self._storage.transaction() as work:
            return work.officers.all()

    def allowed(self, buyer: BuyerName) -> list[str]:
        """The mail domains of the buyer's addresses, in order."""
        with self._storage.transaction() as work:
            return sorted(self.domains.of(work, buyer))

    def allow_domain(self, domain: str, buyer: BuyerName) -> str:
        """Lets addresses of the domain be the buyer's; the domain as it is stored."""
        usual = domain_of(f"@{domain.strip().lstrip('@')}")
        with self._storage.transaction() as work:
            work.officers.allow_domain(usual, buyer, self._clock.now())
        return usual
