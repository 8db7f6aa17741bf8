"""Holds a conversation: starts it, takes its turns one at a time, keeps and forgets it."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import secrets
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.conversation import Choice, ConversationId, HeldConversation, NewTurn, Reply, Turn
from bot.domain.errors import (
    DoorstepError,
    NotFoundError,
    NotYoursError,
    StaleChoiceError,
    TurnUnderWayError,
)
from bot.domain.feedback import Verdict, standing
from bot.domain.held import Holder, Whose
from bot.domain.message import clean_message
from bot.domain.opportunity import OpportunityId
from bot.domain.private_numbers import mask_private_numbers
from bot.ports import Dialogue, Storage
from bot.services.answer_message import AnswerMessage
from bot.services.erase_held import EraseHeld
from bot.services.feedback_of import feedback_of
from bot.services.judged_cards import as_judged

logger = logging.getLogger(__name__)

TURN_MAY_TAKE = timedelta(seconds=60)
"""After this a turn is taken to have died with its process."""


class HoldConversation:
    """Conversations as their owners see them; a token, not an id, opens one."""

    def __init__(
        self, storage: Storage, dialogue: Dialogue, answer: AnswerMessage, erase: EraseHeld
    ) -> None:
        self._storage = storage
        self._dialogue = dialogue
        self._answer = answer
        self._erase = erase

    async def start(self) -> tuple[ConversationId, str]:
        """A new conversation and its token, which is told once and never stored."""
        conversation, token = ConversationId(str(uuid.uuid4())), secrets.token_urlsafe(24)
        await asyncio.to_thread(self._store_new, conversation, _hash(token))
        return conversation, token

    async def say(
        self, conversation: ConversationId, token: str, text: str, client_id: str | None = None
    ) -> Turn:
        """The finished turn that answers an owner's words.

        The same `client_id` twice is one turn: the second call gets the first's answer. Raises
        InvalidInputError, NotFoundError, NotYoursError, TurnUnderWayError, or what the dialogue
        raises; then nothing is stored and the same message may be sent again. Card and National
        Insurance numbers are hidden before the message goes anywhere.
        """
        await asyncio.to_thread(self._open, conversation, token)
        kept = mask_private_numbers(clean_message(text))
        return await self._turn(conversation, kept, None, client_id)

    async def choose(
        self, conversation: ConversationId, token: str, choice_id: str, client_id: str | None = None
    ) -> Turn:
        """The finished turn that answers a choice of the last answer, or one on any card.

        Raises StaleChoiceError for any other, and what `say` raises.
        """
        await asyncio.to_thread(self._open, conversation, token)
        if client_id and (done := await asyncio.to_thread(self._done, conversation, client_id)):
            return done
        choice = await asyncio.to_thread(self._offered, conversation, choice_id)
        return await self._turn(conversation, choice.label, choice.payload, client_id)

    async def history(self, conversation: ConversationId, token: str) -> list[Turn]:
        """All finished turns, oldest first, their cards marked with what their owner says of them.

        Only the last answer still has its own choices; those on cards stay until one is taken.
        """
        await asyncio.to_thread(self._open, conversation, token)
        turns, verdicts = await asyncio.to_thread(self._turns_as_judged, conversation)
        past = [_without_choices(turn) for turn in turns[:-1]]
        return [as_judged(turn, verdicts) for turn in (*past, *turns[-1:])]

    async def forget(self, conversation: ConversationId, token: str) -> None:
        """Erases the conversation here and in the dialogue engine, a turn under way included."""
        await asyncio.to_thread(self._open, conversation, token)
        await self._erase_everywhere(conversation)

    async def _erase_everywhere(self, conversation: ConversationId) -> None:
        await self._dialogue.forget(conversation)
        alone = frozenset({Holder(Whose.CONVERSATION, conversation)})
        await asyncio.to_thread(self._erase.erase, alone)

    async def _turn(
        self,
        conversation: ConversationId,
        shown_text: str,
        payload: str | None,
        client_id: str | None,
    ) -> Turn:
        now = datetime.now(UTC)
        turn = NewTurn(str(uuid.uuid4()), conversation, shown_text, client_id, now)
        if done := await asyncio.to_thread(self._begin, turn):
            return done
        try:
            told = await self._answer.answer(conversation, shown_text, payload)
        except (DoorstepError, asyncio.CancelledError):
            await asyncio.shield(asyncio.to_thread(self._fail, turn.id))
            raise
        replies = [_with_choice_ids(reply) for reply in told]
        if not await asyncio.to_thread(self._finish, turn, replies):
            # The turn went on after the erasing and has left traces behind.
            await self._erase_everywhere(conversation)
            raise NotFoundError("conversation")
        await self._erase_if_asked(conversation)
        return Turn(turn.id, shown_text, now, client_id, tuple(replies))

    async def _erase_if_asked(self, conversation: ConversationId) -> None:
        """Erases what the turn asked to erase, now that nothing more of it will be stored.

        If that fails the owner has their answer all the same: it is done with the next turn, the
        next start, or in the night.
        """
        try:
            await asyncio.to_thread(self._erase.finish_asked, conversation)
        except DoorstepError:
            logger.exception("an erasure waits", extra={"conversation": conversation})

    def _store_new(self, conversation: ConversationId, token_hash: str) -> None:
        with self._storage.transaction() as work:
            work.conversations.start(conversation, token_hash, datetime.now(UTC))

    def _open(self, conversation: ConversationId, token: str) -> HeldConversation:
        with self._storage.transaction() as work:
            held = work.conversations.get(conversation)
        if held is None:
            raise NotFoundError("conversation")
        if not secrets.compare_digest(held.token_hash, _hash(token)):
            raise NotYoursError("conversation")
        return held

    def _begin(self, turn: NewTurn) -> Turn | None:
        with self._storage.transaction() as work:
            if turn.client_id:
                done = work.conversations.turn_of_client_id(turn.conversation_id, turn.client_id)
                if done:
                    return done
            if not work.conversations.begin_turn(turn, abandon_before=turn.at - TURN_MAY_TAKE):
                raise TurnUnderWayError("The conversation is still answering.", retry_after=1)
        return None

    def _done(self, conversation: ConversationId, client_id: str) -> Turn | None:
        with self._storage.transaction() as work:
            return work.conversations.turn_of_client_id(conversation, client_id)

    def _offered(self, conversation: ConversationId, choice_id: str) -> Choice:
        turns = self._turns(conversation)
        offered = [c for turn in turns for reply in turn.replies for c in reply.choices]
        last = [c for turn in turns[-1:] for reply in turn.replies for c in reply.choices]
        open_still = (c for c in offered if c.about or c in last)
        found = next((c for c in open_still if c.id == choice_id), None)
        if found is None:
            raise StaleChoiceError(choice_id)
        return found

    def _turns(self, conversation: ConversationId) -> list[Turn]:
        with self._storage.transaction() as work:
            return work.conversations.turns(conversation)

    def _turns_as_judged(
        self, conversation: ConversationId
    ) -> tuple[list[Turn], dict[OpportunityId, Verdict]]:
        with self._storage.transaction() as work:
            stands = standing(feedback_of(work, conversation))
            turns = work.conversations.turns(conversation)
        return turns, {key: one.verdict for key, one in stands.items()}

    def _finish(self, turn: NewTurn, replies: list[Reply]) -> bool:
        """Whether the conversation is still held; a search may have left a row without a token."""
        with self._storage.transaction() as work:
            work.conversations.finish_turn(turn.id, replies, datetime.now(UTC))
            held = work.conversations.get(turn.conversation_id)
        return held is not None and bool(held.token_hash)

    def _fail(self, turn_id: str) -> None:
        with self._storage.transaction() as work:
            work.conversations.fail_turn(turn_id)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _with_choice_ids(reply: Reply) -> Reply:
    """Ids that nobody can guess from an earlier answer, so that a stale one is known as such."""
    named = tuple(replace(choice, id=secrets.token_urlsafe(6)) for choice in reply.choices)
    return replace(reply, choices=named)


def _without_choices(turn: Turn) -> Turn:
    """Only those on cards are left."""
    kept = (tuple(c for c in reply.choices if c.about) for reply in turn.replies)
    return replace(
        turn,
        replies=tuple(replace(r, choices=left) for r, left in zip(turn.replies, kept, strict=True)),
    )
