"""How a firm would like to be reached, as owners say it: "text me", "ring the shop, 0121 496 0111"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.contact_words import contacts_in
from bot.domain.profile_facts import Reaching, Way

_WAYS = {
    Way.TEXT: re.compile(r"\b(?:te?xt(?:s|ing|ed)?|sms|messages?|mobile)\b", re.IGNORECASE),
    Way.CALL: re.compile(
        r"\b(?:call(?:s|ing)?|ring(?:ing)?|phone(?:\s+calls?)?|telephone|landline|bell|buzz)\b",
        re.IGNORECASE,
    ),
    Way.EMAIL: re.compile(r"\be-?mails?\b|\bmail\b", re.IGNORECASE),
    Way.CHAT: re.compile(
        r"\b(?:in\s+(?:the|this)\s+chat|(?:on\s+)?here|this\s+chat|website)\b", re.IGNORECASE
    ),
}
_NOT = re.compile(
    r"\b(?:not|no|never|don'?t|dont|without|except|hate|rather\s+than|instead\s+of)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_ANY = re.compile(
    r"\b(?:any(?:\s+of\s+(?:them|those))?|either|all\s+of\s+(?:them|those)|both|whichever|(?:don'?t|dont|do\s+not)\s+mind|not\s+fussed)\b",
    re.IGNORECASE,
)
_LANDLINES = ("+441", "+442", "+443")
_MOBILES = ("+447",)


@dataclass(frozen=True, slots=True)
class ReadReach:
    """The ways that a text names; whether a mobile number or an address was given with them."""

    reaching: Reaching
    gave_mobile: bool = False
    gave_email: bool = False


def read_reach(text: str, *, asked: bool = False) -> ReadReach | None:
    """How a text says that the firm can be reached; None where it does not.

    A landline is for calls alone. Only where it was `asked` do bare words such as "text" count.
    """
    contacts = list(contacts_in(text))
    phones = [one.value for one in contacts if one.kind == "phone"]
    landline = next((one for one in phones if one.startswith(_LANDLINES)), None)
    mobile = any(one.startswith(_MOBILES) for one in phones)
    email = any(one.kind == "email" for one in contacts)
    if not (asked or landline or mobile or email):
        return None
    ways = [way for way, pattern in _WAYS.items() if _is_said(pattern, text)] if asked else []
    if asked and not ways and not (landline or mobile or email) and _ANY.search(text):
        ways = list(Way)
    ways += [Way.CALL] * bool(landline) + [Way.TEXT] * (mobile and not ways) + [Way.EMAIL] * email
    if not ways:
        return None
    if landline and not mobile and Way.TEXT in ways and len(set(ways)) > 1:
        ways = [way for way in ways if way is not Way.TEXT]
    kept = tuple(way for way in Way if way in ways)
    return ReadReach(Reaching(kept, landline), gave_mobile=mobile, gave_email=email)


def _is_said(pattern: re.Pattern[str], text: str) -> bool:
    return any(not _NOT.search(text[: m.start()]) for m in pattern.finditer(text))
