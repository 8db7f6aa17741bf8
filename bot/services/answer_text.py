"""Answers a text: STOP, START, HELP, YES and MORE at once, and all else as the chat would."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import Enum, auto

from bot.domain.conversation import ConversationId, Reply, Turn
from bot.domain.errors import (
    DoorstepError,
    InvalidInputError,
    NotFoundError,
    TooLongError,
    TryAgainError,
)
from bot.domain.feedback import Owner
from bot.domain.inbound import InboundText, TextRequest
from bot.domain.notification import About, Notification
from bot.domain.private_numbers import mask_private_numbers
from bot.domain.proof import code_in
from bot.services.heard_first import AnswersTexts
from bot.services.hold_conversation import HoldConversation
from bot.services.notify import Message
from bot.services.text_desk import TextDesk

A_DAY = timedelta(days=1)
PATIENCE = timedelta(minutes=10)
"""How long after a text it is still tried to make its answer, before it is told to come again."""
MOST_WAITING = 200

logger = logging.getLogger(__name__)


class Came(Enum):
    """How a text stands when it is to be answered."""

    NOW = auto()
    AGAIN = auto()
    LATE = auto()
    ANSWERED = auto()


class AnswerText:
    """One text in, its answer out by text; a provider that delivers twice is answered once."""

    def __init__(
        self,
        desk: TextDesk,
        conversations: HoldConversation,
        alerts: AnswersTexts | None = None,
    ) -> None:
        self._desk = desk
        self._conversations = conversations
        self._alerts = alerts
        self._under_way: set[str] = set()

    async def take(self, text: InboundText, *, has_pictures: bool = False) -> bool:
        """Answers the text; False, and nothing done, where its id came before and was answered.

        One that came and was not answered, as after a crash, is answered now; what raises
        TryAgainError here is left for the next time that it comes, or for `answer_waiting`.

        Card and National Insurance numbers are hidden before anything is kept. Pictures cannot be
        seen here: what has no words beside them is answered with that. The conversation of a number
        is as any other; what the number stands for is known only once it was proved in a chat.
        """
        if text.id in self._under_way:
            return False
        self._under_way.add(text.id)
        try:
            text = replace(text, words=mask_private_numbers(text.words))
            came = await asyncio.to_thread(self._store, text)
            if came is not Came.ANSWERED:
                await self._respond(text, came, has_pictures=has_pictures)
                await asyncio.to_thread(self._note_answered, text)
        finally:
            self._under_way.discard(text.id)
        return came is not Came.ANSWERED

    async def answer_waiting(self, now: datetime) -> int:
        """Answers what came and was never answered, the oldest first; how many that were.

        A STOP is always heard; what else is older than a day is let be. Where no answer can be made
        yet it waits for some minutes, and is then told so.
        """
        count = 0
        for text in await asyncio.to_thread(self._waiting):
            if text.id not in self._under_way:
                self._under_way.add(text.id)
                try:
                    count += await self._answer_late(text, now - text.at)
                finally:
                    self._under_way.discard(text.id)
        return count

    async def _answer_late(self, text: InboundText, age: timedelta) -> bool:
        came = Came.AGAIN if age < PATIENCE else Came.LATE
        is_stop = self._desk.requests.in_(text.words) is TextRequest.STOP
        try:
            if is_stop or age < A_DAY:
                await self._respond(text, came)
        except DoorstepError as fault:
            if isinstance(fault, TryAgainError) and came is Came.AGAIN:
                return False
            logger.exception("A text stays without an answer")
        await asyncio.to_thread(self._note_answered, text)
        return True

    async def _respond(self, text: InboundText, came: Came, *, has_pictures: bool = False) -> None:
        """Queues or sends the answer."""
        if await asyncio.to_thread(self._is_answered_already, text):
            return
        # Whether there were pictures is not kept; a text without words came with some.
        if not text.words.strip() and (has_pictures or came is not Came.NOW):
            await asyncio.to_thread(self._say, text, "message.no_pictures", About.ANSWER)
            return
        match self._desk.requests.in_(text.words):
            case TextRequest.STOP:
                await asyncio.to_thread(self._stop, text, came)
            case TextRequest.START if await asyncio.to_thread(self._start, text, came):
                pass
            case TextRequest.HELP:
                await asyncio.to_thread(self._say, text, "message.help", About.ANSWER)
            case TextRequest.YES if await asyncio.to_thread(self._confirm, text):
                pass
            case TextRequest.MORE if await self._send_more(text):
                pass
            case _:
                await self._converse(text, came)

    def _store(self, text: InboundText) -> Came:
        with self._desk.storage.transaction() as work:
            is_new = work.inbound_texts.add(text)
            if is_new and work.inbound_texts.thread(text.sender) is None:
                conversation = ConversationId(str(uuid.uuid4()))
                token_hash = _hash(self._token(conversation))
                work.conversations.start(conversation, token_hash, datetime.now(UTC))
                work.inbound_texts.begin_thread(text.sender, conversation)
            self._desk.recognise.by_text(work, text.sender)
            waits = work.inbound_texts.is_waiting(text.id)
        if is_new:
            return Came.NOW
        return Came.AGAIN if waits else Came.ANSWERED

    def _waiting(self) -> Sequence[InboundText]:
        with self._desk.storage.transaction() as work:
            return work.inbound_texts.waiting(MOST_WAITING)

    def _note_answered(self, text: InboundText) -> None:
        with self._desk.storage.transaction() as work:
            work.inbound_texts.note_answered(text.id, datetime.now(UTC))

    def _is_answered_already(self, text: InboundText) -> bool:
        """Whether its answer was stored before; then it is on its way, or goes now."""
        with self._desk.storage.transaction() as work:
            held = work.notifications.of_key(_key(text.id))
        if held:
            self._desk.notify.deliver(held.id)
        return held is not None

    def _stop(self, text: InboundText, came: Came) -> None:
        # Cut off after it was heard, nobody was told: once more does no harm, never would.
        if self._desk.stop.by_text(text) or came is not Came.NOW:
            self._say(text, "message.stopped", About.STOPPED)

    def _start(self, text: InboundText, came: Came) -> bool:
        lifted = self._desk.stop.start_again(text) or came is not Came.NOW
        if lifted:
            self._say(text, "message.started", About.ANSWER)
        return lifted

    def _confirm(self, text: InboundText) -> bool:
        confirmed = self._desk.alerts.confirm(text)
        if confirmed:
            self._say(text, "message.confirmed", About.ANSWER)
        return confirmed

    async def _converse(self, text: InboundText, came: Came) -> None:
        if await asyncio.to_thread(self._is_a_code, text):
            await asyncio.to_thread(self._say, text, "message.type_code_in_chat", About.ANSWER)
            return
        conversation = await asyncio.to_thread(self._thread_of, text)
        if self._alerts:
            told = await asyncio.to_thread(self._alerts.reply, conversation, text)
            if told:
                await asyncio.to_thread(self._send, text, told, About.ANSWER)
                return
        token = self._token(conversation)
        try:
            replies = await self._replies(conversation, token, text)
        except NotFoundError:
            return  # all of it was erased meanwhile, this text too: there is nobody to answer
        except (InvalidInputError, TooLongError):
            await asyncio.to_thread(self._say, text, "message.unreadable", About.ANSWER)
        except TryAgainError:
            if came is Came.AGAIN:
                raise
            await asyncio.to_thread(self._say, text, "message.try_again", About.ANSWER)
        else:
            if await asyncio.to_thread(self._is_erased, text):
                return
            first = self._desk.rendering.render(replies).pages[0]
            await asyncio.to_thread(self._answer, text, first)

    async def _replies(
        self, conversation: ConversationId, token: str, text: InboundText
    ) -> Sequence[Reply]:
        last = await self._last_turn(conversation, token)
        meant = self._desk.rendering.render(last.replies).chosen(text.words) if last else None
        if meant:
            turn = await self._conversations.choose(conversation, token, meant.id, text.id)
        else:
            turn = await self._conversations.say(conversation, token, text.words, text.id)
        return turn.replies

    async def _send_more(self, text: InboundText) -> bool:
        """Whether the last answer had a page that was not sent yet, which now is."""
        conversation = await asyncio.to_thread(self._thread_of, text)
        last = await self._last_turn(conversation, self._token(conversation))
        if last is None or last.client_id is None:
            return False
        pages = self._desk.rendering.render(last.replies).pages
        return await asyncio.to_thread(self._send_next, text, last.client_id, pages)

    async def _last_turn(self, conversation: ConversationId, token: str) -> Turn | None:
        turns = await self._conversations.history(conversation, token)
        return turns[-1] if turns else None

    def _send_next(self, text: InboundText, answered: str, pages: Sequence[str]) -> bool:
        """By their keys it is known which pages went.

        The page and that it was answered are stored at once, so one MORE is one page, wherever it
        is cut off. A page that was stored and never went goes first.
        """
        owner, notify = Owner(self._thread_of(text)), self._desk.notify
        with self._desk.storage.transaction() as work:
            went = [work.notifications.of_key(_key(answered, n)) for n in range(len(pages))]
            new = next((n for n in range(1, len(pages)) if went[n] is None), None)
            if new is None:
                return False
            page = Message(_key(answered, new), text.sender, About.ANSWER, pages[new], owner)
            meant = notify.intend(work, page)
            work.inbound_texts.note_answered(text.id, datetime.now(UTC))
        for held in (*went, meant):
            if isinstance(held, Notification):
                notify.deliver(held.id)
        return True

    def _is_a_code(self, text: InboundText) -> bool:
        if code_in(text.words) is None:
            return False
        with self._desk.storage.transaction() as work:
            return work.proofs.open_to(text.sender, text.at)

    def _is_erased(self, text: InboundText) -> bool:
        """Whether whoever wrote was erased meanwhile: then nothing of them is stored again."""
        with self._desk.storage.transaction() as work:
            return work.inbound_texts.thread(text.sender) is None

    def _thread_of(self, text: InboundText) -> ConversationId:
        with self._desk.storage.transaction() as work:
            held = work.inbound_texts.thread(text.sender)
        if held is None:  # erased since it was stored, a moment ago
            raise TryAgainError("The conversation was erased meanwhile.")
        return held

    def _answer(self, text: InboundText, words: str) -> None:
        """The first answer of a day says who writes, and how to end it."""
        with self._desk.storage.transaction() as work:
            before = [one for one in work.inbound_texts.of(text.sender) if one.id != text.id]
        if not before or before[-1].at < text.at - A_DAY:
            words = self._desk.words.of("message.first_of_a_day", words=words)
        self._send(text, words, About.ANSWER)

    def _say(self, text: InboundText, key: str, about: About) -> None:
        contact = self._desk.words.whom_to_ask
        self._send(text, self._desk.words.of(key, contact=contact), about)

    def _send(self, text: InboundText, words: str, about: About, page: int = 0) -> None:
        key, owner = _key(text.id, page), Owner(self._thread_of(text))
        self._desk.notify.send(Message(key, text.sender, about, words, owner))

    def _token(self, conversation: ConversationId) -> str:
        """Nobody is told it, and it is not kept: only this installation can make it again."""
        return self._desk.hashes.of("text thread", conversation)


def _key(text_id: str, page: int = 0) -> str:
    """Names the answer to a text, a page at a time."""
    return f"answer:{text_id}:{page}"


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
