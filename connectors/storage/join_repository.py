"""Which processes are one, in the database: particulars, blocks, pairs and groups."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from bot.domain.joined import Group, Pair, Touched, in_order
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Kind, Visibility
from bot.domain.process_particulars import LARGEST_BLOCK, Particulars, blocks_of
from connectors.storage.among import ask, is_among, tell
from connectors.storage.bulk import insert_all
from connectors.storage.joining_rows import (
    pair_of,
    pair_row,
    particulars_json,
    particulars_of_json,
)
from connectors.storage.joining_tables import (
    process_blocks,
    process_groups,
    process_pairs,
    process_particulars,
)
from connectors.storage.opportunity_changes import ids_of, note_changed
from connectors.storage.tables import opportunities

_P, _PAIRS, _GROUPS, _BLOCKS = (
    process_particulars.c,
    process_pairs.c,
    process_groups.c,
    process_blocks.c,
)
_OF_PROCESSES = select(_P.process_key, _P.particulars).where(is_among(_P.process_key))
_NOTED = select(_P.process_key).where(is_among(_P.process_key))
_PAIRS_OF = select(process_pairs).where(
    or_(is_among(_PAIRS.first_key), is_among(_PAIRS.second_key))
)
_HEADS_OF = select(_GROUPS.shown_key).where(is_among(_GROUPS.process_key)).distinct()
_MEMBERS_OF = select(_GROUPS.shown_key, _GROUPS.process_key).where(is_among(_GROUPS.shown_key))
_UNGROUP = delete(process_groups).where(is_among(_GROUPS.process_key))
_HIDDEN = select(func.count()).where(
    is_among(_GROUPS.process_key), _GROUPS.process_key != _GROUPS.shown_key
)
_FORGET = [
    delete(table).where(is_among(table.c.process_key))
    for table in (process_blocks, process_particulars)
]
_IN_BLOCKS = select(_BLOCKS.block, _BLOCKS.process_key)
_BLOCKS_OF = _IN_BLOCKS.where(is_among(_BLOCKS.process_key))
_PROCESSES_IN = _IN_BLOCKS.where(is_among(_BLOCKS.block))
_SIZES = select(_BLOCKS.block, func.count().label("size")).group_by(_BLOCKS.block)
_SIZES_IN = _SIZES.where(is_among(_BLOCKS.block))
_SIZES_WITH = _SIZES.where(
    _BLOCKS.block.in_(select(_BLOCKS.block).where(is_among(_BLOCKS.process_key)))
).having(func.count() > 1)

InBlock = tuple[int, ProcessKey]


class SqlJoins:
    """The JoinRepository on SQLAlchemy; unique keys hold a process, a pair and a member once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, particulars: Iterable[Particulars]) -> Touched:
        noted = {one.process_key: one for one in particulars}
        held = self._store(noted)
        before = self._blocks(held)
        after = {(block, key) for key, one in noted.items() for block in blocks_of(one)}
        gone, new = before - after, after - before
        self._move(gone, new)
        sizes = self._sizes(noted) | self._sizes_of({block for block, _ in gone})
        crossing = {key for _, key in self._in_blocks(_crossing(gone, new, sizes))}
        if crossing:
            sizes = self._sizes(noted.keys() | crossing)
        return Touched(frozenset(held | crossing), self._pairs(noted.keys() | crossing, sizes))

    def particulars(self, process_keys: Iterable[ProcessKey]) -> dict[ProcessKey, Particulars]:
        rows = ask(self._connection, _OF_PROCESSES, process_keys)
        return {ProcessKey(key): particulars_of_json(key, held) for key, held in rows}

    def pairs_of(self, process_keys: Iterable[ProcessKey]) -> list[Pair]:
        pairs = map(pair_of, ask(self._connection, _PAIRS_OF, process_keys))
        found = {pair.keys: pair for pair in pairs}
        return [found[keys] for keys in sorted(found)]

    def all_pairs(self) -> list[Pair]:
        c = process_pairs.c
        query = select(process_pairs).order_by(c.joined_at, c.first_key, c.second_key)
        return [pair_of(row) for row in self._connection.execute(query).all()]

    def put(self, pairs: Iterable[Pair]) -> None:
        every = list(pairs)
        self.drop(pair.keys for pair in every)
        if every:
            self._connection.execute(insert(process_pairs), [pair_row(pair) for pair in every])

    def drop(self, pairs: Iterable[tuple[ProcessKey, ProcessKey]]) -> None:
        c = process_pairs.c
        rows = [{"one": first, "other": second} for first, second in pairs]
        if rows:
            gone = delete(process_pairs).where(
                c.first_key == bindparam("one"), c.second_key == bindparam("other")
            )
            self._connection.execute(gone, rows)

    def groups_of(self, process_keys: Iterable[ProcessKey]) -> list[Group]:
        shown = {row.shown_key for row in ask(self._connection, _HEADS_OF, process_keys)}
        members: defaultdict[ProcessKey, set[ProcessKey]] = defaultdict(set)
        for head, key in ask(self._connection, _MEMBERS_OF, shown):
            members[ProcessKey(head)].add(ProcessKey(key))
        return [(head, *sorted(those - {head})) for head, those in sorted(members.items())]

    def regroup(self, process_keys: Iterable[ProcessKey], groups: Iterable[Group]) -> None:
        told, made = list(process_keys), list(groups)
        tell(self._connection, _UNGROUP, told)
        rows = [{"process_key": k, "shown_key": group[0]} for group in made for k in group]
        if rows:
            self._connection.execute(insert(process_groups), rows)
        concerned = dict.fromkeys((*told, *(key for group in made for key in group)))
        note_changed(self._connection, ids_of(self._connection, concerned))

    def count_hidden(self, process_keys: Iterable[ProcessKey]) -> int:
        return sum(count for (count,) in ask(self._connection, _HIDDEN, process_keys))

    def lacking(self, limit: int) -> list[ProcessKey]:
        c = opportunities.c
        noted = select(process_particulars.c.process_key).where(
            process_particulars.c.process_key == c.process_key
        )
        query = (
            select(c.process_key)
            .where(~noted.exists(), c.kind != Kind.RE_LET.value, c.is_sample.is_(False))
            .where(c.visibility == Visibility.ADVERTISED.value)
            .limit(limit)
        )
        return [ProcessKey(key) for key in self._connection.execute(query).scalars()]

    def forget(self, process_keys: Iterable[ProcessKey]) -> None:
        forgotten = list(process_keys)
        for statement in _FORGET:
            tell(self._connection, statement, forgotten)

    def noted(self, after: ProcessKey | None, limit: int) -> list[ProcessKey]:
        key = process_particulars.c.process_key
        query = select(key).where(key > (after or "")).order_by(key).limit(limit)
        return [ProcessKey(one) for one in self._connection.execute(query).scalars()]

    def key_of(self, named: str) -> ProcessKey | None:
        c = opportunities.c
        query = select(c.process_key).where(or_(c.id == named, c.process_key == named))
        found = self._connection.execute(query).scalar()
        return ProcessKey(found) if found else None

    def _store(self, noted: Mapping[ProcessKey, Particulars]) -> set[ProcessKey]:
        """Stores the particulars; returns the processes of which some were held before."""
        c = process_particulars.c
        held = {ProcessKey(row.process_key) for row in ask(self._connection, _NOTED, noted)}
        told = {key: particulars_json(one) for key, one in noted.items()}
        new = [{"process_key": k, "particulars": p} for k, p in told.items() if k not in held]
        insert_all(self._connection, process_particulars, new)
        old = [{"key": key, "particulars": told[key]} for key in held]
        if old:
            where = c.process_key == bindparam("key")
            self._connection.execute(update(process_particulars).where(where), old)
        return held

    def _move(self, gone: set[InBlock], new: set[InBlock]) -> None:
        c = process_blocks.c
        if gone:
            where = (c.block == bindparam("b")) & (c.process_key == bindparam("k"))
            rows = [{"b": block, "k": key} for block, key in gone]
            self._connection.execute(delete(process_blocks).where(where), rows)
        added = [{"block": block, "process_key": key} for block, key in sorted(new)]
        insert_all(self._connection, process_blocks, added)

    def _pairs(
        self, process_keys: Iterable[ProcessKey], sizes: Mapping[int, int]
    ) -> frozenset[tuple[ProcessKey, ProcessKey]]:
        """The pairs of the processes with those that share a block not too large with them."""
        wanted = set(process_keys)
        by_block: defaultdict[int, list[ProcessKey]] = defaultdict(list)
        small = [block for block, size in sizes.items() if 1 < size <= LARGEST_BLOCK]
        for block, key in self._in_blocks(small):
            by_block[block].append(key)
        pairs = {in_order(a, b) for those in by_block.values() for a, b in combinations(those, 2)}
        return frozenset(pair for pair in pairs if not wanted.isdisjoint(pair))

    def _blocks(self, process_keys: Iterable[ProcessKey]) -> set[InBlock]:
        return {
            (block, ProcessKey(k)) for block, k in ask(self._connection, _BLOCKS_OF, process_keys)
        }

    def _in_blocks(self, blocks: Iterable[int]) -> list[InBlock]:
        return [(block, ProcessKey(k)) for block, k in ask(self._connection, _PROCESSES_IN, blocks)]

    def _sizes(self, process_keys: Iterable[ProcessKey]) -> dict[int, int]:
        """How many processes are in each block of the processes; only blocks of several."""
        return {row.block: row.size for row in ask(self._connection, _SIZES_WITH, process_keys)}

    def _sizes_of(self, blocks: Iterable[int]) -> dict[int, int]:
        return {row.block: row.size for row in ask(self._connection, _SIZES_IN, blocks)}


def _crossing(gone: set[InBlock], new: set[InBlock], sizes: Mapping[int, int]) -> list[int]:
    """The blocks that have become too large to say anything, or small enough."""
    moved = Counter(block for block, _ in new)
    moved.subtract(block for block, _ in gone)
    is_large = {block: sizes.get(block, 0) > LARGEST_BLOCK for block in moved}
    return [
        block
        for block, more in moved.items()
        if is_large[block] != (sizes.get(block, 0) - more > LARGEST_BLOCK)
    ]
