"""What an owner asks to change in a profile: "I do plastering now too", "take catering off"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.firm_name_words import without_firm_name
from bot.domain.profile_answers import Reading, cut_at_a_word
from bot.domain.profile_facts import LONGEST_WORK, FirmProfile, HeldPaper, Part, Value
from bot.domain.served_words import of_its_own
from bot.domain.trade import Mention, Trades

_ADDING = re.compile(
    r"\b(?:too|as\s+well|also|add(?:ed|ing)?|on\s+top|plus|another|extra|started|now\s+do|do\s+\w+(?:\s+\w+)?\s+now|put\s+\w+(?:\s+\w+)?\s+(?:on|down))\b",
    re.IGNORECASE,
)
_ONLY = re.compile(
    r"\b(?:only|just|instead|nothing\s+but|changed?\s+(?:\w+\s+){0,4}to|switch(?:ed)?\s+to|went\s+into|moved\s+into)\b",
    re.IGNORECASE,
)
_REMOVING = re.compile(
    r"\b(?:drop(?:ped)?|remove|delete|scrap|cut|stop(?:ped)?(?:\s+doing)?|no\s+longer(?:\s+do(?:ing)?)?|(?:don'?t|dont|do\s+not)\s+do|not\s+doing|"
    r"no\s+more|gave\s+up|given\s+up|packed\s+in|take\s+out|take\s+off|get\s+rid\s+of|without|not\s+just|not)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_TAKE_OFF = re.compile(r"\b(?:take|took)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_OFF = re.compile(r"^\s*(?:\w+\s+){0,2}(?:off|out)\b", re.IGNORECASE)
_WIPE = re.compile(
    r"\b(?:remove|delete|take\s+(?:\w+\s+){0,4}(?:off|out)|get\s+rid\s+of|scrap|wipe|clear|forget)\b",
    re.IGNORECASE,
)
_EXPIRED = re.compile(
    r"\b(?:expired|run\s+out|ran\s+out|lapsed|no\s+longer\s+have|not\s+got)\b", re.IGNORECASE
)
_STAFF = re.compile(
    r"\b(?:(?:took|taken|taking)\s+on|hired|apprentices?|staff|headcount)\b", re.IGNORECASE
)
_TO = re.compile(r"\b(?:to|now\s+in|now\s+at|not\s+\w+\s+but)\s+(?:the\s+)?$", re.IGNORECASE)

_SPEAKS_OF = {
    Part.COMPANY_NUMBER: r"compan(?:y|ies)\s+house|company\s+number|company\s+no\b|crn",
    Part.PPON: r"ppon",
    Part.NAME: r"(?:business|company|firm|trading)\s+name|\bname\b|called",
    Part.TRAVEL: r"radius|travel|how\s+far|distance|\bmiles?\b|area\s+(?:bigger|smaller|wider)|go\s+further",
    Part.PLACE: r"post\s?code|address|moved|where\s+we\s+are|location|premises|\byard\b|\barea\b",
    Part.SIZE: r"size\s+of\s+job|job\s+size|biggest\s+job|value|budget|capacity|how\s+big",
    Part.PEOPLE: r"staff|headcount|head\s+count|how\s+many\s+(?:staff|people|of\s+us)|employees|people|took\s+on|apprentice",
    Part.PAPERS: r"insurance|certificate|accreditation|papers?|\bdbs\b|qualification|\bpli\b|hygiene\s+rating|chas\b|safecontractor",
    Part.HOURS: r"\bhours\b|\bdays\b|opening|weekends?|mornings?|evenings?|when\s+we\s+work",
    Part.REACH: r"\bphone\b|\bnumber\b|mobile|\bsim\b|e-?mail|contact|reach\s+(?:me|us)",
    Part.TRADES: r"trades?\b|profession|what\s+(?:we|i)\s+do|description|services?\b",
}
_PATTERNS = {part: re.compile(said, re.IGNORECASE) for part, said in _SPEAKS_OF.items()}
_POLITE = r"(?:\s+(?:please|pls|thanks))?\W*$"
_UNDO = re.compile(
    rf"^\W*(?:(?:no|oh|please)\W+)*(?:undo(?:\s+(?:that|it|this|the\s+last\s+(?:one|change)))?|put\s+it\s+back(?:\s+(?:how|as)\s+it\s+was)?|change\s+it\s+back|revert(?:\s+that)?){_POLITE}",
    re.IGNORECASE,
)
_TAKE_BACK = re.compile(
    rf"^\W*(?:(?:no|oh|please)\W+)*take\s+(?:that|it)\s+back{_POLITE}", re.IGNORECASE
)


def is_undoing(text: str, *, plainly: bool = False) -> bool:
    """Whether the message asks for the last change to be taken back, and nothing else.

    "Take that back" may be meant of other things too, and is not said `plainly`.
    """
    return bool(_UNDO.match(text) or (not plainly and _TAKE_BACK.match(text)))


def spoken_of(text: str) -> Part | None:
    """The part that a text speaks of without saying what it should be: "fix my postcode"."""
    return next((part for part, pattern in _PATTERNS.items() if pattern.search(text)), None)


def changed(reading: Reading, text: str, profile: FirmProfile, trades: Trades) -> Reading:
    """The changes that a message asks for, given what it says and the profile as it stands.

    Trades are added, taken out or put in place of the others as the words have it; of two places
    the one moved "to" counts. A part that is only to go is None among the changes.
    """
    said = without_firm_name(text)
    mentions = [] if _STAFF.search(text) else of_its_own(said, trades.mentions(said))
    changes: dict[Part, Value | None] = dict(reading.changes)
    doubts = dict(reading.doubts)
    if not mentions and changes.get(Part.TRADES):
        del changes[Part.TRADES]
    if mentions:
        changes |= {Part.TRADES: profile.trades} | _work_changes(mentions, text, profile)
    if Part.PLACE in doubts and (place := _moved_to(text, doubts[Part.PLACE])):
        changes[Part.PLACE] = place
        del doubts[Part.PLACE]
    if Part.PAPERS in changes:
        changes[Part.PAPERS] = _papers_joined(profile.papers or (), changes[Part.PAPERS])
    if not changes and not doubts:
        changes = _taken_out(text)
    return replace(reading, changes=changes, doubts=doubts)


def _work_changes(
    mentions: Sequence[Mention], text: str, profile: FirmProfile
) -> dict[Part, Value | None]:
    gone = [one.trade.name for one in mentions if _is_removed(one, text)]
    new = [one.trade.name for one in mentions if one.trade.name not in gone]
    held = [one for one in profile.trades or () if one not in gone]
    is_replaced = new and (_ONLY.search(text) or not (_ADDING.search(text) or gone))
    if new and not gone and set(new) <= set(held) and not _ONLY.search(text):
        return {}
    trades = tuple(dict.fromkeys(new if is_replaced else [*held, *new]))
    if not trades:
        return {Part.TRADES: None, Part.WORK: None}
    changes: dict[Part, Value | None] = {Part.TRADES: trades}
    if is_replaced:
        changes[Part.WORK] = cut_at_a_word(" ".join(text.split()), LONGEST_WORK)
    elif gone or profile.work:
        # The words that buyers read must not tell of what was taken out.
        changes[Part.WORK] = ", ".join(trades) if gone else _and_also(profile.work, new)
    return changes


def _and_also(work: str | None, new: Sequence[str]) -> str:
    return cut_at_a_word(", ".join([*([work.rstrip(" .")] if work else []), *new]), LONGEST_WORK)


def _is_removed(mention: Mention, text: str) -> bool:
    before, after = text[: mention.start], text[mention.end :]
    if re.search(r"\bnot\s+just\s+(?:\w+\s+)?$", before, re.IGNORECASE):
        return False
    return bool(_REMOVING.search(before) or (_TAKE_OFF.search(before) and _OFF.search(after)))


def _moved_to(text: str, places: Sequence[Value]) -> Value | None:
    for place in places:
        at = text.lower().find(str(place).lower())
        if at >= 0 and _TO.search(text[:at]):
            return place
    return None


def _papers_joined(held: Sequence[HeldPaper], new: Value | None) -> tuple[HeldPaper, ...]:
    by_name = {one.name: one for one in held}
    if isinstance(new, tuple):
        by_name |= {one.name: one for one in new if isinstance(one, HeldPaper)}
    return tuple(by_name.values())


def _taken_out(text: str) -> dict[Part, Value | None]:
    part = spoken_of(text)
    return {part: None} if part and (_WIPE.search(text) or _EXPIRED.search(text)) else {}


def undone(before: FirmProfile, now: FirmProfile) -> Mapping[Part, Value | None]:
    """The parts that differ, as they were before."""
    return {part: before.get(part) for part in Part if before.get(part) != now.get(part)}
