"""Writes to a buyer's officers about what they posted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.entry import Entry
from bot.domain.feedback import Owner
from bot.domain.notification import About, Notification, NotificationId
from bot.domain.reaching import Address, Means
from bot.ports import Work
from bot.services.message_words import MessageWords
from bot.services.notify import Message, Notify


class TellOfficers:
    """To whoever wrote the entry; to all of the buyer's where they have no account any more."""

    def __init__(self, notify: Notify, words: MessageWords, site: str) -> None:
        self._notify = notify
        self._words = words
        self.site = site

    def intend(
        self, work: Work, entry: Entry, key: str, words: str, subject: str, /, **facts: object
    ) -> Sequence[NotificationId]:
        """Stores a mail of those keys of words for each, once, in the caller's transaction."""
        officers = work.officers.of_buyer(entry.buyer)
        authors = [one for one in officers if one.id == entry.author]
        meant = []
        for officer in authors or officers:
            message = Message(
                key=f"{key}:{officer.id[:36]}",
                to=Address(Means.MAIL, officer.email),
                about=About.BUYERS_ERRAND,
                words=self._words.of(words, **facts),
                owner=Owner(person=officer.person),
                subject=self._words.of(subject),
            )
            kept = self._notify.intend(work, message)
            if isinstance(kept, Notification):
                meant.append(kept.id)
        return meant

    def deliver(self, meant: Iterable[NotificationId]) -> None:
        """Sends what was intended; again sends nothing twice."""
        for one in meant:
            self._notify.deliver(one)
