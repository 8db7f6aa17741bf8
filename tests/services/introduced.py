"""An owner who is put before buyers, in memory: what they say, and what they are told."""

from __future__ import annotations

from bot.bootstrap import CONTENT, make_phrases
from bot.bootstrap.mails import make_write_mail
from bot.domain.buyer_contact import BuyerContact
from bot.domain.conversation import ConversationId, Reply
from bot.domain.feedback import Owner
from bot.domain.heard import Heard
from bot.domain.introduction import By, Introduction, IntroductionState, Step, Why, moved
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Opportunity, OpportunityId
from bot.domain.person import Belonging, Joined, Membership, PersonId
from bot.domain.profile_facts import Part, Value
from bot.domain.reaching import Address, Means
from bot.domain.supplier import SupplierId
from bot.services.after_win_links import AfterWinLinks
from bot.services.ask_after_win import AskAfterWin
from bot.services.be_introduced import BeIntroduced, Meant, ProveFirst
from bot.services.chase_introductions import ChaseIntroductions
from bot.services.contact_links import ContactLinks
from bot.services.find_door import FindDoor
from bot.services.firm_facts import FirmFacts
from bot.services.hear_after_win import HearAfterWin
from bot.services.introduce_by_text import IntroduceByText
from bot.services.introduction_flow import IntroductionFlow
from bot.services.keep_profile import KeepProfile, register
from bot.services.keep_thread import KeepThread
from bot.services.message_words import MessageWords
from bot.services.nudge_buyer import NudgeBuyer
from bot.services.opportunity_at_hand import OpportunityAtHand
from bot.services.present_opportunity import PresentOpportunity
from bot.services.put_forward import PutForward
from bot.services.recall_lead import RecallLead
from bot.services.recognise import Recognise
from bot.services.shared_facts import SharedFacts
from bot.services.tell_coordinator import TellCoordinator
from bot.services.tell_door import TellDoor
from bot.services.tell_introductions import TellIntroductions
from bot.services.tell_offer import TellOffer
from bot.services.tell_profile import TellProfile
from bot.services.tell_steps import TellSteps
from connectors.dialogue.facts import FactFinder
from connectors.places.gazetteer import Gazetteer
from connectors.places.place_names import GazetteerPlaceNames
from connectors.signing.signed_links import ItsdangerousLinks
from connectors.text.requests import load_controls
from connectors.text.vocabulary import load_register
from tests.examples import NOW
from tests.fakes import FakeBankHolidays
from tests.services.profile_talk import Owner as ProfileOwner
from tests.services.reached import MOBILE, OPERATOR, PHRASES, TALK, Reached

FIRM, PERSON = SupplierId("firm"), PersonId("owner")
S = IntroductionState
COORDINATOR = Address(Means.MAIL, "coordinator@hub.example")


