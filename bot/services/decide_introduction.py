"""Takes a buyer's answer to a lead: the first one stands, and the second is told what does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.buyer_contact import BuyerContact
from bot.domain.errors import NotFoundError
from bot.domain.introduction import By, Introduction, IntroductionState, may_move, moved
from bot.domain.lead_answer import LeadAnswer, LeadChoice, is_answered_by
from bot.domain.opportunity import Opportunity, can_be_answered
from bot.ports import Clock, Storage, Work
from bot.services.contact_links import ContactLinks, LeadLink
from bot.services.follow_steps import FollowsSteps
from bot.services.notify import Notify


class LeadState(StrEnum):
    """How a lead stands for whoever opened its link."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    OVER = "over"
    """Its opportunity closed meanwhile, or what came of it is known."""

    ELSEWHERE = "elsewhere"
    """It waits to be sent to another mailbox."""


@dataclass(frozen=True, slots=True)
class OpenedLead:
    """A lead as it stands, with the link's choice; `moves` is what a form must say that it saw."""

    introduction: Introduction
    contact: BuyerContact
    choice: LeadChoice | None
    opportunity: Opportunity | None
    state: LeadState
    may_choose: frozenset[LeadChoice]

    @property
    def moves(self) -> int:
        """How often it had been moved when it was looked at."""
        return len(self.introduction.history)


@dataclass(frozen=True, slots=True)
class Decided:
    """What stands now, and whether this answer was stored or another one stood already."""

    lead: OpenedLead
    is_new: bool


class DecideIntroduction:
    """Opens and answers leads by their signed links, for buyers who do not log in."""

    def __init__(
        self,
        storage: Storage,
        links: ContactLinks,
        clock: Clock,
        steps: FollowsSteps,
        notify: Notify,
    ) -> None:
        self._storage = storage
        self._links = links
        self._clock = clock
        self._steps = steps
        self._notify = notify

    def opened(self, signed: str) -> OpenedLead:
        """The lead of the link; nothing is changed, so a mail scanner may open it.

        Raises NotYoursError or LinkEndedError for the link, NotFoundError where the firm or the
        contact was erased since.
        """
        link = self._links.read_lead(signed)
        with self._storage.transaction() as work:
            return self._lead(work, link)

    def decide(self, signed: str, answer: LeadAnswer, saw: int) -> Decided:
        """Stores the answer, unless the lead was moved since it was looked at (`saw` moves).

        One conditional update decides between two who answer at once. The same answer again is
        no second one. Raises as `opened` does.
        """
        link = self._links.read_lead(signed)
        with self._storage.transaction() as work:
            lead = self._lead(work, link)
            if lead.moves != saw or answer.choice not in lead.may_choose:
                return Decided(lead, is_new=False)
            step = answer.step(self._clock.now(), link.contact)
            answered = moved(lead.introduction, step)
            is_new = work.introductions.advance(answered)
            meant = self._steps.after_move(work, answered) if is_new else ()
        for one in meant:
            self._notify.deliver(one)
        with self._storage.transaction() as work:
            return Decided(self._lead(work, link), is_new=is_new)

    def _lead(self, work: Work, link: LeadLink) -> OpenedLead:
        introduction = work.introductions.get(link.introduction)
        contact = work.buyer_contacts.get(link.contact)
        if introduction is None or contact is None or contact.buyer_key != introduction.buyer_key:
            raise NotFoundError("lead")
        about = introduction.opportunity
        opportunity = work.opportunities.get(about) if about else None
        now = self._clock.now()
        may = frozenset(one for one in LeadChoice if _may(introduction, one, opportunity, now))
        state = _state_of(introduction, opportunity, now)
        return OpenedLead(introduction, contact, link.choice, opportunity, state, may)


_S = IntroductionState
_TO = {
    LeadChoice.INVITE: _S.INVITED,
    LeadChoice.NOT_NOW: _S.DECLINED,
    LeadChoice.NOT_SUITABLE: _S.DECLINED,
    LeadChoice.WRONG_PERSON: _S.REQUESTED,
}
_OVER = frozenset({_S.WON, _S.LOST, _S.QUOTED})


def _may(
    introduction: Introduction, choice: LeadChoice, about: Opportunity | None, now: datetime
) -> bool:
    """Whether that can be answered now; nobody is invited to what has closed."""
    if is_answered_by(introduction, choice) or introduction.state in _OVER:
        return False
    if choice is LeadChoice.INVITE and about and not can_be_answered(about.state_at(now)):
        return False
    return may_move(introduction.state, _TO[choice], By.BUYER)


def _state_of(introduction: Introduction, about: Opportunity | None, now: datetime) -> LeadState:
    state = introduction.state
    if state is _S.WITHDRAWN:
        return LeadState.WITHDRAWN
    if state in _OVER:
        return LeadState.OVER
    if state is _S.REQUESTED:
        return LeadState.ELSEWHERE
    if state in {_S.INVITED, _S.DECLINED}:
        return LeadState.ANSWERED
    is_closed = about is not None and not can_be_answered(about.state_at(now))
    return LeadState.OVER if is_closed else LeadState.OPEN
