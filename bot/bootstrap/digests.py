"""What enrols buyers' contacts, sends their digests, and takes their answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.bootstrap.folders import CONTENT
from bot.bootstrap.mails import make_write_mail
from bot.bootstrap.parts import make_clock, make_phrases
from bot.bootstrap.reaching import Reaching, make_readers
from bot.bootstrap.signing import make_signed_links
from bot.bootstrap.suppliers import make_place_names
from bot.clock import SystemClock
from bot.domain.digest_contents import LeadTold
from bot.domain.reaching import Means
from bot.domain.register import BuyerRegister
from bot.domain.trade import Trades
from bot.ports import Phrases, Storage
from bot.services.compose_digest import ComposeDigest
from bot.services.contact_links import ContactLinks
from bot.services.decide_introduction import DecideIntroduction, OpenedLead
from bot.services.enrol_contacts import ContactDesk, EnrolContacts
from bot.services.follow_steps import FollowsSteps, NobodyFollows
from bot.services.gather_digest import GatherDigest
from bot.services.run_digests import DigestParts, RunDigests
from bot.services.shown_firms import ShownFirms
from bot.services.word_contacts import WordContacts
from bot.settings import Settings


@dataclass(frozen=True)
class Digests:
    """Buyers' contacts, their weekly digests, and the answers to leads."""

    contacts: EnrolContacts
    run: RunDigests
    decide: DecideIntroduction
    told_of: Callable[[OpenedLead], LeadTold]
    compose: ComposeDigest


def make_digests(
    settings: Settings,
    storage: Storage,
    known: tuple[BuyerRegister, Trades],
    reaching: Reaching,
    steps: FollowsSteps | None = None,
) -> Digests:
    """All of it: which week is due goes by the domain's clock, links and agreements by real."""
    from connectors.notices.calendar import EnglishBankHolidays

    phrases, clock = make_phrases(), make_clock(settings)
    links = ContactLinks(make_signed_links(settings), settings.public_address)
    gather, compose = _make_contents(settings, phrases, links, known)
    parts = DigestParts(
        storage=storage,
        gather=gather,
        compose=compose,
        notify=reaching.notify,
        steps=steps or NobodyFollows(),
        holidays=EnglishBankHolidays(),
        clock=clock,
    )
    decide = DecideIntroduction(storage, links, clock, parts.steps, reaching.notify)
    contacts = EnrolContacts(_make_desk(settings, storage, links, known, reaching))

    def told_of(lead: OpenedLead) -> LeadTold:
        with storage.transaction() as work:
            return gather.told_of(work, lead.introduction)

    return Digests(contacts, RunDigests(parts), decide, told_of, compose)


def _make_contents(
    settings: Settings,
    phrases: Phrases,
    links: ContactLinks,
    known: tuple[BuyerRegister, Trades],
) -> tuple[GatherDigest, ComposeDigest]:
    """What finds what is to be told, and words it."""
    from connectors.documents.lead_table import CsvLeadTable
    from connectors.text.guidance_files import GuidanceFiles

    register, trades = known
    firms = ShownFirms(make_place_names(), trades, GuidanceFiles(CONTENT).papers())
    mails = make_write_mail(phrases, settings.operator)
    gather = GatherDigest(register, trades, firms)
    return gather, ComposeDigest(phrases, mails, links, CsvLeadTable())


def _make_desk(
    settings: Settings,
    storage: Storage,
    links: ContactLinks,
    known: tuple[BuyerRegister, Trades],
    reaching: Reaching,
) -> ContactDesk:
    """What enrols mailboxes."""
    register, trades = known
    phrases = make_phrases()
    return ContactDesk(
        storage=storage,
        register=register,
        trades=trades,
        mailboxes=make_readers()[Means.MAIL],
        links=links,
        words=WordContacts(phrases, make_write_mail(phrases, settings.operator), links),
        notify=reaching.notify,
        clock=SystemClock(),
    )
