"""Everything that digests stand on: fakes, the real words, and the real knowledge of places."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.bootstrap import make_place_names
from bot.bootstrap.mails import make_write_mail
from bot.domain.buyer import Buyer, BuyerClass
from bot.domain.buyer_contact import BuyerContact
from bot.domain.demand_patterns import Asked
from bot.domain.digest import Week
from bot.domain.introduction import Introduction, IntroductionState, moved
from bot.domain.notice import ProcessKey
from bot.domain.notification import Notification, NotificationId
from bot.domain.opportunity import Opportunity
from bot.domain.paper import Paper
from bot.domain.register import BuyerRegister, RegisteredBuyer
from bot.domain.supplier import Supplier
from bot.domain.trade import Trades
from bot.ports import Storage, Work
from bot.services.compose_digest import ComposeDigest
from bot.services.contact_links import ContactLinks
from bot.services.decide_introduction import DecideIntroduction
from bot.services.gather_digest import GatherDigest
from bot.services.run_digests import DigestParts, RunDigests
from bot.services.shown_firms import ShownFirms
from connectors.documents.lead_table import CsvLeadTable
from connectors.signing.signed_links import ItsdangerousLinks
from tests.examples import CATERING, CLEANING, NOW, buyer_contact, opportunity, supplier
from tests.fakes import FakeBankHolidays
from tests.introductions import introduction, step
from tests.services.reached import OPERATOR, PHRASES, Reached

TRADES = Trades([CLEANING, CATERING])
COVER = Paper("public liability insurance", Asked.INSURANCE, ("public liability",), "Ask a broker.")
COUNCIL = Buyer("Eastside Council", BuyerClass.SUB_CENTRAL, s17=True)
PLACE_NAMES = make_place_names()
WEEK = Week.last_due(NOW)


def registered(buyer: Buyer) -> RegisteredBuyer:
    """The buyer as the register has it."""
    return RegisteredBuyer(buyer, (), is_anchor=False, mailbox=None, source="made up")


class Town:
    """A buyer's mailbox, firms, and the run of a Monday; `storage` may be a real one."""

    def __init__(self, *buyers: Buyer, at: datetime = NOW, reached: Reached | None = None) -> None:
        self.reached = reached or Reached()
        self.storage: Storage = self.reached.storage
        self.clock = self.reached.clock
        self.clock.moment = at
        self.links = ContactLinks(ItsdangerousLinks(b"s" * 32, self.clock), "https://door.example")
        register = BuyerRegister(map(registered, buyers or (COUNCIL,)))
        firms = ShownFirms(PLACE_NAMES, TRADES, [COVER])
        self.gather = GatherDigest(register, TRADES, firms)
        mails = make_write_mail(PHRASES, OPERATOR)
        self.compose = ComposeDigest(PHRASES, mails, self.links, CsvLeadTable())
        self.moved: list[Introduction] = []
        self.decide = DecideIntroduction(
            self.storage, self.links, self.clock, self, self.reached.notify
        )

    def after_move(self, _work: Work, one: Introduction) -> Sequence[NotificationId]:
        """Notes what was moved, as whoever tells owners would."""
        self.moved.append(one)
        return ()

    @property
    def digests(self) -> RunDigests:
        """The run on what is held now."""
        parts = DigestParts(
            storage=self.storage,
            gather=self.gather,
            compose=self.compose,
            notify=self.reached.notify,
            steps=self,
            holidays=FakeBankHolidays(),
            clock=self.clock,
        )
        return RunDigests(parts)

    def hold(self, *things: BuyerContact | Introduction | Opportunity | Supplier) -> None:
        """Stores them."""
        with self.storage.transaction() as work:
            for one in things:
                _hold(work, one)

    def put_forward(self, name: str = "one", **changes: Any) -> Introduction:
        """A firm that asked, two days before the digest, to be put in touch."""
        asked_at = changes.pop("asked_at", None) or WEEK.goes_at.replace(day=21)
        one = introduction(name, history=(step(IntroductionState.REQUESTED, asked_at),), **changes)
        self.hold(supplier(one.supplier), one)
        return one

    def held(self, name: str = "one") -> Introduction:
        """The introduction as it now stands."""
        with self.storage.transaction() as work:
            found = work.introductions.get(introduction(name).id)
        assert found is not None
        return found

    def move(self, name: str, state: IntroductionState, **facts: Any) -> None:
        """Moves it on by one step."""
        with self.storage.transaction() as work:
            one = work.introductions.get(introduction(name).id)
            assert one is not None
            assert work.introductions.advance(moved(one, step(state, self.clock.now(), **facts)))

    def mails(self) -> list[Notification]:
        """All mails to the contact, the oldest first."""
        from bot.domain.feedback import Owner

        with self.storage.transaction() as work:
            found = [
                n
                for one in work.buyer_contacts.all()
                for n in work.notifications.of(Owner(contact=one.id))
            ]
        return sorted(found, key=lambda one: one.created_at)


def _hold(work: Work, one: BuyerContact | Introduction | Opportunity | Supplier) -> None:
    match one:
        case BuyerContact():
            assert work.buyer_contacts.add(one)
        case Introduction():
            assert work.introductions.add(one)
        case Opportunity():
            work.opportunities.save(ProcessKey(one.id), one)
        case Supplier():
            work.suppliers.save_all([one])


def town_with_a_lead(*buyers: Buyer) -> Town:
    """Eastside Council's mailbox, an open notice of its, and a firm put forward for it."""
    town = Town(*buyers)
    town.hold(buyer_contact(), opportunity())
    town.put_forward()
    return town
