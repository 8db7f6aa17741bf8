"""People who sign in, and who is signed in, in the database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from bot.domain.officer import BuyerName, Officer, OfficerId, Role, Session
from connectors.storage.officer_tables import (
    buyer_domains,
    officer_sessions,
    officers,
    sign_in_links,
)
from connectors.storage.people_tables import people
from connectors.storage.reaching_repository import insert_new


class SqlOfficers:
    """The OfficerRepository on SQLAlchemy; unique keys make adding one idempotent."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, officer: Officer) -> bool:
        if self.of_email(officer.email) or self.get(officer.id):
            return False
        person = insert_new(self._connection, people).values(id=officer.id, since=officer.since)
        self._connection.execute(person)
        self._connection.execute(insert(officers).values(**_officer_row(officer)))
        return True

    def save(self, officer: Officer) -> None:
        held = update(officers).where(officers.c.id == officer.id)
        row = _officer_row(officer)
        kept = {name: row[name] for name in ("role", "signed_in_at", "ended_at")}
        self._connection.execute(held.values(**kept))

    def get(self, officer: OfficerId) -> Officer | None:
        return next(iter(self._those(officers.c.id == officer)), None)

    def of_email(self, email: str) -> Officer | None:
        return next(iter(self._those(officers.c.email == email)), None)

    def of_buyer(self, buyer: BuyerName) -> list[Officer]:
        return self._those(officers.c.buyer == buyer, officers.c.ended_at.is_(None))

    def all(self) -> list[Officer]:
        return sorted(self._those(), key=lambda one: (one.buyer or "", one.email))

    def allow_domain(self, domain: str, buyer: BuyerName, at: datetime) -> None:
        self.refuse_domain(domain)
        self._connection.execute(insert(buyer_domains).values(domain=domain, buyer=buyer, at=at))

    def refuse_domain(self, domain: str) -> bool:
        gone = delete(buyer_domains).where(buyer_domains.c.domain == domain)
        return bool(self._connection.execute(gone).rowcount)

    def domains(self) -> Mapping[str, BuyerName]:
        query = select(buyer_domains.c.domain, buyer_domains.c.buyer)
        return {row.domain: BuyerName(row.buyer) for row in self._connection.execute(query)}

    def _those(self, *which: ColumnElement[bool]) -> list[Officer]:
        query = select(officers).where(*which).order_by(officers.c.email)
        return [_officer_of(row) for row in self._connection.execute(query)]


class SqlSessions:
    """The SessionRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_link(self, token_hash: str, officer: OfficerId, at: datetime) -> None:
        row = {"token_hash": token_hash, "officer_id": officer, "made_at": at}
        self._connection.execute(insert(sign_in_links).values(**row))

    def link(self, token_hash: str) -> tuple[OfficerId, datetime] | None:
        c = sign_in_links.c
        query = select(c.officer_id, c.made_at).where(
            c.token_hash == token_hash, c.used_at.is_(None)
        )
        row = self._connection.execute(query).first()
        return (OfficerId(row.officer_id), row.made_at) if row else None

    def use_link(self, token_hash: str, at: datetime) -> bool:
        c = sign_in_links.c
        unused = update(sign_in_links).where(c.token_hash == token_hash, c.used_at.is_(None))
        return self._connection.execute(unused.values(used_at=at)).rowcount == 1

    def links_since(self, officer: OfficerId, moment: datetime) -> int:
        c = sign_in_links.c
        made = select(func.count()).where(c.officer_id == officer, c.made_at > moment)
        return int(self._connection.execute(made).scalar_one())

    def begin(self, token_hash: str, session: Session) -> None:
        self._connection.execute(
            insert(officer_sessions).values(
                token_hash=token_hash,
                officer_id=session.officer,
                begun_at=session.begun_at,
                seen_at=session.seen_at,
                ended_at=session.ended_at,
            )
        )

    def get(self, token_hash: str) -> Session | None:
        query = select(officer_sessions).where(officer_sessions.c.token_hash == token_hash)
        row = self._connection.execute(query).first()
        if row is None:
            return None
        return Session(OfficerId(row.officer_id), row.begun_at, row.seen_at, row.ended_at)

    def see(self, token_hash: str, at: datetime) -> None:
        c = officer_sessions.c
        seen = update(officer_sessions).where(c.token_hash == token_hash)
        self._connection.execute(seen.values(seen_at=at))

    def end(self, token_hash: str, at: datetime) -> None:
        self._end(officer_sessions.c.token_hash == token_hash, at)

    def end_all_of(self, officer: OfficerId, at: datetime) -> None:
        self._end(officer_sessions.c.officer_id == officer, at)
        c = sign_in_links.c
        unused = update(sign_in_links).where(c.officer_id == officer, c.used_at.is_(None))
        self._connection.execute(unused.values(used_at=at))

    def _end(self, which: ColumnElement[bool], at: datetime) -> None:
        running = update(officer_sessions).where(which, officer_sessions.c.ended_at.is_(None))
        self._connection.execute(running.values(ended_at=at))


def _officer_row(officer: Officer) -> dict[str, Any]:
    return {
        "id": officer.id,
        "email": officer.email,
        "role": officer.role.value,
        "buyer": officer.buyer,
        "since": officer.since,
        "signed_in_at": officer.signed_in_at,
        "ended_at": officer.ended_at,
    }


def _officer_of(row: Row[Any]) -> Officer:
    return Officer(
        OfficerId(row.id),
        row.email,
        Role(row.role),
        BuyerName(row.buyer) if row.buyer else None,
        row.since,
        row.signed_in_at,
        row.ended_at,
    )
