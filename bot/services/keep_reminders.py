"""Reminds people of what they kept, by text, before it closes."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.notification import About, NotificationId, Withheld
from bot.domain.opportunity import Opportunity, can_be_answered
from bot.domain.person import PersonId, last_number
from bot.domain.reminder import Reminder, remind_at
from bot.domain.telling_time import LONDON
from bot.ports import BankHolidays, Clock, Storage, Work
from bot.services.notify import Message, Notify
from bot.services.word_alerts import WordAlerts


class KeepReminders:
    """One reminder for each owner and opportunity; keeping again moves it, and is no second."""

    def __init__(
        self,
        storage: Storage,
        notify: Notify,
        wording: WordAlerts,
        holidays: BankHolidays,
        clock: Clock,
    ) -> None:
        self._storage = storage
        self._notify = notify
        self._wording = wording
        self._holidays = holidays
        self._clock = clock

    def keep(self, owner: Owner, one: Opportunity) -> Reminder | None:
        """Stores when the owner is reminded; None where no morning is left, or nothing closes."""
        now = self._clock.now()
        if one.deadline is None or not can_be_answered(one.state_at(now)):
            return None
        closes = one.deadline.astimezone(LONDON).date()
        holidays = self._holidays.between(closes - timedelta(days=30), closes)
        at = remind_at(one.deadline, now, holidays)
        if at is None:
            return None
        reminder = Reminder(owner, one.id, at, one.deadline)
        with self._storage.transaction() as work:
            work.reminders.put(reminder)
        return reminder

    def keep_in(self, conversation: ConversationId, one: Opportunity) -> Reminder | None:
        """The same for whoever has the conversation; it hangs on the person where one is known."""
        with self._storage.transaction() as work:
            held = work.people.belonging(conversation)
        return self.keep(Owner(person=held.person) if held else Owner(conversation), one)

    def run(self) -> int:
        """Sends what is due and returns how many went; what cannot be sent is given up.

        A deadline that moved since moves its reminder too.
        """
        return sum(self._settle(reminder) for reminder in self._due())

    def _due(self) -> list[Reminder]:
        with self._storage.transaction() as work:
            return work.reminders.due(self._clock.now())

    def _settle(self, reminder: Reminder) -> bool:
        """Whether it was sent. That it was told commits with what is meant to go."""
        with self._storage.transaction() as work:
            work.reminders.told(reminder, self._clock.now())
            one = work.opportunities.get(reminder.opportunity)
            is_moved = one is not None and one.deadline != reminder.deadline
            meant = self._meant(work, reminder, one) if one and not is_moved else None
        if one and is_moved:
            self.keep(reminder.owner, one)
        if meant:
            self._notify.deliver(meant)
        return meant is not None

    def _meant(self, work: Work, reminder: Reminder, one: Opportunity) -> NotificationId | None:
        now, person = self._clock.now(), _person(work, reminder.owner)
        to = last_number(work.people.points(person)) if person else None
        if to is None or not can_be_answered(one.state_at(now)):
            return None
        link = f"{self._wording.site}/opportunities/{one.id}"
        text = self._wording.reminder(one, now, link)
        key = f"reminder:{person}:{one.id}:{reminder.at.isoformat()}"
        message = Message(key, to, About.ALERT, text.words, Owner(person=person))
        meant = self._notify.intend(work, message)
        return None if isinstance(meant, Withheld) else meant.id


def _person(work: Work, owner: Owner) -> PersonId | None:
    """Whose it is: a conversation may have become somebody's since."""
    if owner.person or owner.conversation is None:
        return owner.person
    held = work.people.belonging(owner.conversation)
    return held.person if held else None
