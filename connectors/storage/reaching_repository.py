"""Messages to people, suppressions, texts that came, and the outbox, in the database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.buyer_contact import BuyerContactId
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.inbound import InboundText
from bot.domain.notification import TO_BE_SENT, About, Notification, NotificationId, State
from bot.domain.outbox import ShownMessage
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.domain.supplier import SupplierId
from connectors.storage.owners import is_of, whose
from connectors.storage.reaching_tables import (
    inbound_texts,
    notifications,
    outbox,
    suppressions,
    text_threads,
)

Insert = sqlite.Insert | postgresql.Insert

_TAKE = (
    update(notifications)
    .where(
        notifications.c.id.in_(bindparam("asked", expanding=True)),
        notifications.c.state.in_([one.value for one in TO_BE_SENT]),
    )
    .values(state=State.SENDING.value, changed_at=bindparam("at"))
    .returning(notifications)
)
_OF_KEYS = select(notifications).where(notifications.c.key.in_(bindparam("asked", expanding=True)))
_SUPPRESSED = select(suppressions.c.address_hash).where(
    suppressions.c.means == bindparam("of_means"),
    suppressions.c.address_hash.in_(bindparam("asked", expanding=True)),
)


class SqlNotifications:
    """The NotificationRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put_all(self, those: Sequence[Notification]) -> None:
        rows = [{**_values(one), **whose(one.owner, notifications)} for one in those]
        if rows:
            self._connection.execute(insert_new(self._connection, notifications), rows)

    def get(self, notification_id: NotificationId) -> Notification | None:
        return self._one(select(notifications).where(notifications.c.id == notification_id))

    def of_key(self, key: str) -> Notification | None:
        return self._one(select(notifications).where(notifications.c.key == key))

    def of_keys(self, keys: Collection[str]) -> dict[str, Notification]:
        found = self._connection.execute(_OF_KEYS, {"asked": list(keys)})
        return {row.key: _notification_of(row) for row in found}

    def take(self, asked: Collection[NotificationId], at: datetime) -> list[Notification]:
        given = {"asked": list(asked), "at": at}
        return [_notification_of(row) for row in self._connection.execute(_TAKE, given)]

    def settle(
        self,
        notification_id: NotificationId,
        state: State,
        at: datetime,
        *,
        words: str,
        provider_id: str | None = None,
    ) -> None:
        self._connection.execute(
            update(notifications)
            .where(notifications.c.id == notification_id)
            .values(state=state.value, changed_at=at, words=words, provider_id=provider_id)
        )

    def of(self, owner: Owner) -> list[Notification]:
        c = notifications.c
        query = (
            select(notifications).where(is_of(notifications, owner)).order_by(c.created_at, c.id)
        )
        return [_notification_of(row) for row in self._connection.execute(query)]

    def _one(self, query: Select[Any]) -> Notification | None:
        row = self._connection.execute(query).first()
        return _notification_of(row) if row else None


