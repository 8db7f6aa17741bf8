"""Reads what owners write of an opportunity: not for me and why, applied, won, show it again."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.feedback import Verdict, Why

_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'"})

_WHICH = (
    r"(?:(?:the |that |this )?(?:first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th|top|bottom)"
    r"(?: one| job| contract| card)?|(?:number|num|no\.?|nr|option|#) ?(?:\d|one|two|three|four|five)"
    r"|(?:that|this)(?: one| job| contract)?)"
)
_VERY = (
    r"(?:(?:is|are|it's|its|is all|a bit|bit|a little|just|way|much|far|really|was|looks|'s|s) ?)*"
)
_SIZES = r"big|large|huge|much(?: work)?|far(?: away| off| out)?|late|soon|short notice"

_UNDO = re.compile(
    r"\b(?:show|bring|put|let me see|want)\b.{0,30}\b(?:again|back)\b"
    r"|\b(?:changed|change) (?:my|our) mind\b|\b(?:undo|un-?hide|take (?:that|it) back)\b"
    r"|\bdidn'?t mean (?:that|to)\b",
)
_WITHDRAWAL = re.compile(
    r"\b(?:stop|don'?t|do not|no longer|not|never)\b.{0,20}\b(?:us(?:e|ing)|keep(?:ing)?|learn(?:ing)?)\b"
    r".{0,20}\b(?:feedback|what i (?:said|say|told)|my (?:answers?|opinions?|ratings?))\b"
    r"|\b(?:withdraw|take back|revoke|cancel)\b.{0,20}\b(?:consent|permission|agreement)\b"
)
_KEPT = re.compile(
    r"\b(?:show|see|list|open|find|where|what)\b.{0,30}\b(?:saved|kept|shortlist(?:ed)?|bookmark(?:s|ed)"
    r"|favourites|put (?:by|aside)|marked)\b"
)
_REASONS = (
    (Why.CLOSED, r"\b(?:(?:has|is|it's|its|that'?s|one'?s?|already|been|said) (?:already )?(?:closed|finished|expired"
                 r"|gone|over|awarded|ended)|expired|finished already|already (?:closed|gone|been awarded)"
                 r"|been awarded|out of date|last year|(?:is|1s|it's|ones?) old)\b"),
    (Why.DUPLICATE, r"\b(?:duplicates?|twice|same (?:one|job|contract|thing|as|like)|repeated"
                    r"|already (?:listed|shown|seen|there))\b"),
    (Why.TOO_FAR, r"\b(?:too far|so far away|miles (?:off|away)|miles from|not (?:local|near)"
                  r"|(?:isn't|not) in (?:birmingham|brum)|wrong (?:city|town|place|area|side of)"
                  r"|other (?:end|side) of|can't get there)\b"),
    (Why.TOO_BIG, r"\b(?:(?:too|way too|far too) (?:big|large|huge|much)|(?:massive|huge)"
                  r"|out of (?:my|our) league|over (?:my|our) heads?|(?:for )?bigger firms?|big firms?"
                  r"|not (?:big|large) enough)\b"),
    (Why.TOO_LATE, r"\b(?:too (?:late|soon|short notice|tight)|not enough (?:time|notice)|no time"
                   r"|short notice|can't (?:make|do) it (?:by|in time))\b"),
    (Why.WRONG_TRADE, r"\b(?:wrong (?:trade|kind|sort|type|work|job)|not (?:my|our) (?:trade|work|line|field|thing|kind)"
                      r"|(?:don't|dont|do not|doesn't|never) do\b|not what (?:i|we) do|(?:i am|i'm|we are|we're) (?:a |an )?\w+ not\b)"),
    (Why.WRONG_FACTS, r"\b(?:links?|page|not found|dead|mistake|incorrect|isn't right|(?:is|it's|are|value|price|date) wrong"
                      r"|never put that out|not a (?:contract|tender)|job advert|report (?:this|it|that))\b"),
)  # fmt: skip
_READ_AS = tuple((why, re.compile(pattern)) for why, pattern in _REASONS)

_LOST = re.compile(
    r"\b(?:lost|didn'?t (?:get|win)|did not (?:get|win)|not (?:us|me|ours) this time|unsuccessful"
    r"|(?:another|other|different) (?:firm|company|one)|came (?:second|third|last)|knocked back"
    r"|turned (?:us|me) down|rejected|as a no|went with|too dear)\b"
)
_WON = re.compile(
    r"\b(?:won|win|got (?:it|the (?:job|contract|work))|(?:it's|its|is) ours|(?:been )?chosen"
    r"|awarded (?:it )?to (?:us|me)|contract signed|(?<!un)successful|picked us)\b"
)
_APPLIED = re.compile(
    r"\b(?:applied|sent (?:\w+ ){0,3}(?:price|quote|bid|tender|application|form)s?|quoted"
    r"|submitted|put (?:in|my|our|a) (?:bid|price|quote|tender)|bid for (?:it|that|this|the))\b"
)
_PLAIN = (
    ("ask_privacy", _WITHDRAWAL),
    ("report_opportunity", re.compile(
        rf"^(?:sorry |no |nah )?{_WHICH} ?(?:is |are |was )?{_VERY}too (?:{_SIZES})(?: for (?:me|us))?$"
        rf"|^(?:it's |its )?{_VERY}too (?:{_SIZES})(?: for (?:me|us))?,? {_WHICH}$"
        rf"|^{_WHICH} (?:closes|shuts|ends) too soon$"
        rf"|^(?:actually |please |ok |sorry )*show (?:me )?(?:it|them|{_WHICH}) again(?: please)?$"
        rf"|^{_WHICH}(?: is|'s)? not for (?:me|us)$|^not for (?:me|us),? {_WHICH}$"
    )),
    ("report_outcome", re.compile(rf"^(?:i|we)(?:'ve| have)? (?:just )?applied(?: for (?:it|{_WHICH}))?$")),
    ("save_opportunity", re.compile(
        rf"^(?:(?:i am|i'm|im|we're|we are) )?interested(?: in (?:it|{_WHICH}))?$|^{_KEPT.pattern}$"
    )),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says of an opportunity; the reason is None where it gives none."""

    verdict: Verdict
    why: Why | None = None


