"""Rows of questions in the database: one for each flow that a conversation has begun."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from bot.domain.conversation import ConversationId
from bot.domain.interview import Interview, State
from connectors.storage.interview_tables import interviews


class SqlInterviews:
    """The InterviewRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, conversation_id: ConversationId) -> list[Interview]:
        c = interviews.c
        query = (
            select(interviews)
            .where(c.conversation_id == conversation_id)
            .order_by(c.heard_at, c.begun_at, c.flow)
        )
        return [_interview_of(row) for row in self._connection.execute(query)]

    def put(self, interview: Interview) -> None:
        self.remove(interview.conversation, interview.flow)
        row = asdict(interview) | {"answers": dict(interview.answers), "path": [*interview.path]}
        row["conversation_id"] = row.pop("conversation")
        row["state"] = interview.state.value
        self._connection.execute(insert(interviews).values(row))

    def remove(self, conversation_id: ConversationId, flow: str) -> None:
        c = interviews.c
        self._connection.execute(
            delete(interviews).where(c.conversation_id == conversation_id, c.flow == flow)
        )


def _interview_of(row: Row[Any]) -> Interview:
    return Interview(
        ConversationId(row.conversation_id),
        row.flow,
        row.begun_at,
        row.heard_at,
        row.answers,
        tuple(row.path),
        row.at,
        State(row.state),
        row.digressions,
        row.unclear,
        row.yields,
    )
