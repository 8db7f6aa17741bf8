"""Rows of questions and hand-overs in memory, held to the same contracts as those in a database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.conversation import ConversationId
from bot.domain.hand_over import HandOver, HandOverId, HandOverState
from bot.domain.interview import Interview


@dataclass
class InterviewTables:
    """Everything held; a copy is a snapshot."""

    interviews: dict[tuple[ConversationId, str], Interview] = field(default_factory=dict)
    hand_overs: dict[HandOverId, HandOver] = field(default_factory=dict)

    def __copy__(self) -> InterviewTables:
        return InterviewTables(dict(self.interviews), dict(self.hand_overs))

    def forget(self, conversation: ConversationId) -> None:
        """What a database does when the conversation's row goes."""
        kept = {key: one for key, one in self.interviews.items() if key[0] != conversation}
        self.interviews = kept
        left = {key: o for key, o in self.hand_overs.items() if o.conversation != conversation}
        self.hand_overs = left


class FakeInterviews:
    """The InterviewRepository in memory."""

    def __init__(self, tables: InterviewTables) -> None:
        self._tables = tables

    def of(self, conversation_id: ConversationId) -> list[Interview]:
        those = (o for o in self._tables.interviews.values() if o.conversation == conversation_id)
        return sorted(those, key=lambda one: (one.heard_at, one.begun_at, one.flow))

    def put(self, interview: Interview) -> None:
        self._tables.interviews[interview.conversation, interview.flow] = interview

    def remove(self, conversation_id: ConversationId, flow: str) -> None:
        self._tables.interviews.pop((conversation_id, flow), None)


class FakeHandOvers:
    """The HandOverRepository in memory."""

    def __init__(self, tables: InterviewTables) -> None:
        self._tables = tables

    def add(self, hand_over: HandOver) -> None:
        self._tables.hand_overs.setdefault(hand_over.id, hand_over)

    def get(self, hand_over_id: HandOverId) -> HandOver | None:
        return self._tables.hand_overs.get(hand_over_id)

    def of(self, conversation_id: ConversationId) -> list[HandOver]:
        return [one for one in self._in_order() if one.conversation == conversation_id]

    def in_state(self, states: Collection[HandOverState]) -> list[HandOver]:
        return [one for one in self._in_order() if one.state in states]

    def move(self, hand_over_id: HandOverId, state: HandOverState, at: datetime) -> bool:
        held = self.get(hand_over_id)
        if held:
            self._tables.hand_overs[held.id] = replace(held, state=state, changed_at=at)
        return held is not None

    def _in_order(self) -> list[HandOver]:
        return sorted(self._tables.hand_overs.values(), key=lambda one: (one.at, one.id))
