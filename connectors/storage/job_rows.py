"""What the jobs' own store holds of somebody: jobs that name them, told, erased, ended by age."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Column, Connection, Engine, MetaData, Table, delete, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.errors import StorageUnavailableError
from connectors.storage.database import clear_journal
from connectors.storage.engines import make_engine

_SCHEMA, _JOBS = "dbos", "workflow_status"
_JOB_COLUMNS = ("workflow_uuid", "destination_uuid")
_UNDER_WAY = ("PENDING", "ENQUEUED", "DELAYED")
_ID = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class JobRows:
    """The HeldElsewhere that is the database of DBOS; a job that names somebody goes whole."""

    called = "jobs"
    kept = "finished_jobs"

    def __init__(self, url: str) -> None:
        self._url = url
        self._found: Mapping[str, Table] | None = None

    def about(self, ids: Collection[str]) -> Sequence[Mapping[str, Any]]:
        """The jobs that name any of the ids: what each was, when it began, how it stands."""
        if not ids:
            return []
        with self._open() as held:
            jobs = self._naming(held, ids)
            table = self._tables.get(_JOBS)
            if table is None or not jobs:
                return []
            c = table.c
            query = select(c.workflow_uuid, c.name, c.status, c.created_at).where(
                c.workflow_uuid.in_(jobs)
            )
            return [_told(row) for row in held.execute(query)]

    def forget(self, ids: Collection[str]) -> int:
        """Deletes every job that names any of the ids, with its inputs, steps and results."""
        if not ids:
            return 0
        with self._open() as held:
            jobs = self._naming(held, ids)
            self._delete(held, jobs)
        if jobs:
            self._settle()
        return len(jobs)

    def ids(self) -> Iterable[str]:
        """Every id that any job names."""
        with self._open() as held:
            texts = (said for _job, said in self._texts(held))
            return sorted({found.decode() for one in texts for found in _ID.findall(one)})

    def older(self, moment: datetime) -> int:
        """How many jobs ended then or before."""
        with self._open() as held:
            return len(self._ended(held, moment))

    def drop_before(self, moment: datetime) -> int:
        """Deletes the jobs that ended then or before."""
        with self._open() as held:
            jobs = self._ended(held, moment)
            self._delete(held, jobs)
        if jobs:
            self._settle()
        return len(jobs)

    def _ended(self, held: Connection, moment: datetime) -> set[str]:
        table = self._tables.get(_JOBS)
        if table is None:
            return set()
        limit = int(moment.timestamp() * 1000)
        ended = table.c.status.not_in(_UNDER_WAY) & (table.c.updated_at <= limit)
        return set(held.scalars(select(table.c.workflow_uuid).where(ended)))

    def _naming(self, held: Connection, ids: Collection[str]) -> set[str]:
        wanted = {one.encode() for one in ids}
        known = {one for one in wanted if _ID.fullmatch(one)}
        return {job for job, said in self._texts(held) if _names(said, known, wanted - known)}

    def _texts(self, held: Connection) -> Iterator[tuple[str, bytes]]:
        """Every text of every job, read as it stands and, where it is wrapped up, unwrapped."""
        for table, job in self._of_jobs():
            for row in held.execute(select(job, *table.c)):
                yield row[0], b"\n".join(_unwrapped(one) for one in row if isinstance(one, str))

    def _delete(self, held: Connection, jobs: Collection[str]) -> None:
        if jobs:
            # The row that others hang on is the last to go.
            for table, job in sorted(self._of_jobs(), key=lambda one: one[0].name == _JOBS):
                held.execute(delete(table).where(job.in_(jobs)))

    def _of_jobs(self) -> Iterator[tuple[Table, Column[Any]]]:
        for table in self._tables.values():
            yield from ((table, table.c[name]) for name in _JOB_COLUMNS if name in table.c)

    @contextmanager
    def _open(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as fault:
            raise StorageUnavailableError("The store of jobs is busy or away.") from fault

    @property
    def _tables(self) -> Mapping[str, Table]:
        """The tables as this version of the library made them; none before it first ran."""
        if self._found is None:
            engine = self._engine
            schema = None if engine.dialect.name == "sqlite" else _SCHEMA
            found = MetaData(schema=schema)
            if inspect(engine).has_table(_JOBS, schema=schema):
                found.reflect(engine)
                self._found = {table.name: table for table in found.tables.values()}
        return self._found or {}

    @cached_property
    def _engine(self) -> Engine:
        return make_engine(self._url)

    def _settle(self) -> None:
        if self._engine.dialect.name == "sqlite":
            clear_journal(self._engine)


def _names(said: bytes, known: Collection[bytes], others: Collection[bytes]) -> bool:
    """Ids of the usual form are looked up at once, however many there are."""
    return not set(_ID.findall(said)).isdisjoint(known) or any(one in said for one in others)


def _told(row: Any) -> dict[str, Any]:
    began = datetime.fromtimestamp(row.created_at / 1000, UTC).isoformat()
    return {"job": row.workflow_uuid, "what": row.name, "state": row.status, "began": began}


def _unwrapped(text: str) -> bytes:
    try:
        inside = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        inside = b""
    return text.encode("utf-8", "replace") + b"\n" + inside
