"""Many text vectors in little memory, to which one can be added without touching the others.

A fixed rotation puts what tells texts apart into the first numbers of a vector. These are kept in
full and looked at for all rows; the rest is kept in eight bits a number and read only for the rows
that came out well.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Rows = NDArray[np.int64]
Packed = NDArray[Any]

HEAD = 64
"""Numbers of a rotated vector that are kept in full."""

BLOCK = 65_536
"""Rows of a block; a block never moves and is never copied."""

_STEPS = 127.0
_SAMPLED, _SURELY = 16, 2
"""One score of so many is looked at to guess a limit, which so many times as many may reach."""


@dataclass(frozen=True, eq=False)
class Packing:
    """How a vector is kept: turned by `rotation` (orthonormal, a row for each new number)."""

    rotation: Vectors
    head: int = HEAD

    @classmethod
    def plain(cls, dimensions: int, head: int = HEAD) -> Packing:
        """A packing that turns nothing."""
        return cls(np.eye(dimensions, dtype=np.float32), min(head, dimensions))

    @cached_property
    def row(self) -> np.dtype[Any]:
        """One packed vector: the head, the size of a step of the tail, the tail in steps."""
        tail = len(self.rotation) - self.head
        return np.dtype([("head", "<f4", (self.head,)), ("step", "<f4"), ("tail", "i1", (tail,))])

    def turned(self, vectors: Vectors) -> Vectors:
        """The vectors in the numbers that rows are kept in; likenesses stay what they were."""
        return np.asarray(vectors @ self.rotation.T, dtype=np.float32)

    def pack(self, vectors: Vectors) -> Packed:
        """A `row` for each vector; a likeness is off by 0.002 or so afterwards."""
        turned = self.turned(vectors)
        packed = np.zeros(len(turned), dtype=self.row)
        packed["head"], tails = turned[:, : self.head], turned[:, self.head :]
        steps = np.abs(tails).max(axis=1, initial=0.0) / _STEPS
        packed["step"] = steps
        packed["tail"] = np.rint(tails / np.where(steps > 0, steps, 1.0)[:, None])
        return packed

    def unpack(self, data: bytes) -> Packed:
        """The rows whose bytes were written one after the other."""
        return np.frombuffer(data, dtype=self.row)


class Block:
    """Room for `BLOCK` rows, taken from the system only as it is filled."""

    def __init__(self, packing: Packing) -> None:
        tail = len(packing.rotation) - packing.head
        self.heads = np.empty((BLOCK, packing.head), dtype=np.float32)
        self.steps = np.empty(BLOCK, dtype=np.float32)
        self.tails = np.empty((BLOCK, tail), dtype=np.int8)

    def fill(self, start: int, packed: Packed) -> None:
        """Writes rows from that place on."""
        where = slice(start, start + len(packed))
        self.heads[where] = packed["head"]
        self.steps[where] = packed["step"]
        self.tails[where] = packed["tail"]


class VectorRows:
    """Packed vectors by the number of their row, which a row keeps for ever.

    One thread may add while others ask: they see the rows that were there when they began.
    """

    def __init__(self, packing: Packing) -> None:
        self.packing = packing
        self.blocks: list[Block] = []
        self._size = 0

    def __len__(self) -> int:
        return self._size

    @property
    def nbytes(self) -> int:
        """The memory that the rows take; room that is still free is not taken."""
        return self._size * self.packing.row.itemsize

    def append(self, vectors: Vectors) -> int:
        """Adds a row for each vector; returns the number of the first."""
        return self.append_packed(self.packing.pack(vectors))

    def append_packed(self, packed: Packed) -> int:
        """As `append`, of vectors that `Packing.pack` has packed."""
        first, done = self._size, 0
        while done < len(packed):
            start = (first + done) % BLOCK
            if start == 0:
                self.blocks.append(Block(self.packing))
            some = packed[done : done + BLOCK - start]
            self.blocks[-1].fill(start, some)
            done += len(some)
        self._size = first + done
        return first

    def leading(self, turned: Vectors) -> Vectors:
        """Products of all rows' heads with those of queries: a row each, a column a query.

        The queries are `Packing.turned`; the numbers order rows nearly as their likeness does.
        """
        heads = np.ascontiguousarray(turned[:, : self.packing.head])
        found = np.empty((len(turned), self._size), dtype=np.float32)
        # Query by query: the product of a matrix with a vector goes through memory at full speed,
        # that with two or three of them does not.
        for head, of_query in zip(heads, found, strict=True):
            for at in range(0, len(of_query), BLOCK):
                part = of_query[at : at + BLOCK]
                np.dot(self.blocks[at // BLOCK].heads[: len(part)], head, out=part)
        return found.T

    def likeness(self, rows: Rows, turned: Vectors) -> Vectors:
        """How like the queries (`Packing.turned`) the rows are: a row each, a column a query."""
        heads, tails = turned[:, : self.packing.head].T, turned[:, self.packing.head :].T
        found = np.empty((len(rows), len(turned)), dtype=np.float32)
        numbers = rows // BLOCK
        for number in np.unique(numbers):
            of_block = np.flatnonzero(numbers == number)
            block, at = self.blocks[number], rows[of_block] - number * BLOCK
            rest = block.tails[at].astype(np.float32) @ tails
            found[of_block] = block.heads[at] @ heads + rest * block.steps[at, None]
        return found

    def nearest(self, turned: Vectors, keep: int, among: NDArray[np.bool_] | None = None) -> Rows:
        """The rows among the best `keep` of any of the queries, by their heads, in order.

        With `among`, a mark for each row, only of those that are marked.
        """
        leading = self.leading(turned)
        if among is not None:
            leading[~among[: len(leading)]] = -np.inf
        chosen = np.zeros(len(leading), dtype=bool)
        for column in leading.T:
            chosen[best_of(column, keep)] = True
        return np.flatnonzero(chosen)


def best_of(scores: NDArray[Any], keep: int) -> Rows:
    """The places of the best `keep` scores, in no order; what is minus infinity is not among them.

    Equals at the end are taken as they come.
    """
    if keep <= 0:
        places = np.zeros(0, dtype=np.int64)
    elif len(scores) > keep:
        among = _all_above_a_guess(scores, keep)
        places = among[np.argpartition(scores[among], len(among) - keep)[len(among) - keep :]]
    else:
        places = np.arange(len(scores))
    return np.asarray(places[scores[places] > -np.inf], dtype=np.int64)


def _all_above_a_guess(scores: NDArray[Any], keep: int) -> Rows:
    """The places of all scores that reach a limit, which are `keep` or more.

    The limit is guessed from a sample. All are taken where it is too high, so it decides how much
    is left to sort, never what is found.
    """
    sample = scores[::_SAMPLED]
    at = len(sample) - _SURELY * (keep // _SAMPLED + 1)
    if at > 0:
        places = np.flatnonzero(scores >= np.partition(sample, at)[at])
        if len(places) >= keep:
            return places
    return np.arange(len(scores))
