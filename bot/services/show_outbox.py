"""Shows what would have been sent, where messages are shown in place of being sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.outbox import Phone, ShownMessage, phones_of
from bot.domain.reaching import Means
from bot.ports import Storage

MOST = 200
"""Messages of a kind that are shown, the latest."""


@dataclass(frozen=True, slots=True)
class Outbox:
    """Phones with their texts, and mails, the latest first."""

    phones: Sequence[Phone]
    mails: Sequence[ShownMessage]


class ShowOutbox:
    """The outbox, as a page shows it."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def latest(self) -> Outbox:
        """The latest texts by phone, with those that answered them, and the latest mails."""
        with self._storage.transaction() as work:
            shown, came = work.outbox.latest(MOST), work.inbound_texts.latest(MOST)
        mails = [one for one in reversed(shown) if one.to.means is Means.MAIL]
        return Outbox(phones_of(shown, came), mails)
