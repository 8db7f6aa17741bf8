"""Wires what puts firms before buyers, tells what came of it, and chases what waits."""

from __future__ import annotations

from dataclasses import dataclass

from bot.bootstrap.after_win import AfterWin, make_after_win
from bot.bootstrap.firm_checks import FirmChecks, make_firm_checks
from bot.bootstrap.folders import CONTENT
from bot.bootstrap.parts import make_clock
from bot.bootstrap.reaching import Reaching, make_readers
from bot.bootstrap.signing import make_signed_links
from bot.bootstrap.stories import Stories, make_stories
from bot.clock import SystemClock
from bot.domain.reaching import Address, Means
from bot.ports import Phrases, Storage
from bot.services.ask_after_win import AskAfterWin
from bot.services.be_introduced import BeIntroduced
from bot.services.chase_introductions import ChaseIntroductions
from bot.services.contact_links import ContactLinks
from bot.services.find_door import FindDoor
from bot.services.firm_facts import FirmFacts
from bot.services.introduce_by_text import IntroduceByText
from bot.services.introduction_flow import IntroductionFlow
from bot.services.keep_thread import KeepThread
from bot.services.message_words import MessageWords
from bot.services.nudge_buyer import NudgeBuyer
from bot.services.opportunity_at_hand import OpportunityAtHand
from bot.services.present_opportunity import PresentOpportunity
from bot.services.profile_desk import ProfileDesk
from bot.services.prove_flow import FOR_INTRODUCTION, ProveFlow
from bot.services.put_forward import PutForward
from bot.services.recall_lead import RecallLead
from bot.services.shared_facts import SharedFacts
from bot.services.tell_coordinator import TellCoordinator
from bot.services.tell_door import TellDoor
from bot.services.tell_introductions import TellIntroductions
from bot.services.tell_offer import TellOffer
from bot.services.tell_steps import TellSteps
from bot.settings import Settings


@dataclass(frozen=True)
class Introducing:
    """The goals about buyers in chat and by text; the telling of steps; and the daily round.

    `steps.after_move` is for whoever moves an introduction, in the same transaction.
    """

    be: BeIntroduced
    by_text: IntroduceByText
    steps: TellSteps
    tell: TellIntroductions
    forward: PutForward
    chase: ChaseIntroductions
    stories: Stories
    after: AfterWin
    checks: FirmChecks


@dataclass(frozen=True)
class Beside:
    """What it works with that others made."""

    storage: Storage
    phrases: Phrases
    reaching: Reaching
    profile: ProfileDesk
    thread: KeepThread


def make_introducing(settings: Settings, beside: Beside) -> Introducing:
    """All of it on the domain's clock; consents keep real time."""
    from connectors.places.gazetteer import Gazetteer
    from connectors.places.place_names import GazetteerPlaceNames
    from connectors.text.vocabulary import load_register

    storage, phrases, reaching = beside.storage, beside.phrases, beside.reaching
    clock, profile = make_clock(settings), beside.profile
    facts = SharedFacts(phrases, profile.tell, GazetteerPlaceNames(Gazetteer(CONTENT)), clock)
    forward = PutForward(storage, facts, clock, SystemClock())
    door = FindDoor(storage, OpportunityAtHand(storage), load_register(CONTENT), clock)
    at_door = TellDoor(phrases, PresentOpportunity(phrases, settings.public_address), clock)
    tell = TellIntroductions(storage, phrases, at_door)
    offer = TellOffer(storage, phrases, facts, (at_door, tell))
    firm = FirmFacts(profile.keep, profile.update, clock)
    flow = IntroductionFlow(phrases, door, forward, offer, firm, clock)
    beside.thread.register(flow)
    after_win = make_after_win(settings, storage, phrases, beside.thread)
    telling, thread = (offer, tell), beside.thread
    be = BeIntroduced(phrases, storage, door, forward, telling, flow, thread, after_win.hear, firm)
    profile.flow.go_on_with(be)
    proving = next(one for one in reaching.flows if isinstance(one, ProveFlow))
    proving.go_on_with(FOR_INTRODUCTION, be)
    writing = MessageWords(phrases, settings.operator), reaching.mails
    coordinator = TellCoordinator(phrases, reaching.notify, reaching.mails, _operator(settings))
    steps = TellSteps(phrases, reaching.notify, writing, (tell, at_door), coordinator)
    after = AskAfterWin(storage, phrases, reaching.notify, writing, after_win.links)
    chase = _make_chase(settings, beside, steps, after, coordinator)
    by_text = IntroduceByText(phrases, door, forward, offer, flow, beside.thread)
    checks = make_firm_checks(settings, storage, phrases, reaching)
    stories = make_stories(storage, phrases, beside.thread)
    return Introducing(be, by_text, steps, tell, forward, chase, stories, after_win, checks)


def _make_chase(
    settings: Settings,
    beside: Beside,
    steps: TellSteps,
    after: AskAfterWin,
    coordinator: TellCoordinator,
) -> ChaseIntroductions:
    """The daily round."""
    from connectors.notices.calendar import EnglishBankHolidays

    reaching = beside.reaching
    links = ContactLinks(make_signed_links(settings), settings.public_address)
    nudge = NudgeBuyer(beside.phrases, reaching.notify, reaching.mails, links)
    lost, holidays = (RecallLead(reaching.notify.gate), coordinator), EnglishBankHolidays()
    clock = make_clock(settings)
    return ChaseIntroductions(beside.storage, steps, (nudge, after), lost, holidays, clock)


def _operator(settings: Settings) -> Address | None:
    """Where whoever runs the service reads, or None where no address is named."""
    to = make_readers()[Means.MAIL].read(settings.operator_email)
    return to if isinstance(to, Address) else None