class SqlSuppressions:
    """The SuppressionRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, means: Means, address_hash: str, at: datetime) -> bool:
        row = {"means": means.value, "address_hash": address_hash, "at": at}
        new = insert_new(self._connection, suppressions).values(**row)
        return bool(self._connection.execute(new).rowcount)

    def lift(self, means: Means, address_hash: str) -> bool:
        c = suppressions.c
        gone = self._connection.execute(
            delete(suppressions).where(c.means == means.value, c.address_hash == address_hash)
        )
        return bool(gone.rowcount)

    def holds(self, means: Means, address_hash: str) -> bool:
        return bool(self.among(means, [address_hash]))

    def among(self, means: Means, hashes: Sequence[str]) -> set[str]:
        if not hashes:
            return set()
        given = {"of_means": means.value, "asked": list(hashes)}
        return set(self._connection.scalars(_SUPPRESSED, given))


class SqlInboundTexts:
    """The InboundTextRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, text: InboundText) -> bool:
        row = {"id": text.id, "sender": text.sender.value, "words": text.words, "at": text.at}
        new = insert_new(self._connection, inbound_texts).values(**row)
        return bool(self._connection.execute(new).rowcount)

    def is_waiting(self, text_id: str) -> bool:
        c = inbound_texts.c
        query = select(c.id).where(c.id == text_id, c.answered_at.is_(None))
        return self._connection.execute(query).first() is not None

    def waiting(self, limit: int) -> list[InboundText]:
        c = inbound_texts.c
        query = select(inbound_texts).where(c.answered_at.is_(None)).order_by(c.number).limit(limit)
        return [_text_of(row) for row in self._connection.execute(query)]

    def note_answered(self, text_id: str, at: datetime) -> None:
        c = inbound_texts.c
        done = update(inbound_texts).where(c.id == text_id).values(answered_at=at)
        self._connection.execute(done)

    def of(self, sender: Address) -> list[InboundText]:
        c = inbound_texts.c
        query = select(inbound_texts).where(c.sender == sender.value).order_by(c.number)
        return [_text_of(row) for row in self._connection.execute(query)]

    def latest(self, limit: int) -> list[InboundText]:
        query = select(inbound_texts).order_by(inbound_texts.c.number.desc()).limit(limit)
        return [_text_of(row) for row in self._connection.execute(query)][::-1]

    def thread(self, sender: Address) -> ConversationId | None:
        c = text_threads.c
        query = select(c.conversation_id).where(c.sender == sender.value)
        found = self._connection.scalar(query)
        return ConversationId(found) if found else None

    def number_of(self, conversation: ConversationId) -> Address | None:
        c = text_threads.c
        query = select(c.sender).where(c.conversation_id == conversation)
        found = self._connection.scalar(query)
        return Address(Means.TEXT, found) if found else None

    def begin_thread(self, sender: Address, conversation: ConversationId) -> None:
        c = text_threads.c
        self._connection.execute(delete(text_threads).where(c.sender == sender.value))
        row = {"sender": sender.value, "conversation_id": conversation}
        self._connection.execute(insert(text_threads).values(**row))

    def forget(self, sender: Address) -> None:
        for table in (inbound_texts, text_threads):
            self._connection.execute(delete(table).where(table.c.sender == sender.value))


class SqlOutbox:
    """The OutboxRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, message: ShownMessage) -> str:
        row = {
            "key": message.key,
            "means": message.to.means.value,
            "address": message.to.value,
            "subject": message.subject,
            "words": message.words,
            "at": message.at,
            "source": message.source,
        }
        self._connection.execute(insert_new(self._connection, outbox).values(**row))
        number = self._connection.scalar(select(outbox.c.number).where(outbox.c.key == message.key))
        return f"local-{number}"

    def latest(self, limit: int) -> list[ShownMessage]:
        query = select(outbox).order_by(outbox.c.number.desc()).limit(limit)
        return [
            ShownMessage(
                row.key,
                Address(Means(row.means), row.address),
                row.subject,
                row.words,
                row.at,
                row.source,
            )
            for row in self._connection.execute(query)
        ][::-1]

    def forget(self, to: Address) -> None:
        c = outbox.c
        of_it = (c.means == to.means.value, c.address == to.value)
        self._connection.execute(delete(outbox).where(*of_it))


def insert_new(connection: Connection, table: Any) -> Insert:
    """An insert that writes nothing where a unique value is held already."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    new: Insert = dialect.insert(table).on_conflict_do_nothing()
    return new


def _values(one: Notification) -> dict[str, Any]:
    return {
        "id": one.id,
        "key": one.key,
        "means": one.to.means.value,
        "address": one.to.value,
        "about": one.about.value,
        "subject": one.subject,
        "words": one.words,
        "state": one.state.value,
        "provider_id": one.provider_id,
        "created_at": one.created_at,
        "changed_at": one.changed_at,
    }


def _notification_of(row: Row[Any]) -> Notification:
    return Notification(
        id=NotificationId(row.id),
        key=row.key,
        to=Address(Means(row.means), row.address),
        about=About(row.about),
        words=row.words,
        owner=Owner(
            ConversationId(row.conversation_id) if row.conversation_id else None,
            SupplierId(row.supplier_id) if row.supplier_id else None,
            PersonId(row.person_id) if row.person_id else None,
            BuyerContactId(row.contact_id) if row.contact_id else None,
        ),
        created_at=row.created_at,
        subject=row.subject,
        state=State(row.state),
        changed_at=row.changed_at,
        provider_id=row.provider_id,
    )


def _text_of(row: Row[Any]) -> InboundText:
    return InboundText(row.id, Address(Means.TEXT, row.sender), row.words, row.at)
