"""Trades: what a micro-business does, in its own words, in a notice's, and as CPV codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

# Division, group and class of the Common Procurement Vocabulary: below two digits nothing is said.
_SHORTEST_STEM = 2


class PlainText:
    """A text beside its plain form: lower case, hyphens as spaces, character for character."""

    def __init__(self, text: str) -> None:
        self.text = text
        lowered = text.lower()
        # A few letters change their length in lower case; then the text stands as it is.
        self.plain = (lowered if len(lowered) == len(text) else text).replace("-", " ")


@dataclass(frozen=True)
class Trade:
    """A trade by its plain name; `cpv` holds 8-digit codes, most general first."""

    name: str
    cpv: tuple[str, ...]
    says: tuple[str, ...]
    buyer_says: tuple[str, ...]
    broader: str | None = None

    @cached_property
    def _phrases(self) -> tuple[str, ...]:
        said = {p.lower().replace("-", " ") for p in (self.name, *self.says, *self.buyer_says)}
        return tuple(sorted(said, key=len, reverse=True))

    def spans_in(self, text: PlainText) -> Iterator[tuple[int, int]]:
        """Wherever the text says one of the trade's phrases as whole words; they may overlap."""
        for phrase in self._phrases:
            if phrase in text.plain:
                pattern = rf"(?<!\w){re.escape(phrase)}(?!\w)"
                yield from (found.span() for found in re.finditer(pattern, text.plain))

    def mentioned_in(self, text: PlainText) -> tuple[int, int] | None:
        """Where the text first says one of the trade's phrases as whole words, longest first."""
        for phrase in self._phrases:
            if phrase not in text.plain:  # far cheaper than the pattern, and nearly always so
                continue
            found = re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text.plain)
            if found:
                return found.span()
        return None


class Trades:
    """All trades, by name."""

    def __init__(self, trades: Iterable[Trade]) -> None:
        self._by_name = {trade.name: trade for trade in trades}

    def __iter__(self) -> Iterator[Trade]:
        return iter(self._by_name.values())

    def named(self, names: Sequence[str]) -> tuple[Trade, ...]:
        """The trades of those names; a name that is none is left out."""
        return tuple(self._by_name[name] for name in names if name in self._by_name)

    def found_in(self, text: str) -> tuple[Trade, ...]:
        """The trades that the text names, in its order, each once.

        Of phrases that overlap the longest counts: "school meals" is no mention of meals.
        """
        plain = PlainText(text)
        spans = [(span, trade) for trade in self for span in trade.spans_in(plain)]
        spans.sort(key=lambda one: (one[0][0] - one[0][1], one[0][0]))
        taken: list[tuple[int, Trade]] = []
        covered = bytearray(len(plain.plain))
        for (first, last), trade in spans:
            if not any(covered[first:last]):
                covered[first:last] = b"\1" * (last - first)
                taken.append((first, trade))
        taken.sort(key=lambda one: one[0])
        return tuple(dict.fromkeys(trade for _, trade in taken))

    def with_narrower(self, name: str) -> tuple[Trade, ...]:
        """The trade and all that are part of it."""
        found = list(self.named([name]))
        for trade in found:
            found += [t for t in self if t.broader == trade.name and t not in found]
        return tuple(found)


def cpv_stem(code: str) -> str:
    """A code without the zeros that fill it: "90910000" -> "9091"; two digits at least."""
    return max(code.rstrip("0"), code[:_SHORTEST_STEM], key=len)


def cpv_fit(own: str, asked: str) -> float:
    """How a firm's code fits one in a notice: 1 same or below its own, 0.6 one level above, 0 none.

    The vocabulary is a tree by prefix; buyers often file one level too high, so a parent of
    three digits or more still counts.
    """
    mine, theirs = cpv_stem(own), cpv_stem(asked)
    if theirs.startswith(mine):
        return 1.0
    is_parent = mine.startswith(theirs) and len(theirs) >= 3 and len(mine) - len(theirs) == 1  # noqa: PLR2004 - digits of a group
    return 0.6 if is_parent else 0.0
