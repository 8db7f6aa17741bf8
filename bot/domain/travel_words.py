"""How far a firm goes, as owners say it: "10 miles", "10 mins drive", "anywhere", "just round here"."""

from __future__ import annotations

import re

from bot.domain.profile_facts import Travel
from bot.domain.said_numbers import NUMBER, number_of

FARTHEST = 500
"""Miles; nobody in Great Britain has farther to go."""

TOWN_SPEED = 20
"""Miles an hour by which minutes of driving in town become miles; the owner is told."""

WALKING_SPEED = 3
LOCAL = 5
"""Miles that "just local" comes to; the owner is told, and can change it."""

ALL_OF_BIRMINGHAM = 10
WEST_MIDLANDS = 25

_KILOMETRES_IN_A_MILE = 1.609
_MILES = re.compile(
    rf"(?P<least>{NUMBER})(?:\s*(?:-|–|to|or)\s*(?P<most>{NUMBER}))?\s*-?\s*"
    r"(?P<unit>miles?|mls?|mi|kms?|kilomet(?:re|er)s?|k(?=\s+(?:away|radius)))(?!\w)",
    re.IGNORECASE,
)
_TIME = re.compile(
    rf"(?:(?P<half>half\s+an?\s+hour)|(?P<and_half>an?\s+hour\s+and\s+a\s+half)|(?P<hour>an?\s+hour)|"
    rf"(?P<least>{NUMBER})(?:\s*(?:-|–|to|or)\s*(?P<most>{NUMBER}))?\s*-?\s*"
    r"(?P<unit>min(?:ute)?s?|hours?|hrs?))(?!\w)",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"^\W*(?:(?:about|around|up\s+to|maybe|say|like|max(?:imum)?|no\s+more\s+than|within|only|just|"
    rf"roughly|prob(?:ably)?|bout)\s+)*(?P<least>{NUMBER})(?:\s*(?:-|–|to)\s*(?P<most>{NUMBER}))?"
    r"(?:\s*(?:or\s+so|ish|max(?:imum)?|tops|at\s+most|please|pls))*\W*$",
    re.IGNORECASE,
)
_WALK = re.compile(r"\b(?:walk(?:ing)?|on\s+foot)\b", re.IGNORECASE)
_ANYWHERE = re.compile(
    r"\b(?:any\s?where|every\s?where|any\s+distance|no\s+limit|not\s+bothered|not\s+fussed|all\s+over|nation\s?wide|"
    r"whole\s+(?:of\s+the\s+)?(?:uk|country|england)|(?:as\s+)?far\s+as\s+(?:it\s+takes|you\s+like|needed)|"
    r"(?:don'?t|dont|do\s+not)\s+(?:really\s+)?(?:mind|care)|wherever|doesn'?t\s+matter|any\s+where)\b"
    r"|^\W*any\W*$",
    re.IGNORECASE,
)
_LOCAL = re.compile(
    r"\b(?:local(?:ly)?(?:\s+only)?|round\s+(?:here|our\s+way|my\s+way|the\s+corner)|around\s+here|close\s+by|near\s?by|"
    r"not\s+far|walking\s+distance|just\s+(?:here|the\s+area)|this\s+area)\b",
    re.IGNORECASE,
)
_BIRMINGHAM = re.compile(
    r"\b(?:all\s+(?:of|over|across)|across|anywhere\s+in|whole\s+of|around|round|in|just|within|only)\s+"
    r"(?:birmingham|brum|b'?ham|the\s+city)\b|^\W*(?:birmingham|brum)\W*$",
    re.IGNORECASE,
)
_REGION = re.compile(r"\bwest\s+midlands\b|\bthe\s+midlands\b", re.IGNORECASE)


def read_travel(text: str, *, asked: bool = False) -> list[Travel]:
    """The distances that a text names, each once, in its order; more than one is a doubt.

    "5 to 10 miles" is one, up to the farther. Only where it was `asked` how far does a bare number
    count as miles, and do words such as "local" or "anywhere" say a distance.
    """
    found = [_of_miles(m) for m in _MILES.finditer(text)]
    if not found and (asked or _speaks_of_driving(text)):
        found = [_of_time(m, text) for m in _TIME.finditer(text)]
    if not found and asked:
        found = _asked(text)
    return list(dict.fromkeys(one for one in found if one.miles is None or one.miles <= FARTHEST))


def _speaks_of_driving(text: str) -> bool:
    return bool(re.search(r"\b(?:drive|driving|walk|travel|away)\b", text, re.IGNORECASE))


def _of_miles(match: re.Match[str]) -> Travel:
    number = number_of(match["most"] or match["least"])
    is_metric = match["unit"].lower().startswith("k")
    miles = round(number / _KILOMETRES_IN_A_MILE) if is_metric else number
    return Travel(max(miles, 1))


def _of_time(match: re.Match[str], text: str) -> Travel:
    minutes = _minutes(match)
    speed = WALKING_SPEED if _WALK.search(text) else TOWN_SPEED
    return Travel(max(round(minutes * speed / 60), 1), minutes)


def _minutes(match: re.Match[str]) -> int:
    if match["half"]:
        return 30
    if match["and_half"]:
        return 90
    if match["hour"]:
        return 60
    number = number_of(match["most"] or match["least"])
    return number * 60 if match["unit"].lower().startswith("h") else number


def _asked(text: str) -> list[Travel]:
    if _REGION.search(text):
        return [Travel(WEST_MIDLANDS)]
    if _BIRMINGHAM.search(text):
        return [Travel(ALL_OF_BIRMINGHAM)]
    if _ANYWHERE.search(text):
        return [Travel(None)]
    if _LOCAL.search(text):
        return [Travel(LOCAL)]
    bare = _BARE.match(text)
    return [Travel(max(number_of(bare["most"] or bare["least"]), 1))] if bare else []