class Introduced(Reached):
    """All that puts firms forward, with one proved owner; the clock is theirs and the buyers'."""

    def __init__(self, *jobs: Opportunity, contacts: tuple[BuyerContact, ...] = ()) -> None:
        super().__init__()
        phrases = make_phrases()
        self.keep = KeepProfile(self.storage, self.clock, self._grown)
        names = GazetteerPlaceNames(Gazetteer(CONTENT))
        facts = SharedFacts(phrases, TellProfile(phrases), names, self.clock)
        self.forward = PutForward(self.storage, facts, self.clock, self.clock)
        hand = OpportunityAtHand(self.storage)
        door = FindDoor(self.storage, hand, load_register(CONTENT), self.clock)
        at_door = TellDoor(phrases, PresentOpportunity(phrases, ""), self.clock)
        tell = TellIntroductions(self.storage, phrases, at_door)
        offer = TellOffer(self.storage, phrases, facts, (at_door, tell))
        self.thread = KeepThread(self.storage, phrases, self.clock, load_controls(CONTENT))
        profile = ProfileOwner().desk
        update = profile.update
        update._keep = self.keep  # noqa: SLF001 - the same profile, another storage
        update._endings._keep = self.keep  # noqa: SLF001
        update._renew._keep = self.keep  # noqa: SLF001
        firm = FirmFacts(self.keep, update, self.clock)
        flow = IntroductionFlow(phrases, door, self.forward, offer, firm, self.clock)
        self.thread.register(flow)
        parts, self.hear = (offer, tell), HearAfterWin(self.storage, self.clock)
        self.be = BeIntroduced(
            phrases, self.storage, door, self.forward, parts, flow, self.thread, self.hear, firm
        )
        profile.flow._keep = profile.flow._endings._keep = self.keep  # noqa: SLF001
        profile.flow.go_on_with(self.be)
        self.thread.register(profile.flow)
        self.by_text = IntroduceByText(phrases, door, self.forward, offer, flow, self.thread)
        writing = MessageWords(PHRASES, OPERATOR), make_write_mail(PHRASES, OPERATOR)
        coordinator = TellCoordinator(phrases, self.notify, writing[1], COORDINATOR)
        self.steps = TellSteps(phrases, self.notify, writing, (tell, at_door), coordinator)
        signed = ItsdangerousLinks(b"s" * 32, self.clock)
        links = ContactLinks(signed, "https://door.example")
        nudge = NudgeBuyer(phrases, self.notify, writing[1], links)
        self.links = AfterWinLinks(signed, "https://doorstep.example")
        after = AskAfterWin(self.storage, phrases, self.notify, writing, self.links)
        holidays = FakeBankHolidays()
        lost = RecallLead(self.notify.gate), coordinator
        self.chase = ChaseIntroductions(
            self.storage, self.steps, (nudge, after), lost, holidays, self.clock
        )
        self.firm = FIRM
        self._facts = FactFinder.from_content(CONTENT)
        with self.storage.transaction() as work:
            for job in jobs:
                work.opportunities.save(ProcessKey(job.id), job)
            for contact in contacts:
                work.buyer_contacts.add(contact)

    def with_firm(self, parts: dict[Part, Value]) -> Introduced:
        """Whose conversation and firm it is, and what the firm says of itself."""
        with self.storage.transaction() as work:
            person = work.people.prove(MOBILE, NOW, PERSON)
            owner = Owner(supplier=FIRM)
            profile = work.profiles.of(owner).told(parts, NOW)
            work.profiles.save(owner, profile, None, NOW)
            register(work, FIRM, NOW)
            work.people.join(Membership(person, FIRM, Joined.FOUNDED, NOW))
            work.people.belong(Belonging(TALK, person, FIRM, NOW))
        return self

    def known(self) -> Introduced:
        """It is known who they are, and nothing yet of a firm."""
        with self.storage.transaction() as work:
            person = work.people.prove(MOBILE, NOW, PERSON)
            work.people.belong(Belonging(TALK, person, None, NOW))
        return self

    def _grown(self, conversation: ConversationId) -> None:
        Recognise(self.storage, self.keep, self.clock).registered(conversation)

    def ask(self, opportunity: str | None = None, buyer: str | None = None) -> Reply:
        """Asks to be put in touch."""
        meant = Meant(OpportunityId(opportunity) if opportunity else None, None, buyer)
        begun = self.be.begin(TALK, meant)
        return Reply("(proof)") if isinstance(begun, ProveFirst) else begun

    def say(self, text: str, goal: str = "out_of_scope") -> Reply:
        """Answers what is asked, as the service hears it."""
        goals = {"yes": "affirm", "no": "deny"}
        found = self._facts.find(text)
        facts: dict[str, tuple[object, ...]] = {}
        for one in found:
            facts[one.kind] = (*facts.get(one.kind, ()), one.value)
        heard = Heard(text, goals.get(text.lower(), goal), 0.9, facts)
        payload = self.thread.answer_in(self.thread.standing(TALK), heard)
        assert payload, f"{text!r} answers nothing"
        return self.thread.take(TALK, heard.packed(), self._asked(), None)

    def move(self, one: Introduction, to: IntroductionState, **how: object) -> Introduction:
        """Somebody else moves it, and the owner is told."""
        by = By.BUYER if to not in {S.SENT, S.NO_ANSWER} else By.SERVICE
        after = moved(one, Step(to, self.clock.now(), by, **how))  # type: ignore[arg-type]
        with self.storage.transaction() as work:
            assert work.introductions.advance(after)
            meant = self.steps.after_move(work, after)
        self.steps.deliver(meant)
        return after

    @property
    def all(self) -> list[Introduction]:
        """Every introduction of the firm, the last first."""
        with self.storage.transaction() as work:
            return work.introductions.of_supplier(FIRM)

    @property
    def all_of_owner(self) -> list[Introduction]:
        """Every introduction of the firm that the conversation is about."""
        return self.forward.of(TALK)

    def _asked(self) -> str | None:
        interview = self.thread.current(TALK)
        assert interview is not None
        question = self.thread._flows[interview.flow].question(interview)  # noqa: SLF001
        return question.key if question else None


def declined(why: Why = Why.PAPERS) -> dict[str, object]:
    """How a buyer says no."""
    return {"why": why}
