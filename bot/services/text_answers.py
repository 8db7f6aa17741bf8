"""Stores texts that came, and answers those that need no dialogue: STOP, YES, digits, codes."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto

from bot.domain.conversation import ConversationId, Turn
from bot.domain.errors import TryAgainError
from bot.domain.feedback import Owner
from bot.domain.inbound import InboundText, TextRequest
from bot.domain.notification import About, Notification
from bot.domain.proof import code_in
from bot.domain.reaching import Address
from bot.ports import Work
from bot.services.heard_first import AnswersTexts
from bot.services.notify import Message
from bot.services.text_desk import TextDesk

A_DAY = timedelta(days=1)
MOST_WAITING = 200


class Came(Enum):
    """How a text stands when it is to be answered."""

    NOW = auto()
    AGAIN = auto()
    LATE = auto()


@dataclass(frozen=True, slots=True)
class Arrived:
    """How a text stands once it was taken in."""

    came: Came
    waited: bool
    """Whether it was still to be answered."""
    done: bool
    """Whether it is answered now; else it is for the dialogue."""


class TextAnswers:
    """What is done about a text in the thread that took it in, in as few transactions as can be.

    Where a text is answered, that it was is stored with its answer if a queue sends that, and else
    once it was sent: cut off in between, it is found waiting, and its answer goes, once.
    """

    def __init__(self, desk: TextDesk, alerts: AnswersTexts | None) -> None:
        self._desk = desk
        self._alerts = alerts

    def take_in(self, text: InboundText, *, has_pictures: bool) -> Arrived:
        """Stores the text, and answers it where that needs no dialogue.

        The same id again is not stored again, and answered only if it was not.
        """
        with self._desk.storage.transaction() as work:
            is_new = work.inbound_texts.add(text)
            conversation = work.inbound_texts.thread(text.sender)
            if is_new and conversation is None:
                conversation = self._begin_thread(work, text.sender)
            if conversation:
                self._desk.recognise.by_text(work, text.sender, conversation)
            waits = is_new or work.inbound_texts.is_waiting(text.id)
        if is_new:
            done = self._at_once(text, Came.NOW, has_pictures, conversation)
            return Arrived(Came.NOW, waits, done)
        done = self.again(text, Came.AGAIN, has_pictures=has_pictures) if waits else True
        return Arrived(Came.AGAIN, waits, done)

    def again(self, text: InboundText, came: Came, *, has_pictures: bool = False) -> bool:
        """Whether a text that came before is answered now; False for what needs the dialogue."""
        with self._desk.storage.transaction() as work:
            held = work.notifications.of_key(_key(text.id))
        if held is None:
            return self._at_once(text, came, has_pictures)
        self._desk.notify.deliver(held.id)
        self.note_answered(text)
        return True

    def waiting(self) -> Sequence[InboundText]:
        """What came and was not answered, the oldest first."""
        with self._desk.storage.transaction() as work:
            return work.inbound_texts.waiting(MOST_WAITING)

    def note_answered(self, text: InboundText) -> None:
        """That nothing more is to be done about it."""
        with self._desk.storage.transaction() as work:
            work.inbound_texts.note_answered(text.id, datetime.now(UTC))

    def say(self, text: InboundText, key: str, about: About = About.ANSWER) -> None:
        """Answers with the words of the key."""
        contact = self._desk.words.whom_to_ask
        self.send(text, self._desk.words.of(key, contact=contact), about)

    def answer(self, text: InboundText, words: str) -> None:
        """Answers with words of the dialogue; the first of a day says who writes, and how to end.

        Does nothing where whoever wrote was erased meanwhile: nothing of them is stored again.
        """
        with self._desk.storage.transaction() as work:
            if work.inbound_texts.thread(text.sender) is None:
                return
            before = [one for one in work.inbound_texts.of(text.sender) if one.id != text.id]
        if not before or before[-1].at < text.at - A_DAY:
            words = self._desk.words.of("message.first_of_a_day", words=words)
        self.send(text, words, About.ANSWER)

    def send(self, text: InboundText, words: str, about: About) -> None:
        """Stores the answer and sends it. What goes by a queue is answered once that is stored."""
        notify = self._desk.notify
        with self._desk.storage.transaction() as work:
            owner = Owner(_thread_of(work, text))
            message = Message(_key(text.id), text.sender, about, words, owner)
            meant = notify.intend(work, message)
            if notify.is_queued(text.sender.means):
                work.inbound_texts.note_answered(text.id, datetime.now(UTC))
        if not notify.is_queued(text.sender.means):
            if isinstance(meant, Notification):
                notify.deliver(meant.id)
            self.note_answered(text)

    def send_next(self, text: InboundText, last: Turn, pages: Sequence[str]) -> bool:
        """Whether the last answer had a page that was not sent yet, which now is.

        By their keys it is known which pages went. The page and that it was answered are stored at
        once, so one MORE is one page, wherever it is cut off. A page that was stored and never went
        goes first.
        """
        notify = self._desk.notify
        with self._desk.storage.transaction() as work:
            answered = str(last.client_id)
            went = [work.notifications.of_key(_key(answered, n)) for n in range(len(pages))]
            new = next((n for n in range(1, len(pages)) if went[n] is None), None)
            if new is None:
                return False
            owner = Owner(_thread_of(work, text))
            page = Message(_key(answered, new), text.sender, About.ANSWER, pages[new], owner)
            meant = notify.intend(work, page)
            work.inbound_texts.note_answered(text.id, datetime.now(UTC))
        for held in (*went, meant):
            if isinstance(held, Notification):
                notify.deliver(held.id)
        return True

    def thread_of(self, text: InboundText) -> ConversationId:
        """The conversation of the number; TryAgainError where it was erased a moment ago."""
        with self._desk.storage.transaction() as work:
            return _thread_of(work, text)

    def token(self, conversation: ConversationId) -> str:
        """Nobody is told it, and it is not kept: only this installation can make it again."""
        return self._desk.hashes.of("text thread", conversation)

    def _begin_thread(self, work: Work, number: Address) -> ConversationId:
        conversation = ConversationId(str(uuid.uuid4()))
        work.conversations.start(conversation, _hash(self.token(conversation)), datetime.now(UTC))
        work.inbound_texts.begin_thread(number, conversation)
        return conversation

    def _at_once(
        self,
        text: InboundText,
        came: Came,
        has_pictures: bool,  # noqa: FBT001
        conversation: ConversationId | None = None,
    ) -> bool:
        # Whether there were pictures is not kept; a text without words came with some.
        if not text.words.strip() and (has_pictures or came is not Came.NOW):
            self.say(text, "message.no_pictures")
            return True
        match self._desk.requests.in_(text.words):
            case TextRequest.STOP:
                self._stop(text, came)
            case TextRequest.START if self._start(text, came):
                pass
            case TextRequest.HELP:
                self.say(text, "message.help")
            case TextRequest.YES if self._confirm(text):
                pass
            case TextRequest.MORE:
                return False
            case _:
                return self.by_code_or_alert(text, conversation)
        return True

    def by_code_or_alert(
        self, text: InboundText, conversation: ConversationId | None = None
    ) -> bool:
        """Whether it was a code of ours or an answer to an alert, and so is answered.

        `conversation` is that of the number, where it was just looked up.
        """
        if self._is_a_code(text):
            self.say(text, "message.type_code_in_chat")
            return True
        if self._alerts is None:
            return False
        told = self._alerts.reply(conversation or self.thread_of(text), text)
        if told:
            self.send(text, told, About.ANSWER)
        return bool(told)

    def _is_a_code(self, text: InboundText) -> bool:
        if code_in(text.words) is None:
            return False
        with self._desk.storage.transaction() as work:
            return work.proofs.open_to(text.sender, text.at)

    def _stop(self, text: InboundText, came: Came) -> None:
        # Cut off after it was heard, nobody was told: once more does no harm, never would.
        if self._desk.stop.by_text(text) or came is not Came.NOW:
            self.say(text, "message.stopped", About.STOPPED)
        else:
            self.note_answered(text)

    def _start(self, text: InboundText, came: Came) -> bool:
        lifted = self._desk.stop.start_again(text) or came is not Came.NOW
        if lifted:
            self.say(text, "message.started")
        return lifted

    def _confirm(self, text: InboundText) -> bool:
        confirmed = self._desk.alerts.confirm(text)
        if confirmed:
            self.say(text, "message.confirmed")
        return confirmed


def _thread_of(work: Work, text: InboundText) -> ConversationId:
    held = work.inbound_texts.thread(text.sender)
    if held is None:  # erased since it was stored, a moment ago
        raise TryAgainError("The conversation was erased meanwhile.")
    return held


def _key(text_id: str, page: int = 0) -> str:
    """Names the answer to a text, a page at a time."""
    return f"answer:{text_id}:{page}"


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
