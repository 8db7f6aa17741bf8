"""What the services need from the world, as Protocols in the domain's words."""

from __future__ import annotations

from bot.ports.alerts import (
    AlertRepository,
    AlertRunRepository,
    DeadlineFiles,
    ReminderRepository,
    SubscriptionRepository,
    TextAlphabet,
)
from bot.ports.browsing import ListingRepository, WardMap
from bot.ports.buyer_contacts import BuyerContactRepository
from bot.ports.complaints import ComplaintRepository
from bot.ports.digests import DigestRepository, LeadTable
from bot.ports.entries import EntryRepository
from bot.ports.feedback import ConsentRepository, FeedbackRepository
from bot.ports.files import FileSorts, VirusScanner
from bot.ports.hand_overs import HandOverRepository
from bot.ports.held import (
    AboutMe,
    ContactRepository,
    ErasureList,
    ErasureRepository,
    HeldElsewhere,
    HeldRepository,
)
from bot.ports.inbound_mail import InboundMail, MailBox
from bot.ports.interviews import Flow, InterviewRepository
from bot.ports.introductions import (
    CompanyCheckRepository,
    FactCheckRepository,
    FollowUpRepository,
    IntroductionRepository,
    StoryRepository,
    WinRepository,
)
from bot.ports.joins import JoinRepository
from bot.ports.mail import MailLayout, MailPartsRepository, MailTroubleRepository
from bot.ports.officers import OfficerRepository, SessionRepository
from bot.ports.people import FirmPairRepository, PersonRepository, ProofRepository
from bot.ports.profile_store import ProfileRepository, StatementWriter
from bot.ports.profiles import ProfileClaims
from bot.ports.publishing import ReleaseWriter
from bot.ports.quality import QualityRepository
from bot.ports.quotes import (
    BuyerQuestionRepository,
    QuoteRepository,
    SealedQuoteRepository,
)
from bot.ports.reaching import (
    AddressReader,
    Carrier,
    InboundTextRepository,
    NotificationRepository,
    OutboxRepository,
    SuppressionRepository,
)
from bot.ports.registers import CompanyRegister
from bot.ports.sending import AttemptRepository, Enquiry, OutgoingQueue, Sender
from bot.ports.signing import SignedLinks
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
from bot.ports.suppliers import (
    PlaceNames,
    ReservablePlaces,
    SaidPlaces,
    ShowingRepository,
    SupplierRepository,
    SupplierRowRepository,
)
from bot.ports.texts import PhoneCharacters
from bot.ports.vectors import VectorRepository
from bot.ports.work import IntakeStorage, IntakeWork, Storage, Work
from bot.ports.world import (
    BankHolidays,
    Clock,
    Dialogue,
    Gazetteer,
    ListTemplate,
    NoticeFeed,
    NoticeReader,
    PaymentsReader,
    Phrases,
    PostcodeDirectory,
    ReleaseCompiler,
    Stems,
    TextEncoder,
    Understanding,
    Vectors,
)

__all__ = [
    "AboutMe",
    "AddressReader",
    "AlertRepository",
    "AlertRunRepository",
    "AttemptRepository",
    "BankHolidays",
    "BuyerContactRepository",
    "BuyerQuestionRepository",
    "BuyerRepository",
    "Carrier",
    "ChangeRepository",
    "Clock",
    "CompanyCheckRepository",
    "CompanyRegister",
    "ComplaintRepository",
    "ConsentRepository",
    "ContactRepository",
    "ConversationRepository",
    "DeadlineFiles",
    "Dialogue",
    "DigestRepository",
    "Enquiry",
    "EntryRepository",
    "ErasureList",
    "ErasureRepository",
    "FactCheckRepository",
    "FeedRepository",
    "FeedbackRepository",
    "FileSorts",
    "FirmPairRepository",
    "Flow",
    "FollowUpRepository",
    "Gazetteer",
    "HandOverRepository",
    "HeldElsewhere",
    "HeldRepository",
    "InboundMail",
    "InboundTextRepository",
    "IntakeStorage",
    "IntakeWork",
    "InterviewRepository",
    "IntroductionRepository",
    "JoinRepository",
    "LeadTable",
    "ListTemplate",
    "ListingRepository",
    "MailBox",
    "MailLayout",
    "MailPartsRepository",
    "MailTroubleRepository",
    "NoticeFeed",
    "NoticeReader",
    "NotificationRepository",
    "OfficerRepository",
    "OpportunityRepository",
    "OutboxRepository",
    "OutgoingQueue",
    "PaymentsReader",
    "PersonRepository",
    "PhoneCharacters",
    "Phrases",
    "PlaceNames",
    "PostcodeDirectory",
    "PostcodeRepository",
    "ProfileClaims",
    "ProfileRepository",
    "ProofRepository",
    "QualityRepository",
    "QuoteRepository",
    "ReleaseCompiler",
    "ReleaseRepository",
    "ReleaseWriter",
    "ReminderRepository",
    "ReservablePlaces",
    "SaidPlaces",
    "SealedQuoteRepository",
    "SearchRepository",
    "Sender",
    "SessionRepository",
    "ShowingRepository",
    "SignedLinks",
    "SpendingRepository",
    "StatementWriter",
    "Stems",
    "Storage",
    "StoryRepository",
    "SubscriptionRepository",
    "SupplierRepository",
    "SupplierRowRepository",
    "SuppressionRepository",
    "TextAlphabet",
    "TextEncoder",
    "Understanding",
    "VectorRepository",
    "Vectors",
    "VirusScanner",
    "WardMap",
    "WinRepository",
    "Work",
]
