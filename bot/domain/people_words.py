"""How many people a firm is, as owners say it: "just me", "me and my brother", "8 of us"."""

from __future__ import annotations

import re

from bot.domain.profile_facts import People
from bot.domain.said_numbers import NUMBER, number_of

MOST = 100_000

_RELATIVE = (
    r"(?:brother|bro|sister|wife|husband|missus|mrs|partner|dad|father|mom|mum|mother|son|daughter|"
    r"cousin|uncle|auntie|aunt|nephew|niece|mate|friend|lad|apprentice|business\s+partner|fella|other\s+half)"
)
_COUNTED = re.compile(
    rf"(?P<least>{NUMBER})(?:\s*(?:-|–|to|or)\s*(?P<most>{NUMBER}))?\s*"
    r"(?:of\s+us|(?:full[\s-]?time\s+|part[\s-]?time\s+)?(?:people|ppl|persons?|staff|employees?|workers?|men|women|lads|ladies|girls|guys|"
    r"cleaners|cooks|chefs|drivers|builders|strong|handed|in\s+(?:the\s+)?(?:team|firm|company|business|all))\b)",
    re.IGNORECASE,
)
_WE_ARE = re.compile(
    rf"\b(?:there(?:'s|\s+is|\s+are|s)|we(?:'re|\s+are|re)|team\s+of|staff\s+of|employ)\s+(?:about\s+|around\s+|only\s+|just\s+)?"
    rf"(?P<least>{NUMBER})(?:\s*(?:-|–|to|or)\s*(?P<most>{NUMBER}))?(?!\s*(?:miles?|min|hours?|years?|days?|weeks?|pounds?|quid|k\b))\b",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"\b(?:(?:just|only)\s+(?:me|myself|I)\b(?!\s+(?:and|n|&|\+|plus|with))|on\s+my\s+(?:own|tod|jack)|by\s+myself|one[\s-]?man[\s-]?(?:band|show|operation)|"
    r"one[\s-]?woman[\s-]?(?:band|show)|(?:I'?m|I\s+am|im)\s+a(?:lone|\s+one\s+man\s+band)|I\s+work\s+alone|single[\s-]?handed|nobody\s+else|no\s+one\s+else|"
    r"no\s+staff)\b|^\W*(?:me|myself|i|alone|solo|self)\W*$",
    re.IGNORECASE,
)
_WITH_ME = re.compile(
    rf"\b(?:(?:just\s+|it'?s\s+)?(?:me|myself|I))(?:\s*[&+,]\s*|\s+(?:and|n|plus|with)\s+)(?:(?:my|the|our|a|an|his|her)\s+)?"
    rf"(?:(?P<number>{NUMBER})\s+)?(?P<who>{_RELATIVE}s?|others?|other\s+people|people|lads|men|women|staff|workers?|employees|helpers?|girls|guys)"
    rf"(?P<more>(?:\s*(?:,|and|&|\+|plus)\s*(?:(?:my|the|our|a|an)\s+)?{_RELATIVE}\b)*)",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"^\W*(?:(?:about|around|maybe|say|like|roughly|bout|only|just|it'?s|up\s+to)\s+)*(?P<least>{NUMBER})"
    rf"(?:\s*(?:-|–|to|or)\s*(?P<most>{NUMBER}))?(?:\s*(?:or\s+so|ish|now|at\s+the\s+moment))*\W*$",
    re.IGNORECASE,
)


def read_people(text: str, *, asked: bool = False) -> list[People]:
    """The sizes that a text names, each once; more than one is a doubt.

    The owner counts as one of them: "me and my brother" is two. Only where it was `asked` does a
    bare number count.
    """
    found = [_with_me(m) for m in _WITH_ME.finditer(text)]
    found += [
        _range(m)
        for pattern in (_COUNTED, _WE_ARE)
        for m in pattern.finditer(text)
        if not any(m.start() >= w.start() and m.end() <= w.end() for w in _WITH_ME.finditer(text))
    ]
    if not found and _ALONE.search(text):
        found = [People(1, 1)]
    if not found and asked and (bare := _BARE.match(text)):
        found = [_range(bare)]
    return list(dict.fromkeys(one for one in found if 1 <= one.least <= one.most <= MOST))


def _range(match: re.Match[str]) -> People:
    least = number_of(match["least"])
    most = number_of(match["most"]) if match["most"] else least
    return People(min(least, most), max(least, most))


def _with_me(match: re.Match[str]) -> People:
    count = number_of(match["number"]) if match["number"] else 1
    count += len(re.findall(_RELATIVE, match["more"] or "", re.IGNORECASE))
    return People(count + 1, count + 1)
