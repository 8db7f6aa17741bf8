"""Sends messages to people: what is meant is stored first, and only then is it sent."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from bot.domain.errors import NotFoundError
from bot.domain.feedback import Owner
from bot.domain.mail import MailParts
from bot.domain.notification import About, Notification, NotificationId, Withheld
from bot.domain.reaching import Address, Means
from bot.domain.sending import errand_of
from bot.ports import Clock, Sender, Storage, Work
from bot.services.may_write import MayWrite


@dataclass(frozen=True, slots=True)
class Message:
    """A message that is meant to go; `key` says which, so it goes once.

    Texts have no subject and no parts. A mail's words stand by themselves, whatever its parts show.
    """

    key: str
    to: Address
    about: About
    words: str
    owner: Owner
    subject: str = ""
    parts: MailParts | None = None


class Notify:
    """The only way to a person. Times are real, whatever day the rest is set to."""

    def __init__(
        self,
        storage: Storage,
        sender: Sender,
        gate: MayWrite,
        clock: Clock,
        queued: frozenset[Means] = frozenset(),
    ) -> None:
        self._storage = storage
        self._sender = sender
        self._clock = clock
        self._queued = queued
        self.gate = gate

    def is_queued(self, means: Means) -> bool:
        """Whether what goes so is left to a queue: once it is stored, it is on its way."""
        return means in self._queued

    def send(self, message: Message) -> Notification | Withheld:
        """Stores the message and sends it; or why it may not be sent, and then nothing is stored.

        What goes by a queue is only queued, and still `created` when this returns.
        The same key twice is one notification: the second call sends only what never went.
        """
        with self._storage.transaction() as work:
            meant = self.intend(work, message)
        return meant if isinstance(meant, Withheld) else self.deliver(meant.id)

    def intend(self, work: Work, message: Message) -> Notification | Withheld:
        """Stores the message in the caller's transaction, to be delivered once that committed.

        What goes by a queue is queued with it.
        """
        if held := work.notifications.of_key(message.key):
            return held
        why_not = self.gate.why_not(work, message.to, message.about, message.owner)
        if why_not:
            return why_not
        meant = Notification(
            id=NotificationId(str(uuid.uuid4())),
            key=message.key,
            to=message.to,
            about=message.about,
            words=message.words,
            owner=message.owner,
            created_at=self._clock.now(),
            subject=message.subject,
        )
        work.notifications.put(meant)
        if message.parts:
            work.mail_parts.put(meant.id, message.parts)
        if self.is_queued(meant.to.means):
            work.outgoing.put([errand_of(meant)])
        return meant

    def deliver(self, notification: NotificationId) -> Notification:
        """Sends what was stored, if it is still to be sent; how it stands afterwards.

        STOP heard since then is heeded; what goes by a queue is left to it. Raises NotFoundError
        for one that was erased meanwhile.
        """
        held = self._held(notification)
        if not self.is_queued(held.to.means):
            self._sender.send(notification)
            held = self._held(notification)
        return held

    def _held(self, notification: NotificationId) -> Notification:
        with self._storage.transaction() as work:
            held = work.notifications.get(notification)
        if held is None:
            raise NotFoundError("notification")
        return held
