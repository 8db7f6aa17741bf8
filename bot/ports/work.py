"""Where everything is kept, a transaction at a time."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from bot.ports.alerts import (
    AlertRepository,
    AlertRunRepository,
    ReminderRepository,
    SubscriptionRepository,
)
from bot.ports.browsing import ListingRepository
from bot.ports.buyer_contacts import BuyerContactRepository
from bot.ports.complaints import ComplaintRepository
from bot.ports.digests import DigestRepository
from bot.ports.entries import EntryRepository
from bot.ports.feedback import ConsentRepository, FeedbackRepository
from bot.ports.hand_overs import HandOverRepository
from bot.ports.held import ContactRepository, ErasureRepository, HeldRepository
from bot.ports.interviews import InterviewRepository
from bot.ports.introductions import (
    CompanyCheckRepository,
    FactCheckRepository,
    FollowUpRepository,
    IntroductionRepository,
    StoryRepository,
    WinRepository,
)
from bot.ports.joins import JoinRepository
from bot.ports.mail import MailPartsRepository, MailTroubleRepository
from bot.ports.officers import OfficerRepository, SessionRepository
from bot.ports.people import FirmPairRepository, PersonRepository, ProofRepository
from bot.ports.profile_store import ProfileRepository
from bot.ports.quality import QualityRepository
from bot.ports.quotes import (
    BuyerQuestionRepository,
    QuoteRepository,
    SealedQuoteRepository,
)
from bot.ports.reaching import (
    InboundTextRepository,
    NotificationRepository,
    OutboxRepository,
    SuppressionRepository,
)
from bot.ports.sending import AttemptRepository, OutgoingQueue
from bot.ports.storage import (
    BuyerRepository,
    ChangeRepository,
    ConversationRepository,
    FeedRepository,
    OpportunityRepository,
    PostcodeRepository,
    ReleaseRepository,
    SearchRepository,
    SpendingRepository,
)
from bot.ports.suppliers import ShowingRepository, SupplierRepository, SupplierRowRepository
from bot.ports.vectors import VectorRepository


class IntakeWork(Protocol):
    """The repositories of one transaction that notices go to."""

    @property
    def opportunities(self) -> OpportunityRepository: ...
    @property
    def releases(self) -> ReleaseRepository: ...
    @property
    def changes(self) -> ChangeRepository: ...
    @property
    def joins(self) -> JoinRepository: ...
    @property
    def feeds(self) -> FeedRepository: ...


class Work(IntakeWork, Protocol):
    """One transaction's repositories."""

    @property
    def listing(self) -> ListingRepository: ...
    @property
    def vectors(self) -> VectorRepository: ...
    @property
    def conversations(self) -> ConversationRepository: ...
    @property
    def searches(self) -> SearchRepository: ...
    @property
    def buyers(self) -> BuyerRepository: ...
    @property
    def postcodes(self) -> PostcodeRepository: ...
    @property
    def spending(self) -> SpendingRepository: ...
    @property
    def quality(self) -> QualityRepository: ...
    @property
    def feedback(self) -> FeedbackRepository: ...
    @property
    def consents(self) -> ConsentRepository: ...
    @property
    def interviews(self) -> InterviewRepository: ...
    @property
    def profiles(self) -> ProfileRepository: ...
    @property
    def hand_overs(self) -> HandOverRepository: ...
    @property
    def suppliers(self) -> SupplierRepository: ...
    @property
    def supplier_rows(self) -> SupplierRowRepository: ...
    @property
    def showings(self) -> ShowingRepository: ...
    @property
    def complaints(self) -> ComplaintRepository: ...
    @property
    def notifications(self) -> NotificationRepository: ...
    @property
    def mail_parts(self) -> MailPartsRepository: ...
    @property
    def mail_troubles(self) -> MailTroubleRepository: ...
    @property
    def attempts(self) -> AttemptRepository: ...
    @property
    def outgoing(self) -> OutgoingQueue: ...
    @property
    def suppressions(self) -> SuppressionRepository: ...
    @property
    def inbound_texts(self) -> InboundTextRepository: ...
    @property
    def outbox(self) -> OutboxRepository: ...
    @property
    def proofs(self) -> ProofRepository: ...
    @property
    def people(self) -> PersonRepository: ...
    @property
    def firm_pairs(self) -> FirmPairRepository: ...
    @property
    def held(self) -> HeldRepository: ...
    @property
    def erasures(self) -> ErasureRepository: ...
    @property
    def contacts(self) -> ContactRepository: ...
    @property
    def subscriptions(self) -> SubscriptionRepository: ...
    @property
    def alerts(self) -> AlertRepository: ...
    @property
    def alert_runs(self) -> AlertRunRepository: ...
    @property
    def reminders(self) -> ReminderRepository: ...
    @property
    def quotes(self) -> QuoteRepository: ...
    @property
    def sealed_quotes(self) -> SealedQuoteRepository: ...
    @property
    def buyer_questions(self) -> BuyerQuestionRepository: ...
    @property
    def buyer_contacts(self) -> BuyerContactRepository: ...
    @property
    def digests(self) -> DigestRepository: ...
    @property
    def introductions(self) -> IntroductionRepository: ...
    @property
    def follow_ups(self) -> FollowUpRepository: ...
    @property
    def wins(self) -> WinRepository: ...
    @property
    def stories(self) -> StoryRepository: ...
    @property
    def fact_checks(self) -> FactCheckRepository: ...
    @property
    def company_checks(self) -> CompanyCheckRepository: ...
    @property
    def officers(self) -> OfficerRepository: ...
    @property
    def sessions(self) -> SessionRepository: ...
    @property
    def entries(self) -> EntryRepository: ...


class IntakeStorage(Protocol):
    """Where notices are kept; taking them in needs, and loads, no more than this."""

    def transaction(self) -> AbstractContextManager[IntakeWork]:
        """As that of the whole storage."""
        ...


class Storage(Protocol):
    """Where everything is kept."""

    def transaction(self) -> AbstractContextManager[Work]:
        """Commits when the block ends, rolls back when it raises.

        Raises StorageUnavailableError when the database is locked or away.
        """
        ...
