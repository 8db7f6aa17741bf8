"""Rasa's SQL tracker store without reading a whole conversation back at every turn."""

from __future__ import annotations

import json
from collections import OrderedDict
from itertools import islice
from typing import Any

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import func, insert, select

HELD = 500
"""Conversations kept in memory; an older one is read from the database as ever."""


class QuickSqlTrackerStore(SQLTrackerStore):
    """Keeps the trackers that it last saved, and uses one only if the database agrees.

    A held tracker counts when the database has just as many events of the conversation as were
    written with it: one that was erased, or that another Rasa went on with, is read afresh. It
    is handed out once and held again when saved, so a turn that fails leaves nothing behind.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._held: OrderedDict[str, DialogueStateTracker] = OrderedDict()
        self._stored: dict[str, int] = {}

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation's tracker, or None if it has none."""
        count = self._count(sender_id)
        tracker = self._held.pop(sender_id, None)
        if tracker is not None and self._stored.get(sender_id) == count:
            return tracker
        self._stored.pop(sender_id, None)
        if count == 0:
            self._stored[sender_id] = 0
            return None
        return await super().retrieve(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Writes the events that are new; those of a tracker read afresh as Rasa itself does."""
        known = self._stored.get(tracker.sender_id)
        if known is None or known > len(tracker.events):
            self._stored.pop(tracker.sender_id, None)
            await super().save(tracker)
            return
        await self.stream_events(tracker)
        self._write(tracker.sender_id, list(islice(tracker.events, known, None)))
        self._hold(tracker)

    def _hold(self, tracker: DialogueStateTracker) -> None:
        self._held[tracker.sender_id] = tracker
        self._held.move_to_end(tracker.sender_id)
        self._stored[tracker.sender_id] = len(tracker.events)
        while len(self._held) > HELD:
            oldest, _ = self._held.popitem(last=False)
            self._stored.pop(oldest, None)

    def _count(self, sender_id: str) -> int:
        query = select(func.count()).where(self.SQLEvent.sender_id == sender_id)
        with self.engine.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def _write(self, sender_id: str, events: list[Event]) -> None:
        if not events:
            return
        # By the table, not by the class: nobody asks for these rows as objects.
        with self.engine.begin() as connection:
            rows = [_row(sender_id, event) for event in events]
            connection.execute(insert(self.SQLEvent.__table__), rows)


def _row(sender_id: str, event: Event) -> dict[str, Any]:
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }
