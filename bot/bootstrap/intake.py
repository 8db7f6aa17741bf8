"""What notices come in by: files, live feeds, buyers' own lists, samples."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from bot.bootstrap.folders import CONTENT, ROOT
from bot.bootstrap.parts import make_clock, make_phrases, make_storage
from bot.clock import SystemClock
from bot.domain.feed import FeedName, Wait
from bot.ports import ListTemplate, NoticeFeed, Storage
from bot.reading import make_compiler
from bot.services.import_notices import Intake
from bot.services.keep_samples import SampleSource
from bot.services.report_quality import ReportQuality
from bot.settings import Settings


def make_samples() -> SampleSource:
    """The project's own sample opportunities."""
    from connectors.notices.samples import SampleFile
    from connectors.places.gazetteer import Gazetteer as ContentGazetteer

    return SampleFile(ROOT / "samples" / "opportunities.yml", ContentGazetteer(CONTENT))


def make_list_template() -> ListTemplate:
    """The template of a buyer's own list."""
    from connectors.notices.lists.columns import load_columns
    from connectors.notices.lists.template import ListFiles

    return ListFiles(load_columns(CONTENT))


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


def make_quality_report(settings: Settings) -> ReportQuality:
    """What tells how clean the stored notices are."""
    from connectors.text.vocabulary import load_register

    return ReportQuality(make_storage(settings), load_register(CONTENT), make_phrases())
