"""What the services ask of the store of people who sign in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from bot.domain.officer import BuyerName, Officer, OfficerId, Session


class OfficerRepository(Protocol):
    """Accounts of people who sign in, and the mail domains of each buyer."""

    def add(self, officer: Officer) -> bool:
        """Stores a new one, who becomes a person of that id too.

        False, and nothing stored, where the id or the address has an account already.
        """
        ...

    def save(self, officer: Officer) -> None:
        """Stores role, last signing in and end; one that is not there stays away."""
        ...

    def get(self, officer: OfficerId) -> Officer | None:
        """The officer, ended or not; or None."""
        ...

    def of_email(self, email: str) -> Officer | None:
        """Whose account that address has, ended or not; or None."""
        ...

    def of_buyer(self, buyer: BuyerName) -> list[Officer]:
        """The buyer's officers, ended ones left out, in the order of their addresses."""
        ...

    def all(self) -> list[Officer]:
        """Everybody with an account, ended ones too, by buyer (the service's first), address."""
        ...

    def allow_domain(self, domain: str, buyer: BuyerName, at: datetime) -> None:
        """Lets addresses of that domain be that buyer's, and no other's any more."""
        ...

    def refuse_domain(self, domain: str) -> bool:
        """Takes that back; False where it was nobody's."""
        ...

    def domains(self) -> Mapping[str, BuyerName]:
        """Every domain that was allowed, and whose it is."""
        ...


class SessionRepository(Protocol):
    """Links that sign in, and who is signed in; tokens are known by their hashes alone."""

    def add_link(self, token_hash: str, officer: OfficerId, at: datetime) -> None:
        """Stores a link that signs the officer in, once."""
        ...

    def link(self, token_hash: str) -> tuple[OfficerId, datetime] | None:
        """Whom a link that was not used signs in, and when it was made; or None."""
        ...

    def use_link(self, token_hash: str, at: datetime) -> bool:
        """Uses the link up; False where it was used or is unknown. Of two at once one is True."""
        ...

    def links_since(self, officer: OfficerId, moment: datetime) -> int:
        """How many links were made for the officer after that moment, used or not."""
        ...

    def begin(self, token_hash: str, session: Session) -> None:
        """Stores that somebody signed in."""
        ...

    def get(self, token_hash: str) -> Session | None:
        """The session of that token, open or not; or None."""
        ...

    def see(self, token_hash: str, at: datetime) -> None:
        """Stores that the session was used."""
        ...

    def end(self, token_hash: str, at: datetime) -> None:
        """Ends the session; one that has ended keeps its moment."""
        ...

    def end_all_of(self, officer: OfficerId, at: datetime) -> None:
        """Ends every session of the officer, and uses up their links."""
        ...
