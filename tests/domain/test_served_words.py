"""Whom a firm works for is no trade of its own, and is never noted as one."""

from __future__ import annotations

import pytest

from bot.bootstrap import make_vocabulary
from bot.domain.served_words import of_its_own

TRADES = make_vocabulary().trades


@pytest.mark.parametrize(
    ("words", "trades"),
    [
        ("I do catering for funerals", ["catering"]),
        ("catering for big asian funerals", ["catering"]),
        ("Catering, for funerals and events", ["catering"]),
        ("music at weddings, funerals and parties", ["music"]),
        ("transport to funerals", ["transport"]),
        ("security at events", ["security guarding"]),
        ("bookkeeping for plumbers and electricians", ["bookkeeping"]),
        ("Plumbing. For builders and electricians too.", ["plumbing"]),
        ("cleaning for landlords, catering for events", ["cleaning", "catering"]),
        ("I do ice sculptures for funerals", []),
        ("I have a van for removals", []),
    ],
)
def test_what_is_served_is_left_out(words: str, trades: list[str]) -> None:
    assert own(words) == trades


@pytest.mark.parametrize(
    ("words", "trades"),
    [
        ("we do funerals", ["funeral services"]),
        ("I'm known for catering", ["catering"]),
        ("looking for cleaning work", ["cleaning"]),
        ("good at plastering", ["plastering"]),
        ("I want to do catering", ["catering"]),
        ("for catering", ["catering"]),
        ("I work for a catering company", ["catering"]),
        ("cleaning for 10 years and catering", ["cleaning", "catering"]),
        ("cleaning for offices and window cleaning", ["cleaning", "window cleaning"]),
        ("cleaning for the council and gardening", ["cleaning", "gardening"]),
    ],
)
def test_what_is_done_stays(words: str, trades: list[str]) -> None:
    assert own(words) == trades


def own(words: str) -> list[str]:
    found = of_its_own(words, TRADES.mentions(words))
    return list(dict.fromkeys(one.trade.name for one in found))
