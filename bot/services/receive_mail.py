"""Gives mails that come to whom they are for, and refuses all others in clear words."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from bot.domain.errors import MailRefusedError
from bot.domain.inbound_mail import Addressed, ReceivedMail, addressed
from bot.ports import MailBox, Phrases

logger = logging.getLogger(__name__)


class ReceiveMail:
    """The InboundMail. Nothing is answered by itself: whoever answers does so through Notify."""

    def __init__(
        self, domain: str, boxes: Sequence[MailBox], phrases: Phrases, contact: str
    ) -> None:
        """`contact` is where people can write instead, empty if there is no such place."""
        self._domain = domain
        self._boxes = {one.name: one for one in boxes}
        self._phrases = phrases
        self._contact = contact

    def why_not(self, recipient: str) -> str | None:
        """Why no mail for the address is taken, or None."""
        return None if self._found(recipient) else self._refusal()

    def receive(self, recipient: str, mail: ReceivedMail) -> None:
        """Gives the mail to its box; an out-of-office answer is heard by nobody, and not answered.

        Raises MailRefusedError for an address that takes none.
        """
        found = self._found(recipient)
        if found is None:
            raise MailRefusedError(self._refusal())
        box, to = found
        if mail.is_automatic and not box.takes_automatic:
            logger.info("A mail that a machine wrote to %s is left alone", box.name)
            return
        box.receive(mail, to.mark)

    def _found(self, recipient: str) -> tuple[MailBox, Addressed] | None:
        to = addressed(recipient, self._domain)
        box = self._boxes.get(to.box) if to else None
        return (box, to) if box and to and box.takes(to.mark) else None

    def _refusal(self) -> str:
        if self._contact:
            return self._phrases.say("mail.refused.write_to", contact=self._contact)
        return self._phrases.say("mail.refused")
