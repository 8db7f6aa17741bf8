"""Posts of one kind that are each below a floor and together reach it: for the buyer to look at.

Nobody says that a purchase was split: the law forbids to value one with a view to escaping a rule
(section 4(3)), and whoever looks after a buyer's posts is shown where that could be asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from bot.domain.entry import Entry
from bot.domain.entry_rules import is_a_contract, value_with_vat

LOOKED_BACK = timedelta(days=365)
_FEWEST = 2
_CLASS_DIGITS = 4
"""A class of the Common Procurement Vocabulary: what counts as one kind."""


@dataclass(frozen=True, slots=True)
class RepeatedPosts:
    """Entries of one kind, in the order of posting; `together` is pounds with VAT."""

    cpv_class: str
    entries: tuple[Entry, ...]
    together: Decimal


def repeated_posts(posted: Iterable[Entry], floor: Decimal | None) -> list[RepeatedPosts]:
    """The kinds of which two or more posts, each below the floor, together reach it.

    The largest first; what has no code is of no kind. None at all without a floor.
    """
    if floor is None:
        return []
    kinds: defaultdict[str, list[tuple[Entry, Decimal]]] = defaultdict(list)
    for entry in posted:
        value = value_with_vat(entry)
        if value is not None and value < floor and entry.cpv and is_a_contract(entry):
            kinds[entry.cpv[0][:_CLASS_DIGITS]].append((entry, value))
    found = [
        RepeatedPosts(kind, tuple(one for one, _ in those), sum((v for _, v in those), Decimal()))
        for kind, those in kinds.items()
        if len(those) >= _FEWEST
    ]
    reach = [one for one in found if one.together >= floor]
    return sorted(reach, key=lambda one: (-one.together, one.cpv_class))
