"""What Rasa's own store holds of a conversation: told, erased, ended by age."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, text

from connectors.dialogue.tracker_store import TrackerStore

_OF = text(
    "SELECT sender_id, type_name, timestamp, data FROM events WHERE sender_id IN :ids ORDER BY id"
).bindparams(bindparam("ids", expanding=True))
_FORGET = text("DELETE FROM events WHERE sender_id IN :ids").bindparams(
    bindparam("ids", expanding=True)
)
_SENDERS = text("SELECT DISTINCT sender_id FROM events")
_OLDER = text("SELECT count(*) FROM events WHERE timestamp <= :moment")
_DROP = text("DELETE FROM events WHERE timestamp <= :moment")


class RasaEvents:
    """The HeldElsewhere that is the database behind Rasa's tracker; Rasa itself makes its table."""

    called = "understood"
    kept = "conversations"

    def __init__(self, url: str) -> None:
        self._store = TrackerStore(url)

    def about(self, ids: Collection[str]) -> Sequence[Mapping[str, Any]]:
        """Every event of those conversations, the oldest first."""
        return self._store.ask(lambda held: [_told(row) for row in _rows(held, ids)])

    def forget(self, ids: Collection[str]) -> int:
        """Deletes those events."""
        if not ids:
            return 0
        return self._store.erase(_FORGET, {"ids": list(ids)})

    def ids(self) -> Iterable[str]:
        """Every conversation that has events."""
        return self._store.ask(lambda held: list(held.execute(_SENDERS).scalars()))

    def older(self, moment: datetime) -> int:
        """How many events are not younger."""
        facts = {"moment": moment.timestamp()}
        return sum(self._store.ask(lambda held: list(held.execute(_OLDER, facts).scalars())))

    def drop_before(self, moment: datetime) -> int:
        """Deletes all events that are not younger."""
        return self._store.erase(_DROP, {"moment": moment.timestamp()})


def _rows(held: Connection, ids: Collection[str]) -> Sequence[Any]:
    return held.execute(_OF, {"ids": list(ids)}).all() if ids else []


def _told(row: Any) -> dict[str, Any]:
    at = datetime.fromtimestamp(row.timestamp, UTC).isoformat() if row.timestamp else None
    return {"conversation_id": row.sender_id, "at": at, "event": row.type_name, **_data(row.data)}


def _data(written: str) -> dict[str, Any]:
    read = json.loads(written) if written else {}
    return {"said": read.get("text"), "data": read}
