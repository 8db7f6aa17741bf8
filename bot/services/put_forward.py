"""Puts a firm before a buyer, once its owner agreed to exactly what is shared."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.domain.consent import Answer, Consent, Evidence, Purpose
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.introduction import (
    By,
    Introduction,
    IntroductionId,
    IntroductionState,
    SharedFact,
    Step,
    may_move,
    moved,
)
from bot.domain.introduction_limits import Refusal, Refused, refusal_of
from bot.domain.opportunity import OpportunityId
from bot.domain.person import PersonId
from bot.domain.right_door import PUTS_FORWARD, Door
from bot.domain.supplier import Supplier
from bot.ports import Clock, Storage, Work
from bot.services.channel_of import channel_of
from bot.services.find_door import AtDoor
from bot.services.recognise import about_firm
from bot.services.shared_facts import SharedFacts

VERSION = "introduction-2"


@dataclass(frozen=True, slots=True)
class Offer:
    """What would be sent, of which firm and to whom; `digest` is the same for the same facts."""

    firm: Supplier
    person: PersonId
    at: AtDoor
    facts: tuple[SharedFact, ...]

    @property
    def digest(self) -> str:
        """Stands for exactly what is shown."""
        said = repr((self.firm.name, self.at.buyer, self.at.title, self.facts))
        return hashlib.sha256(said.encode()).hexdigest()[:16]


class Unknown:
    """It is not known whose the conversation is, or too little of their firm."""


class Gone:
    """The door is no longer one through which somebody is put forward."""


class PutForward:
    """Requests and withdrawals; `real` is the clock of consents, `clock` the domain's."""

    def __init__(self, storage: Storage, facts: SharedFacts, clock: Clock, real: Clock) -> None:
        self._storage = storage
        self._facts = facts
        self._clock = clock
        self._real = real

    def offer(
        self, conversation: ConversationId, at: AtDoor, without: Collection[str] = ()
    ) -> Offer | Refusal | Unknown | Gone:
        """What would be sent as the firm's profile stands now; nothing is stored."""
        if at.door not in PUTS_FORWARD:
            return Gone()
        with self._storage.transaction() as work:
            return self._offer(work, conversation, at, without)

    def request(
        self,
        conversation: ConversationId,
        offer: Offer,
        wording: str,
        evidence: Evidence | None = None,
    ) -> Introduction | Refusal:
        """Stores the introduction with the words that were said yes to.

        Of two at once, or where one is live already, the one that stands is told as the refusal.
        """
        now = self._clock.now()
        with self._storage.transaction() as work:
            agreed = Consent(
                Purpose.INTRODUCTION,
                Answer.YES,
                wording,
                VERSION,
                channel_of(work, conversation),
                self._real.now(),
                evidence=evidence,
            )
            made = _made(offer, agreed, Step(IntroductionState.REQUESTED, now, By.OWNER))
            refused = self._refusal(work, offer.firm, offer.at)
            if refused:
                return refused
            if work.introductions.add(made):
                _note_told_by(work, offer.person, agreed)
                return made
            return Refusal(Refused.SAME, made)

    def move(
        self, one: Introduction, to: IntroductionState, by: By = By.OWNER, who: str = ""
    ) -> Introduction | None:
        """The introduction as it then stands; None where it may not be moved so, or was since."""
        if not may_move(one.state, to, by):
            return None
        after = moved(one, Step(to, self._clock.now(), by, who))
        with self._storage.transaction() as work:
            return after if work.introductions.advance(after) else None

    def of(self, conversation: ConversationId) -> list[Introduction]:
        """Those of the conversation's firm, the last requested first."""
        with self._storage.transaction() as work:
            firm = about_firm(work, conversation)
            return work.introductions.of_supplier(firm.id) if firm else []

    def _offer(
        self, work: Work, conversation: ConversationId, at: AtDoor, without: Collection[str]
    ) -> Offer | Refusal | Unknown:
        held, firm = work.people.belonging(conversation), about_firm(work, conversation)
        if held is None or firm is None:
            return Unknown()
        refused = self._refusal(work, firm, at)
        if refused:
            return refused
        facts = self._facts.of(
            work, firm.id, held.person, with_place=_may_know_place(work, at), without=without
        )
        return Offer(firm, held.person, at, facts)

    def _refusal(self, work: Work, firm: Supplier, at: AtDoor) -> Refusal | None:
        earlier = work.introductions.of_supplier(firm.id)
        return refusal_of(earlier, at.buyer, _about(at), self._clock.now())


def _about(at: AtDoor) -> OpportunityId | None:
    return at.opportunity.id if at.opportunity and at.door is Door.LEAD else None


def _may_know_place(work: Work, at: AtDoor) -> bool:
    """Section 17 buyers, and those of whom that is not known, only with a recorded reservation."""
    if at.s17 is False:
        return True
    one = at.opportunity
    return bool(one and work.showings.reservation_of(one.id))


def _made(offer: Offer, agreed: Consent, asked: Step) -> Introduction:
    at = offer.at
    about = _about(at)
    return Introduction(
        id=IntroductionId(str(uuid.uuid4())),
        supplier=offer.firm.id,
        person=offer.person,
        firm=offer.firm.name,
        buyer=at.buyer,
        opportunity=about,
        title=at.title if about else "",
        shared=offer.facts,
        agreed=agreed,
        history=(asked,),
    )


def _note_told_by(work: Work, person: PersonId, agreed: Consent) -> None:
    """The same yes lets the person be told what comes of it, at an address of theirs."""
    points = work.people.points(person)
    means = next(iter(point.address.means for point in points), None)
    if means:
        work.consents.note(Owner(person=person), replace(agreed, means=means))
