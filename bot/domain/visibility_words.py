"""Whether a message asks that buyers may see a firm, or may no longer."""

from __future__ import annotations

import re
from enum import StrEnum

_BUYERS = r"(?:buyers?|councils?|hospitals?|public\s+bodies|anybody|anyone|everybody|everyone|people|them)"
_MINE = r"(?:me|us|my|our|it|the)(?:\s+(?:profile|firm|business|company|details|page))?"
_HIDE = re.compile(
    rf"\b(?:hide|conceal)\s+{_MINE}\b|\b(?:stop|don'?t|dont|do\s+not|no\s+longer|never|quit)\s+(?:let(?:ting)?|show(?:ing)?|share|sharing|giv(?:e|ing))\b.*\b{_BUYERS}\b"
    rf"|\b(?:make|keep)\s+{_MINE}\s+(?:private|hidden)\b|\btake\s+{_MINE}\s+away\s+from\s+{_BUYERS}\b|\b{_BUYERS}\s+(?:should|must|may|can)\s*(?:not|n'?t|no\s+longer)\s+see\b",
    re.IGNORECASE,
)
_SHOW = re.compile(
    rf"\b(?:show|share|give)\s+{_MINE}\s+(?:to|with)\s+(?:the\s+)?{_BUYERS}\b|\blet\s+(?:the\s+)?{_BUYERS}\s+see\b|\bmake\s+{_MINE}\s+(?:public|visible)\b"
    rf"|\b{_BUYERS}\s+(?:may|can)\s+see\s+{_MINE}\b",
    re.IGNORECASE,
)


class Visibility(StrEnum):
    """What is asked for."""

    SHOWN = "shown"
    HIDDEN = "hidden"


def read_visibility(text: str) -> Visibility | None:
    """What the message asks for; None where it is about something else, or asks whether it is so."""
    if text.strip().endswith("?"):
        return None
    if _HIDE.search(text):
        return Visibility.HIDDEN
    return Visibility.SHOWN if _SHOW.search(text) else None
