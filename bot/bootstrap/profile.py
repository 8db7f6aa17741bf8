"""What keeps, asks for, tells and hands out what a firm says of itself."""

from __future__ import annotations

from collections.abc import Callable

from bot.bootstrap.folders import CONTENT
from bot.bootstrap.parts import make_clock, make_phrases
from bot.bootstrap.signing import make_signed_links
from bot.clock import SystemClock
from bot.domain.conversation import ConversationId
from bot.domain.profile_words import ProfileReader
from bot.domain.trade import Trades
from bot.ports import Gazetteer, ProfileClaims, StatementWriter, Storage
from bot.services.begin_profile import BeginProfile
from bot.services.consent_to_be_shown import ConsentToBeShown
from bot.services.find_opportunities import FindOpportunities
from bot.services.keep_profile import KeepProfile
from bot.services.locate_place import LocatePlace
from bot.services.make_statement import MakeStatement
from bot.services.offer_statement import OfferStatement
from bot.services.prepare_work import Vocabulary
from bot.services.present_opportunity import PresentOpportunity
from bot.services.profile_desk import ProfileDesk
from bot.services.profile_endings import ProfileEndings
from bot.services.profile_flow import ProfileFlow
from bot.services.profile_questions import ProfileQuestions
from bot.services.renew_papers import RenewPapers
from bot.services.show_fitting_work import ShowFittingWork
from bot.services.suggest_trades import SuggestTrades
from bot.services.tell_near_misses import TellNearMisses
from bot.services.tell_profile import TellProfile
from bot.services.tell_standing import TellStanding
from bot.services.update_profile import UpdateProfile
from bot.services.usual_search import UsualSearch
from bot.settings import Settings


def make_profile_desk(  # noqa: PLR0913, PLR0917 - what it shares with all else
    settings: Settings,
    storage: Storage,
    places: LocatePlace,
    gazetteer: Gazetteer,
    known: Vocabulary,
    find: FindOpportunities,
    grown: Callable[[ConversationId], object] = lambda _conversation: None,
) -> ProfileDesk:
    """All services of a profile; `grown` is told whose changed.

    When something was said or agreed to is real time.
    """
    from connectors.text.guidance_files import GuidanceFiles
    from connectors.text.vocabulary import load_search_words

    real, clock, trades, phrases = SystemClock(), make_clock(settings), known.trades, make_phrases()
    keep, tell = KeepProfile(storage, real, grown), TellProfile(phrases)
    reader = ProfileReader(trades, GuidanceFiles(CONTENT).papers())
    shown = ConsentToBeShown(storage, phrases, real)
    usual = UsualSearch(keep, places, load_search_words(CONTENT), tell)
    offer = OfferStatement(make_signed_links(settings), keep, storage, settings.public_address)
    work = _make_fitting_work(settings, find, trades, usual)
    standing = TellStanding(storage, phrases, clock)
    endings = ProfileEndings(phrases, keep, tell, work, shown, offer, standing)
    asked, renew = ProfileQuestions(phrases, SuggestTrades(known)), RenewPapers(keep, clock)
    return ProfileDesk(
        keep=keep,
        tell=tell,
        flow=ProfileFlow(phrases, keep, reader, asked, tell, gazetteer, endings, trades),
        begin=BeginProfile(storage, phrases, keep, tell, reader),
        update=UpdateProfile(phrases, keep, reader, trades, endings, renew),
        endings=endings,
        usual=usual,
        shown=shown,
        offer=offer,
        statement=MakeStatement(phrases, tell, real),
        files=make_statement_files(),
        work=work,
    )


def _make_fitting_work(
    settings: Settings, find: FindOpportunities, trades: Trades, usual: UsualSearch
) -> ShowFittingWork:
    """What shows work that fits a profile, on the day that the settings name."""
    phrases, clock = make_phrases(), make_clock(settings)
    near = TellNearMisses(find, trades, phrases, clock)
    present = PresentOpportunity(phrases, settings.public_address)
    return ShowFittingWork(phrases, find, usual, near, present, clock)


def make_statement_files() -> StatementWriter:
    """What writes the page about a firm, by the template and the fonts of the content folder."""
    from connectors.documents.statement_files import StatementFiles

    return StatementFiles(CONTENT / "statement" / "template.docx", CONTENT / "fonts")


def make_profile_claims(storage: Storage) -> ProfileClaims:
    """What makes a conversation's profile its supplier's, once one is known."""
    return KeepProfile(storage, SystemClock())
