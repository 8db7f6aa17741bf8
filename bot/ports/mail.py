"""What the services need of mails beyond what they share with texts."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.domain.letter import LaidOut, Letter
from bot.domain.mail import MailParts
from bot.domain.notification import About, NotificationId


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


class MailLayout(Protocol):
    """The one look of all mails."""

    def lay_out(self, letter: Letter) -> LaidOut:
        """The letter as words and as a page, each saying all of it.

        The page stands by itself: nothing is fetched, no script runs, and what stands in the letter
        is shown as it is, whatever signs it has. Raises DoNotTryAgainError for a link that is no
        http or https address.
        """
        ...


class MailTroubleRepository(Protocol):
    """Mailboxes that mails came back from, by keyed hashes and by what the mails were for."""

    def note(self, address_hash: str, about: About, at: datetime) -> int:
        """Counts one more mail that never arrived; returns how many, in a row."""
        ...

    def stop(self, address_hash: str, about: About, at: datetime) -> None:
        """Stores that mails for this purpose go there no more; no matter if it was so."""
        ...

    def is_stopped(self, address_hash: str, about: About) -> bool:
        """Whether mails for this purpose go there no more."""
        ...

    def arrived(self, address_hash: str, about: About) -> None:
        """Begins the count anew, as a mail arrived; what was stopped stays so."""
        ...

    def lift(self, address_hash: str) -> None:
        """Lets all mails go there again: its owner proved it, or asked for them anew."""
        ...
