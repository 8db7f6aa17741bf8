"""What the services ask of the store of recognised processes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from bot.domain.joined import Group, Pair, Touched
from bot.domain.notice import ProcessKey
from bot.domain.process_particulars import Particulars


class JoinRepository(Protocol):
    """Which processes are one: what each says of itself, pairs with evidence, and groups."""

    def note(self, particulars: Iterable[Particulars]) -> Touched:
        """Stores what processes say of themselves, in place of what they said before.

        To compare anew are these, and all that share a block which has become too large, or
        small enough, to compare by.
        """
        ...

    def particulars(self, process_keys: Iterable[ProcessKey]) -> dict[ProcessKey, Particulars]:
        """What those of the processes that were noted say of themselves."""
        ...

    def pairs_of(self, process_keys: Iterable[ProcessKey]) -> list[Pair]:
        """The pairs that have one of the processes, by their keys; those kept apart too."""
        ...

    def all_pairs(self) -> list[Pair]:
        """All pairs, in the order in which they were joined; those kept apart too."""
        ...

    def put(self, pairs: Iterable[Pair]) -> None:
        """Stores pairs, in place of those of the same two processes."""
        ...

    def drop(self, pairs: Iterable[tuple[ProcessKey, ProcessKey]]) -> None:
        """Deletes the pairs of those keys; absent ones are no error."""
        ...

    def groups_of(self, process_keys: Iterable[ProcessKey]) -> list[Group]:
        """The groups that have one of the processes."""
        ...

    def regroup(self, process_keys: Iterable[ProcessKey], groups: Iterable[Group]) -> None:
        """Takes the processes out of their groups and stores these groups of them instead."""
        ...

    def count_hidden(self, process_keys: Iterable[ProcessKey]) -> int:
        """How many of the processes are shown as another."""
        ...

    def lacking(self, limit: int) -> list[ProcessKey]:
        """Up to `limit` advertised processes of which nothing was noted; no sample or forecast."""
        ...

    def forget(self, process_keys: Iterable[ProcessKey]) -> None:
        """Forgets what those processes say of themselves; pairs and groups stay."""
        ...

    def noted(self, after: ProcessKey | None, limit: int) -> list[ProcessKey]:
        """Up to `limit` processes that were noted, in the order of their keys, after that one."""
        ...

    def key_of(self, named: str) -> ProcessKey | None:
        """The process of that opportunity id, or of that process key, which may be an `ocid`."""
        ...
