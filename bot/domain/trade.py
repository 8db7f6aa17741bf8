"""Trades: what a micro-business does, in its own words, in a notice's, and as CPV codes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.domain.shared_word import SharedWord
from bot.domain.spelling import Spelling

# Division, group and class of the Common Procurement Vocabulary: below two digits nothing is said.
_SHORTEST_STEM = 2

READ_ANEW = 3
"""So many times the company of a shared word is looked at in a text; then the last answer holds."""


_PLAIN = str.maketrans(
    {
        "-": " ",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        **{
            letter: base
            for letter in map(chr, range(0xC0, 0x250))
            if len(base := unicodedata.normalize("NFD", letter)[0]) == 1 and base.isascii()
        },
        "\u0142": "l",  # a stroke that no normal form takes off
    }
)
"""Hyphens as spaces, one apostrophe, and Latin letters without what stands above or below them."""


class PlainText:
    """A text beside its plain form, character for character: lower case, no accents, no hyphens."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = in_plain(text)


def in_plain(text: str) -> str:
    """The plain form in which phrases are looked for; as long as the text."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters become two in lower case, and stay as they are
        lowered = "".join(low if len(low := one.lower()) == 1 else one for one in text)
    return lowered.translate(_PLAIN)


@dataclass(frozen=True)
class Trade:
    """A trade by its plain name; `cpv` holds 8-digit codes, most general first.

    `but_not` are phrases that hold one of its own and mean something else: "body worn video".
    `works_on` are trades whose words, after one of its own, say what a firm of this trade works on
    or whom it sends, not what else it does: movers of furniture do not sell it.
    """

    name: str
    cpv: tuple[str, ...]
    says: tuple[str, ...]
    buyer_says: tuple[str, ...]
    broader: str | None = None
    but_not: tuple[str, ...] = ()
    works_on: tuple[str, ...] = ()

    @cached_property
    def _phrases(self) -> tuple[str, ...]:
        said = {in_plain(p) for p in (self.name, *self.says, *self.buyer_says)}
        return tuple(sorted(said, key=len, reverse=True))

    @property
    def words(self) -> Iterator[str]:
        """Every word of its phrases, in plain form."""
        for phrase in self._phrases:
            yield from phrase.split()

    def spans_in(self, text: PlainText) -> Iterator[tuple[int, int]]:
        """Wherever the text says one of the trade's phrases as whole words; they may overlap.

        Longest phrases first.
        """
        others = [span for one in self.but_not for span in _spans(in_plain(one), text)]
        for phrase in self._phrases:
            for first, last in _spans(phrase, text):
                if not any(start <= first and last <= end for start, end in others):
                    yield first, last

    def mentioned_in(self, text: PlainText) -> tuple[int, int] | None:
        """Where the text first says one of the trade's phrases as whole words, longest first."""
        return next(self.spans_in(text), None)


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text speaks of a trade; a word of several trades has a mention for each."""

    trade: Trade
    start: int
    end: int


class Trades:
    """All trades by name, with the words that several of them share, and how words are misspelt.

    Without `known` words nothing is taken for misspelt.
    """

    def __init__(
        self,
        trades: Iterable[Trade],
        shared: Iterable[SharedWord] = (),
        known: Container[str] | None = None,
    ) -> None:
        self._by_name = {trade.name: trade for trade in trades}
        self._shared = {in_plain(one): word for word in shared for one in word.spellings}
        said = [(word, trade.name) for trade in self for word in trade.words]
        said += [(spelt, " ".join(word.spellings)) for spelt, word in self._shared.items()]
        self._spelling = Spelling([] if known is None else said, known or ())

    def __iter__(self) -> Iterator[Trade]:
        return iter(self._by_name.values())

    @property
    def shared_words(self) -> tuple[SharedWord, ...]:
        """The words that several of them share, each once for each of its spellings."""
        return tuple(self._shared.values())

    def named(self, names: Sequence[str]) -> tuple[Trade, ...]:
        """The trades of those names; a name that is none is left out."""
        return tuple(self._by_name[name] for name in names if name in self._by_name)

    def found_in(self, text: str) -> tuple[Trade, ...]:
        """The trades that the text names, in its order, each once."""
        return tuple(dict.fromkeys(one.trade for one in self.mentions(text)))

    def practised_in(self, text: str) -> tuple[Trade, ...]:
        """The trades of a firm in its own words: those named, less what one named before works on.

        "Recruitment agency, we send cleaners" is no cleaning firm.
        """
        found: list[Trade] = []
        for trade in self.found_in(text):
            if not any(trade.name in before.works_on for before in found):
                found.append(trade)
        return tuple(found)

    def kin(self, names: Iterable[str]) -> frozenset[str]:
        """These trades with all that they are part of and all that is part of them."""
        found = set(names)
        lines = [(trade.name, set(self._line(trade.name))) for trade in self]
        above = {one for name in found for one in self._line(name)}
        return frozenset(above | {name for name, line in lines if line & found})

    def _line(self, name: str) -> Iterator[str]:
        """The trade and those that it is part of, the narrowest first."""
        seen: set[str] = set()
        while name in self._by_name and name not in seen:
            seen.add(name)
            yield name
            name = self._by_name[name].broader or name

    def mended(self, plain: str) -> str:
        """A text in plain form with its misspelt words put right."""
        return self._spelling.mended(plain).text

    def mentions(self, text: str) -> list[Mention]:
        """Where an owner's text names trades, in its order, misspelt or not.

        Of phrases that overlap the longest counts: "school meals" is no mention of meals. What a
        word of several trades means is told by the rest (`SharedWord.trades`).
        """
        mended = self._spelling.mended(in_plain(text))
        taken = sorted(self._longest(mended.text), key=lambda one: one[0])
        named = list(dict.fromkeys(what.name for _, _, what in taken if isinstance(what, Trade)))
        found: list[Mention] = []
        meant: defaultdict[SharedWord, list[tuple[Trade, ...]]] = defaultdict(list)
        for first, last, what in taken:
            if isinstance(what, Trade):
                trades: tuple[Trade, ...] = (what,)
            else:
                if len(meant[what]) < READ_ANEW:
                    meant[what].append(self._meant(what, mended.text, (first, last), named))
                trades = meant[what][-1]
            place = mended.place_of((first, last))
            found += [Mention(trade, *place) for trade in trades]
        return found

    def _meant(
        self, word: SharedWord, text: str, span: tuple[int, int], named: Sequence[str]
    ) -> tuple[Trade, ...]:
        """What a shared word means; trades with words of their own keep the order of those."""
        hints = {name: self._hints(name, word, named) for name in word.helped}
        meant = word.trades(text, span, hints)
        in_order = [*(one for one in named if one in meant), *meant]
        return self.named(list(dict.fromkeys(in_order)))

    def _longest(self, plain: str) -> list[_Said]:
        """What is said where, without overlaps; a shared word counts before a trade's own."""
        text = PlainText(plain)
        said: list[_Said] = [(*span, trade) for trade in self for span in trade.spans_in(text)]
        said += [
            (*span, word) for spelt, word in self._shared.items() for span in _spans(spelt, text)
        ]
        said.sort(key=lambda one: (one[0] - one[1], one[0], isinstance(one[2], Trade)))
        taken = []
        covered = bytearray(len(plain))
        for first, last, what in said:
            if not any(covered[first:last]):
                covered[first:last] = b"\1" * (last - first)
                taken.append((first, last, what))
        return taken

    def _hints(self, name: str, word: SharedWord, named: Collection[str]) -> int:
        """How much the trades that are named otherwise speak for one of those a word may mean.

        A relative tells nothing where the word may mean several of one family.
        """
        if name in named:
            return 2
        families = Counter(self._family(other) for other in word.helped)
        mine = self._family(name)
        return int(families[mine] == 1 and mine in map(self._family, named))

    def _family(self, name: str) -> str:
        *_, family = name, *self._line(name)
        return family

    def with_narrower(self, name: str) -> tuple[Trade, ...]:
        """The trade and all that are part of it."""
        found = list(self.named([name]))
        for trade in found:
            found += [t for t in self if t.broader == trade.name and t not in found]
        return tuple(found)


_Said = tuple[int, int, Trade | SharedWord]


def _spans(phrase: str, text: PlainText) -> Iterator[tuple[int, int]]:
    if phrase in text.plain:  # far cheaper than the pattern, and nearly always so
        pattern = rf"(?<!\w){re.escape(phrase)}(?!\w)"
        yield from (found.span() for found in re.finditer(pattern, text.plain))


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
