"""Rows of questions in memory, held to the same contracts as those in a database."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.domain.conversation import ConversationId
from bot.domain.interview import Interview


@dataclass
class InterviewTables:
    """Everything held; a copy is a snapshot."""

    interviews: dict[tuple[ConversationId, str], Interview] = field(default_factory=dict)

    def __copy__(self) -> InterviewTables:
        return InterviewTables(dict(self.interviews))

    def forget(self, conversation: ConversationId) -> None:
        """What a database does when the conversation's row goes."""
        kept = {key: one for key, one in self.interviews.items() if key[0] != conversation}
        self.interviews = kept


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
