"""Finds leads whose mail never arrived, so that nobody waits for an answer to them."""

from __future__ import annotations

from datetime import datetime

from bot.domain.buyer_contact import BuyerContact, Ended
from bot.domain.digest import Week
from bot.domain.feedback import Owner
from bot.domain.introduction import By, Introduction, IntroductionState, Step, Why
from bot.domain.notification import About, State, Withheld
from bot.ports import Work
from bot.services.compose_digest import digest_key
from bot.services.lead_mailboxes import went_to
from bot.services.may_write import MayWrite

_NEVER_WENT = frozenset({State.PERMANENT_FAILURE, State.TECHNICAL_FAILURE})


class RecallLead:
    """A lead that came back waits for another mailbox; a mailbox that is gone gets no more."""

    def __init__(self, gate: MayWrite) -> None:
        self._gate = gate

    def step(self, work: Work, one: Introduction, now: datetime) -> Step | None:
        """The step by which it came back, or None where it is with the buyer.

        `who` is the mailbox that is gone. Where the mailbox is there and the mail alone failed,
        it is nobody, so the same may get it with the next one.
        """
        contact = went_to(work, one)
        if one.state is not IntroductionState.SENT or contact is None:
            return None
        if self._is_gone(work, contact, now):
            return _came_back(now, contact.id)
        return _came_back(now, "") if _failed(work, one, contact) else None

    def _is_gone(self, work: Work, contact: BuyerContact, now: datetime) -> bool:
        owner = Owner(contact=contact.id)
        why_not = self._gate.why_not(work, contact.address, About.LEADS, owner)
        if why_not is Withheld.UNREACHABLE:
            work.buyer_contacts.end([contact.id], Ended.BOUNCED, now)
            return True
        return contact.ended in {Ended.BOUNCED, Ended.WRONG_MAILBOX}


def _failed(work: Work, one: Introduction, contact: BuyerContact) -> bool:
    """Whether the mail of the week in which it was sent is known never to have arrived."""
    mail = work.notifications.of_key(digest_key(Week.last_due(one.last.at), contact.id))
    return mail is not None and mail.state in _NEVER_WENT


def _came_back(now: datetime, who: str) -> Step:
    return Step(IntroductionState.REQUESTED, now, By.SERVICE, who, Why.BOUNCED)
