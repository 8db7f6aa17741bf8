"""Tells whoever runs the service of a lead that no mailbox of its buyer takes, so one is found."""

from __future__ import annotations

from bot.domain.feedback import Owner
from bot.domain.introduction import Introduction
from bot.domain.introduction_limits import gives_up_at
from bot.domain.letter import Block, Paragraph
from bot.domain.notification import About, NotificationId, Withheld
from bot.domain.reaching import Address
from bot.ports import Phrases, Work
from bot.services.notify import Notify
from bot.services.tell_door import day_and_month
from bot.services.tell_introductions import key_of
from bot.services.write_mail import MailToWrite, WriteMail

_SHORT = 8


class TellCoordinator:
    """One mail a lead and time that it came back; it is the firm's, and erased with it."""

    def __init__(
        self, phrases: Phrases, notify: Notify, mails: WriteMail, to: Address | None
    ) -> None:
        """`to` is the operator's own address; nothing is sent where none is named."""
        self._say = phrases.say
        self._notify = notify
        self._mails = mails
        self._to = to

    def intend(self, work: Work, one: Introduction) -> list[NotificationId]:
        """Stores the mail in the caller's transaction; the same again is no second one."""
        if self._to is None:
            return []
        meant = self._notify.intend(work, self._mails.write(self._mail(one, self._to)))
        return [] if isinstance(meant, Withheld) else [meant.id]

    def _mail(self, one: Introduction, to: Address) -> MailToWrite:
        say, last = self._say, one.last
        about = f" {say('told.about', title=one.title)}" if one.title else ""
        blocks: list[Block] = [
            Paragraph(say("stray.words", firm=one.firm, buyer=one.buyer, about=about)),
            Paragraph(say(f"stray.why.{key_of(last)}", day=day_and_month(last.at))),
        ]
        if last.words:
            blocks.append(Paragraph(say("stray.said", words=last.words)))
        ends = day_and_month(gives_up_at(one))
        blocks += [
            Paragraph(say("stray.do", buyer=one.buyer)),
            Paragraph(say("stray.ends", day=ends, short=one.id[:_SHORT]), is_quiet=True),
        ]
        return MailToWrite(
            key=f"stray:{one.id}:{len(one.history)}",
            to=to,
            about=About.STRAY_LEAD,
            owner=Owner(supplier=one.supplier),
            subject=say("stray.subject", buyer=one.buyer),
            heading=say("stray.subject", buyer=one.buyer),
            blocks=tuple(blocks),
            why=say("stray.why_you"),
        )
