"""The Dialogue that is Rasa's REST channel on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import aiohttp

from bot.domain.conversation import Choice, ConversationId, Reply
from bot.domain.errors import DialogueFailedError, DialogueUnavailableError
from bot.domain.heard import Heard
from bot.domain.message import clean_message
from connectors.dialogue.tracker_store import TrackerStore

LOADING_RETRY_AFTER = 3
_READY_WITHIN = aiohttp.ClientTimeout(total=2)


class RasaDialogue:
    """Speaks to Rasa; an empty answer of its REST channel hides an error, so it counts as one."""

    def __init__(self, url: str, tracker_url: str, reply_seconds: float) -> None:
        self._url = url
        self._store = TrackerStore(tracker_url)
        self._timeout = aiohttp.ClientTimeout(total=reply_seconds)
        self._session: aiohttp.ClientSession | None = None

    async def reply(self, conversation: ConversationId, message: str) -> list[Reply]:
        """The replies to an owner's words; a leading slash is never a command."""
        return await self._send(conversation, clean_message(message))

    async def choose(self, conversation: ConversationId, payload: str) -> list[Reply]:
        """The replies to a choice that the service itself offered."""
        return await self._send(conversation, payload)

    async def understand(self, message: str) -> Heard:
        """What the words are for, asked of the model alone."""
        text = clean_message(message)
        parsed = await self._ask("webhooks/understanding/", {"text": text})
        try:
            return heard_of(text, parsed)
        except (KeyError, TypeError) as fault:
            raise DialogueFailedError("Rasa's answer cannot be read.") from fault

    async def is_ready(self) -> bool:
        """Whether Rasa has loaded its model: it listens only then."""
        try:
            address = f"{self._url}/webhooks/rest/"
            async with self._client().get(address, timeout=_READY_WITHIN) as answer:
                return answer.status == 200  # noqa: PLR2004 - HTTP OK
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def forget(self, conversation: ConversationId) -> None:
        """Erases the conversation's events."""
        await asyncio.to_thread(self._store.forget, conversation)

    async def close(self) -> None:
        """Ends the connections."""
        if self._session:
            await self._session.close()
        self._store.close()

    async def _send(self, conversation: ConversationId, message: str) -> list[Reply]:
        body = {"sender": conversation, "message": message}
        answers = await self._ask("webhooks/rest/webhook", body)
        if not answers:
            raise DialogueFailedError("Rasa failed and gave an empty answer.")
        return [reply_of(answers)]

    async def _ask(self, path: str, body: Mapping[str, Any]) -> Any:
        try:
            async with self._client().post(f"{self._url}/{path}", json=body) as got:
                if got.status != 200:  # noqa: PLR2004 - HTTP OK
                    raise DialogueFailedError(f"Rasa answered {got.status}.")
                return await got.json()
        except (aiohttp.ClientConnectionError, TimeoutError) as fault:
            raise DialogueUnavailableError(
                "Rasa is not there yet.", retry_after=LOADING_RETRY_AFTER
            ) from fault
        except (aiohttp.ClientError, ValueError) as fault:
            raise DialogueFailedError("Rasa's answer cannot be read.") from fault

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout)
        return self._session


def heard_of(text: str, parsed: Mapping[str, Any]) -> Heard:
    """What Rasa understood of a text; each fact once, in the order said."""
    facts: dict[str, tuple[Any, ...]] = {}
    for one in parsed["entities"]:
        held = facts.get(one["entity"], ())
        if one["value"] not in held:
            facts[one["entity"]] = (*held, one["value"])
    intent = parsed["intent"]
    return Heard(text, str(intent["name"]), float(intent["confidence"]), facts)


def reply_of(answers: list[Mapping[str, Any]]) -> Reply:
    """Rasa's answers to one message as one reply: it sends each paragraph and card by itself."""
    customs = [answer.get("custom") or {} for answer in answers]
    buttons = [b for answer in answers for b in answer.get("buttons") or []]
    buttons += [b for custom in customs for b in custom.get("choices", [])]
    return Reply(
        text="\n\n".join(answer["text"] for answer in answers if answer.get("text")),
        cards=tuple(card for custom in customs for card in custom.get("opportunities", [])),
        choices=tuple(Choice("", b["title"], b["payload"], b.get("about")) for b in buttons),
        is_whole=any(custom.get("whole") for custom in customs),
    )
