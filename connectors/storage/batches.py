"""Many things, some hundreds at a time: no database takes any number of values in a statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

_AT_A_TIME = 500

Item = TypeVar("Item")


def batches(items: Iterable[Item]) -> Iterator[Sequence[Item]]:
    """The items in their order, at most 500 at a time; nothing for none."""
    every = list(items)
    return (every[at : at + _AT_A_TIME] for at in range(0, len(every), _AT_A_TIME))
