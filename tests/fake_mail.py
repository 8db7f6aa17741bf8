"""A box for mails that notes what it was given."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.domain.inbound_mail import ReceivedMail


@dataclass
class FakeBox:
    """A MailBox that takes the marks that it is told to, and raises what it is told to."""

    name: str = "post"
    takes_automatic: bool = False
    marks: frozenset[str] = frozenset({""})
    fault: Exception | None = None
    got: list[tuple[ReceivedMail, str]] = field(default_factory=list)

    def takes(self, mark: str) -> bool:
        """Whether it was told to."""
        return mark in self.marks

    def receive(self, mail: ReceivedMail, mark: str) -> None:
        """Notes the mail."""
        if self.fault:
            raise self.fault
        self.got.append((mail, mark))
