"""Owners who want to be put in touch, by every kind of door, in the chat and by text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.domain.buyer import Buyer, BuyerClass
from bot.domain.introduction import IntroductionState
from bot.domain.opportunity import LONDON, Contact, CpvCode, Kind, Opportunity, Source
from connectors.storage.database import SqlStorage
from tests.client import Chat, Reply
from tests.conversations.phone import Phone, new_phone
from tests.conversations.posted_here import OPERATOR, WINDOWS, Mailbox, enrol, post_a_job, publish
from tests.conversations.stories_told import Turn
from tests.conversations.test_forty import faults
from tests.examples import opportunity, pounds
from tests.running import Doorstep

STORIES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("put_in_touch.yml").read_text(encoding="utf-8")
)
FRIDAY = "2025-11-07T10:00"
NOW_THERE = datetime.fromisoformat(FRIDAY).replace(tzinfo=LONDON)
COLLEGE = Buyer("Westside College", BuyerClass.SUB_CENTRAL, s17=False)
PROFILE = ("register", "window cleaning", "B34", "10 miles", "up to 10k", "Bright Windows")


def notice(name: str, kind: Kind, title: str, code: str) -> Opportunity:
    """A notice of a college, open for some two weeks, that names whom to ask."""
    return opportunity(
        name,
        kind=kind,
        title=title,
        description=f"{title}, for a college.",
        buyer=COLLEGE,
        source=Source("find_a_tender", f"https://find-tender.example/{name}", NOW_THERE),
        value=pounds(6_000),
        cpv=(CpvCode(code),),
        deadline=NOW_THERE + timedelta(days=13),
        published_at=NOW_THERE - timedelta(days=3),
        contact=Contact(email="tenders@westside.example"),
        how_to_respond="Send it by the college's portal.",
    )


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doorstep]:
    """A council that posted a job and takes leads, and a college's notices."""
    changes = {**OPERATOR, "DOORSTEP_NOW": FRIDAY}
    doorstep = Doorstep(tmp_path_factory.mktemp("town"), changes=changes)
    post_a_job(doorstep, WINDOWS, (5, 12, 2025))
    publish(
        doorstep,
        notice("tender", Kind.TENDER, "Painting and decorating of classrooms", "45442100"),
        notice("asked", Kind.MARKET_ENGAGEMENT, "Catering in a new canteen", "55520000"),
    )
    enrol(doorstep)
    try:
        doorstep.start().wait_until_ready()
        Mailbox(doorstep.client).confirm()
        yield doorstep
    finally:
        doorstep.stop()


@pytest.mark.parametrize("story", STORIES, ids=lambda one: str(one["who"]))
def test_each_answer_says_what_a_good_one_says(town: Doorstep, story: dict[str, Any]) -> None:
    chat, phone = town.client.begin(), new_phone(town.client)
    for line in ("log in", phone.number):
        chat.say(line)
    for line in (phone.code, *PROFILE):
        chat.say(line)
    say = _by_text(phone) if story.get("texted") else _in_chat(chat)
    for told in story["turns"]:
        checks = {key: value for key, value in told.items() if key not in {"say", "after"}}
        if "after" in told:
            say(told["after"])
        reply = say(told["say"])
        wrong = faults(Turn(told["say"], **checks), reply)
        assert not wrong, f"“{told['say']}”: {wrong}\n\n{reply.text}"
    assert _waiting_of(town, phone) == story["sent"]


def _in_chat(chat: Chat) -> Callable[[str], Reply]:
    return lambda line: chat.press(line[1:-1]) if line.startswith("[") else chat.say(line)


def _by_text(phone: Phone) -> Callable[[str], Reply]:
    def say(line: str) -> Reply:
        message = {"text": phone.text(line), "opportunities": [], "choices": []}
        return Reply([message])

    return say


def _waiting_of(town: Doorstep, phone: Phone) -> int:
    """How many of the phone's firm wait to be sent."""
    storage = SqlStorage(town.database_url)
    with storage.transaction() as work:
        waiting = work.introductions.page({IntroductionState.REQUESTED}, None, 999)
    storage.close()
    return sum(phone.number in fact.value for one in waiting for fact in one.shared)
