"""Quoting a notice: its own words around a find, short enough for a phone."""

from __future__ import annotations

import re

QUOTE_LENGTH = 90
_CLAUSE_START = re.compile(r"[.:](?=\s)|[;\n•]")
_CLAUSE_END = re.compile(r"[.](?=\s|$)|[;\n•]")
_STRAY = " ?!,)*-\N{EN DASH}\N{EM DASH}"


def quote_around(text: str, span: tuple[int, int]) -> str:
    """The words of the notice around a find, to the ends of its clause or about 90 characters."""
    first, last = span
    start = max((mark.end() for mark in _CLAUSE_START.finditer(text, 0, first)), default=0)
    mark = _CLAUSE_END.search(text, last)
    end = mark.start() if mark else len(text)
    if end - start <= QUOTE_LENGTH:
        return _flat(text[start:end])
    room = QUOTE_LENGTH - (last - first)
    words_before = _last_words(text[start:first], room // 3)
    words_after = _first_words(text[last:end], room - len(words_before))
    return _flat(f"{words_before}{text[first:last]}{words_after}")


def shared_words(asked: str, text: str) -> list[str]:
    """The asked words of four letters or more that stand in the text, in the order asked.

    Each as the text has it: where "taxis" was asked for it may be "taxi".
    """
    words = set(re.findall(r"\w{4,}", text.lower()))
    forms = ((w, f"{w}s", w.removesuffix("s")) for w in re.findall(r"\w{4,}", asked.lower()))
    found = (next((one for one in those if one in words), None) for those in forms)
    return [word for word in dict.fromkeys(found) if word]


def sentence_around(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Where the sentence, list item or line that holds the span begins and ends."""
    first, last = span
    start = max((m.end() for m in _SENTENCE_END.finditer(text, 0, first)), default=0)
    end = _SENTENCE_END.search(text, last)
    return start, end.start() if end else len(text)


_SENTENCE_END = re.compile(r"[.!?;](?=\s|$)|[•\n]")


def _flat(words: str) -> str:
    """On one line, without the marks that end the words before."""
    return " ".join(words.split()).lstrip(_STRAY)


def _last_words(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    _, space, rest = text[len(text) - length :].partition(" ")
    return rest if space else ""


def _first_words(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    words, space, _ = text[:length].rpartition(" ")
    return words if space else ""
