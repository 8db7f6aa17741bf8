"""What an owner wants with the stories of work that they won: tell one, see them, take one down."""

from __future__ import annotations

import re
from enum import StrEnum

_IT = r"(?:story|stories|case\s+stud(?:y|ies))"
_MINE = rf"(?:(?:my|our|the|a|that|this|one|all|of|those|these)\s+){{0,3}}{_IT}"
_HIDE = re.compile(
    rf"\b(?:take|bring|pull)\s+(?:down\s+{_MINE}|{_MINE}\s+(?:down|off|away|back|out))\b"
    rf"|\b(?:hide|remove|delete|withdraw|forget|unpublish|take\s+back)\s+{_MINE}\b"
    rf"|\b(?:don'?t|dont|do\s+not|stop|no\s+longer)\s+(?:show|showing|use|using|share|sharing)\s+{_MINE}\b",
    re.IGNORECASE,
)
_SHOW = re.compile(
    rf"\b(?:show|see|list|read|where\s+(?:is|are))\s+(?:me\s+|us\s+)?{_MINE}\b", re.IGNORECASE
)
_TELL = re.compile(
    rf"^\W*(?:{_IT}|(?:(?:i|we)(?:'d|\s+would)?\s+(?:like|want)\s+to\s+|can\s+i\s+|let\s+me\s+|let'?s\s+)?"
    rf"(?:tell|write|add|make|do|begin|start)\s+(?:you\s+|another\s+)?{_MINE})\W*$",
    re.IGNORECASE,
)


class StoryWish(StrEnum):
    """What is asked for."""

    TELL = "tell"
    SHOW = "show"
    HIDE = "hide"


def read_story_wish(text: str) -> StoryWish | None:
    """What a message asks for in plain words; None where it is about something else."""
    if _HIDE.search(text):
        return StoryWish.HIDE
    if _SHOW.search(text):
        return StoryWish.SHOW
    return StoryWish.TELL if _TELL.match(text.strip()) else None
