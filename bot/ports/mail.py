"""What the services need of mails beyond what they share with texts."""

from __future__ import annotations

from typing import Protocol

from bot.domain.mail import MailParts
from bot.domain.notification import NotificationId


class MailPartsRepository(Protocol):
    """What mails have beyond their words; deleted with their notifications.

    Of a code that has been sent nothing is kept: it would stand in the page of the mail.
    """

    def put(self, notification_id: NotificationId, parts: MailParts) -> None:
        """Stores the parts of a notification that has just been stored."""
        ...

    def of(self, notification_id: NotificationId) -> MailParts | None:
        """The parts, with the attachments in their order; None for a mail of words alone."""
        ...
