"""Which codes of the Common Procurement Vocabulary a buyer's words suggest."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Mapping

from bot.domain.light_touch import is_light_touch
from bot.domain.opportunity import Category, CpvCode
from bot.domain.trade import Trades

MOST = 5
_WORD = re.compile(r"[^\W\d_]{3,}")
_SMALL = frozenset({"and", "for", "the", "with", "related", "services", "service", "other", "not"})
_WORKS, _SOFTWARE, _FIRST_SERVICES = "45", "48", "50"
_UNSAID = 0.6
"""What a word of a code's name costs that the buyer did not say."""


class CodeSuggestions:
    """Suggests codes: those of the trades that the words name, then names that share rare words."""

    def __init__(
        self, trades: Trades, names: Mapping[str, str], stem: Callable[[str], str]
    ) -> None:
        self._trades = trades
        self._stem = stem
        self._words = {code: self._of(name) for code, name in names.items()}
        self._codes: defaultdict[str, list[str]] = defaultdict(list)
        for code, words in self._words.items():
            for word in words:
                self._codes[word].append(code)

    def of(self, title: str, wanted: str) -> list[CpvCode]:
        """Up to MOST codes, the best first; what the title says counts most."""
        trades = self._trades.found_in(title) or self._trades.found_in(wanted)
        named = [code for trade in trades for code in trade.cpv[:1]]
        found = list(dict.fromkeys([*named, *self._by_names(title)]))
        return [CpvCode(code) for code in found if code in self._words][:MOST]

    def knows(self, code: str) -> bool:
        """Whether there is such a code."""
        return code in self._words

    def _by_names(self, title: str) -> list[str]:
        said = self._of(title)
        scores: defaultdict[str, float] = defaultdict(float)
        for word in said:
            for code in self._codes.get(word, ()):
                scores[code] += self._worth(word)
        told = {
            code: score - _UNSAID * sum(map(self._worth, self._words[code] - said))
            for code, score in scores.items()
        }
        good = [code for code, score in told.items() if score > 0]
        return sorted(good, key=lambda code: (-told[code], code))

    def _worth(self, word: str) -> float:
        return math.log(len(self._words) / len(self._codes[word]))

    def _of(self, text: str) -> frozenset[str]:
        words = {word for word in _WORD.findall(text.lower()) if word not in _SMALL}
        return frozenset(self._stem(word) for word in words)


def category_of(cpv: tuple[CpvCode, ...]) -> Category | None:
    """What the first code is, as Schedule 1 divides it; None without a code."""
    if not cpv:
        return None
    code = cpv[0]
    if code.startswith(_WORKS):
        return Category.WORKS
    if code < _FIRST_SERVICES or code.startswith(_SOFTWARE):
        return Category.GOODS
    return Category.LIGHT_TOUCH if is_light_touch(cpv[:1]) else Category.SERVICES
