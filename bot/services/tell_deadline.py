"""Tells, of something that was kept, when it closes, and how nobody need forget that."""

from __future__ import annotations

from datetime import datetime

from bot.domain.conversation import ConversationId
from bot.domain.opportunity import Opportunity
from bot.domain.telling_time import LONDON
from bot.ports import Phrases
from bot.services.consent_to_alerts import ConsentToAlerts
from bot.services.keep_reminders import KeepReminders


class TellDeadline:
    """The day, a calendar file, and a reminder by text for whoever agreed to texts."""

    def __init__(
        self, phrases: Phrases, reminders: KeepReminders, consents: ConsentToAlerts, site: str
    ) -> None:
        self._say = phrases.say
        self._reminders = reminders
        self._consents = consents
        self._site = site

    def words(self, conversation: ConversationId, one: Opportunity) -> str:
        """The sentences; empty where nothing closes. Keeps the reminder, once."""
        reminder = self._reminders.keep_in(conversation, one)
        if one.deadline is None or reminder is None:
            return ""
        day, url = _day(one.deadline), f"{self._site}/opportunities/{one.id}.ics"
        told = [self._say("save.closes", day=day, url=url)]
        if self._consents.stands(conversation):
            told.append(self._say("save.reminder", day=_day(reminder.at)))
        else:
            told.append(self._say("save.no_reminder"))
        return " ".join(told)


def _day(moment: datetime) -> str:
    here = moment.astimezone(LONDON)
    return f"{here.day} {here:%B}"