def read_objection(text: str) -> Said:
    """What somebody has against an opportunity, or that they take it back; a fault is a report."""
    plain = _plain(text)
    why = next((one for one, pattern in _READ_AS if pattern.search(plain)), None)
    if why in {Why.CLOSED, Why.DUPLICATE, Why.WRONG_FACTS}:
        return Said(Verdict.REPORTED, why)
    if why is None and _UNDO.search(plain):
        return Said(Verdict.TAKEN_BACK)
    return Said(Verdict.NOT_FOR_ME, why)


def read_reason(text: str) -> Why:
    """The reason that a short answer to "what was wrong with it?" gives."""
    plain = _plain(text)
    return next((one for one, pattern in _READ_AS if pattern.search(plain)), Why.OTHER)


def read_outcome(text: str) -> Verdict | None:
    """Whether somebody lost, won or applied; None where the text does not say."""
    plain = _plain(text)
    for verdict, pattern in (
        (Verdict.LOST, _LOST),
        (Verdict.APPLIED, _APPLIED),
        (Verdict.WON, _WON),
    ):
        if pattern.search(plain):
            return verdict
    return None


def withdraws(text: str) -> bool:
    """Whether it asks that feedback be used no longer."""
    return bool(_WITHDRAWAL.search(_plain(text)))


def asks_for_kept(text: str) -> bool:
    """Whether it asks to see what was kept."""
    return bool(_KEPT.search(_plain(text)))


def plain_goal(text: str) -> str | None:
    """The goal of a sentence about an opportunity that can mean nothing else, or None."""
    plain = _plain(text)
    return next((goal for goal, pattern in _PLAIN if pattern.search(plain)), None)


def _plain(text: str) -> str:
    return " ".join(text.translate(_APOSTROPHES).lower().split()).strip(" .!?")
