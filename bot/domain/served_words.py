"""Whom or what a firm works for is no trade of its own: "catering for funerals" is catering."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.domain.trade import Mention

_LEADS_ON = (
    r"looking|look|searching|search|known|available|ask|asked|asking|hired|hire|paid|qualified"
    r"|trained|insured|licensed|registered|ready|open|here|apply|applying|work|works|worked"
    r"|working|contracts?|jobs?|tenders?|quotes?|good|great|best|brilliant|skilled|experts?|me|us"
)
"""After these a trade is what the firm does: "I'm known for catering", "good at plastering"."""

_NO_ADJECTIVE = r"do|doing|does|and|or|in|on|at|of|with|years?|months?|now|also|i|we|both"
_DETERMINERS = r"the|a|an|all|any|other|local|small|large|big|our|some|many|private|public"

_DIRECTLY = re.compile(
    rf"(?:[.,;!?]\s*|\b(?!(?:{_LEADS_ON})\b)[\w']+\s+)"
    rf"(?:(?:for|at)\s+(?:(?!(?:{_NO_ADJECTIVE})\b)[^\s\d,.;!?]+\s+){{0,2}}"
    rf"|\bto\s+(?:(?:{_DETERMINERS})\s+){{0,2}})$",
    re.IGNORECASE,
)
_IN_A_LIST = re.compile(
    r"(?:^|\s)(?:for|at|to)\s+(?:[^\s\d,.;!?]+\s+){0,2}[^\s\d,.;!?]+"
    r"(?:(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|&)\s+)(?:[^\s\d,.;!?]+\s+){0,1}[^\s\d,.;!?]+){0,3}"
    r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|&)\s+)(?:[^\s\d,.;!?]+\s+){0,1}$",
    re.IGNORECASE,
)
_SERVED = re.compile(
    r"(?:funeral|event|wedding|part(?:y|ie)|school|hospital|home|office|restaurant|festival"
    r"|church(?:e)?|mosque|charit(?:y|ie)|compan(?:y|ie))s|\w+(?:ers|ors|ians|[i]s[t]s)",
    re.IGNORECASE,
)
"""Who or what is served, where it stands in a list: people of a trade, places, occasions."""


def of_its_own(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions that are of what the firm does itself; none where all are of whom it serves."""
    return [one for one in mentions if not _is_served(text, one)]


def _is_served(text: str, one: Mention) -> bool:
    before, said = text[: one.start], text[one.start : one.end]
    if _DIRECTLY.search(before):
        return True
    return bool(_SERVED.search(said.split()[-1])) and bool(_IN_A_LIST.search(before))
