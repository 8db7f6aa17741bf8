"""What many threads have to store at one moment, stored in one transaction."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Generic, TypeVar

from bot.domain.errors import DoorstepError, StorageUnavailableError

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")

logger = logging.getLogger(__name__)


class Together(Generic[Item, Outcome]):
    """Does for several callers at once what each asked for; nobody waits for company.

    Whoever comes while nothing is under way begins at once; those who come meanwhile are done
    together next, by the first of them. `do` gets the items in the order in which they came, and
    returns an outcome for each, or raises and has done nothing. Safe for any number of threads.
    """

    def __init__(self, do: Callable[[Sequence[Item]], Sequence[Outcome]]) -> None:
        self._do = do
        self._arriving, self._turn = threading.Lock(), threading.Lock()
        self._waiting: list[tuple[Item, Future[Outcome]]] = []

    def done(self, item: Item) -> Outcome:
        """The outcome for the item, once it is stored; or what `do` raises for it."""
        mine: Future[Outcome] = Future()
        with self._arriving:
            self._waiting.append((item, mine))
        with self._turn:
            if not mine.done():
                self._do_all(self._arrived())
        return mine.result()

    def _arrived(self) -> list[tuple[Item, Future[Outcome]]]:
        with self._arriving:
            arrived, self._waiting = self._waiting, []
        return arrived

    def _do_all(self, arrived: Sequence[tuple[Item, Future[Outcome]]]) -> None:
        try:
            outcomes = self._do([item for item, _ in arrived])
        except BaseException as fault:  # noqa: BLE001 - each caller raises it again
            self._failed(arrived, fault)
        else:
            for (_, waits), outcome in zip(arrived, outcomes, strict=True):
                waits.set_result(outcome)

    def _failed(
        self, arrived: Sequence[tuple[Item, Future[Outcome]]], fault: BaseException
    ) -> None:
        is_of_one = isinstance(fault, DoorstepError) and not isinstance(
            fault, StorageUnavailableError
        )
        if is_of_one and len(arrived) > 1:
            # One that cannot be stored must not keep the others from it.
            logger.warning("%s are stored one by one: %s", len(arrived), fault)
            for one in arrived:
                self._do_all([one])
        else:
            for _, waits in arrived:
                waits.set_exception(fault)
