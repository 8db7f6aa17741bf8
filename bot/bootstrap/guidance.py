"""What answers on how public buying works."""

from __future__ import annotations

from bot.bootstrap.folders import CONTENT
from bot.bootstrap.parts import make_clock, make_phrases
from bot.ports import SaidPlaces, Storage
from bot.services.explain_guidance import ExplainGuidance
from bot.services.finish_question import FinishQuestion
from bot.services.guidance_context import GuidanceContext
from bot.services.guidance_desk import GuidanceDesk
from bot.services.hold_place import HoldPlace
from bot.services.last_explained import LastExplained
from bot.services.list_guidance import ListGuidance
from bot.services.opportunity_at_hand import OpportunityAtHand
from bot.services.present_opportunity import PresentOpportunity
from bot.settings import Settings


def make_said_places() -> SaidPlaces:
    """What reads where a firm says that it is."""
    from connectors.places.gazetteer import Gazetteer
    from connectors.places.said_places import GazetteerSaidPlaces

    return GazetteerSaidPlaces(Gazetteer(CONTENT))


def make_guidance(settings: Settings, storage: Storage) -> GuidanceDesk:
    """What answers on how public buying works, in the chat and on its page."""
    from connectors.places.reservable_places import ContentReservablePlaces
    from connectors.text.guidance_files import GuidanceFiles
    from connectors.text.vocabulary import load_jargon, load_register

    clock, phrases = make_clock(settings), make_phrases()
    shelf, at_hand, terms = GuidanceFiles(CONTENT), OpportunityAtHand(storage), load_jargon(CONTENT)
    present = PresentOpportunity(phrases, settings.public_address)
    said_places = make_said_places()
    place = HoldPlace(phrases, present, ContentReservablePlaces(CONTENT), said_places)
    context = GuidanceContext(phrases, present, shelf.papers(), place)
    explain = ExplainGuidance(shelf, at_hand, context, phrases, clock)
    return GuidanceDesk(
        explain=explain,
        last=LastExplained(storage),
        finish_question=FinishQuestion(
            storage, said_places, explain.surely_named, load_register(CONTENT).name_in
        ),
        listing=ListGuidance(shelf, terms, clock),
        at_hand=at_hand,
        terms=terms,
        clock=clock,
    )
