"""The one place where everything is wired: settings in, services out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import cache

from bot.clock import FixedClock, SystemClock
from bot.domain.feed import FeedName, Wait
from bot.domain.jargon import Term
from bot.domain.opportunity import Opportunity
from bot.domain.place import Place
from bot.domain.register import BuyerRegister
from bot.domain.search_words import SearchWords
from bot.ports import (
    Clock,
    Dialogue,
    ListTemplate,
    NoticeFeed,
    NoticeReader,
    Phrases,
    PostcodeDirectory,
    ReleaseCompiler,
    Storage,
    TextEncoder,
    Understanding,
)
from bot.services.describe_opportunity import DescribeOpportunity
from bot.services.explain_fit import ExplainFit
from bot.services.explain_guidance import ExplainGuidance
from bot.services.explain_threshold import ExplainThreshold
from bot.services.find_opportunities import FindOpportunities
from bot.services.guidance_context import GuidanceContext
from bot.services.guidance_desk import GuidanceDesk
from bot.services.import_notices import Intake
from bot.services.import_payments import ImportPayments
from bot.services.keep_samples import SampleSource
from bot.services.last_explained import LastExplained
from bot.services.list_guidance import ListGuidance
from bot.services.locate_place import LocatePlace
from bot.services.match_profiles import MatchProfiles
from bot.services.opportunity_at_hand import OpportunityAtHand
from bot.services.opportunity_index import OpportunityIndex
from bot.services.present_opportunity import PresentOpportunity
from bot.services.refine_search import RefineSearch
from bot.services.report_quality import ReportQuality
from bot.services.show_spending import ShowSpending
from bot.services.spending_records import SpendingRecords
from bot.services.tell_near_misses import TellNearMisses
from bot.services.tell_spending import TellSpending
from bot.services.work_index import Vocabulary, WorkIndex, work_vectors
from bot.settings import ROOT, Settings, read_settings

CONTENT = ROOT / "content"
MODELS = ROOT / "models"
KEPT_VECTORS = ROOT / "var" / "vectors.sqlite3"
HOME = "East Birmingham"
"""Where an owner is taken to be who names no place."""


@dataclass(frozen=True)
class Services:
    """What actions, pages and commands work with."""

    clock: Clock
    phrases: Phrases
    storage: Storage
    places: LocatePlace
    encoder: TextEncoder
    code_names: Mapping[str, str]
    terms: tuple[Term, ...]
    register: BuyerRegister
    subject: SearchWords
    find: FindOpportunities
    near_misses: TellNearMisses
    refine: RefineSearch
    describe: DescribeOpportunity
    explain_threshold: ExplainThreshold
    present: PresentOpportunity
    quality: ReportQuality
    tell_spending: TellSpending
    show_spending: ShowSpending
    list_template: ListTemplate
    guidance: GuidanceDesk


def make_clock(settings: Settings) -> Clock:
    """The fixed moment of DOORSTEP_NOW, else the real time."""
    return FixedClock(settings.now) if settings.now else SystemClock()


def make_storage(settings: Settings) -> Storage:
    """The database of the settings; it must have been migrated."""
    from connectors.storage.database import SqlStorage

    return SqlStorage(settings.database_url)


def make_phrases() -> Phrases:
    """The phrases of the content folder."""
    from connectors.text.phrasebook import Phrasebook

    return Phrasebook(CONTENT / "phrases")


def make_encoder() -> TextEncoder:
    """The text encoder, loaded when first used."""
    from connectors.text.minilm_encoder import MiniLmEncoder

    return MiniLmEncoder(MODELS)


def make_code_names() -> Mapping[str, str]:
    """The names of the kinds of work that notices are filed under, by code."""
    from connectors.text.vocabulary import load_cpv_names

    return load_cpv_names(CONTENT)


def make_work_index(
    opportunities: Sequence[Opportunity], progress: Callable[[int], object]
) -> WorkIndex:
    """An index of these opportunities; vectors made before are taken from where they are kept."""
    from connectors.text.bm25_lexicon import Bm25Lexicon
    from connectors.text.vector_cache import CachedEncoder
    from connectors.text.vocabulary import load_trades

    encoder = make_encoder()
    keeping = CachedEncoder(encoder, KEPT_VECTORS)
    vocabulary = Vocabulary(load_trades(CONTENT), make_code_names(), keeping)
    vectors = work_vectors(opportunities, keeping, vocabulary.code_names, progress)
    return WorkIndex(opportunities, vectors, Bm25Lexicon(), encoder, vocabulary)


def make_match_profiles(
    settings: Settings,
    opportunities: Mapping[str, Opportunity],
    progress: Callable[[int], object],
) -> MatchProfiles:
    """What ranks these opportunities, each by the id of its notice, for profiles."""
    from connectors.notices.calendar import EnglishBankHolidays
    from connectors.places.gazetteer import Gazetteer as ContentGazetteer
    from connectors.text.fit_file import load_fit
    from connectors.text.vocabulary import load_search_words

    gazetteer, fit = ContentGazetteer(CONTENT), load_fit(MODELS / "fit.json")
    home = gazetteer.find(HOME) or Place(HOME, None)
    index = make_work_index(tuple(opportunities.values()), progress)
    words, names = load_search_words(CONTENT), make_code_names()
    explain = ExplainFit(gazetteer, words, names, home, EnglishBankHolidays())
    present = PresentOpportunity(make_phrases(), settings.public_address)
    return MatchProfiles(opportunities, index, fit, gazetteer, explain, present)


def make_samples() -> SampleSource:
    """The project's own sample opportunities."""
    from connectors.notices.samples import SampleFile
    from connectors.places.gazetteer import Gazetteer as ContentGazetteer

    return SampleFile(ROOT / "samples" / "opportunities.yml", ContentGazetteer(CONTENT))


