"""What mails have beyond their words, in the database."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from bot.domain.mail import Attachment, MailParts
from bot.domain.notification import NotificationId
from connectors.storage.mail_tables import mail_attachments, mail_parts


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
