"""Reminds a buyer's mailbox, once, of a firm that it promised to answer."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date, datetime

from bot.domain.buyer_contact import BuyerContact
from bot.domain.feedback import Owner
from bot.domain.introduction import Introduction
from bot.domain.introduction_limits import after_working_days
from bot.domain.lead_answer import LeadChoice
from bot.domain.letter import Link, Links, Paragraph
from bot.domain.notification import About, NotificationId, Withheld
from bot.ports import Phrases, Work
from bot.services.contact_links import ContactLinks, LeadLink
from bot.services.lead_mailboxes import mailbox_with
from bot.services.notify import Notify
from bot.services.tell_door import day_and_month
from bot.services.write_mail import MailToWrite, WriteMail


class NudgeBuyer:
    """One mail a lead, to the mailbox that has it."""

    def __init__(
        self, phrases: Phrases, notify: Notify, mails: WriteMail, links: ContactLinks
    ) -> None:
        self._say = phrases.say
        self._notify = notify
        self._mails = mails
        self._links = links

    def intend(
        self,
        work: Work,
        one: Introduction,
        days: int,
        now: datetime,
        holidays: AbstractSet[date],
    ) -> list[NotificationId]:
        """Intends the mail in the caller's transaction; none where no mailbox takes leads now."""
        to = mailbox_with(work, one)
        if to is None:
            return []
        about = f" {self._say('told.about', title=one.title)}" if one.title else ""
        ends = after_working_days(now, days, holidays)
        words = self._say(
            "nudge.words",
            day=day_and_month(one.last.at),
            firm=one.firm,
            about=about,
            days=days,
        )
        settings = self._links.contact(to.id)
        mail = MailToWrite(
            key=f"nudge:{one.id}:{len(one.history)}",
            to=to.address,
            about=About.LEADS,
            owner=Owner(contact=to.id),
            subject=self._say("nudge.subject", firm=one.firm),
            heading=self._say("nudge.heading"),
            blocks=(
                Paragraph(words),
                Links(tuple(self._answer(one, to, choice) for choice in LeadChoice)),
                Paragraph(self._say("nudge.after", day=day_and_month(ends))),
            ),
            why=self._say("nudge.why"),
            stop=Link(self._say("digest.stop"), settings),
            unsubscribe=f"{settings}/unsubscribe",
        )
        meant = self._notify.intend(work, self._mails.write(mail))
        return [] if isinstance(meant, Withheld) else [meant.id]

    def _answer(self, one: Introduction, to: BuyerContact, choice: LeadChoice) -> Link:
        words = self._say(f"lead.choice.{choice}")
        return Link(words, self._links.lead(LeadLink(one.id, to.id, choice)))
