"""All that is held of somebody in the service's own tables, by the register of tables."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    delete,
    false,
    func,
    or_,
    select,
)

from bot.domain.held import HeldPart, Holder, Somebody, Whose
from bot.domain.introduction import IntroductionState
from bot.domain.supplier import SupplierId
from connectors.storage.belonging import belonging_to, lives_for
from connectors.storage.held_tables import Personal, personal, root_table, ties_of
from connectors.storage.introduction_tables import introduction_steps, introductions
from connectors.storage.quote_tables import buyer_questions, quote_openings, quotes
from connectors.storage.supplier_repository import SqlSuppliers
from connectors.storage.supplier_tables import showings
from connectors.storage.tables import buyers, metadata, opportunities
from connectors.storage.told_buyers import buyers_who_read, forget_mails_about
from connectors.storage.told_others import forget_questions_told, take_out_winners

HOLDERS_AT_A_TIME = 1000
MAILS_TO_BUYERS, QUESTIONS_MAILED = "mails_to_buyers", "questions_mailed"
NAMED_TO_OTHERS = "named_to_others"
"""What is erased though no copy has it: such messages are others', or hold other firms too."""
Which = Callable[[Whose, ColumnElement[Any]], ColumnElement[bool]]


class SqlHeld:
    """The HeldRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.has_erased = False

    def whole(self, holder: Holder) -> Somebody:
        table = root_table(holder.whose)
        if table is None or not self._any(table, table.c.id == holder.id):
            return frozenset()
        found, seen = {holder}, set[Holder]()
        while found - seen:
            seen |= found
            found |= {more for one in seen for more in belonging_to(self._connection, one, seen)}
        return frozenset(found)

    def about(self, somebody: Somebody) -> list[HeldPart]:
        parts = []
        for table, told in _tables():
            shown = [one for one in table.c if one.name not in told.left_out]
            query = select(*shown).where(_theirs(table, somebody)).order_by(*table.primary_key)
            rows = [_plain(row) for row in self._connection.execute(query).mappings()]
            parts += [HeldPart(told.called, rows)] if rows else []
        return parts

    def count(self, somebody: Somebody) -> Mapping[str, int]:
        counts: dict[str, int] = {}
        for table, told in _tables():
            query = select(func.count()).select_from(table).where(_theirs(table, somebody))
            if count := self._connection.scalar(query):
                counts[told.called] = counts.get(told.called, 0) + count
        return counts

    def names(self, somebody: Somebody) -> list[str]:
        ids = {one.id for one in somebody}
        for table, told in _tables():
            if told.named_elsewhere:
                query = select(table.c.id).where(_theirs(table, somebody))
                ids |= set(self._connection.scalars(query))
        return sorted(ids)

    def buyers_shown(self, somebody: Somebody) -> list[str]:
        firms = [one.id for one in somebody if one.whose is Whose.SUPPLIER]
        query = (
            select(buyers.c.name)
            .join(opportunities, opportunities.c.buyer_id == buyers.c.id)
            .join(showings, showings.c.need_id == opportunities.c.id)
            .where(showings.c.supplier_id.in_(firms))
        )
        i, steps = introductions.c, introduction_steps.c
        told = (
            select(i.buyer)
            .join(introduction_steps, steps.introduction_id == i.id)
            .where(i.supplier_id.in_(firms), steps.state == IntroductionState.SENT.value)
        )
        queries = (query, told, buyers_who_read(firms), _opened_by(somebody))
        return sorted({name for one in queries for name in self._connection.scalars(one)})

    def erase(self, somebody: Somebody) -> Mapping[str, int]:
        counts, self.has_erased = dict(self.count(somebody)), True
        firms = [SupplierId(one.id) for one in somebody if one.whose is Whose.SUPPLIER]
        counts |= self._forget_told(somebody, firms)
        for table, told in _from_the_leaves():
            if told.root is not Whose.SUPPLIER:
                self._connection.execute(delete(table).where(_theirs(table, somebody)))
        # Indexes in memory learn only in this way that a firm is gone.
        SqlSuppliers(self._connection).remove(firms)
        return counts

    def holders(self, whose: Whose) -> Iterator[Holder]:
        table, last = root_table(whose), ""
        while table is not None:
            query = select(table.c.id).where(table.c.id > last).order_by(table.c.id)
            some = list(self._connection.scalars(query.limit(HOLDERS_AT_A_TIME)))
            yield from (Holder(whose, one) for one in some)
            if len(some) < HOLDERS_AT_A_TIME:
                return
            last = some[-1]

    def idle(self, whose: Whose, since: datetime, limit: int) -> list[Holder]:
        root = root_table(whose)
        if root is None:
            return []
        told = personal()[root.name]
        query = select(root.c.id).where(root.c[str(told.aged_by)] <= since)
        for table, one in _tables():
            if table is not root and one.is_life and one.aged_by:
                lives = partial(lives_for, wanted=whose, named=root.c.id)
                hangs = _of(table, lives, within=root)
                recent = select(1).where(hangs, table.c[one.aged_by] > since)
                query = query.where(~recent.correlate(root).exists())
        found = self._connection.scalars(query.order_by(root.c.id).limit(limit))
        return [Holder(whose, one) for one in found]

    def older(self, kept: str, moment: datetime) -> Mapping[str, int]:
        return self._old(kept, moment, drop=False)

    def drop_older(self, kept: str, moment: datetime) -> Mapping[str, int]:
        return self._old(kept, moment, drop=True)

    def _old(self, kept: str, moment: datetime, *, drop: bool) -> Mapping[str, int]:
        counts: dict[str, int] = {}
        self.has_erased |= drop
        for table, told in _from_the_leaves():
            if told.kept == kept and told.ends_alone and told.aged_by:
                is_old = table.c[told.aged_by] <= moment
                query = select(func.count()).select_from(table).where(is_old)
                if count := self._connection.scalar(query):
                    counts[told.called] = counts.get(told.called, 0) + count
                if drop:
                    self._connection.execute(delete(table).where(is_old))
        return counts

    def _forget_told(self, somebody: Somebody, firms: Sequence[SupplierId]) -> dict[str, int]:
        """What others were told of them, by its name; it comes before what it was told of goes."""
        asked, quoted = _theirs(buyer_questions, somebody), _theirs(quotes, somebody)
        told = {
            MAILS_TO_BUYERS: forget_mails_about(self._connection, firms),
            QUESTIONS_MAILED: forget_questions_told(self._connection, asked),
            NAMED_TO_OTHERS: take_out_winners(self._connection, quoted),
        }
        return {called: count for called, count in told.items() if count}

    def _any(self, table: Table, which: ColumnElement[bool]) -> bool:
        return (
            self._connection.execute(select(1).select_from(table).where(which)).first() is not None
        )


def _opened_by(somebody: Somebody) -> Select[tuple[str]]:
    """The names of buyers that opened a quote of theirs: they hold what was in it."""
    was_opened = quote_openings.c.opportunity_id == quotes.c.opportunity_id
    return (
        select(buyers.c.name)
        .join(opportunities, opportunities.c.buyer_id == buyers.c.id)
        .join(quotes, quotes.c.opportunity_id == opportunities.c.id)
        .join(quote_openings, was_opened)
        .where(_theirs(quotes, somebody), quotes.c.received_at.is_not(None))
    )


def _tables() -> list[tuple[Table, Personal]]:
    """The personal tables, those first on which others hang."""
    known = personal()
    ordered = [table for table in metadata.sorted_tables if table.name in known]
    return [(table, known[table.name]) for table in ordered]


def _from_the_leaves() -> list[tuple[Table, Personal]]:
    """Those first that hang on others; a tie that is no foreign key comes before all keys."""
    leaves_first = _tables()[::-1]
    return sorted(leaves_first, key=lambda one: not one[1].ties)


def _theirs(table: Table, somebody: Somebody) -> ColumnElement[bool]:
    """Which rows of the table are somebody's."""

    def which(whose: Whose, column: ColumnElement[Any]) -> ColumnElement[bool]:
        return column.in_([one.id for one in somebody if one.whose is whose])

    return _of(table, which)


def _of(table: Table, which: Which, within: Table | None = None) -> ColumnElement[bool]:
    root = personal()[table.name].root
    return which(root, table.c.id) if root else _hangs(table, which, within)


def _hangs(table: Table, which: Which, within: Table | None) -> ColumnElement[bool]:
    """Which rows hang on holders, directly or by way of other personal tables.

    `within` is a table of the query that all this stands in, which `which` may name.
    """
    known, ways = personal(), []
    for own, others in ties_of(table):
        parent = _table(others)
        root = known[parent.name].root
        if root and others.name == "id":
            ways.append(which(root, own))
            continue
        theirs = select(others).where(_of(parent, which, within))
        ways.append(own.in_(theirs if within is None else theirs.correlate(within)))
    return or_(false(), *ways)


def _table(column: Any) -> Table:
    table: Table = column.table
    return table


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name): _plain_value(value) for name, value in row.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return str(value) if isinstance(value, Decimal) else value
