"""Tells owners each step that somebody else took with an introduction of theirs."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.consent import Purpose, by, given
from bot.domain.feedback import Owner
from bot.domain.introduction import UNDELIVERED, By, Introduction
from bot.domain.introduction_limits import gives_up_at
from bot.domain.letter import Paragraph
from bot.domain.notification import About, NotificationId, Withheld
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.ports import Phrases, Work
from bot.services.lead_mailboxes import mailbox_left
from bot.services.message_words import MessageWords
from bot.services.notify import Message, Notify
from bot.services.tell_coordinator import TellCoordinator
from bot.services.tell_door import TellDoor, day_and_month
from bot.services.tell_introductions import TellIntroductions, key_of
from bot.services.write_mail import MailToWrite, WriteMail


class TellSteps:
    """One message a step and address, to people who agreed to be told by it.

    What is intended here goes once the caller's transaction has committed: by the queue where
    there is one, else by `deliver`, which the caller or the nightly run makes.
    """

    def __init__(
        self,
        phrases: Phrases,
        notify: Notify,
        writing: tuple[MessageWords, WriteMail],
        telling: tuple[TellIntroductions, TellDoor],
        coordinator: TellCoordinator,
    ) -> None:
        self._say = phrases.say
        self._notify = notify
        self._words, self._mails = writing
        self._tell, self._door = telling
        self._coordinator = coordinator

    def after_move(self, work: Work, one: Introduction) -> list[NotificationId]:
        """Intends what is told of the last step, in the caller's transaction.

        The owner's own steps are not told back. The same step again is no second message. Whoever
        runs the service hears of one that no mailbox takes any more.
        """
        if one.last.by is By.OWNER:
            return []
        meant = [self._notify.intend(work, each) for each in self._messages(work, one)]
        strays = self._coordinator.intend(work, one) if self._is_stray(work, one) else []
        return strays + [each.id for each in meant if not isinstance(each, Withheld)]

    def _is_stray(self, work: Work, one: Introduction) -> bool:
        return one.last.why in UNDELIVERED and mailbox_left(work, one) is None

    def deliver(self, meant: list[NotificationId]) -> None:
        """Sends what was intended, after the commit; what goes by a queue is left to it."""
        for each in meant:
            self._notify.deliver(each)

    def _messages(self, work: Work, one: Introduction) -> Iterator[Message]:
        for person in _people(work, one):
            to = told_at(work, person)
            if to is None:
                continue
            key = f"introduction:{one.id}:{len(one.history)}:{person}"
            yield self._message(work, one, key, to, Owner(person=person))

    def _message(
        self, work: Work, one: Introduction, key: str, to: Address, owner: Owner
    ) -> Message:
        words = self._told(work, one, to.means)
        if to.means is Means.TEXT:
            return Message(key, to, About.INTRODUCTION, words, owner)
        return self._mails.write(
            MailToWrite(
                key=key,
                to=to,
                about=About.INTRODUCTION,
                owner=owner,
                subject=self._say("told.mail.subject", buyer=one.buyer),
                heading=self._say("told.mail.subject", buyer=one.buyer),
                blocks=(Paragraph(words),),
                why=self._say("told.mail.why", buyer=one.buyer),
            )
        )

    def _told(self, work: Work, one: Introduction, means: Means) -> str:
        last = one.last
        about = f" {self._say('told.about', title=one.title)}" if one.title else ""
        promise = self._say("told.promise.none")
        if one.answer_by:
            promise = self._say("told.promise", day=day_and_month(one.answer_by))
        opportunity = work.opportunities.get(one.opportunity) if one.opportunity else None
        by = self._door.by(opportunity)
        return self._say(
            f"told.{key_of(last)}",
            sender=self._words.sender,
            buyer=one.buyer,
            about=about,
            promise=promise,
            by=by,
            advice=self._tell.advice(last),
            wrote=self._tell.written(last),
            until=day_and_month(last.until) if last.until else "",
            story=self._say(f"told.story.{means}"),
            next=self._next(work, one),
            must=self._say("told.must" if opportunity else "told.no_bid", by=by),
            stop=self._say(f"told.stop.{means}"),
        )

    def _next(self, work: Work, one: Introduction) -> str:
        """What is done with one that came back."""
        if one.last.why not in UNDELIVERED:
            return ""
        if mailbox_left(work, one):
            return self._say("told.next.mailbox")
        return self._say("told.next.none", day=day_and_month(gives_up_at(one)))


def told_at(work: Work, person: PersonId) -> Address | None:
    """Where the person agreed to be told what comes of introductions, or None."""
    steps = work.consents.of(Owner(person=person), Purpose.INTRODUCTION)
    points = (point.address for point in work.people.points(person))
    return next((each for each in points if given(by(each.means, steps))), None)


def _people(work: Work, one: Introduction) -> list[PersonId]:
    """Whoever asked for it; where they are gone, the firm's people."""
    if one.person:
        return [one.person]
    return [each.person for each in work.people.members(one.supplier)]
