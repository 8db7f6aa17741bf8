"""What many threads store at one moment is stored together, and each hears of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.domain.errors import DoNotTryAgainError, StorageUnavailableError
from bot.services.together import Together

MANY = 8


class Doubling:
    """Doubles numbers; the first call waits until all the others have come."""

    def __init__(self, fails: Callable[[Sequence[int]], None] = lambda _: None) -> None:
        self.calls: list[list[int]] = []
        self.fails = fails
        self.may_go_on = threading.Event()
        self.together = Together(self.double)

    def double(self, numbers: Sequence[int]) -> list[int]:
        self.calls.append(list(numbers))
        if len(self.calls) == 1:
            assert self.may_go_on.wait(10)
        self.fails(numbers)
        return [2 * one for one in numbers]

    def all_at_once(self) -> list[int | Exception]:
        """The outcomes for 0 and up, where all but the first come while that is under way."""

        def outcome(number: int) -> int | Exception:
            try:
                return self.together.done(number)
            except (DoNotTryAgainError, StorageUnavailableError) as fault:
                return fault

        with ThreadPoolExecutor(MANY) as pool:
            first = pool.submit(outcome, 0)
            while not self.calls:
                pass
            others = [pool.submit(outcome, one) for one in range(1, MANY)]
            while len(self.together._waiting) < MANY - 1:  # noqa: SLF001 - nobody else can tell
                pass
            self.may_go_on.set()
            return [first.result(), *(one.result() for one in others)]


def test_those_who_come_meanwhile_are_done_together_and_each_gets_its_own() -> None:
    doubling = Doubling()
    assert doubling.all_at_once() == [2 * one for one in range(MANY)]
    assert [sorted(one) for one in doubling.calls] == [[0], list(range(1, MANY))]


def test_nobody_waits_for_company() -> None:
    doubling = Doubling()
    doubling.may_go_on.set()
    assert [doubling.together.done(one) for one in (1, 2)] == [2, 4]
    assert doubling.calls == [[1], [2]]


def test_one_that_cannot_be_stored_keeps_none_of_the_others_from_it() -> None:
    def fails(numbers: Sequence[int]) -> None:
        if 3 in numbers:
            raise DoNotTryAgainError("not three")

    found = Doubling(fails).all_at_once()
    assert isinstance(found.pop(3), DoNotTryAgainError)
    assert found == [2 * one for one in range(MANY) if one != 3]


def test_where_the_store_is_away_each_is_told_and_nothing_is_tried_one_by_one() -> None:
    def fails(numbers: Sequence[int]) -> None:
        if len(numbers) > 1:
            raise StorageUnavailableError("busy")

    doubling = Doubling(fails)
    found = doubling.all_at_once()
    assert all(isinstance(one, StorageUnavailableError) for one in found[1:])
    assert len(doubling.calls) == 2


def test_an_end_of_the_process_reaches_whoever_waits() -> None:
    doubling = Doubling(lambda _: (_ for _ in ()).throw(KeyboardInterrupt()))
    doubling.may_go_on.set()
    with pytest.raises(KeyboardInterrupt):
        doubling.together.done(1)
