"""What the assistant would act on, asked of the trained model without a server."""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.domain.errors import InvalidInputError
from bot.domain.message import clean_message
from connectors.dialogue.lean_rasa import make_lean

OUT_OF_SCOPE = "out_of_scope"
FACTS = (
    *("trade", "place", "max_value", "min_value", "buyer", "amount", "ordinal", "term"),
    *("date", "phone", "email", "company", "near_me"),
)


class RasaUnderstanding:
    """The Understanding of Rasa's model; loading it takes some seconds, once."""

    def __init__(self, model: Path) -> None:
        self._model = model

    async def understand(self, texts: Sequence[str]) -> list[Mapping[str, Any]]:
        """For each text `{text, intent, confidence, entities}`; absent facts are null.

        An empty or too long text is out of scope, with confidence 0.
        """
        if not texts:
            return []
        with warnings.catch_warnings():
            # Rasa and TensorFlow warn of libraries newer than they knew, some thirty lines.
            warnings.simplefilter("ignore")
            agent = _load(self._model)
            return [await self._one(agent, text) for text in texts]

    async def _one(self, agent: Any, text: str) -> Mapping[str, Any]:
        try:
            parsed = await agent.parse_message(clean_message(text))
        except InvalidInputError:
            return _told(text, OUT_OF_SCOPE, 0.0, [])
        intent = parsed["intent"]
        return _told(text, intent["name"], intent["confidence"], parsed["entities"])


def _load(model: Path) -> Any:
    """The agent; Rasa's own log is kept off stdout, where the answers go."""
    make_lean()
    from rasa.core.agent import Agent
    from rasa.utils.log_utils import configure_structlog

    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    configure_structlog(logging.WARNING)
    return Agent.load(str(model))


def _told(
    text: str, intent: str, confidence: float, entities: Sequence[Mapping[str, Any]]
) -> Mapping[str, Any]:
    facts: dict[str, Any] = dict.fromkeys(FACTS)
    for entity in entities:
        if facts.get(entity["entity"], ...) is None:
            facts[entity["entity"]] = entity["value"]
    return {"text": text, "intent": intent, "confidence": round(confidence, 4), "entities": facts}
