"""Takes the new last day of an insurance or paper that an owner tells in plain words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from bot.domain.conversation import ConversationId
from bot.domain.date_words import days_meant
from bot.domain.payloads import meaning
from bot.domain.profile_facts import HeldPaper, Part
from bot.domain.working_days import LONDON
from bot.ports import Clock
from bot.services.keep_profile import KeepProfile, ProfileChange

_PAPER = r"(?:insurances?|liability|indemnity|dbs|certificate|policy|accreditation)"
_TELLS_DAY = re.compile(
    rf"\b{_PAPER}\b.*\b(?:until|till|to|expires?|ends?|runs?\s+(?:out|to)|valid|renewed|lasts?|due)\b",
    re.IGNORECASE,
)
_A_DAY = re.compile(
    r"\b(?:\d{1,2}|january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)


class RenewPapers:
    """Of papers that the firm says it has; `clock` tells which "March" is meant."""

    def __init__(self, keep: KeepProfile, clock: Clock) -> None:
        self._keep = keep
        self._clock = clock

    def take(
        self, conversation: ConversationId, text: str, told: tuple[HeldPaper, ...] | None = None
    ) -> ProfileChange | None:
        """The change; None where the words name no such paper, or no day still to come.

        `told` are the papers as the same words have them otherwise, such as with a new sum.
        """
        if not tells_a_last_day(text):
            return None
        papers = told or self._keep.of(conversation).papers or ()
        meant = _meant(papers, text)
        today = self._clock.now().astimezone(LONDON).date()
        days = days_meant(text, today)
        if meant is None or days is None or days.end is None or days.end <= today:
            return None
        last = days.end - timedelta(days=1)
        dated = tuple(replace(one, ends_on=last) if one == meant else one for one in papers)
        return self._keep.note(conversation, {Part.PAPERS: dated})


def tells_a_last_day(text: str) -> bool:
    """Whether the words say until when a paper runs, rather than ask it."""
    asks = text.strip().endswith("?")
    return not asks and bool(_TELLS_DAY.search(text) and _A_DAY.search(text))


def renewal_meant(text: str) -> str | None:
    """The payload of such words, which are plain by themselves; None of any others."""
    return meaning("update_profile", words=text) if tells_a_last_day(text) else None


def _meant(papers: tuple[HeldPaper, ...], text: str) -> HeldPaper | None:
    """The paper with most of its name's words in the text; None where two have as many."""
    said = set(re.findall(r"[a-z]+", text.lower()))
    scored = sorted((len(said & set(o.name.lower().split())), o.name, o) for o in papers)
    if not scored or scored[-1][0] == 0:
        return None
    best = [one for score, _name, one in scored if score == scored[-1][0]]
    return best[0] if len(best) == 1 else None
