"""Shows e-mails in place of sending them: for trying out, and for tests."""

from __future__ import annotations

from bot.domain.outbox import ShownMessage
from bot.domain.reaching import Address
from bot.ports import Clock, Storage


class LocalMails:
    """The Carrier of e-mails that puts them where the outbox page shows them."""

    only_shows = True

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    def send(self, to: Address, subject: str, words: str, key: str) -> str:
        """Stores the mail to be shown; again under the same key it is the same mail."""
        with self._storage.transaction() as work:
            return work.outbox.add(ShownMessage(key, to, subject, words, self._clock.now()))
