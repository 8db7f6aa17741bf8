"""Rasa's NLU steps: the facts of a message, and what it is for."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.domain.feedback_words import plain_goal
from connectors.dialogue.facts import FactFinder
from connectors.dialogue.intents import IntentModel
from connectors.dialogue.tuned_goals import TunedGoals

ComponentType = DefaultV1Recipe.ComponentType
ROOT = Path(__file__).resolve().parents[2]
CONTENT, MODELS = ROOT / "content", ROOT / "models"
_MODEL_FILE = "intents.joblib"
_RANKED = 5
_OUT_OF_SCOPE = "out_of_scope"


@cache
def _finder() -> FactFinder:
    return FactFinder.from_content(CONTENT)


@cache
def _tuned() -> TunedGoals:
    return TunedGoals(MODELS)


@DefaultV1Recipe.register(ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FactExtractor(GraphComponent):
    """Adds the facts that the spaCy pipeline finds as Rasa's entities."""

    def __init__(self) -> None:
        self._finder = _finder()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FactExtractor:
        """Made anew from the content folder each time: nothing is trained."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the entities of each message."""
        for message in messages:
            facts = self._finder.find(message.get(TEXT) or "")
            entities = [
                {
                    "entity": fact.kind,
                    "value": fact.value,
                    "start": fact.start,
                    "end": fact.end,
                    "extractor": "FactExtractor",
                }
                for fact in facts
            ]
            message.set(ENTITIES, [*message.get(ENTITIES, []), *entities], add_to_output=True)
        return messages


@DefaultV1Recipe.register(ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(GraphComponent):
    """Names the goal of a message; one that it is not sure of is out of scope."""

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: IntentModel
    ) -> None:
        self._floor = float(config["floor"])
        self._storage = storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`floor`: a likelier goal than this is needed, else the message is out of scope.

        `weight`: what the tuned encoder's word counts, from 0 to 1; the rest is the n-grams'.
        """
        return {"floor": 0.15, "weight": 0.5}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentClassifier:
        """An untrained one."""
        return cls(config, model_storage, resource, IntentModel(_finder(), _tuned()))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> IntentClassifier:
        """The one that `train` stored."""
        with model_storage.read_from(resource) as folder:
            file = folder / _MODEL_FILE
            model = IntentModel.load(_finder(), _tuned(), float(config["weight"]), file)
        return cls(config, model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the examples of every goal and stores what it learnt."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        self._model.fit([e.get(TEXT) for e in examples], [e.get(INTENT) for e in examples])
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder / _MODEL_FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets intent and ranking of each message."""
        for message in messages:
            ranking = self._ranking(message.get(TEXT) or "")
            goal, sure = ranking[0] if ranking else (_OUT_OF_SCOPE, 0.0)
            chosen = goal if sure >= self._floor else _OUT_OF_SCOPE
            message.set(INTENT, _named(chosen, sure), add_to_output=True)
            ranked = [_named(*one) for one in ranking]
            message.set(INTENT_RANKING_KEY, ranked, add_to_output=True)
        return messages

    def _ranking(self, text: str) -> list[tuple[str, float]]:
        """As the model ranks them, after a goal that the words themselves leave no doubt of."""
        ranking = self._model.ranking(text)
        plain = plain_goal(text)
        if plain:
            ranking = [(plain, 1.0), *(one for one in ranking if one[0] != plain)]
        return ranking[:_RANKED]

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Later steps learn from the examples as they are."""
        return training_data


def _named(goal: str, sure: float) -> dict[str, Any]:
    return {"name": goal, "confidence": sure}
