"""What mails have beyond their words, and which mailboxes take none, in the database."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from bot.domain.mail import Attachment, MailParts
from bot.domain.notification import About, NotificationId
from connectors.storage.mail_tables import mail_attachments, mail_parts, mail_troubles
from connectors.storage.reaching_repository import insert_new


class SqlMailParts:
    """The MailPartsRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, notification_id: NotificationId, parts: MailParts) -> None:
        row = {
            "notification_id": notification_id,
            "html": parts.html,
            "unsubscribe": parts.unsubscribe,
            "reply_to": parts.reply_to,
            "answers": parts.answers,
        }
        self._connection.execute(insert(mail_parts).values(**row))
        files = [
            {
                "notification_id": notification_id,
                "number": number,
                "name": one.name,
                "media_type": one.media_type,
                "content": one.content,
            }
            for number, one in enumerate(parts.attachments)
        ]
        if files:
            self._connection.execute(insert(mail_attachments), files)

    def of(self, notification_id: NotificationId) -> MailParts | None:
        p = mail_parts.c
        row = self._connection.execute(
            select(p.html, p.unsubscribe, p.reply_to, p.answers).where(
                p.notification_id == notification_id
            )
        ).first()
        if row is None:
            return None
        files = self._files(notification_id)
        return MailParts(row.html, files, row.unsubscribe, row.reply_to, row.answers)

    def _files(self, notification_id: NotificationId) -> tuple[Attachment, ...]:
        a = mail_attachments.c
        query = (
            select(a.name, a.media_type, a.content)
            .where(a.notification_id == notification_id)
            .order_by(a.number)
        )
        return tuple(Attachment(*row) for row in self._connection.execute(query))


def drop_parts(connection: Connection, notification_id: NotificationId) -> None:
    """Deletes all that a mail has beyond its words; no matter if there is nothing."""
    for table in (mail_parts, mail_attachments):
        connection.execute(delete(table).where(table.c.notification_id == notification_id))


class SqlMailTroubles:
    """The MailTroubleRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, address_hash: str, about: About, at: datetime) -> int:
        c = mail_troubles.c
        self._begin(address_hash, about, at)
        counted = update(mail_troubles).where(*_one(address_hash, about))
        self._connection.execute(counted.values(failures=c.failures + 1, last_at=at))
        held = self._connection.scalar(select(c.failures).where(*_one(address_hash, about)))
        return int(held or 0)

    def stop(self, address_hash: str, about: About, at: datetime) -> None:
        c = mail_troubles.c
        self._begin(address_hash, about, at)
        stopped = update(mail_troubles).where(*_one(address_hash, about), c.stopped_at.is_(None))
        self._connection.execute(stopped.values(stopped_at=at))

    def is_stopped(self, address_hash: str, about: About) -> bool:
        query = select(mail_troubles.c.stopped_at).where(*_one(address_hash, about))
        return self._connection.scalar(query) is not None

    def arrived(self, address_hash: str, about: About) -> None:
        c = mail_troubles.c
        none_left = delete(mail_troubles).where(*_one(address_hash, about), c.stopped_at.is_(None))
        self._connection.execute(none_left)

    def lift(self, address_hash: str) -> None:
        c = mail_troubles.c
        self._connection.execute(delete(mail_troubles).where(c.address_hash == address_hash))

    def _begin(self, address_hash: str, about: About, at: datetime) -> None:
        row = {"address_hash": address_hash, "about": about.value, "failures": 0, "last_at": at}
        self._connection.execute(insert_new(self._connection, mail_troubles).values(**row))


def _one(address_hash: str, about: About) -> tuple[ColumnElement[bool], ...]:
    c = mail_troubles.c
    return c.address_hash == address_hash, c.about == about.value
