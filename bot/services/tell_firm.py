"""Tells a firm's people what concerns the facts that buyers read of it, where they agreed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.consent import Purpose, by, given
from bot.domain.feedback import Owner
from bot.domain.letter import Paragraph
from bot.domain.notification import About, NotificationId, Withheld
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.domain.supplier import SupplierId
from bot.ports import Phrases, Work
from bot.services.message_words import MessageWords
from bot.services.notify import Message, Notify
from bot.services.tell_steps import told_at
from bot.services.write_mail import MailToWrite, WriteMail


@dataclass(frozen=True, slots=True)
class Around:
    """What stands in every such message: who sends it, and how they end."""

    sender: str
    stop: str


class TellFirm:
    """To whoever agreed to be told what comes of being put forward, else to texts about work."""

    def __init__(
        self, phrases: Phrases, notify: Notify, writing: tuple[MessageWords, WriteMail]
    ) -> None:
        self._say = phrases.say
        self._notify = notify
        self._words, self._mails = writing

    def intend(
        self, work: Work, firm: SupplierId, key: str, words: Callable[[Around], str]
    ) -> list[NotificationId]:
        """Stores a message for each of the firm's people, in the caller's transaction; once a key.

        To be delivered once that committed.
        """
        meant = []
        for member in work.people.members(firm):
            to = _reached(work, member.person)
            if to is None:
                continue
            message = self._message(f"{key}:{member.person[:18]}", to, member.person, words)
            kept = self._notify.intend(work, message)
            meant += [] if isinstance(kept, Withheld) else [kept.id]
        return meant

    def deliver(self, meant: list[NotificationId]) -> None:
        """Sends what was intended; again sends nothing twice."""
        for one in meant:
            self._notify.deliver(one)

    def _message(
        self,
        key: str,
        to: tuple[Address, About],
        person: PersonId,
        words: Callable[[Around], str],
    ) -> Message:
        address, about = to
        said = words(Around(self._words.sender, self._say(f"told.stop.{address.means}")))
        if address.means is Means.TEXT:
            return Message(key, address, about, said, Owner(person=person))
        subject, why = self._say("told_firm.subject"), self._say("told_firm.why")
        mail = MailToWrite(
            key, address, about, Owner(person=person), subject, subject, (Paragraph(said),), why
        )
        return self._mails.write(mail)


def _reached(work: Work, person: PersonId) -> tuple[Address, About] | None:
    """Where, and by which of their consents."""
    if to := told_at(work, person):
        return to, About.INTRODUCTION
    steps = by(Means.TEXT, work.consents.of(Owner(person=person), Purpose.ALERTS))
    if not given(steps):
        return None
    points = (point.address for point in work.people.points(person))
    text = next((one for one in points if one.means is Means.TEXT), None)
    return (text, About.FIRM_FACTS) if text else None
