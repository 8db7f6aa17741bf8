"""Sends messages to people: what is meant is stored first, and only then is it sent."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.errors import (
    AddressRefusedError,
    CarrierUnavailableError,
    DoorstepError,
    NotFoundError,
)
from bot.domain.feedback import Owner
from bot.domain.notification import (
    About,
    Notification,
    NotificationId,
    State,
    Withheld,
    without_code,
)
from bot.domain.reaching import Address, Means
from bot.ports import Carrier, Clock, Storage, Work
from bot.services.may_write import MayWrite


@dataclass(frozen=True, slots=True)
class Message:
    """A message that is meant to go; `key` says which, so it goes once. Texts have no subject."""

    key: str
    to: Address
    about: About
    words: str
    owner: Owner
    subject: str = ""


class Notify:
    """The only way to a person. Times are real, whatever day the rest is set to."""

    def __init__(
        self, storage: Storage, carriers: Mapping[Means, Carrier], gate: MayWrite, clock: Clock
    ) -> None:
        self._storage = storage
        self._carriers = carriers
        self._clock = clock
        self.gate = gate

    def send(self, message: Message) -> Notification | Withheld:
        """Stores the message and sends it; or why it may not be sent, and then nothing is stored.

        The same key twice is one notification: the second call sends only what never went.
        """
        with self._storage.transaction() as work:
            meant = self.intend(work, message)
        return meant if isinstance(meant, Withheld) else self.deliver(meant.id)

    def intend(self, work: Work, message: Message) -> Notification | Withheld:
        """Stores the message in the caller's transaction, to be delivered once that committed."""
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
        return meant

    def deliver(self, notification: NotificationId) -> Notification:
        """Sends what was stored, if it is still to be sent; how it stands afterwards.

        STOP heard since then is heeded. Raises NotFoundError for one that was erased meanwhile.
        """
        with self._storage.transaction() as work:
            is_mine = work.notifications.take(notification, self._clock.now())
            held = work.notifications.get(notification)
            if held is None:
                raise NotFoundError("notification")
            why_not = self.gate.why_not(work, held.to, held.about, held.owner)
        if not is_mine:
            return held
        if why_not:
            return self._settle(held, State.PERMANENT_FAILURE)
        return self._hand_over(held)

    def _hand_over(self, held: Notification) -> Notification:
        carrier = self._carriers[held.to.means]
        try:
            provider_id = carrier.send(held.to, held.subject, held.words, held.key)
        except CarrierUnavailableError:
            return self._settle(held, State.TEMPORARY_FAILURE)
        except AddressRefusedError:
            return self._settle(held, State.PERMANENT_FAILURE)
        except DoorstepError:
            return self._settle(held, State.TECHNICAL_FAILURE)
        return self._settle(held, State.SENT, provider_id)

    def _settle(
        self, held: Notification, state: State, provider_id: str | None = None
    ) -> Notification:
        over = held.about is About.CODE and state is not State.TEMPORARY_FAILURE
        words, now = without_code(held.words) if over else held.words, self._clock.now()
        with self._storage.transaction() as work:
            work.notifications.settle(held.id, state, now, words=words, provider_id=provider_id)
            return work.notifications.get(held.id) or held
