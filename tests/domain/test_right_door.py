"""Each kind of opportunity, in each state, with the buyer enrolled or not, has its one door."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.opportunity import Contact, Kind, Source
from bot.domain.right_door import (
    BY_THE_NOTICE,
    PUTS_FORWARD,
    Door,
    contact_may_be_used,
    door_to,
)
from tests.examples import NOW, in_days, opportunity

HERE = Source("posted_here", None, NOW)
LISTED = Source("buyer_list", None, NOW)


@pytest.mark.parametrize("is_enrolled", [True, False])
@pytest.mark.parametrize(
    ("kind", "door"),
    [
        (Kind.TENDER, Door.PORTAL),
        (Kind.MARKET_ENGAGEMENT, Door.ENGAGEMENT),
        (Kind.OPEN_FRAMEWORK, Door.JOIN),
        (Kind.SUBCONTRACT, Door.MAIN_CONTRACTOR),
        (Kind.QUICK_QUOTE, Door.PORTAL),
        (Kind.CHALLENGE, Door.PORTAL),
    ],
)
def test_what_a_notice_tells_how_to_answer_is_never_a_lead(
    kind: Kind, door: Door, is_enrolled: bool
) -> None:
    found = door_to(opportunity(kind=kind), NOW, is_enrolled=is_enrolled)
    assert found is door
    assert found in BY_THE_NOTICE


@pytest.mark.parametrize("source", [HERE, LISTED])
@pytest.mark.parametrize("kind", [Kind.QUICK_QUOTE, Kind.CHALLENGE])
def test_what_a_buyer_gave_to_us_alone_is_a_lead(kind: Kind, source: Source) -> None:
    one = opportunity(kind=kind, source=source)
    assert door_to(one, NOW, is_enrolled=True) is Door.LEAD
    assert door_to(one, NOW, is_enrolled=False) is Door.LEAD_YOURSELF


@pytest.mark.parametrize("source", [HERE, LISTED])
def test_an_open_tender_is_no_lead_wherever_it_was_posted(source: Source) -> None:
    assert door_to(opportunity(source=source), NOW, is_enrolled=True) is Door.PORTAL


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize(
    "over",
    [
        {"deadline": in_days(-1)},
        {"deadline": NOW},
        {"awarded_at": in_days(-1)},
        {"cancelled_at": in_days(-1)},
        {"deadline": None},
    ],
)
def test_where_nothing_is_open_what_the_firm_does_goes_to_the_mailbox(
    kind: Kind, over: dict[str, object]
) -> None:
    one = replace(opportunity(kind=kind, source=HERE), **over)  # type: ignore[arg-type]
    assert door_to(one, NOW, is_enrolled=True) is Door.NOTE
    assert door_to(one, NOW, is_enrolled=False) is Door.NOTE_YOURSELF


@pytest.mark.parametrize("kind", [Kind.PLANNED, Kind.RE_LET])
def test_what_is_only_planned_is_not_open(kind: Kind) -> None:
    assert door_to(opportunity(kind=kind), NOW, is_enrolled=True) is Door.NOTE


def test_a_buyer_alone_gets_a_note() -> None:
    assert door_to(None, NOW, is_enrolled=True) is Door.NOTE
    assert door_to(None, NOW, is_enrolled=False) is Door.NOTE_YOURSELF


@pytest.mark.parametrize("kind", list(Kind))
def test_what_was_made_up_puts_nobody_forward(kind: Kind) -> None:
    door = door_to(opportunity(kind=kind, is_sample=True, source=HERE), NOW, is_enrolled=True)
    assert door is Door.EXAMPLE
    assert door not in PUTS_FORWARD


def test_a_contact_serves_while_the_notice_can_be_answered() -> None:
    named = opportunity(contact=Contact(name="A. Officer", email="a.officer@example.org"))
    assert contact_may_be_used(named, NOW)
    assert not contact_may_be_used(named, in_days(20))
    assert not contact_may_be_used(opportunity(), NOW)


def test_a_contact_is_not_used_after_the_time_that_is_held_with_it() -> None:
    named = Contact(email="a.officer@example.org", until=in_days(2))
    assert contact_may_be_used(opportunity(contact=named), in_days(1))
    assert not contact_may_be_used(opportunity(contact=named), in_days(2))
