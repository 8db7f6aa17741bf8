"""The right door: how a firm gets to a buyer, by what the opportunity is. Never a way round it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from bot.domain.opportunity import (
    BUYER_LIST,
    POSTED_HERE,
    ContactUse,
    Kind,
    Opportunity,
    State,
    can_be_answered,
)


class Door(StrEnum):
    """What an owner who wants to be put in touch is led to.

    `portal`: the notice says where and how to bid; a lead beside it could harm the bid.
    `engagement`: interest is registered as the notice says. `join`: a framework or dynamic market
    is joined as its notice says. `main_contractor`: the work is another firm's to give.
    `lead`: the firm is put forward. `lead_yourself`: the same, but the buyer takes no leads here.
    `note`: nothing is open, so what the firm does goes to the buyer's role mailbox;
    `note_yourself`: the same, written by the owner. `example`: it was made up, nobody buys it.
    """

    PORTAL = "portal"
    ENGAGEMENT = "engagement"
    JOIN = "join"
    MAIN_CONTRACTOR = "main_contractor"
    LEAD = "lead"
    LEAD_YOURSELF = "lead_yourself"
    NOTE = "note"
    NOTE_YOURSELF = "note_yourself"
    EXAMPLE = "example"


PUTS_FORWARD = frozenset({Door.LEAD, Door.NOTE})
"""Doors through which the firm is put before the buyer from here."""

BY_YOURSELF = frozenset({Door.LEAD_YOURSELF, Door.NOTE_YOURSELF})
"""Doors at which the owner gets a contact and a draft, and nothing is sent for them."""

BY_THE_NOTICE = frozenset({Door.PORTAL, Door.ENGAGEMENT, Door.JOIN, Door.MAIN_CONTRACTOR})
"""Doors that the notice itself opens."""

_BY_KIND = {
    Kind.TENDER: Door.PORTAL,
    Kind.MARKET_ENGAGEMENT: Door.ENGAGEMENT,
    Kind.OPEN_FRAMEWORK: Door.JOIN,
    Kind.SUBCONTRACT: Door.MAIN_CONTRACTOR,
    Kind.QUICK_QUOTE: Door.LEAD,
    Kind.CHALLENGE: Door.LEAD,
}


def door_to(one: Opportunity | None, now: datetime, *, is_enrolled: bool) -> Door:
    """The door to the buyer of an opportunity at a moment; None: to a buyer, of nothing open.

    A quick quote or challenge that was published elsewhere is answered as it says there: only what
    a buyer gave to us alone, here or in a list, has its door here.
    """
    note = Door.NOTE if is_enrolled else Door.NOTE_YOURSELF
    if one is None:
        return note
    if one.is_sample:
        return Door.EXAMPLE
    if one.state_at(now) is not State.OPEN:
        return note
    door = _BY_KIND.get(one.kind, note)
    if door is not Door.LEAD:
        return door
    if one.source.name not in {POSTED_HERE, BUYER_LIST}:
        return Door.PORTAL
    return Door.LEAD if is_enrolled else Door.LEAD_YOURSELF


def contact_may_be_used(one: Opportunity, now: datetime) -> bool:
    """Whether the contact that the notice names may still be given to somebody.

    What it may be used for and until when is held with it: enquiries about that notice alone. A
    person's details are told no longer than the notice can be answered.
    """
    named = one.contact
    if named is None or named.use is not ContactUse.ENQUIRIES:
        return False
    is_in_time = named.until is None or now < named.until
    return is_in_time and can_be_answered(one.state_at(now))
