"""The rows of buyers: one for each body, re-pointed when notices show that two were one.

What is named, and the keys that it is known again by, are kept as evidence; which namings are one
body is `bodies_of` alone, worked out anew for the buyers that a change touches and no others.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bot.domain.buyer import Buyer
from bot.domain.buyer_identity import Body, bodies_of, keys_of
from bot.domain.opportunity import OpportunityId
from connectors.storage.among import ask, is_among, tell
from connectors.storage.rows import buyer_of, buyer_row
from connectors.storage.tables import buyer_keys, buyer_namings, buyers, opportunities

_NAMES = ("name", "buyer_class", "s17", "identifiers", "website", "district")
BUYER_COLUMNS = [buyers.c[name].label(f"buyer_{name}") for name in _NAMES]
_NAMING_COLUMNS = [buyer_namings.c[name].label(f"buyer_{name}") for name in _NAMES]
_LONGEST_KEY = 200
"""Characters; beyond it a hash stands for the key, since no index takes pages of text."""

_IS_USED = (
    select(opportunities.c.id).where(opportunities.c.naming_id == buyer_namings.c.id).exists()
)
_OF_NAMINGS = select(buyer_namings.c.id, buyer_namings.c.buyer_id)
_HELD = _OF_NAMINGS.where(is_among(buyer_namings.c.id))
_UNUSED = _HELD.where(~_IS_USED)
_BEARERS = select(buyer_namings.c.buyer_id).join(buyer_keys).where(is_among(buyer_keys.c.key))
_NAMINGS_OF = _OF_NAMINGS.add_columns(*_NAMING_COLUMNS).where(is_among(buyer_namings.c.buyer_id))
_OPPORTUNITIES_OF = select(opportunities.c.id).where(is_among(opportunities.c.buyer_id))
_DROP_KEYS = delete(buyer_keys).where(is_among(buyer_keys.c.naming_id))
_DROP_NAMINGS = delete(buyer_namings).where(is_among(buyer_namings.c.id))
_DROP_BUYERS = delete(buyers).where(is_among(buyers.c.id))


@dataclass(frozen=True, slots=True)
class Naming:
    """A way in which a notice names a buyer, and the buyer that it means."""

    id: str
    buyer_id: str


class SqlBuyers:
    """The BuyerRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def bodies(self) -> list[Body]:
        query = select(buyer_namings.c.buyer_id, *_NAMING_COLUMNS)
        named: dict[str, list[Buyer]] = {}
        for row in self._connection.execute(query):
            named.setdefault(row.buyer_id, []).append(buyer_of(row._asdict()))
        found = [Body(tuple(sorted(those, key=repr))) for those in named.values()]
        return sorted(found, key=lambda body: repr(body.namings))

    def opportunities_of(self, name: str) -> set[OpportunityId]:
        # Databases do not agree on what the small letters of all capitals are: compared here.
        every = self._connection.execute(select(buyers.c.id, buyers.c.name))
        named = [one for one, known in every if known.lower() == name.lower()]
        return {OpportunityId(row.id) for row in ask(self._connection, _OPPORTUNITIES_OF, named)}


def name_buyers(connection: Connection, named: Iterable[Buyer]) -> dict[Buyer, Naming]:
    """The naming of each buyer; new ones are stored, and join the rows that they show to be one."""
    ids = {naming_id(buyer): buyer for buyer in named}
    held = _held(connection, ids)
    new = {one: buyer for one, buyer in ids.items() if one not in held}
    if new:
        keys = {_stored(key) for buyer in new.values() for key in keys_of(buyer)}
        _settle(connection, _bearers(connection, keys), new)
    return {ids[one]: Naming(one, buyer_id) for one, buyer_id in _held(connection, ids).items()}


def forget_namings(connection: Connection, namings: Iterable[str]) -> None:
    """Drops those of the namings that no opportunity has, and parts what they alone held."""
    unused = {row.id: row.buyer_id for row in ask(connection, _UNUSED, sorted(set(namings)))}
    tell(connection, _DROP_KEYS, unused)
    tell(connection, _DROP_NAMINGS, unused)
    if unused:
        _settle(connection, set(unused.values()), {})


@lru_cache(maxsize=1024)
def naming_id(buyer: Buyer) -> str:
    """The same for what is named in the same way."""
    return hashlib.sha256(repr(buyer).encode("utf-8", "surrogatepass")).hexdigest()


def _settle(connection: Connection, touched: Collection[str], new: Mapping[str, Buyer]) -> None:
    """Makes the touched rows and the new namings what `bodies_of` says that they are."""
    was = dict(_namings(connection, touched))
    ids = {buyer: one for one, (_, buyer) in was.items()} | {b: one for one, b in new.items()}
    rows: dict[str, Buyer] = {}
    now: dict[str, str] = {}
    for body in bodies_of(ids):
        before = {was[one][0] for buyer in body.namings if (one := ids[buyer]) in was}
        row_id = min(before - rows.keys(), default=None) or str(uuid.uuid4())
        rows[row_id] = body.buyer
        now |= {ids[buyer]: row_id for buyer in body.namings}
    _write_rows(connection, rows, touched)
    _move(connection, {one: now[one] for one, (before, _) in was.items() if now[one] != before})
    _add(connection, new, now)
    tell(connection, _DROP_BUYERS, sorted(set(touched) - rows.keys()))


def _write_rows(connection: Connection, rows: Mapping[str, Buyer], held: Collection[str]) -> None:
    new = [{"id": one, **buyer_row(buyer)} for one, buyer in rows.items() if one not in held]
    known = [{"row": one, **buyer_row(buyer)} for one, buyer in rows.items() if one in held]
    if new:
        connection.execute(insert(buyers), new)
    if known:
        connection.execute(update(buyers).where(buyers.c.id == bindparam("row")), known)


def _move(connection: Connection, moved: Mapping[str, str]) -> None:
    for naming, to in moved.items():
        for table, column in (
            (buyer_namings, buyer_namings.c.id),
            (opportunities, opportunities.c.naming_id),
        ):
            connection.execute(update(table).where(column == naming).values(buyer_id=to))


def _add(connection: Connection, new: Mapping[str, Buyer], now: Mapping[str, str]) -> None:
    if not new:
        return
    rows = [{"id": one, "buyer_id": now[one], **buyer_row(b)} for one, b in new.items()]
    keys = {(_stored(key), one) for one, buyer in new.items() for key in keys_of(buyer)}
    connection.execute(insert(buyer_namings), rows)
    connection.execute(insert(buyer_keys), [{"key": k, "naming_id": one} for k, one in keys])


def _held(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    return {row.id: row.buyer_id for row in ask(connection, _HELD, ids)}


def _bearers(connection: Connection, keys: Iterable[str]) -> set[str]:
    return {row.buyer_id for row in ask(connection, _BEARERS, keys)}


def _namings(
    connection: Connection, buyer_ids: Iterable[str]
) -> Iterator[tuple[str, tuple[str, Buyer]]]:
    for row in ask(connection, _NAMINGS_OF, buyer_ids):
        yield row.id, (row.buyer_id, buyer_of(row._asdict()))


def _stored(key: str) -> str:
    hashed = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    return key if len(key) <= _LONGEST_KEY else hashed
