"""Texts as notices write them, without what programs on their way did to them."""

from __future__ import annotations

import re

from bot.domain.notice import Finding, FindingKind, plain_finding
from connectors.notices.repair import repaired

_DIRT = ("&", "\\", "  ", "\n\n\n", "rnrn")
_WIDE_SPACE = re.compile(r"(?: [^\S\n]|[^\S\n ])[^\S\n]*")  # all but a single blank
_BLANK_LINES = re.compile(r"\n{3,}")
# Line ends that lost their backslashes: "the hall.rnrnBidders must". No word doubles "rn"; a word
# that ends in "rn" (return, pattern) keeps its own where three follow one another.
_LOST_ENDS = re.compile(r"(?:(?<=[aeiou])(?P<word>rn)(?=rnrn(?!rn)))?(?:rn){2,}")
_LOST_END = re.compile(r"rn(?<=[.:;,)*!?]rn)(?=[A-Z*•-])")


def text(thing: object, found: list[Finding]) -> str:
    """Text without HTML entities, broken encodings or line ends that were escaped or lost.

    Only spaces change without a finding: their number carries no meaning.
    """
    if not isinstance(thing, str):
        return ""
    if _is_in_order(thing):
        return thing.strip()
    clean = repaired(thing).replace("\\r", "").replace("\\n", "\n")
    if clean != thing.replace("\r\n", "\n"):
        found.append(plain_finding(FindingKind.ESCAPED_TEXT))
    in_lines = _with_line_ends(clean)
    if in_lines != clean:
        found.append(plain_finding(FindingKind.LOST_LINE_ENDS))
    in_order = _with_single_blanks(in_lines)
    return (_BLANK_LINES.sub("\n\n", in_order) if "\n\n\n" in in_order else in_order).strip()


def _is_in_order(text: str) -> bool:
    """Quick: whether nothing is to be done about the text; most are so. It may say no of one."""
    is_plain = text.isascii() and text.replace("\n", "").isprintable()
    return is_plain and not any(sign in text for sign in _DIRT) and not _LOST_END.search(text)


def _with_line_ends(text: str) -> str:
    if "rnrn" in text:
        text = _LOST_ENDS.sub(lambda lost: f"{lost['word'] or ''}\n\n", text)
    return _LOST_END.sub("\n", text)


def _with_single_blanks(text: str) -> str:
    """Quick where every space is a blank, or one of the other two that texts are full of.

    No space but a blank counts as printable.
    """
    blanks = text.replace("\t", " ").replace("\xa0", " ")
    if not blanks.replace("\n", "").isprintable():
        return _WIDE_SPACE.sub(" ", text)
    while "  " in blanks:
        blanks = blanks.replace("  ", " ")
    return blanks
