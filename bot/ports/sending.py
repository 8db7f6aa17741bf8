"""What durable sending needs: attempts stored before they are made, a queue, and an enquiry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.notification import NotificationId, State
from bot.domain.reaching import Address
from bot.domain.sending import Attempt, Errand


class Enquiry(Protocol):
    """Asks whoever carries messages what it took: for attempts that nobody knows the end of."""

    def taken(self, to: Address, words: str, since: datetime) -> list[str]:
        """The provider's ids of messages of these words to this address since then, oldest first.

        Raises CarrierUnavailableError where it cannot be asked now.
        """
        ...


class Sender(Protocol):
    """Sends what was stored to be sent."""

    def send(self, notification_id: NotificationId) -> Errand | None:
        """Makes the attempt that is due, if one is; the errand for when it must be looked at again.

        Safe to call at any time, any number of times, in several processes at once.
        """
        ...


class AttemptRepository(Protocol):
    """Attempts at notifications; deleted with them."""

    def begin(self, attempts: Sequence[Attempt]) -> set[NotificationId]:
        """Stores attempts that are about to be made, one of a notification at most.

        Returns whose were stored: not those of which that number is stored already.
        """
        ...

    def end(self, attempt: Attempt) -> bool:
        """Stores what came of an open attempt; False where it had ended already."""
        ...

    def settle(self, ended: Sequence[tuple[Attempt, State]]) -> None:
        """Stores what came of open attempts and moves their notifications on, as far as it may.

        As `end` and `advance` of each: what had ended stays, and nothing moves back.
        """
        ...

    def note(self, attempt: Attempt) -> None:
        """Stores the code and the next moment of an attempt that had ended."""
        ...

    def last(self, notification_id: NotificationId) -> Attempt | None:
        """The last attempt, or None."""
        ...

    def last_of(
        self, notification_ids: Sequence[NotificationId]
    ) -> Mapping[NotificationId, Attempt]:
        """The last attempt of each that has any."""
        ...

    def of_provider_id(self, provider_id: str) -> Attempt | None:
        """The attempt that the provider gave this id, or None."""
        ...

    def not_ours_yet(self, provider_ids: Iterable[str]) -> list[str]:
        """Those of the ids that no attempt has, in their order."""
        ...

    def advance(
        self,
        notification_id: NotificationId,
        state: State,
        at: datetime,
        provider_id: str | None = None,
    ) -> bool:
        """Moves the notification on to the state; False where it stood there or further.

        One conditional update decides, so nothing ever moves it back. Unless it is to be tried
        again, a code in its words is then hidden.
        """
        ...

    def overdue(self, before: datetime, limit: int) -> list[tuple[NotificationId, int]]:
        """Notifications that should have been looked at before that moment, with their attempts.

        Never begun, to be tried again by then, or in doubt since; oldest first.
        """
        ...


class OutgoingQueue(Protocol):
    """Queues what is to be sent, by name only: who sends it need not be of this process."""

    def put(self, errands: Iterable[Errand]) -> None:
        """Queues them with the transaction: if it is rolled back, nothing is queued.

        The same notification and attempt twice is one errand.
        """
        ...
