"""Mails a conversation that was handed over to whoever answers, as its owner agreed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.feedback import Owner
from bot.domain.hand_over import HandOver, Line
from bot.domain.letter import Block, Paragraph, Spoken, Subheading
from bot.domain.notification import About, NotificationId, Withheld
from bot.domain.opportunity import LONDON
from bot.domain.reaching import Address
from bot.ports import Phrases, Work
from bot.services.notify import Notify
from bot.services.write_mail import MailToWrite, WriteMail

MOST_CHARACTERS = 40_000
"""Of what was said, the latest: with it a mail is still shown whole by every program."""
_SHORT = 8


class MailHandOver:
    """The mail belongs to the conversation, and is erased here with it."""

    def __init__(self, notify: Notify, mails: WriteMail, phrases: Phrases, to: Address) -> None:
        """`to` is where whoever answers reads."""
        self._notify = notify
        self._mails = mails
        self._phrases = phrases
        self._to = to

    def intend(self, work: Work, hand_over: HandOver) -> NotificationId | None:
        """Stores the mail in the caller's transaction; None where none may be sent.

        One hand-over is one mail, however often this is called.
        """
        message = self._mails.write(self._mail(hand_over))
        meant = self._notify.intend(work, message)
        return None if isinstance(meant, Withheld) else meant.id

    def deliver(self, mail: NotificationId) -> None:
        """Sends what was stored, once that was committed; what goes by a queue is left to it."""
        self._notify.deliver(mail)

    def _mail(self, one: HandOver) -> MailToWrite:
        say, short = self._phrases.say, one.id[:_SHORT]
        about = say("mail.hand_over.about", about=one.about) if one.about else ""
        contact = say("mail.hand_over.contact", contact=one.contact)
        nobody = say("mail.hand_over.no_contact")
        first = (about, contact if one.contact else nobody)
        return MailToWrite(
            key=f"hand-over:{one.id}",
            to=self._to,
            about=About.HAND_OVER,
            owner=Owner(one.conversation),
            subject=say("mail.hand_over.subject"),
            heading=say("mail.hand_over.heading"),
            blocks=(
                Paragraph(say("mail.hand_over.asked", when=_when(one.at))),
                *(Paragraph(line) for line in first if line),
                Paragraph(say("mail.hand_over.close", short=short), is_quiet=True),
                Subheading(say("mail.hand_over.said")),
                *self._said(one.transcript, short),
            ),
            why=say("mail.hand_over.why"),
            preview=about,
            reply_to=one.contact if "@" in one.contact else "",
        )

    def _said(self, transcript: Sequence[Line], short: str) -> list[Block]:
        """The latest of what was said, oldest first; with a line that says where the rest is."""
        say, left = self._phrases.say, MOST_CHARACTERS
        blocks: list[Block] = []
        for line in reversed(transcript):
            left -= len(line.said) + len(line.answered)
            if left < 0:
                blocks.append(Paragraph(say("mail.hand_over.earlier", short=short), is_quiet=True))
                break
            when = _when(line.at)
            blocks += [
                Spoken(say("mail.hand_over.doorstep"), when, line.answered),
                Spoken(say("mail.hand_over.owner"), when, line.said),
            ]
        return blocks[::-1]


def _when(moment: datetime) -> str:
    at = moment.astimezone(LONDON)
    return f"{at.day} {at:%B}, {at:%H:%M}"