def make_reader() -> NoticeReader:
    """What reads notice files."""
    from connectors.notices.lists.columns import load_columns
    from connectors.notices.reader import NoticeFileReader

    return NoticeFileReader(load_columns(CONTENT))


def make_list_template() -> ListTemplate:
    """The template of a buyer's own list."""
    from connectors.notices.lists.columns import load_columns
    from connectors.notices.lists.template import ListFiles

    return ListFiles(load_columns(CONTENT))


def make_directory(settings: Settings) -> PostcodeDirectory | None:
    """The directory of full postcodes, or None if the settings name none."""
    import time

    from connectors.places.postcodes_io import PostcodesIo

    if not settings.postcodes_url:
        return None
    return PostcodesIo(settings.postcodes_url, time.monotonic)


def make_compiler() -> ReleaseCompiler:
    """What joins the releases of a process."""
    from connectors.notices.compiler import OcdsCompiler
    from connectors.notices.cpv import CpvList
    from connectors.places.gazetteer import Gazetteer as ContentGazetteer
    from connectors.text.vocabulary import load_register

    cpv = CpvList(CONTENT / "cpv" / "codes.txt")
    return OcdsCompiler(ContentGazetteer(CONTENT), load_register(CONTENT).known, cpv)


def make_intake(settings: Settings, storage: Storage) -> Intake:
    """What releases are taken in with, whichever way they come."""
    return Intake(make_compiler(), storage, make_clock(settings))


def make_feed(
    settings: Settings, name: FeedName, watch: Callable[[Wait], None] = lambda _wait: None
) -> AbstractAsyncContextManager[NoticeFeed]:
    """A live feed of notices, to be used as an async context; `watch` is told of its pauses."""
    from connectors.notices.feeds.client import OcdsFeed
    from connectors.notices.feeds.descriptions import DESCRIPTIONS
    from connectors.notices.feeds.patience import Patience

    addresses = {
        FeedName.FIND_A_TENDER: settings.find_a_tender_url,
        FeedName.CONTRACTS_FINDER: settings.contracts_finder_url,
    }
    patience = Patience(SystemClock(), watch)
    return OcdsFeed(DESCRIPTIONS[name], addresses[name], settings.contact, patience)


