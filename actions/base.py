"""What all actions share: their services, and what the owner's message said."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.bootstrap import Services, services
from bot.domain.conversation import ConversationId, Criteria
from bot.domain.date_words import days_meant
from bot.domain.said_purchase import sum_of_purchase
from bot.settings import LONDON

Event = dict[str, Any]
_NOT_WORK = {"place", "min_value", "max_value", "buyer", "date", "phone", "email", "company"}


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

    def ask_which_one(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        """Asks for a number of the list, or for a search where there is no list."""
        is_there = self.services.describe.has_list(said.conversation)
        response = "utter_which_one" if is_there else "utter_which_one_of_none"
        dispatcher.utter_message(response=response)


class Said:
    """The owner's last message: its words and the facts found in it."""

    def __init__(self, tracker: Tracker) -> None:
        self.conversation = ConversationId(str(tracker.sender_id))
        self.text = str(tracker.latest_message.get("text") or "")
        self.goal = str((tracker.latest_message.get("intent") or {}).get("name") or "")
        self._entities: Sequence[dict[str, Any]] = tracker.latest_message.get("entities") or []
        ranking = tracker.latest_message.get("intent_ranking") or []
        self.ranking = [(str(one["name"]), float(one["confidence"])) for one in ranking]
        self.events: Sequence[dict[str, Any]] = tracker.events

    @property
    def first_facts(self) -> dict[str, Any]:
        """The first fact of each kind, by kind."""
        return {e["entity"]: self.fact(e["entity"]) for e in self._entities}

    @property
    def was_chosen(self) -> bool:
        """Whether it is a choice that was pressed, and so has no words of the owner's own."""
        return self.text.startswith("/")

    @property
    def own_words(self) -> str:
        """What the owner wrote; nothing where a choice was pressed."""
        return "" if self.was_chosen else self.text

    def any_pounds(self) -> Decimal | None:
        """The first sum, whether it was said as an amount or as a limit."""
        sums = (self.pounds(kind) for kind in ("amount", "max_value", "min_value"))
        return next((one for one in sums if one is not None), None)

    def pounds_of_purchase(self) -> Decimal | None:
        """The sum of the purchase that is asked about, with its pound sign or without."""
        named = self.any_pounds()
        words = self.own_words or str(self.fact("words") or "")
        return sum_of_purchase(words) if named is None else named

    def fact(self, kind: str) -> Any:
        """The first fact of the kind, or None."""
        return next(iter(self.facts(kind)), None)

    def facts(self, kind: str) -> list[Any]:
        """All facts of the kind, in the order said, each once."""
        found = [e["value"] for e in self._entities if e["entity"] == kind]
        return list(dict.fromkeys(found))

    def places_of(self, kind: str) -> list[tuple[str, int]]:
        """Each fact of the kind that the message itself says, with where."""
        return [
            (e["value"], e["start"]) for e in self._entities if e["entity"] == kind and "start" in e
        ]

    def pounds(self, kind: str) -> Decimal | None:
        """The first sum of the kind."""
        found = self.fact(kind)
        return None if found is None else Decimal(str(found))

    def criteria(self, services: Services) -> Criteria:
        """What was asked for; the words are those that no fact accounts for."""
        place, (closes_after, closes_before) = self.fact("place"), self._closing(services)
        words, trades = services.subject.of(self._without_facts()), self.facts("trade")
        if not trades and (meant := services.subject.trade_alone(words)):
            words, trades = "", [meant]
        return Criteria(
            words=words,
            trades=tuple(trades),
            place=services.places.find(place) if place else None,
            min_value=self.pounds("min_value"),
            max_value=self.pounds("max_value"),
            buyer=self.fact("buyer"),
            closes_after=closes_after,
            closes_before=closes_before,
        )

    def _closing(self, services: Services) -> tuple[datetime | None, datetime | None]:
        """From when to before when offers should be due; (None, None) if nothing was said of it."""
        words = self.fact("date")
        if not words or not services.subject.speaks_of_closing(self.text):
            return None, None
        days = days_meant(str(words), services.clock.now().astimezone(LONDON).date())
        return (_midnight(days.first), _midnight(days.end)) if days else (None, None)

    def _without_facts(self) -> str:
        kept = list(self.own_words)
        for entity in self._entities:
            if entity["entity"] in _NOT_WORK and "end" in entity:
                kept[entity["start"] : entity["end"]] = " " * (entity["end"] - entity["start"])
        return "".join(kept)


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), LONDON).astimezone(UTC) if day else None
