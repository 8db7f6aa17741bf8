"""Writes to firms that a buyer invited: a text where they agreed to texts, else a mail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.entry import Entry
from bot.domain.feedback import Owner
from bot.domain.letter import Button, Link, Paragraph
from bot.domain.notification import About, Notification, NotificationId
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.domain.signed_link import LinkPurpose
from bot.domain.supplier import SupplierId
from bot.ports import Clock, Phrases, SignedLinks, Work
from bot.services.notify import Message, Notify
from bot.services.quote_news import reached
from bot.services.write_mail import MailToWrite, WriteMail

AFTER_CLOSING = timedelta(days=30)
"""How long after closing a firm may still read what it was asked."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What is said once to each of a firm's people; `key` says which.

    `text` gives the words of a text that leads to an address; the rest is a mail, whose button
    leads there.
    """

    key: str
    text: Callable[[str], str]
    subject: str
    heading: str
    lines: tuple[str, ...]
    button: str


class TellInvited:
    """To each person of the firm, by one means; the gate says which they agreed to."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it works with, each once
        self,
        phrases: Phrases,
        notify: Notify,
        mails: WriteMail,
        links: SignedLinks,
        clock: Clock,
        site: str,
    ) -> None:
        self._say = phrases.say
        self._notify = notify
        self._mails = mails
        self._links = links
        self._clock = clock
        self._site = site.rstrip("/")

    def path(self, entry: Entry, supplier: SupplierId) -> str:
        """The path of the page that shows the firm what it was invited to answer."""
        left = entry.deadline - self._clock.now() if entry.deadline else timedelta()
        lasting = max(left, timedelta()) + AFTER_CLOSING
        return (
            f"/invited/{self._links.sign(LinkPurpose.INVITED, f'{entry.id}.{supplier}', lasting)}"
        )

    def url(self, entry: Entry, supplier: SupplierId) -> str:
        """The whole address of that page."""
        return self._site + self.path(entry, supplier)

    def intend(
        self, work: Work, entry: Entry, supplier: SupplierId, saying: Saying
    ) -> Sequence[tuple[Means, NotificationId]]:
        """Stores the messages in the caller's transaction, and by which means each goes.

        None for a person who agreed to neither, or has no proved address. The same key stores
        nothing twice. To be handed to `deliver` once it has committed.
        """
        url = self.url(entry, supplier)
        meant: dict[PersonId, tuple[Means, NotificationId]] = {}
        for person, to in reached(work, Owner(supplier=supplier)):
            if person in meant:
                continue
            kept = self._notify.intend(work, self._message(saying, supplier, person, to, url))
            if isinstance(kept, Notification):
                meant[person] = (kept.to.means, kept.id)
        return tuple(meant.values())

    def deliver(self, meant: Iterable[NotificationId]) -> None:
        """Sends what was intended; again sends nothing twice."""
        for one in meant:
            self._notify.deliver(one)

    def _message(
        self, saying: Saying, supplier: SupplierId, person: PersonId, to: Address, url: str
    ) -> Message:
        key, owner = f"{saying.key}:{supplier[:18]}:{person[:18]}", Owner(person=person)
        if to.means is Means.TEXT:
            words = f"{saying.text(url)} {self._say('invited.stop')}"
            return Message(key, to, About.INVITED, words, owner)
        button = Button(Link(saying.button, url))
        return self._mails.write(
            MailToWrite(
                key=key,
                to=to,
                about=About.INVITED,
                owner=owner,
                subject=saying.subject,
                heading=saying.heading,
                blocks=(*(Paragraph(line) for line in saying.lines), button),
                why=self._say("mail.invited.why", site=self._site),
            )
        )
