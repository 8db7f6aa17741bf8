"""What the services ask of mails that come."""

from __future__ import annotations

from typing import Protocol

from bot.domain.inbound_mail import ReceivedMail


class MailBox(Protocol):
    """One address that takes mail: whoever takes mails in registers one."""

    @property
    def name(self) -> str:
        """What stands before `+` or `@` in its address: small letters, at most ten."""
        ...

    @property
    def takes_automatic(self) -> bool:
        """Whether what machines wrote is for it; otherwise it never sees any."""
        ...

    def takes(self, mark: str) -> bool:
        """Whether a mail with this mark (empty for none) is taken, before it is sent over."""
        ...

    def receive(self, mail: ReceivedMail, mark: str) -> None:
        """Does all there is to do about the mail; committed once it returns.

        The same mail may come again, as after a crash: by its id it is the same. Raises
        MailRefusedError with words for whoever wrote it, or TryAgainError, and then it comes again.
        """
        ...


class InboundMail(Protocol):
    """All addresses of the service, to whoever hands mails over."""

    def why_not(self, recipient: str) -> str | None:
        """Why no mail for the address is taken, in words for whoever wrote it; None if it is."""
        ...

    def receive(self, recipient: str, mail: ReceivedMail) -> None:
        """Gives the mail to whom it is for. What a machine wrote goes only to who wants that.

        Raises MailRefusedError or TryAgainError.
        """
        ...
