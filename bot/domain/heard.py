"""What an owner said and what was understood of it, as flows of questions take it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

SURE = 0.6
"""How confident understanding must be of a goal before a question at hand gives way to it."""

_ASKING = re.compile(r"\?\s*$")
_OPENS_A_QUESTION = re.compile(
    r"^\W*(?:(?:and|but|so|ok|okay|hang on|hold on|wait|sorry|er|um)\W+)*"
    r"(?:what|whats|what's|why|who|whos|who's|how|hows|how's|when|where|which|"
    r"(?:is|are|am|do|does|did|can|could|will|would|should|have|has)\s+(?:it|this|that|they|there|"
    r"i|you|we|the|a|any|my|your|anyone|anybody|somebody|someone))\b",
    re.IGNORECASE,
)
_MENDS = re.compile(
    r"^\W*(?:(?:no|nope|nah|oh|ah|oops|sorry|wait|hang on|hold on|my mistake|my bad)\W+)*"
    r"(?:(?:no|nope|nah|sorry|oops|wait|my mistake|my bad)\W+"
    r"|(?:actually|i\s+meant?|i\s+should\s+have\s+said|make\s+(?:that|it)|"
    r"(?:it|that)\s+should\s+(?:be|say)|(?:it|that)'?s\s+meant\s+to\s+be|correction)\W+"
    r"(?:(?:i\s+meant?|it'?s|that'?s|to\s+say)\W+)?)+"
    r"(?P<rest>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_MENDS_PLAINLY = re.compile(
    r"\bi\s+meant?\b|^\W*(?:no|nope|nah|sorry|oops|actually|wait|correction)\s*[,.;:!-]"
    r"|\bshould\s+(?:be|say|have\s+said)\b|\bmy\s+(?:mistake|bad)\b",
    re.IGNORECASE,
)
_MEANT = re.compile(r"^(?:i\s+meant?(?:\s+to\s+say)?|it'?s|that'?s|make\s+it)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as understood: its goal, how sure that is (0 to 1), and its facts by kind.

    `option` is the key of the option that was pressed, and then there are no words.
    """

    text: str
    goal: str = ""
    confidence: float = 0.0
    facts: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    option: str = ""

    def fact(self, kind: str) -> Any:
        """The first fact of the kind, or None."""
        return next(iter(self.facts.get(kind, ())), None)

    def is_for(self, *goals: str, sure: float = SURE) -> bool:
        """Whether it is for one of these goals, as surely as that."""
        return self.goal in goals and self.confidence >= sure

    @property
    def asks(self) -> bool:
        """Whether it is a question rather than an answer, by its form or by a sure goal."""
        if self.option:
            return False
        is_question = bool(_ASKING.search(self.text) or _OPENS_A_QUESTION.search(self.text))
        return is_question or (self.goal.startswith("ask_") and self.confidence >= SURE)

    @property
    def mends(self) -> Heard | None:
        """What it puts right something said before by: "no, B9" is "B9"; None if it does not."""
        found = None if self.option else _MENDS.match(self.text)
        if found is None:
            return None
        return replace(self, text=_MEANT.sub("", found["rest"]).strip())

    @property
    def mends_plainly(self) -> bool:
        """Whether it puts something right beyond doubt: "No Limits Cleaning" is a name."""
        return self.mends is not None and bool(_MENDS_PLAINLY.search(self.text))

    def packed(self) -> str:
        """As text, which `unpacked` reads again."""
        return json.dumps(
            {
                "text": self.text,
                "goal": self.goal,
                "confidence": self.confidence,
                "facts": {kind: list(those) for kind, those in self.facts.items()},
                "option": self.option,
            }
        )


def unpacked(text: str) -> Heard:
    """What `packed` wrote."""
    read = json.loads(text)
    facts = {kind: tuple(those) for kind, those in read["facts"].items()}
    return Heard(read["text"], read["goal"], read["confidence"], facts, read["option"])
