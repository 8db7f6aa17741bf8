"""A message that names a trade is a search rather than a stranger's errand, if it may be either.

People who look for a firm write as firms do that look for work: "window cleaning near B9". To show
a stranger a contract costs little; to send an owner away at the first message costs the owner.
And a message that is a place and no more ("near Small Heath") says where to look.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Ranking = list[tuple[str, float]]

SEARCH, STRANGE = "find_opportunities", "out_of_scope"
CHANGE = "refine_search"
"""Without a search before it, that too is a new one."""

LIKELY_BESIDE = 0.6
"""How likely a search must be beside a stranger's errand, if a trade is named."""

_TRADE = "xtradex"
_NOTHING_ELSE = re.compile(
    r"(?:x(?:trade|place|buyer|minvalue|maxvalue|amount)x"
    r"|\b(?:any|some|near|nr|in|at|around|round|for|from|by|work|jobs?|contracts?|the|please|or|me|us)\b"
    r"|[\s,/&.?!-])+"
)
_PLACE = "xplacex"
_ONLY_A_PLACE = re.compile(
    r"(?:xplacex|\b(?:only|just|ok|okay|and|or|near|nr|close|to|in|at|around|round|by|for|from|the|"
    r"please|pls|area|side|way)\b|[\s,/&.?!'\"-])+"
)


def searches_first(ranking: Sequence[tuple[str, float]], masked: str) -> Ranking:
    """The goals, likeliest first, with a search before an errand where the words may be either.

    `masked` is the message with each fact replaced by its kind (`IntentModel.masked`).
    """
    found = list(ranking)
    if found and _PLACE in masked and _ONLY_A_PLACE.fullmatch(masked):
        return _with_change_first(found)
    if not found or found[0][0] != STRANGE or _TRADE not in masked:
        return found
    likely = dict(found)[SEARCH]
    if likely < LIKELY_BESIDE * found[0][1] and not _NOTHING_ELSE.fullmatch(masked):
        return found
    return [(SEARCH, found[0][1]), *(one for one in found if one[0] != SEARCH)]


def _with_change_first(found: Ranking) -> Ranking:
    if found[0][0] in {SEARCH, CHANGE}:
        return found
    return [(CHANGE, found[0][1]), *(one for one in found if one[0] != CHANGE)]
