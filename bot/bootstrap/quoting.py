"""What takes questions to buyers and quotes from owners, and opens them for officers."""

from __future__ import annotations

from dataclasses import dataclass

from bot.bootstrap.buying import Buying
from bot.bootstrap.parts import make_clock
from bot.bootstrap.reaching import Reaching
from bot.bootstrap.signing import make_signed_links
from bot.clock import SystemClock
from bot.ports import Clock, Flow, Phrases, Storage, VirusScanner
from bot.services.answer_questions import AnswerQuestions
from bot.services.ask_buyer import AskBuyer
from bot.services.ask_flow import AskFlow
from bot.services.change_posted import ChangePosted
from bot.services.competition import Competitions
from bot.services.follow_outcome import FollowOutcome
from bot.services.follow_steps import FollowsSteps
from bot.services.hear_invitations import HearInvitations
from bot.services.message_words import MessageWords
from bot.services.open_quotes import OpenQuotes
from bot.services.opportunity_at_hand import OpportunityAtHand
from bot.services.prefill_quote import PrefillQuote
from bot.services.quote_flow import QuoteFlow
from bot.services.quote_links import QuoteLinks
from bot.services.quote_news import QuoteNews
from bot.services.quote_record import QuoteRecord
from bot.services.quoting_desk import QuotingDesk
from bot.services.record_outcome import RecordOutcome
from bot.services.send_quote import SendQuote
from bot.services.tell_amendment import TellAmendment, WordAmendment
from bot.services.tell_everybody import TellEverybody
from bot.services.tell_officers import TellOfficers
from bot.services.tell_profile import TellProfile
from bot.services.tell_quote import TellQuote
from bot.services.which_competition import WhichCompetition
from bot.services.write_quote import WriteQuote
from bot.settings import Settings


@dataclass(frozen=True)
class Quoting:
    """Both sides: owners write and ask, officers answer, open and decide."""

    desk: QuotingDesk
    write: WriteQuote
    send: SendQuote
    tell: TellQuote
    links: QuoteLinks
    news: QuoteNews
    ask: AskBuyer
    record: QuoteRecord
    answer: AnswerQuestions
    open: OpenQuotes
    outcome: RecordOutcome
    change: ChangePosted
    changes: WordAmendment
    invitations: HearInvitations
    flows: tuple[Flow, ...]
    clock: Clock


@dataclass(frozen=True)
class Beside:
    """What it works with that others made; `steps` follows introductions."""

    storage: Storage
    phrases: Phrases
    reaching: Reaching
    buying: Buying
    steps: FollowsSteps


def make_quoting(settings: Settings, beside: Beside) -> Quoting:
    """All of it; closing goes by the domain's clock, the seal by the real one too."""
    from connectors.notices.calendar import EnglishBankHolidays

    storage, phrases, reaching = beside.storage, beside.phrases, beside.reaching
    buying, follow = beside.buying, FollowOutcome(phrases, beside.steps)
    clock, words = make_clock(settings), MessageWords(phrases, settings.operator)
    competitions = Competitions(EnglishBankHolidays())
    news = QuoteNews(storage, phrases, reaching.notify, words, SystemClock())
    write = make_write_quote(settings, storage, phrases, competitions)
    record, links = QuoteRecord(phrases), make_quote_links(settings)
    tell = TellQuote(phrases, links, record)
    send = SendQuote(storage, write, news, links)
    officers = TellOfficers(reaching.notify, words, settings.public_address)
    ask = AskBuyer(storage, competitions, officers, clock)
    asking = AskFlow(storage, phrases, ask)
    everybody = TellEverybody(news, buying.invited, links, words)
    amending = TellAmendment(phrases, everybody)
    which = WhichCompetition(storage, OpportunityAtHand(storage), competitions, clock)
    return Quoting(
        desk=QuotingDesk(storage, phrases, which, write, tell, ask, asking),
        write=write,
        send=send,
        tell=tell,
        links=links,
        news=news,
        ask=ask,
        record=record,
        answer=AnswerQuestions(buying.desk, competitions, news, everybody, phrases, clock),
        open=OpenQuotes(buying.desk, competitions, clock, SystemClock()),
        outcome=RecordOutcome(
            buying.desk, competitions, news, everybody, buying.notice, phrases, clock, follow
        ),
        change=ChangePosted(buying.desk, buying.post, amending),
        changes=WordAmendment(phrases),
        invitations=HearInvitations(storage, phrases, competitions, buying.invited, clock),
        flows=(QuoteFlow(phrases, write, send, tell, news), asking),
        clock=clock,
    )


def make_write_quote(
    settings: Settings, storage: Storage, phrases: Phrases, competitions: Competitions
) -> WriteQuote:
    """What keeps quotes, and looks at their files."""
    from connectors.scanning.file_sorts import MagicSorts

    prefill, scanner = PrefillQuote(phrases, TellProfile(phrases)), make_scanner(settings)
    clock = make_clock(settings)
    return WriteQuote(storage, competitions, prefill, MagicSorts(), scanner, clock)


def make_quote_links(settings: Settings) -> QuoteLinks:
    """Links to quotes, in real time."""
    return QuoteLinks(make_signed_links(settings), settings.public_address)


def make_scanner(settings: Settings) -> VirusScanner:
    """ClamAV where the settings name it; else nothing that looks, and files say so."""
    from connectors.scanning.clamd import Clamd, NoScanner

    return Clamd(settings.clamd) if settings.clamd else NoScanner()
