"""What the services ask of all that is held about people: to tell it, to erase it, to end it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.domain.held import (
    AskedErasure,
    Erasure,
    HeldPart,
    Holder,
    ListedErasure,
    Section,
    Somebody,
    Whose,
)


class HeldRepository(Protocol):
    """Everything personal in the service's own tables, as their register declares it."""

    def whole(self, holder: Holder) -> Somebody:
        """The holder with all that belongs to the same person; empty if it is not held."""
        ...

    def about(self, somebody: Somebody) -> list[HeldPart]:
        """All rows held of them, parts without rows left out; what may not be copied left out."""
        ...

    def count(self, somebody: Somebody) -> Mapping[str, int]:
        """How many rows of each part are held, by its name; parts without rows left out."""
        ...

    def names(self, somebody: Somebody) -> list[str]:
        """By which ids places beside the tables know what is theirs; sorted.

        Their own, and those of their rows that the register says are named elsewhere.
        """
        ...

    def buyers_shown(self, somebody: Somebody) -> list[str]:
        """The names of the buyers to whom they were shown, who may have a copy; sorted."""
        ...

    def erase(self, somebody: Somebody) -> Mapping[str, int]:
        """Deletes all that `about` tells and what it leaves out; how many rows of each part.

        Erasing again deletes nothing and is no error.
        """
        ...

    def holders(self, whose: Whose) -> Iterator[Holder]:
        """Every one that is held, in the order of their ids."""
        ...

    def idle(self, whose: Whose, since: datetime, limit: int) -> list[Holder]:
        """Up to `limit` of them of whom nothing was heard after that moment."""
        ...

    def older(self, kept: str, moment: datetime) -> Mapping[str, int]:
        """How many rows that end by themselves under that rule are not younger than the moment."""
        ...

    def drop_older(self, kept: str, moment: datetime) -> Mapping[str, int]:
        """Deletes those rows; how many of each part."""
        ...


class ErasureRepository(Protocol):
    """Receipts of what was erased, and erasures that were asked for and are still to be done."""

    def ask(self, holder: Holder, number: str, at: datetime) -> None:
        """Notes that the holder's erasure was asked for, in place of what was asked before.

        It is forgotten with the holder, so it is done once.
        """
        ...

    def asked(self) -> list[AskedErasure]:
        """The erasures that are still to be done, the oldest first."""
        ...

    def asked_of(self, holder: Holder) -> AskedErasure | None:
        """The holder's erasure that is still to be done, or None."""
        ...

    def note(self, erasure: Erasure) -> None:
        """Stores a receipt; one of the same number that is stored already stays as it is."""
        ...

    def get(self, number: str) -> Erasure | None:
        """The receipt of that number, or None."""
        ...

    def listed(self) -> list[ListedErasure]:
        """All that can still be repeated on a backup, the oldest first."""
        ...

    def count_before(self, moment: datetime) -> int:
        """How many receipts `drop_before` would delete."""
        ...

    def drop_before(self, moment: datetime) -> int:
        """Deletes receipts that are not younger than the moment; returns how many."""
        ...


class HeldElsewhere(Protocol):
    """A place beside the service's own tables that holds something of people."""

    @property
    def called(self) -> str:
        """The key of its plain name."""
        ...

    @property
    def kept(self) -> str:
        """The rule that says how long."""
        ...

    def about(self, ids: Collection[str]) -> Sequence[Mapping[str, Any]]:
        """All that it holds of those conversations, firms and people, and of what is theirs."""
        ...

    def forget(self, ids: Collection[str]) -> int:
        """Erases that; returns how many things went. Again is no error."""
        ...

    def ids(self) -> Iterable[str]:
        """Every id that it holds something of."""
        ...

    def drop_before(self, moment: datetime) -> int:
        """Erases what is not younger than the moment; returns how many things went."""
        ...

    def older(self, moment: datetime) -> int:
        """How many things `drop_before` would erase."""
        ...


class ErasureList(Protocol):
    """The list apart from the database that outlives the restoring of a backup."""

    def add(self, those: Iterable[ListedErasure]) -> None:
        """Adds them for good before it returns; those whose number it has are not added."""
        ...

    def all(self) -> list[ListedErasure]:
        """All that are listed, in the order of adding.

        Raises DoNotTryAgainError where a line cannot be read: to go on without it would show
        again what was erased.
        """
        ...

    def drop_before(self, moment: datetime) -> int:
        """Takes out those that are not younger than the moment; returns how many."""
        ...


class ContactRepository(Protocol):
    """Who notices name for enquiries about them; samples name nobody real."""

    def ended(self, moment: datetime) -> int:
        """How many notices and releases name somebody and could no more be answered then."""
        ...

    def drop_ended(self, moment: datetime, limit: int) -> int:
        """Drops up to `limit` of each for good; how many. The notice itself stays as it is.

        The same notice read again does not bring its contact back; a new release of it may.
        """
        ...


class AboutMe(Protocol):
    """What has something to say at the top of the page about somebody."""

    def section(self, somebody: Somebody) -> Section | None:
        """What it says of them, in words for them; None where it has nothing of them."""
        ...