def make_payments_import(settings: Settings) -> ImportPayments:
    """What takes in a buyer's files of payments."""
    from connectors.places.payee_places import PayeePlaces
    from connectors.spending.guide_file import load_guide
    from connectors.spending.payments_file import PaymentsFileReader
    from connectors.text.vocabulary import load_register

    reader = PaymentsFileReader(load_guide(CONTENT), PayeePlaces(CONTENT).of)
    register = load_register(CONTENT)
    return ImportPayments(make_storage(settings), reader, make_clock(settings), register)


def make_spending_records(storage: Storage, register: BuyerRegister) -> SpendingRecords:
    """What is known of past spending."""
    from connectors.spending.guide_file import load_guide, load_published

    return SpendingRecords(storage, load_published(CONTENT), load_guide(CONTENT), register)


def make_quality_report(settings: Settings) -> ReportQuality:
    """What tells how clean the stored notices are."""
    from connectors.text.vocabulary import load_register

    return ReportQuality(make_storage(settings), load_register(CONTENT), make_phrases())


def make_dialogue(settings: Settings) -> Dialogue:
    """Rasa on loopback."""
    from connectors.dialogue.rasa_client import RasaDialogue

    return RasaDialogue(settings.rasa_url, settings.tracker_url, settings.reply_seconds)


def make_understanding(settings: Settings) -> Understanding:
    """The trained model, without a server."""
    from connectors.dialogue.rasa_understanding import RasaUnderstanding

    return RasaUnderstanding(settings.model)


def make_guidance(
    storage: Storage, present: PresentOpportunity, phrases: Phrases, clock: Clock
) -> GuidanceDesk:
    """What answers on how public buying works."""
    from connectors.text.guidance_files import GuidanceFiles
    from connectors.text.vocabulary import load_jargon

    shelf, at_hand, terms = GuidanceFiles(CONTENT), OpportunityAtHand(storage), load_jargon(CONTENT)
    context = GuidanceContext(phrases, present, shelf.papers())
    return GuidanceDesk(
        explain=ExplainGuidance(shelf, at_hand, context, phrases, clock),
        last=LastExplained(storage),
        listing=ListGuidance(shelf, terms, clock),
        at_hand=at_hand,
        terms=terms,
        clock=clock,
    )


def make_services(settings: Settings) -> Services:
    """All services on the real parts; nothing heavy is loaded until it is used."""
    from connectors.notices.calendar import EnglishBankHolidays
    from connectors.places.gazetteer import Gazetteer as ContentGazetteer
    from connectors.text import vocabulary
    from connectors.text.bm25_lexicon import Bm25Lexicon

    clock, phrases, storage = make_clock(settings), make_phrases(), make_storage(settings)
    gazetteer, encoder = ContentGazetteer(CONTENT), make_encoder()
    register = vocabulary.load_register(CONTENT)
    subject = vocabulary.load_search_words(CONTENT)
    spending = make_spending_records(storage, register)
    index = OpportunityIndex(storage, Bm25Lexicon(), encoder)
    home = gazetteer.find(HOME) or Place(HOME, None)
    present = PresentOpportunity(phrases, settings.public_address)
    holidays, trades = EnglishBankHolidays(), vocabulary.load_trades(CONTENT)
    find = FindOpportunities(storage, index, gazetteer, trades, clock, home, holidays)
    return Services(
        clock=clock,
        phrases=phrases,
        storage=storage,
        places=LocatePlace(gazetteer, storage, make_directory(settings), SystemClock()),
        encoder=encoder,
        code_names=make_code_names(),
        terms=vocabulary.load_jargon(CONTENT),
        register=register,
        subject=subject,
        find=find,
        near_misses=TellNearMisses(find, trades, phrases, clock),
        refine=RefineSearch(storage, find, subject),
        describe=DescribeOpportunity(storage, find),
        explain_threshold=ExplainThreshold(phrases, register, clock),
        present=present,
        quality=ReportQuality(storage, register, phrases),
        tell_spending=TellSpending(spending, trades, phrases),
        show_spending=ShowSpending(spending, register, phrases),
        list_template=make_list_template(),
        guidance=make_guidance(storage, present, phrases, clock),
    )


@cache
def services() -> Services:
    """The services of this process's environment, made once."""
    return make_services(read_settings())
