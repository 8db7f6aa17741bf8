"""Rasa's files and the actions: intents, rules, examples, responses, registrations agree."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import yaml

from connectors.web.action_server import all_actions
from tests.repository.house import (
    ROOT,
    SHARED,
    facts_given,
    holes_in,
    mapping_keys,
    name_of,
    python_files,
    tree_of,
    words_in,
    yaml_folder,
    yaml_of,
)

DOMAIN = yaml_of("domain.yml")
INTENTS = {name for one in DOMAIN["intents"] for name in (one if isinstance(one, dict) else [one])}
SAID_BY_THE_SERVICE = {"answer_question", "prove_address", "share_firm"}
"""What no examples teach: the service says it, of a question of its own or by content/doors.yml."""
UNDERSTOOD = INTENTS - SAID_BY_THE_SERVICE
ANSWERED_BY_RASA = {"restart": "utter_restart"}
RESPONSE_FILES = ["domain.yml", *yaml_folder("data/responses")]
RESPONSES: dict[str, list[dict[str, Any]]] = {
    key: said for file in RESPONSE_FILES for key, said in yaml_of(file).get("responses", {}).items()
}
RULES = [rule for file in yaml_folder("data/rules").values() for rule in file["rules"]]
STEPS = [step for rule in RULES for step in rule["steps"]]
ACTIONS_OF_RULES = {step["action"] for step in STEPS if "action" in step}
EXAMPLES = {
    one["intent"]: [line for line in one["examples"].splitlines() if line.strip()]
    for file in yaml_folder("data/nlu").values()
    for one in file["nlu"]
}
FEWEST_EXAMPLES = 15
UTTERERS = [f for f in python_files() if any(w.startswith("utter_") for w in words_in(tree_of(f)))]
NAMED_IN_CODE = {w for f in UTTERERS for w in words_in(tree_of(f)) if w.startswith("utter_")}
NAMED_IN_CODE -= {"utter_action"}  # Rasa's own word for the response that was given
GOALS_FILE = SHARED / "conversation" / "goals.yml"


def goals() -> set[str]:
    """The goals agreed on; a copy of the repository by itself has those that it teaches."""
    if not GOALS_FILE.exists():
        return set(EXAMPLES)
    agreed = yaml.safe_load(GOALS_FILE.read_text(encoding="utf-8"))
    return {goal for group in agreed.values() for goal in group}


def test_every_action_of_the_domain_is_registered_and_every_registered_one_declared() -> None:
    registered = [action.name(action.__new__(action)) for action in all_actions()]
    assert sorted(registered) == sorted(DOMAIN["actions"])


def test_every_action_of_the_domain_has_a_rule_that_takes_it() -> None:
    taken = {name for name in ACTIONS_OF_RULES if name.startswith("action_")}
    assert taken == set(DOMAIN["actions"])


def test_the_intents_are_the_goals() -> None:
    assert goals() == UNDERSTOOD


def test_every_intent_has_one_rule() -> None:
    answered = Counter(step["intent"] for step in STEPS if "intent" in step)
    assert answered == Counter(INTENTS - set(ANSWERED_BY_RASA))


@pytest.mark.parametrize("intent", sorted(UNDERSTOOD))
def test_every_intent_has_enough_examples(intent: str) -> None:
    assert len(EXAMPLES.get(intent, [])) >= FEWEST_EXAMPLES


def test_no_examples_teach_an_intent_that_there_is_not() -> None:
    assert set(EXAMPLES) <= UNDERSTOOD


def test_no_example_teaches_two_intents() -> None:
    intents_of: dict[str, set[str]] = {}
    for intent, lines in EXAMPLES.items():
        for line in lines:
            intents_of.setdefault(" ".join(line.lower().strip(" -").split()), set()).add(intent)
    assert {line: found for line, found in intents_of.items() if len(found) > 1} == {}


def test_every_response_that_is_named_exists() -> None:
    of_rules = {name for name in ACTIONS_OF_RULES if name.startswith("utter_")}
    assert of_rules | NAMED_IN_CODE | set(ANSWERED_BY_RASA.values()) <= set(RESPONSES)


def test_every_response_is_used() -> None:
    used = ACTIONS_OF_RULES | NAMED_IN_CODE | set(ANSWERED_BY_RASA.values())
    assert set(RESPONSES) - used == set()


def test_no_response_and_no_intent_stands_twice() -> None:
    keys = Counter(
        key for file in RESPONSE_FILES for key in mapping_keys(file) if key.startswith("utter_")
    )
    taught = Counter(
        one["intent"] for file in yaml_folder("data/nlu").values() for one in file["nlu"]
    )
    assert [key for key, times in (keys + taught).items() if times > 1] == []


@pytest.mark.parametrize("response", sorted(RESPONSES))
def test_a_response_asks_only_for_facts_that_the_code_gives(response: str) -> None:
    holes = {hole for said in RESPONSES[response] for hole in holes_in(said["text"])}
    users = [file for file in UTTERERS if response in set(words_in(tree_of(file)))]
    given = {fact for file in users for fact in facts_given(tree_of(file))}
    assert holes <= given, [name_of(file) for file in users]


@pytest.mark.parametrize("response", sorted(RESPONSES))
def test_a_response_of_a_rule_needs_no_fact(response: str) -> None:
    if response in NAMED_IN_CODE:
        assert response not in ACTIONS_OF_RULES
    else:
        assert [said for said in RESPONSES[response] if holes_in(said["text"])] == []


def test_only_training_data_stands_in_the_data_folder() -> None:
    found = {f.suffix for f in (ROOT / "data").rglob("*") if f.is_file()}
    assert found == {".yml"}
