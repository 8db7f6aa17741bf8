"""Words that belong to several trades, and which of them the rest of the sentence means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

_SENTENCE_END = re.compile(r"[.!?;](?=\s|$)|\n")


@dataclass(frozen=True, eq=False)
class SharedWord:
    """A word of several trades, in its spellings.

    `bare` are the trades that it brings where nothing tells which is meant, the likeliest first;
    `helped` has for each trade the words whose company makes it the one that is meant.
    """

    spellings: tuple[str, ...]
    bare: tuple[str, ...]
    helped: Mapping[str, tuple[str, ...]]

    def trades(self, text: str, span: tuple[int, int], hints: Mapping[str, int]) -> list[str]:
        """The trades that the word at the span brings, the likeliest first.

        Its own sentence is asked first, then the whole text. `hints` tell how much else in the text
        speaks for each trade.
        """
        first, last = _sentence(text, span)
        for start, end in ((first, last), (0, len(text))):
            company = f"{text[start : span[0]]} \0 {text[span[1] : end]}"
            if found := self._spoken_for(company, text[start:end], hints):
                return found
        return list(self.bare)

    def _spoken_for(self, company: str, whole: str, hints: Mapping[str, int]) -> list[str]:
        support = {
            trade: self._helps(trade, company, whole) + hints.get(trade, 0) for trade in self.helped
        }
        return [t for t in sorted(support, key=lambda t: -support[t]) if support[t]]

    def _helps(self, trade: str, company: str, whole: str) -> int:
        """How many different helping words there are; a phrase may hold the word itself."""
        alone, around = self._patterns[trade]
        said = set(alone.findall(company)) if alone else set()
        return len(said) + (len(set(around.findall(whole))) if around else 0)

    @cached_property
    def _patterns(self) -> dict[str, tuple[re.Pattern[str] | None, re.Pattern[str] | None]]:
        mine = re.compile(_any_of(self.spellings))
        return {
            trade: (
                _pattern([w for w in words if not mine.search(w)]),
                _pattern([w for w in words if mine.search(w)]),
            )
            for trade, words in self.helped.items()
        }


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile(_any_of(words)) if words else None


def _any_of(words: Sequence[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"


def _sentence(text: str, span: tuple[int, int]) -> tuple[int, int]:
    first = max((m.end() for m in _SENTENCE_END.finditer(text, 0, span[0])), default=0)
    after = _SENTENCE_END.search(text, span[1])
    return first, after.start() if after else len(text)
