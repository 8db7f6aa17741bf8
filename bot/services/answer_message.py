"""Finds who answers a message: what is known at once, an open question, or the dialogue."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.domain.conversation import ConversationId, Reply
from bot.domain.doors import Doors
from bot.domain.errors import DialogueFailedError, DoorstepError
from bot.domain.interview import Interview
from bot.ports import Dialogue
from bot.services.answer_at_once import AnswerAtOnce
from bot.services.finish_question import FinishQuestion
from bot.services.keep_thread import KeepThread, current_of
from bot.services.look_back import LookBack
from bot.services.offer_hand_over import OfferHandOver
from bot.services.stop_messages import StopMessages


class AnswerMessage:
    """One message's replies; afterwards the question that was left for it is put again."""

    def __init__(  # noqa: PLR0913, PLR0917 - whom it asks, one after the other
        self,
        dialogue: Dialogue,
        at_once: AnswerAtOnce,
        thread: KeepThread,
        hand_over: OfferHandOver,
        look_back: LookBack,
        finish_question: FinishQuestion,
        doors: Doors | None = None,
        stop: StopMessages | None = None,
        meant: Callable[[str], str | None] = lambda _text: None,
        news: Callable[[ConversationId], Sequence[Reply]] | None = None,
        meant_here: Callable[[ConversationId, str], str | None] = lambda _talk, _text: None,
    ) -> None:
        """`meant` gives the payload of words that are plain by themselves, else None.

        `news` gives what the conversation's owner is to hear after the answer, once. `meant_here`
        gives the payload of words which are plain by what was asked of the owner before; it is
        asked where no question stands open.
        """
        self._dialogue = dialogue
        self._meant, self._meant_here = meant, meant_here
        self._news = news
        self._at_once = at_once
        self._thread = thread
        self._hand_over = hand_over
        self._look_back = look_back
        self._finish_question = finish_question
        self._doors = doors or Doors({}, ())
        self._stop = stop

    async def answer(
        self, conversation: ConversationId, text: str, payload: str | None
    ) -> list[Reply]:
        """The replies to words, or to a choice where there is a payload.

        Raises what the dialogue raises; then every question stands as it stood.
        """
        standing = await asyncio.to_thread(self._thread.standing, conversation)
        try:
            replies = await self._replies(conversation, text, payload, standing)
        except (DoorstepError, asyncio.CancelledError):
            if standing:
                await asyncio.shield(
                    asyncio.to_thread(self._thread.restore, standing, conversation)
                )
            raise
        if standing:
            lead_back = self._thread.lead_back
            back = await asyncio.to_thread(lead_back, standing, conversation, replies)
            replies = _together(replies, back)
        if self._news is None:
            return replies
        return _together(replies, await asyncio.to_thread(self._news, conversation))

    async def _replies(
        self,
        conversation: ConversationId,
        text: str,
        payload: str | None,
        standing: Sequence[Interview],
    ) -> list[Reply]:
        if payload is None and self._at_once.wants_person(text):
            return [await asyncio.to_thread(self._hand_over.offer, conversation)]
        if payload is None and (known := self._at_once.requested(text)):
            if self._at_once.stops(text):
                await asyncio.to_thread(self._thread.rest, conversation)
                if await asyncio.to_thread(self._ends_messages, conversation):
                    return [self._at_once.stopped()]
            return [known]
        payload = payload or await self._answering(conversation, text, standing)
        payload = payload or self._doors.payload(text)
        if payload is None and (known := self._at_once.unreadable(text)):
            return [known]
        if payload is None:
            replies = await self._dialogue.reply(conversation, text)
        else:
            replies = await self._dialogue.choose(conversation, payload)
        if not replies:
            raise DialogueFailedError("The dialogue engine gave no answer.")
        return replies

    def _ends_messages(self, conversation: ConversationId) -> bool:
        return self._stop is not None and self._stop.in_chat(conversation) > 0

    async def _answering(
        self, conversation: ConversationId, text: str, standing: Sequence[Interview]
    ) -> str | None:
        """The payload of words that are about what was asked or shown before; None of others."""
        if steering := self._thread.steering_in(standing, text):
            return steering
        if payload := self._meant(text):
            return payload
        if current_of(standing) is not None:
            heard = await self._dialogue.understand(text)
            if await asyncio.to_thread(self._thread.restarts, standing, heard):
                await asyncio.to_thread(self._thread.end, conversation)
                return None
            if answer := await asyncio.to_thread(self._thread.answer_in, standing, heard):
                return answer
        elif payload := await asyncio.to_thread(self._meant_here, conversation, text):
            return payload
        finished = await self._finishing(conversation, text)
        return finished or await self._pointing_back(conversation, text)

    async def _finishing(self, conversation: ConversationId, text: str) -> str | None:
        """The payload of words that go on from the last answer, or that guidance surely knows."""
        finish = self._finish_question
        if payload := await asyncio.to_thread(finish.meaning, conversation, text):
            return payload
        is_guided = finish.is_guided(text)
        if not (is_guided or await asyncio.to_thread(finish.may_name_buyer, conversation, text)):
            return None
        heard = await self._dialogue.understand(text)
        named = await asyncio.to_thread(finish.meaning_of_buyer, conversation, heard)
        return named or (finish.guided(heard) if is_guided else None)

    async def _pointing_back(self, conversation: ConversationId, text: str) -> str | None:
        """The payload of words that point back to what was shown, or put a search right."""
        look = self._look_back
        if payload := await asyncio.to_thread(look.payload, conversation, text):
            return payload
        rest = await asyncio.to_thread(look.may_correct, conversation, text)
        if rest is None:
            return None
        whole, mended = await self._dialogue.understand(text), await self._dialogue.understand(rest)
        return await asyncio.to_thread(look.correction, conversation, whole, mended)


def _together(replies: Sequence[Reply], back: Sequence[Reply]) -> list[Reply]:
    """One after the other; what an answer offered is offered under the last message, as one row."""
    if not back:
        return [*replies]
    offered = tuple(c for reply in replies for c in reply.choices if not c.about)
    kept = [replace(reply, choices=tuple(c for c in reply.choices if c.about)) for reply in replies]
    *others, last = back
    return [*kept, *others, replace(last, choices=(*offered, *last.choices))]
