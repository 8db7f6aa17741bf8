"""Shows texts in place of sending them: for trying out, and for tests."""

from __future__ import annotations

from bot.domain.mail import MailParts
from bot.domain.outbox import ShownMessage
from bot.domain.reaching import Address
from bot.ports import Clock, Storage


class LocalTexts:
    """The Carrier of texts that puts them where the outbox page shows them."""

    only_shows = True

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    def send(
        self, to: Address, subject: str, words: str, key: str, parts: MailParts | None = None
    ) -> str:
        """Stores the text to be shown; again under the same key it is the same text."""
        with self._storage.transaction() as work:
            return work.outbox.add(ShownMessage(key, to, subject, words, self._clock.now()))
