"""Answers a text: STOP, START, HELP, YES and MORE at once, and all else as the chat would."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.conversation import ConversationId, Reply, Turn
from bot.domain.errors import (
    DoorstepError,
    InvalidInputError,
    NotFoundError,
    TooLongError,
    TryAgainError,
)
from bot.domain.inbound import InboundText, TextRequest
from bot.domain.private_numbers import mask_private_numbers
from bot.services.heard_first import AnswersTexts
from bot.services.hold_conversation import HoldConversation
from bot.services.text_answers import A_DAY, Came, TextAnswers
from bot.services.text_desk import TextDesk

PATIENCE = timedelta(minutes=10)
"""How long after a text it is still tried to make its answer, before it is told to come again."""
AT_ONCE = 2
"""Texts that are taken in at a time: one works while another waits for the database.

With more the unlucky are later: of 16 callers 95 of 100 were answered in 262 ms with two at a
time, and in 272 with four; the middle was the same.
"""

logger = logging.getLogger(__name__)


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
        self._answers = TextAnswers(desk, alerts)
        self._under_way: set[str] = set()
        self._turns = asyncio.Semaphore(AT_ONCE)

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
            take_in = self._answers.take_in
            async with self._turns:
                arrived = await asyncio.to_thread(take_in, text, has_pictures=has_pictures)
            if not arrived.done:
                await self._with_dialogue(text, arrived.came)
        finally:
            self._under_way.discard(text.id)
        return arrived.waited

    async def answer_waiting(self, now: datetime) -> int:
        """Answers what came and was never answered, the oldest first; how many that were.

        A STOP is always heard; what else is older than a day is let be. Where no answer can be made
        yet it waits for some minutes, and is then told so.
        """
        count = 0
        for text in await asyncio.to_thread(self._answers.waiting):
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
                if not await asyncio.to_thread(self._answers.again, text, came):
                    await self._with_dialogue(text, came)
                return True
        except DoorstepError as fault:
            if isinstance(fault, TryAgainError) and came is Came.AGAIN:
                return False
            logger.exception("A text stays without an answer")
        await asyncio.to_thread(self._answers.note_answered, text)
        return True

    async def _with_dialogue(self, text: InboundText, came: Came) -> None:
        """Answers what goes on from the last answer, and what must be understood."""
        conversation = await asyncio.to_thread(self._answers.thread_of, text)
        try:
            if await self._is_more(conversation, text):
                return
            replies = await self._replies(conversation, text)
        except NotFoundError:
            # All of it was erased meanwhile: there is nobody to answer.
            await asyncio.to_thread(self._answers.note_answered, text)
        except (InvalidInputError, TooLongError):
            await asyncio.to_thread(self._answers.say, text, "message.unreadable")
        except TryAgainError:
            if came is Came.AGAIN:
                raise
            await asyncio.to_thread(self._answers.say, text, "message.try_again")
        else:
            first = self._desk.rendering.render(replies).pages[0]
            await asyncio.to_thread(self._answers.answer, text, first)

    async def _is_more(self, conversation: ConversationId, text: InboundText) -> bool:
        """Whether it asked for more, and got it: a page that was not sent, or more of an alert."""
        if self._desk.requests.in_(text.words) is not TextRequest.MORE:
            return False
        last = await self._last_turn(conversation)
        if last and last.client_id:
            pages = self._desk.rendering.render(last.replies).pages
            if await asyncio.to_thread(self._answers.send_next, text, last, pages):
                return True
        return await asyncio.to_thread(self._answers.by_code_or_alert, text)

    async def _replies(self, conversation: ConversationId, text: InboundText) -> Sequence[Reply]:
        token = self._answers.token(conversation)
        last = await self._last_turn(conversation)
        meant = self._desk.rendering.render(last.replies).chosen(text.words) if last else None
        if meant:
            turn = await self._conversations.choose(conversation, token, meant.id, text.id)
        else:
            turn = await self._conversations.say(conversation, token, text.words, text.id)
        return turn.replies

    async def _last_turn(self, conversation: ConversationId) -> Turn | None:
        token = self._answers.token(conversation)
        turns = await self._conversations.history(conversation, token)
        return turns[-1] if turns else None
