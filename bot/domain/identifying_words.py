"""Finds what in a question would tell everybody who asks."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.contact_words import contacts_in
from bot.domain.organisation_name import same_organisation_key

_SHORTEST_NAME = 4


def tells_who(text: str, own_names: Iterable[str] = ()) -> list[str]:
    """The words that tell it, as written: numbers, addresses, firms' names, and the asker's own."""
    found = [text[one.start : one.end].strip() for one in contacts_in(text)]
    key = same_organisation_key(text)
    for name in own_names:
        own = same_organisation_key(name)
        if len(own) >= _SHORTEST_NAME and own in key and name not in found:
            found.append(name)
    return list(dict.fromkeys(found))
