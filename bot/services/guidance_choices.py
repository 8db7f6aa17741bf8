"""What may be pressed under an explanation: more of it, what comes next, which one it is about."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.domain.guidance import Guidance
from bot.ports import Phrases

INTENT = "ask_process"
"""The goal that a choice of guidance goes by; its topic says which guidance is meant."""

MORE = "more"
MOST_NEXT = 2
MOST_NUMBERS = 3

Choice = Mapping[str, str]


def choice(title: str, **facts: object) -> Choice:
    """A choice that asks for guidance, with the facts that say which."""
    return {"title": title, "payload": meaning_of(INTENT, **facts)}


def meaning_of(intent: str, **facts: object) -> str:
    """What a choice means to the dialogue: a goal, and facts that JSON can hold."""
    return f"/{intent}{json.dumps(facts)}"


def choices_under(
    guidance: Guidance,
    held: Mapping[str, Guidance],
    phrases: Phrases,
    *,
    more: bool,
    shown: int = 0,
) -> list[Choice]:
    """More of it unless that was told, the numbers of those shown, then what may come next."""
    offered = []
    if not more:
        offered.append(choice(phrases.say("guidance.choice.more"), topic=guidance.topic, part=MORE))
    for number in range(1, min(shown, MOST_NUMBERS) + 1):
        title = phrases.say("guidance.choice.number", number=number)
        offered.append(choice(title, topic=guidance.topic, ordinal=number))
    following = [held[topic] for topic in guidance.then if topic in held]
    offered += [choice(one.asks, topic=one.topic) for one in following[:MOST_NEXT]]
    return offered
