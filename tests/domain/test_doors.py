from __future__ import annotations

from collections import Counter

import pytest
import yaml

from bot.bootstrap import CONTENT
from bot.bootstrap.reaching import make_doors
from bot.domain.alert_words import with_what_is_said
from bot.domain.person import PersonId
from bot.domain.reaching import Means
from bot.domain.subscription import Subscription, SubscriptionId
from bot.domain.supplier import SupplierId
from connectors.text.requests import load_controls, load_plain_requests
from tests.examples import NOW

DOORS = make_doors()
SAID = [
    str(one)
    for each in yaml.safe_load((CONTENT / "doors.yml").read_text(encoding="utf-8")).values()
    for one in each
]


@pytest.mark.parametrize(
    ("said", "payload"),
    [
        ("log in", "/prove_address"),
        ("Please log me in!", "/prove_address"),
        ("I've been here before.", "/prove_address"),
        ("can I invite my business partner", '/share_firm{"step": "invite"}'),
        ("I have an invitation code", '/share_firm{"step": "join"}'),
        ("Less!", '/change_alerts{"part": "Less!"}'),
        ("only Mondays please", '/change_alerts{"part": "only Mondays please"}'),
        ("pause for 2 weeks", '/change_alerts{"part": "pause for 2 weeks"}'),
        ("make my page", "/create_profile"),
        ("Show me my page please", "/show_profile"),
        ("show my page to the council", None),
        ("less than £500", None),
        ("cleaning, only mondays", None),
        ("log in to the portal of the council", None),
        ("invite", None),
        ("cleaning in Saltley", None),
        ("", None),
    ],
)
def test_only_the_whole_message_opens_a_door(said: str, payload: str | None) -> None:
    assert DOORS.payload(said) == payload


def test_no_words_open_two_doors() -> None:
    assert [words for words, times in Counter(SAID).items() if times > 1] == []


@pytest.mark.parametrize("words", SAID)
def test_what_opens_a_door_asks_for_nothing_else_at_once(words: str) -> None:
    assert DOORS.payload(words)
    assert load_plain_requests(CONTENT).in_(words) is None
    assert load_controls(CONTENT).in_(words) is None


@pytest.mark.parametrize(
    "words", yaml.safe_load((CONTENT / "doors.yml").read_text(encoding="utf-8"))["change_alerts"]
)
def test_rules_for_texts_that_stand_alone_are_rules_that_are_read(words: str) -> None:
    standing = Subscription(SubscriptionId("s"), PersonId("p"), SupplierId("f"), Means.TEXT, NOW)
    assert with_what_is_said(words, standing, (), {}, NOW).changed
