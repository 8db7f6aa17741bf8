"""All the services of one process, on the real parts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.bootstrap.browsing import BrowseDesk, make_browsing
from bot.bootstrap.buying import Buying, BuyingParts, make_buying
from bot.bootstrap.digests import Digests, make_digests
from bot.bootstrap.finding import Finding, Known, make_finding, make_index
from bot.bootstrap.folders import CONTENT
from bot.bootstrap.guidance import make_guidance
from bot.bootstrap.held import HeldDesk, make_held
from bot.bootstrap.intake import make_list_template
from bot.bootstrap.knowing import Knowing, make_knowing
from bot.bootstrap.mails import make_receive_mail
from bot.bootstrap.matching import make_vocabulary
from bot.bootstrap.parts import make_clock, make_directory, make_phrases, make_storage
from bot.bootstrap.publishing import make_publishing
from bot.bootstrap.quoting import Beside, Quoting, make_quoting
from bot.bootstrap.responsible import make_accountable, make_learning
from bot.bootstrap.spending import make_spending_records
from bot.clock import SystemClock
from bot.domain.register import BuyerRegister
from bot.domain.search_words import SearchWords
from bot.domain.trade import Trades
from bot.ports import Clock, InboundMail, ListTemplate, Phrases, Storage
from bot.services.accountable import Accountable
from bot.services.consent_to_learning import ConsentToLearning
from bot.services.explain_threshold import ExplainThreshold
from bot.services.guidance_desk import GuidanceDesk
from bot.services.introductions_about_me import IntroductionsAboutMe
from bot.services.last_offer import LastOffer
from bot.services.locate_place import LocatePlace
from bot.services.prepare_work import Vocabulary
from bot.services.present_opportunity import PresentOpportunity
from bot.services.profile_about_me import ProfileAboutMe
from bot.services.publish_releases import PublishReleases
from bot.services.report_quality import ReportQuality
from bot.services.show_spending import ShowSpending
from bot.services.stories_about_me import StoriesAboutMe
from bot.services.tell_spending import TellSpending
from bot.settings import Settings, read_settings


@dataclass(frozen=True)
class Services(Finding, Knowing):
    """What actions, pages and commands work with."""

    clock: Clock
    phrases: Phrases
    storage: Storage
    places: LocatePlace
    vocabulary: Vocabulary
    register: BuyerRegister
    subject: SearchWords
    learning: ConsentToLearning
    last_offer: LastOffer
    explain_threshold: ExplainThreshold
    present: PresentOpportunity
    quality: ReportQuality
    tell_spending: TellSpending
    show_spending: ShowSpending
    list_template: ListTemplate
    guidance: GuidanceDesk
    accountable: Accountable
    held: HeldDesk
    inbound_mail: InboundMail
    browsing: BrowseDesk
    publishing: PublishReleases
    buying: Buying
    quoting: Quoting
    digests: Digests


def make_services(settings: Settings) -> Services:
    """All services on the real parts; nothing heavy is loaded until it is used."""
    from connectors.places.gazetteer import Gazetteer as ContentGazetteer

    clock, phrases, storage = make_clock(settings), make_phrases(), make_storage(settings)
    gazetteer, known = ContentGazetteer(CONTENT), make_vocabulary()
    register, subject = _make_words()
    wanted = Known(storage, clock, phrases, gazetteer, known, subject)
    places = LocatePlace(gazetteer, storage, make_directory(settings), SystemClock())
    finding = make_finding(wanted, index := make_index(wanted))
    knowing = make_knowing(settings, wanted, finding, places)
    parts = BuyingParts(storage, phrases, register, known, places, knowing.reaching)
    buying = make_buying(settings, parts)
    return Services(
        **vars(finding),
        **vars(knowing),
        clock=clock,
        phrases=phrases,
        storage=storage,
        places=places,
        vocabulary=known,
        register=register,
        subject=subject,
        learning=make_learning(storage, phrases),
        last_offer=LastOffer(storage),
        explain_threshold=ExplainThreshold(phrases, register, known.trades, clock),
        present=PresentOpportunity(phrases, settings.public_address),
        quality=ReportQuality(storage, register, phrases),
        **_make_spending(storage, register, known, phrases),
        list_template=make_list_template(),
        guidance=make_guidance(settings, storage),
        accountable=make_accountable(settings, storage),
        browsing=make_browsing(wanted, index),
        publishing=make_publishing(settings, storage, phrases, clock),
        inbound_mail=_make_inbound(settings, storage, phrases, knowing, buying),
        buying=buying,
        quoting=(quoting := _make_quoting(settings, storage, phrases, knowing, buying)),
        held=_make_held(settings, storage, phrases, knowing, quoting),
        digests=_make_digests(settings, storage, (register, known.trades), knowing),
    )


def _make_words() -> tuple[BuyerRegister, SearchWords]:
    """The register of buyers, and the words that searches are made of."""
    from connectors.text import vocabulary

    return vocabulary.load_register(CONTENT), vocabulary.load_search_words(CONTENT)


def _make_spending(
    storage: Storage, register: BuyerRegister, known: Vocabulary, phrases: Phrases
) -> dict[str, Any]:
    """What tells and shows past spending, under their names among the services."""
    records = make_spending_records(storage, register)
    return {
        "tell_spending": TellSpending(records, known.trades, phrases),
        "show_spending": ShowSpending(records, register, phrases),
    }


def _make_quoting(
    settings: Settings, storage: Storage, phrases: Phrases, knowing: Knowing, buying: Buying
) -> Quoting:
    """What takes quotes and questions; their flows join the thread."""
    reaching, steps = knowing.reaching, knowing.introducing.steps
    made = make_quoting(settings, Beside(storage, phrases, reaching, buying, steps))
    knowing.thread.register(*made.flows)
    return made


def _make_inbound(
    settings: Settings, storage: Storage, phrases: Phrases, knowing: Knowing, buying: Buying
) -> InboundMail:
    """All addresses that take mail."""
    gate = knowing.reaching.notify.gate
    return make_receive_mail(settings, storage, phrases, gate, (buying.by_mail,))


def _make_digests(
    settings: Settings, storage: Storage, words: tuple[BuyerRegister, Trades], knowing: Knowing
) -> Digests:
    """Digests whose leads' owners hear of each step."""
    return make_digests(settings, storage, words, knowing.reaching, knowing.introducing.steps)


def _make_held(
    settings: Settings, storage: Storage, phrases: Phrases, knowing: Knowing, quoting: Quoting
) -> HeldDesk:
    """What is held of people, with what the parts of the product say of them."""
    profiles = ProfileAboutMe(storage, phrases, knowing.profile.tell)
    introduced = IntroductionsAboutMe(storage, phrases, knowing.introducing.tell)
    stories = StoriesAboutMe(storage, phrases, knowing.introducing.stories.tell)
    return make_held(settings, storage, [profiles, quoting.invitations, introduced, stories])


@cache
def services() -> Services:
    """The services of this process's environment, made once."""
    return make_services(read_settings())
