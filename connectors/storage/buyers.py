"""The rows of buyers: one for each, holding what all its notices say together."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from sqlalchemy import Connection, insert, select, update

from bot.domain.buyer import Buyer
from connectors.storage.rows import buyer_key, buyer_of, buyer_row
from connectors.storage.tables import buyers

BUYER_COLUMNS = [
    buyers.c[name].label(f"buyer_{name}")
    for name in ("name", "buyer_class", "s17", "identifiers", "website")
]
_KEYS_AT_A_TIME = 500


def ids_of_buyers(connection: Connection, named: Iterable[Buyer]) -> dict[str, str]:
    """The row's id for each buyer's key; new buyers get a row, known ones what is new of them."""
    joined: dict[str, Buyer] = {}
    for buyer in named:
        key = buyer_key(buyer)
        joined[key] = joined[key].joined_with(buyer) if key in joined else buyer
    held = _held(connection, list(joined))
    ids = {key: one for key, (one, _) in held.items()}
    for key, (one, known) in held.items():
        whole = known.joined_with(joined[key])
        if whole != known:
            connection.execute(update(buyers).where(buyers.c.id == one).values(buyer_row(whole)))
    new = {key: str(uuid.uuid4()) for key in joined if key not in ids}
    if new:
        rows = [{"id": one, **buyer_row(joined[key])} for key, one in new.items()]
        connection.execute(insert(buyers), rows)
    return ids | new


def _held(connection: Connection, keys: list[str]) -> dict[str, tuple[str, Buyer]]:
    held: dict[str, tuple[str, Buyer]] = {}
    for at in range(0, len(keys), _KEYS_AT_A_TIME):
        some = keys[at : at + _KEYS_AT_A_TIME]
        query = select(buyers.c.id, buyers.c.name_key, *BUYER_COLUMNS)
        for row in connection.execute(query.where(buyers.c.name_key.in_(some))):
            held[row.name_key] = (row.id, buyer_of(row._asdict()))
    return held
