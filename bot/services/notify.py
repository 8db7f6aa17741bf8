"""Sends messages to people: what is meant is stored first, and only then is it sent."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
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
        return self.intend_each(work, [message])[0]

    def intend_each(self, work: Work, messages: Sequence[Message]) -> list[Notification | Withheld]:
        """The same of each, no two of one key, however many with the same few questions."""
        held = work.notifications.of_keys([one.key for one in messages])
        new = [one for one in messages if one.key not in held]
        judged = dict(zip((one.key for one in new), self.judge_each(work, new), strict=True))
        meant = {one.key: self._meant(one) for one in new if judged[one.key] is None}
        work.notifications.put_all(list(meant.values()))
        for one in new:
            if one.parts and one.key in meant:
                work.mail_parts.put(meant[one.key].id, one.parts)
        work.outgoing.put([errand_of(m) for m in meant.values() if self.is_queued(m.to.means)])
        known = {**held, **meant}
        return [judged.get(one.key) or known[one.key] for one in messages]

    def judge_each(self, work: Work, messages: Sequence[Message]) -> list[Withheld | None]:
        """Why each may not be sent now, or None."""
        asked = [(one.to, one.about, one.owner) for one in messages]
        return self.gate.why_not_each(work, asked)

    def _meant(self, message: Message) -> Notification:
        return Notification(
            id=NotificationId(str(uuid.uuid4())),
            key=message.key,
            to=message.to,
            about=message.about,
            words=message.words,
            owner=message.owner,
            created_at=self._clock.now(),
            subject=message.subject,
        )

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

    def deliver_each(self, those: Sequence[Notification]) -> None:
        """Sends what was just stored and goes by no queue: what does is on its way."""
        for one in those:
            if not self.is_queued(one.to.means):
                self.deliver(one.id)

    def _held(self, notification: NotificationId) -> Notification:
        with self._storage.transaction() as work:
            held = work.notifications.get(notification)
        if held is None:
            raise NotFoundError("notification")
        return held
