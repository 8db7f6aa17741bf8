"""Whether somebody may be texted about work: asked in the chat, given only by their text."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.consent import (
    Answer,
    Channel,
    Consent,
    Evidence,
    EvidenceKind,
    Purpose,
    asked,
    by,
    given,
)
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.inbound import InboundText
from bot.domain.notification import About, Notification, Withheld
from bot.domain.person import Belonging, PersonId, last_number
from bot.domain.reaching import Address, Means
from bot.ports import Clock, Phrases, Storage, Work
from bot.services.channel_of import channel_of
from bot.services.message_words import MessageWords
from bot.services.notify import Message, Notify

ANSWER_WITHIN = timedelta(days=7)
"""A YES after that answers nothing: nobody remembers the question."""
ASK_AGAIN_AFTER = timedelta(days=1)
"""Between two texts that ask for a YES."""


class Asked(StrEnum):
    """What came of the wish for texts."""

    NO_NUMBER = "no_number"
    SENT = "sent"
    WAITING = "waiting"
    STANDS = "stands"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Wish:
    """What came of it, and for which number."""

    asked: Asked
    number: Address | None = None


class ConsentToAlerts:
    """Double opt-in: the wish in the chat is a question; only YES from the number answers it."""

    def __init__(
        self, storage: Storage, phrases: Phrases, notify: Notify, words: MessageWords, clock: Clock
    ) -> None:
        self._storage = storage
        self._phrases = phrases
        self._notify = notify
        self._words = words
        self._clock = clock

    def wish(self, conversation: ConversationId) -> Wish | Withheld:
        """Sends the text that asks for a YES, and notes that it was asked; once a day at most."""
        now = self._clock.now()
        with self._storage.transaction() as work:
            held = _owner_of(work, conversation, now)
            number = last_number(work.people.points(held.person)) if held else None
            if held is None or number is None:
                return Wish(Asked.NO_NUMBER)
            steps = _steps(work, held.person)
            if given(steps):
                return Wish(Asked.STANDS, number)
            waiting = asked(steps)
            if waiting and now < waiting.at + ASK_AGAIN_AFTER:
                return Wish(Asked.WAITING, number)
            meant = self._notify.intend(work, self._message(held.person, number, len(steps)))
            if isinstance(meant, Withheld):
                return meant
            evidence = Evidence(EvidenceKind.NOTIFICATION, meant.id)
            step = self._step(Answer.ASKED, channel_of(work, conversation), now, evidence)
            work.consents.note(Owner(person=held.person), step)
        sent = self._notify.deliver(meant.id)
        return Wish(Asked.SENT if _has_gone(sent) else Asked.FAILED, number)

    def confirm(self, text: InboundText) -> bool:
        """Whether the text, a YES, answered a question that was asked of its number.

        The same text again is the same YES.
        """
        evidence = Evidence(EvidenceKind.INBOUND_TEXT, text.id)
        with self._storage.transaction() as work:
            person = work.people.of_address(text.sender)
            if person and any(one.evidence == evidence for one in _steps(work, person)):
                return True
            waiting = asked(_steps(work, person)) if person else None
            if person is None or waiting is None or text.at > waiting.at + ANSWER_WITHIN:
                return False
            step = Consent(
                Purpose.ALERTS,
                Answer.YES,
                waiting.wording,
                waiting.version,
                Channel.TEXT,
                text.at,
                Means.TEXT,
                evidence,
            )
            work.consents.note(Owner(person=person), step)
        return True

    def has_number(self, conversation: ConversationId) -> bool:
        """Whether whoever has the conversation proved a mobile number."""
        with self._storage.transaction() as work:
            held = work.people.belonging(conversation)
            points = work.people.points(held.person) if held else ()
            return last_number(points) is not None

    def stands(self, conversation: ConversationId) -> bool:
        """Whether texts about work may be sent to whoever has the conversation."""
        with self._storage.transaction() as work:
            held = work.people.belonging(conversation)
            return held is not None and given(_steps(work, held.person)) is not None

    def _message(self, person: PersonId, number: Address, asked_before: int) -> Message:
        return Message(
            key=f"alerts:{person}:{asked_before}",
            to=number,
            about=About.CONFIRMATION,
            words=self._words.of("message.confirm_alerts"),
            owner=Owner(person=person),
        )

    def _step(self, answer: Answer, channel: Channel, at: datetime, evidence: Evidence) -> Consent:
        wording, version = self._words.of("message.confirm_alerts"), self._phrases.say(_VERSION)
        return Consent(Purpose.ALERTS, answer, wording, version, channel, at, Means.TEXT, evidence)


_VERSION = "consent.alerts.version"


def _owner_of(work: Work, conversation: ConversationId, now: datetime) -> Belonging | None:
    """Whose it is; whoever writes by text has the number that they write from."""
    held = work.people.belonging(conversation)
    thread = work.inbound_texts.number_of(conversation)
    if held or thread is None:
        return held
    person = work.people.prove(thread, now, PersonId(str(uuid.uuid4())))
    belonging = Belonging(conversation, person, None, now)
    work.people.belong(belonging)
    return belonging


def _steps(work: Work, person: PersonId) -> Sequence[Consent]:
    return by(Means.TEXT, work.consents.of(Owner(person=person), Purpose.ALERTS))


def _has_gone(sent: Notification) -> bool:
    return sent.provider_id is not None
