"""Asks both sides, 30 and 90 days after a win, whether the work was done and paid in time."""

from __future__ import annotations

from datetime import datetime

from bot.domain.after_winning import FollowUp, Side, due_days
from bot.domain.consent import Purpose, by, given
from bot.domain.feedback import Owner
from bot.domain.introduction import IntroductionId
from bot.domain.letter import Button, Link, Paragraph
from bot.domain.notification import About, Notification, Withheld
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.domain.won_work import Win, WinId, Won, won_at
from bot.ports import Phrases, Storage, Work
from bot.services.after_win_links import AfterWinLink, AfterWinLinks
from bot.services.find_door import mailbox_of
from bot.services.message_words import MessageWords
from bot.services.notify import Message, Notify
from bot.services.tell_steps import told_at
from bot.services.write_mail import MailToWrite, WriteMail


class AskAfterWin:
    """Each side once for each of the days; who may not be written to is not asked."""

    def __init__(
        self,
        storage: Storage,
        phrases: Phrases,
        notify: Notify,
        writing: tuple[MessageWords, WriteMail],
        links: AfterWinLinks,
    ) -> None:
        self._storage = storage
        self._say = phrases.say
        self._notify = notify
        self._words, self._mails = writing
        self._links = links

    def ask(self, one: Won, now: datetime) -> int:
        """How many messages went out; of a win that was only told the owner alone is asked."""
        sides = [Side.OWNER] if isinstance(one, Win) else [*Side]
        due = due_days(won_at(one), now)
        return sum(self._ask_one(one, days, side, now) for days in due for side in sides)

    def _ask_one(self, one: Won, days: int, side: Side, now: datetime) -> bool:
        with self._storage.transaction() as work:
            if not work.follow_ups.ask(FollowUp(one.id, days, side, now)):
                return False
            message = (self._to_owner if side is Side.OWNER else self._to_buyer)(work, one, days)
            meant = self._notify.intend(work, message) if message else None
        if isinstance(meant, Notification):
            self._notify.deliver(meant.id)
        return meant is not None and not isinstance(meant, Withheld)

    def _to_owner(self, work: Work, one: Won, days: int) -> Message | None:
        found = _reached(work, one)
        if found is None:
            return None
        to, about = found
        key, owner = owners_key(one.id, days), Owner(person=one.person)
        words = self._say(
            f"follow_up.owner.{to.means}",
            sender=self._words.sender,
            days=days,
            buyer=one.buyer,
            about=self._about(one),
            stop=self._say(f"told.stop.{to.means}"),
        )
        if to.means is Means.TEXT:
            return Message(key, to, about, words, owner)
        subject = self._say("told.mail.subject", buyer=one.buyer)
        why = "after_win.mail.why" if isinstance(one, Win) else "told.mail.why"
        texts = (subject, subject, words, self._say(why, buyer=one.buyer))
        link = AfterWinLink(one.id, days, Side.OWNER, one.person or "")
        return self._mail(key, to, (about, owner), texts, link)

    def _to_buyer(self, work: Work, one: Won, days: int) -> Message | None:
        to = mailbox_of(work, one.buyer)
        if to is None:
            return None
        said = {"firm": one.firm, "days": days, "about": self._about(one)}
        texts = (
            self._say("follow_up.buyer.subject", **said),
            self._say("follow_up.buyer.heading", **said),
            self._say("follow_up.buyer.words", **said),
            self._say("follow_up.buyer.why", **said),
        )
        key, owner = f"{owners_key(one.id, days)}:buyer", Owner(contact=to.id)
        link = AfterWinLink(one.id, days, Side.BUYER, to.id)
        return self._mail(key, to.address, (About.LEADS, owner), texts, link)

    def _about(self, one: Won) -> str:
        return f" {self._say('told.about', title=one.title)}" if one.title else ""

    def _mail(
        self,
        key: str,
        to: Address,
        whose: tuple[About, Owner],
        texts: tuple[str, str, str, str],
        link: AfterWinLink,
    ) -> Message:
        subject, heading, words, why = texts
        button = Button(Link(self._say("follow_up.button"), self._links.address(link)))
        blocks = (Paragraph(words), button)
        mail = MailToWrite(key, to, *whose, subject, heading, blocks, why)
        return self._mails.write(mail)


def _reached(work: Work, one: Won) -> tuple[Address, About] | None:
    """Where the person agreed to be asked, and by which of their consents; None where nowhere."""
    if isinstance(one, Win):
        to = asked_at(work, one.person)
        return (to, About.AFTER_WIN) if to else None
    to = told_at(work, one.person) if one.person else None
    return (to, About.INTRODUCTION) if to else None


def asked_at(work: Work, person: PersonId) -> Address | None:
    """Where the person agreed to be asked how wins went, or None."""
    steps = work.consents.of(Owner(person=person), Purpose.AFTER_WIN)
    points = (point.address for point in work.people.points(person))
    return next((each for each in points if given(by(each.means, steps))), None)


def owners_key(introduction: IntroductionId | WinId, days: int) -> str:
    """By which the message to an owner is known."""
    return f"follow-up:{introduction}:{days}"
