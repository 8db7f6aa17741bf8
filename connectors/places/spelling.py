"""Takes the spellings of a place that people use for one."""

from __future__ import annotations

import re
from dataclasses import dataclass


def any_of(words: str) -> frozenset[str]:
    """The words of a list written with spaces."""
    return frozenset(words.split())


POSTCODE_AREAS = any_of(
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E "
    "EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL "
    "LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM "
    "SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
)
SHORTEST_GUESSED = 7
"""Letters a name has at least where a slip or words run together are allowed for."""

_WORD = re.compile(r"[^\W_]+(?:['\u2019\u2018`][^\W_]+)*|&")
_APOSTROPHES = str.maketrans("", "", "'\u2019\u2018`")
_SAME_WORD = {"&": "and", "rd": "road", "ln": "lane"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is looked up, and where it stands in the text as written."""

    text: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words of a text in their order: small letters, no apostrophes, no short forms."""
    return [Word(_folded(m[0]), *m.span()) for m in _WORD.finditer(text)]


def key_of(name: str) -> str:
    """A name as it is looked up: its words with single spaces."""
    return " ".join(_folded(word) for word in _WORD.findall(name))


def area_of(postcode: str) -> str:
    """The letters that a postcode in capitals begins with: "B9 4AA" -> "B"."""
    return re.split(r"\d", postcode, maxsplit=1)[0]


def one_slip_apart(a: str, b: str) -> bool:
    """Whether one letter too many, too few, wrong, or swapped makes `a` of `b`."""
    if abs(len(a) - len(b)) > 1:
        return False
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
    if same is None:
        return True
    swapped = a[same : same + 2] == b[same : same + 2][::-1] and a[same + 2 :] == b[same + 2 :]
    tails = ((same + 1, same + 1), (same, same + 1), (same + 1, same))
    return swapped or any(a[i:] == b[j:] for i, j in tails)


def _folded(word: str) -> str:
    plain = word.casefold().translate(_APOSTROPHES)
    return _SAME_WORD.get(plain, plain)
