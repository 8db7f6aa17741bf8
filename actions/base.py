"""What all actions share: their services, and what the owner's message said."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.bootstrap import Services, services
from bot.domain.conversation import ConversationId, Criteria

Event = dict[str, Any]


class DoorstepAction(Action, ABC):
    """An action that answers with words and cards and keeps nothing in Rasa's tracker."""

    def __init__(self, given: Services | None = None) -> None:
        """Made by Rasa's SDK without arguments, it takes the services of the environment."""
        self.services = given or services()

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Answers in a thread of its own, so that a query never holds up other owners."""
        await asyncio.to_thread(self.answer, dispatcher, Said(tracker))
        return []

    @abstractmethod
    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        """Calls one service and chooses a response."""


class Said:
    """The owner's last message: its words and the facts found in it."""

    def __init__(self, tracker: Tracker) -> None:
        self.conversation = ConversationId(str(tracker.sender_id))
        self.text = str(tracker.latest_message.get("text") or "")
        self._entities: Sequence[dict[str, Any]] = tracker.latest_message.get("entities") or []

    @property
    def was_chosen(self) -> bool:
        """Whether it is a choice that was pressed, and so has no words of the owner's own."""
        return self.text.startswith("/")

    def fact(self, kind: str) -> Any:
        """The first fact of the kind, or None."""
        return next(iter(self.facts(kind)), None)

    def facts(self, kind: str) -> list[Any]:
        """All facts of the kind, in the order said, each once."""
        found = [e["value"] for e in self._entities if e["entity"] == kind]
        return list(dict.fromkeys(found))

    def pounds(self, kind: str) -> Decimal | None:
        """The first sum of the kind."""
        found = self.fact(kind)
        return None if found is None else Decimal(str(found))

    def criteria(self, services: Services) -> Criteria:
        """What was asked for; the words are those that no fact accounts for."""
        place = self.fact("place")
        return Criteria(
            words=services.subject.of(self._without_facts()),
            trades=tuple(self.facts("trade")),
            place=services.places.find(place) if place else None,
            min_value=self.pounds("min_value"),
            max_value=self.pounds("max_value"),
            buyer=self.fact("buyer"),
        )

    def _without_facts(self) -> str:
        kept = list(self.text)
        for entity in self._entities:
            if entity["entity"] in {"place", "min_value", "max_value", "buyer"} and "end" in entity:
                kept[entity["start"] : entity["end"]] = " " * (entity["end"] - entity["start"])
        return "".join(kept)
