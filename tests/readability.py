"""The age at which a text can be read, by the Automated Readability Index.

Senter and Smith, "Automated Readability Index", AMRL-TR-66-220, 1967: it counts letters, words and
sentences, and needs no list of syllables. Its grade plus five is the age; six is the age of eleven.
"""

from __future__ import annotations

import re

WORD = re.compile(r"[A-Za-z0-9£][\w'\u2019£,.%&/-]*\w|[A-Za-z0-9]")
SENTENCE_END = re.compile(r"[.!?](?=\s|$|[\u201d\"])")
YEARS_BEFORE_SCHOOL = 5


def reading_age(text: str) -> float:
    """The age in years; a text without a full stop counts as one sentence."""
    words = WORD.findall(text)
    letters = sum(len(re.sub(r"\W", "", word)) for word in words)
    sentences = max(1, len(SENTENCE_END.findall(text)))
    grade = 4.71 * letters / len(words) + 0.5 * len(words) / sentences - 21.43
    return grade + YEARS_BEFORE_SCHOOL
