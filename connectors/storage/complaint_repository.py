"""Complaints in the database; unique keys make taking one in idempotent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.complaint import (
    About,
    Answer,
    Complaint,
    ComplaintForm,
    ComplaintId,
    Outcome,
    Progress,
)
from connectors.storage.complaint_tables import complaints


class SqlComplaints:
    """The ComplaintRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, complaint: Complaint, key_hash: str) -> bool:
        form = complaint.form
        row = {
            "id": complaint.id,
            "key_hash": key_hash,
            "about": form.about.value,
            "name": form.name,
            "reach": form.reach,
            "words": form.words,
            "received_at": complaint.received_at,
            "due": complaint.due,
            **_written_on(complaint),
        }
        of_dialect = sqlite if self._connection.dialect.name == "sqlite" else postgresql
        added = of_dialect.insert(complaints).values(row).on_conflict_do_nothing()
        return self._connection.execute(added).rowcount == 1

    def get(self, complaint: ComplaintId) -> Complaint | None:
        return self._one(complaints.c.id == complaint)

    def opened_by(self, key_hash: str) -> Complaint | None:
        return self._one(complaints.c.key_hash == key_hash)

    def all(self) -> list[Complaint]:
        c = complaints.c
        query = select(complaints).order_by(c.received_at, c.number)
        return [_complaint_of(row) for row in self._connection.execute(query)]

    def update(self, complaint: Complaint) -> None:
        held = update(complaints).where(complaints.c.id == complaint.id)
        self._connection.execute(held.values(**_written_on(complaint)))

    def remove(self, complaints: Iterable[ComplaintId]) -> int:
        gone = delete(_TABLE).where(_TABLE.c.id.in_(list(complaints)))
        return self._connection.execute(gone).rowcount

    def _one(self, which: ColumnElement[bool]) -> Complaint | None:
        row = self._connection.execute(select(complaints).where(which)).first()
        return _complaint_of(row) if row else None


_TABLE = complaints
"""The table, where an argument has its name."""


def _written_on(complaint: Complaint) -> dict[str, Any]:
    answer = complaint.answer
    told = [{"words": one.words, "at": one.at.isoformat()} for one in complaint.progress]
    return {
        "progress": told,
        "outcome": answer.outcome.value if answer else None,
        "answer": answer.words if answer else None,
        "answered_at": answer.at if answer else None,
    }


def _complaint_of(row: Row[Any]) -> Complaint:
    told = (Progress(one["words"], datetime.fromisoformat(one["at"])) for one in row.progress)
    answered = row.outcome is not None
    return Complaint(
        id=ComplaintId(row.id),
        form=ComplaintForm(About(row.about), row.name, row.reach, row.words),
        received_at=row.received_at,
        due=row.due,
        progress=tuple(told),
        answer=Answer(Outcome(row.outcome), row.answer, row.answered_at) if answered else None,
    )
