"""The one place where everything is wired: settings in, services out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bot.clock import FixedClock, SystemClock
from bot.domain.jargon import Term
from bot.domain.place import Place
from bot.domain.register import BuyerRegister
from bot.domain.search_words import SearchWords
from bot.ports import (
    Clock,
    Dialogue,
    Gazetteer,
    NoticeReader,
    Phrases,
    ReleaseCompiler,
    Storage,
    TextEncoder,
    Understanding,
)
from bot.services.describe_opportunity import DescribeOpportunity
from bot.services.explain_threshold import ExplainThreshold
from bot.services.find_opportunities import FindOpportunities
from bot.services.import_notices import Intake
from bot.services.keep_samples import SampleSource
from bot.services.opportunity_index import OpportunityIndex
from bot.services.present_opportunity import PresentOpportunity
from bot.services.refine_search import RefineSearch
from bot.settings import ROOT, Settings, read_settings

CONTENT = ROOT / "content"
HOME = "East Birmingham"
"""Where an owner is taken to be who names no place."""


@dataclass(frozen=True)
class Services:
    """What actions, pages and commands work with."""

    clock: Clock
    phrases: Phrases
    storage: Storage
    gazetteer: Gazetteer
    encoder: TextEncoder
    terms: tuple[Term, ...]
    register: BuyerRegister
    subject: SearchWords
    find: FindOpportunities
    refine: RefineSearch
    describe: DescribeOpportunity
    explain_threshold: ExplainThreshold
    present: PresentOpportunity


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
    from connectors.text.wordllama_encoder import WordLlamaEncoder

    return WordLlamaEncoder()


def make_samples() -> SampleSource:
    """The project's own sample opportunities."""
    from connectors.notices.samples import SampleFile
    from connectors.places.gazetteer import Gazetteer as ContentGazetteer

    return SampleFile(ROOT / "samples" / "opportunities.yml", ContentGazetteer(CONTENT))


def make_reader() -> NoticeReader:
    """What reads notice files."""
    from connectors.notices.reader import NoticeFileReader

    return NoticeFileReader()


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


def make_dialogue(settings: Settings) -> Dialogue:
    """Rasa on loopback."""
    from connectors.dialogue.rasa_client import RasaDialogue

    return RasaDialogue(settings.rasa_url, settings.tracker_url, settings.reply_seconds)


def make_understanding(settings: Settings) -> Understanding:
    """The trained model, without a server."""
    from connectors.dialogue.rasa_understanding import RasaUnderstanding

    return RasaUnderstanding(settings.model)


def make_services(settings: Settings) -> Services:
    """All services on the real parts; nothing heavy is loaded until it is used."""
    from connectors.places.gazetteer import Gazetteer as ContentGazetteer
    from connectors.text.bm25_lexicon import Bm25Lexicon
    from connectors.text.vocabulary import (
        load_jargon,
        load_register,
        load_search_words,
        load_trades,
    )

    clock, phrases, storage = make_clock(settings), make_phrases(), make_storage(settings)
    gazetteer, encoder = ContentGazetteer(CONTENT), make_encoder()
    register, subject = load_register(CONTENT), load_search_words(CONTENT)
    index = OpportunityIndex(storage, Bm25Lexicon(), encoder)
    home = gazetteer.find(HOME) or Place(HOME, None)
    find = FindOpportunities(storage, index, gazetteer, load_trades(CONTENT), clock, home)
    return Services(
        clock=clock,
        phrases=phrases,
        storage=storage,
        gazetteer=gazetteer,
        encoder=encoder,
        terms=load_jargon(CONTENT),
        register=register,
        subject=subject,
        find=find,
        refine=RefineSearch(storage, find, subject),
        describe=DescribeOpportunity(storage, find),
        explain_threshold=ExplainThreshold(phrases, register, clock),
        present=PresentOpportunity(phrases, settings.public_address),
    )


@cache
def services() -> Services:
    """The services of this process's environment, made once."""
    return make_services(read_settings())
