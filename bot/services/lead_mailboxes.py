"""Which mailbox of a buyer has a lead, may still get it, or can be written to about it."""

from __future__ import annotations

from datetime import datetime

from bot.domain.buyer_contact import BuyerContact, BuyerContactId
from bot.domain.digest import Week
from bot.domain.introduction import WAITING, Introduction
from bot.ports import Work


def mailbox_left(work: Work, one: Introduction) -> BuyerContact | None:
    """A mailbox that takes leads and did not send this one back; None where there is none."""
    return next((o for o in _standing(work, one) if o.id not in one.came_back_from), None)


def mailbox_with(work: Work, one: Introduction) -> BuyerContact | None:
    """The mailbox that it went to; where that takes no leads any more, another that does."""
    standing = _standing(work, one)
    return next((o for o in standing if o.id == one.contact), next(iter(standing), None))


def went_to(work: Work, one: Introduction) -> BuyerContact | None:
    """The mailbox that it went to, however that stands now."""
    return work.buyer_contacts.get(BuyerContactId(one.contact)) if one.contact else None


def was_written_to(work: Work, contact: BuyerContact, now: datetime) -> bool:
    """Whether it got a mail of leads since the last Monday's run: it agreed to one a week."""
    week = Week.last_due(now)
    last = work.digests.last_of(contact.id)
    if last and last.message and last.week >= week:
        return True
    waiting = work.introductions.of_buyer(contact.buyer, WAITING)
    return any(
        one.contact == contact.id and one.nudged_at and one.nudged_at >= week.goes_at
        for one in waiting
    )


def _standing(work: Work, one: Introduction) -> list[BuyerContact]:
    return [o for o in work.buyer_contacts.of_buyer(one.buyer) if o.stands]
