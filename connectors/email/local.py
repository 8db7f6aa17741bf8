"""Shows e-mails in place of sending them: for trying out, and for tests."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.mail import MailParts
from bot.domain.outbox import ShownMessage
from bot.domain.reaching import Address
from bot.ports import Clock, Storage
from connectors.email.composing import Letterhead, Mail, compose


class LocalMails:
    """The Carrier of e-mails that puts them where the outbox page shows them.

    Each is made as a server would be given it, so what is shown is what would be sent.
    """

    only_shows = True

    def __init__(self, storage: Storage, clock: Clock, head: Letterhead | None = None) -> None:
        self._storage = storage
        self._clock = clock
        self._head = head or Letterhead()

    def send(
        self, to: Address, subject: str, words: str, key: str, parts: MailParts | None = None
    ) -> str:
        """Stores the mail to be shown; again under the same key it is the same mail."""
        now, whole = self._clock.now(), parts or MailParts()
        mail = Mail(to, subject, words, whole if whole.id else replace(whole, id="local"))
        source = compose(self._head, mail, now)
        with self._storage.transaction() as work:
            return work.outbox.add(ShownMessage(key, to, subject, words, now, source))
