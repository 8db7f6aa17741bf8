"""A buyer's entry, firms that may answer it, and all that takes questions and quotes, on fakes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from bot.bootstrap import CONTENT
from bot.bootstrap.mails import make_write_mail
from bot.domain.code_suggestions import CodeSuggestions
from bot.domain.conversation import ConversationId
from bot.domain.entry import Door, Entry, EntryId, Invitation
from bot.domain.feedback import Owner
from bot.domain.introduction import Introduction
from bot.domain.money import Basis, Value, Vat
from bot.domain.notification import NotificationId
from bot.domain.officer import BuyerName, Officer, OfficerId, Role
from bot.domain.opportunity import Category, Kind
from bot.domain.person import Belonging, Joined, Membership, PersonId
from bot.domain.quote import Offer, Quote, QuoteId, VatSaid
from bot.domain.reaching import Address, Means
from bot.domain.supplier import SupplierId
from bot.domain.trade import Trades
from bot.ports import VirusScanner, Work
from bot.services.answer_questions import AnswerQuestions
from bot.services.ask_buyer import AskBuyer
from bot.services.buyer_domains import BuyerDomains
from bot.services.buying_desk import BuyingDesk
from bot.services.competition import Competitions
from bot.services.follow_outcome import FollowOutcome
from bot.services.message_words import MessageWords
from bot.services.open_quotes import OpenQuotes
from bot.services.prefill_quote import PrefillQuote
from bot.services.quote_links import QuoteLinks
from bot.services.quote_news import QuoteNews
from bot.services.quote_record import QuoteRecord
from bot.services.record_outcome import RecordOutcome
from bot.services.remind_of_notice import RemindOfNotice
from bot.services.send_quote import SendQuote
from bot.services.tell_everybody import TellEverybody
from bot.services.tell_invited import TellInvited
from bot.services.tell_officers import TellOfficers
from bot.services.tell_profile import TellProfile
from bot.services.tell_quote import TellQuote
from bot.services.word_entry import WordEntry
from bot.services.write_quote import NotTaken, Sent, WriteQuote, Writing
from connectors.scanning.clamd import NoScanner
from connectors.scanning.file_sorts import MagicSorts
from connectors.signing.signed_links import ItsdangerousLinks
from connectors.text.english_stems import stem_of
from connectors.text.vocabulary import load_register
from tests.examples import CLEANING, NOW, in_days, opportunity, supplier
from tests.fake_suppliers import FakeReservablePlaces
from tests.fakes import FakeBankHolidays, FakeClock
from tests.services.reached import OPERATOR, PHRASES, Reached


class Steps:
    """Notes which steps of introductions would be told."""

    def __init__(self) -> None:
        self.followed: list[Introduction] = []

    def after_move(self, _work: Work, one: Introduction) -> list[NotificationId]:
        """Tells nobody."""
        self.followed.append(one)
        return []


SITE = "https://doorstep.example"
COUNCIL = BuyerName("Birmingham City Council")
JOB = EntryId("11111111-1111-1111-1111-111111111111")
ENDS = in_days(10)
AMINA = Officer(OfficerId("amina"), "amina@birmingham.gov.uk", Role.OFFICER, COUNCIL, NOW)
STRANGER = Officer(
    OfficerId("sam"), "sam@aston.ac.uk", Role.OFFICER, BuyerName("Aston University"), NOW
)
ENTRY = Entry(
    JOB,
    COUNCIL,
    Kind.QUICK_QUOTE,
    NOW,
    NOW,
    title="Clean 12 windows at Ward End Library",
    wanted="Inside and outside, twelve windows, once.",
    door=Door.ADVERTISE,
    category=Category.SERVICES,
    value=Value(Decimal(1_500), Vat.INCLUDED, Basis.TOTAL),
    questions=("When could you start?", "Who would do the work?"),
    deadline=ENDS,
    author=AMINA.id,
    posted_at=NOW,
)
REGISTER = load_register(CONTENT)
OFFER = Offer(
    "Bright Windows",
    "07700 900123",
    Decimal(1_200),
    VatSaid.NOT_REGISTERED,
    {"ask1": "Next Monday", "ask2": "Me and my son"},
)


class Quoting(Reached):
    """All of it; `real` is the real time where the domain's is moved apart from it."""

    def __init__(self, entry: Entry = ENTRY, scanner: VirusScanner | None = None) -> None:
        super().__init__()
        self.real = self.clock
        self.competitions = Competitions(FakeBankHolidays())
        words = MessageWords(PHRASES, OPERATOR)
        self.news = QuoteNews(self.storage, PHRASES, self.notify, words, self.clock)
        self.record = QuoteRecord(PHRASES)
        self.buying = make_buying_desk(self)
        prefill = PrefillQuote(PHRASES, TellProfile(PHRASES))
        self.write = WriteQuote(
            self.storage,
            self.competitions,
            prefill,
            MagicSorts(),
            scanner or NoScanner(),
            self.clock,
        )
        self.links = QuoteLinks(ItsdangerousLinks(b"s" * 32, self.clock), SITE)
        self.tell = TellQuote(PHRASES, self.links, self.record)
        self.send = SendQuote(self.storage, self.write, self.news, self.links)
        self.ask = AskBuyer(
            self.storage, self.competitions, TellOfficers(self.notify, words, SITE), self.clock
        )
        mails, word = make_write_mail(PHRASES, OPERATOR), WordEntry(PHRASES, SITE)
        signed = ItsdangerousLinks(b"s" * 32, self.clock)
        self.invited = TellInvited(PHRASES, self.notify, mails, signed, self.clock, SITE)
        self.everybody = TellEverybody(self.news, self.invited, self.links, words)
        self.answer = AnswerQuestions(
            self.buying, self.competitions, self.news, self.everybody, PHRASES, self.clock
        )
        self.open = OpenQuotes(self.buying, self.competitions, self.clock, self.real)
        notice = RemindOfNotice(self.buying, self.notify, mails, word)
        self.steps = Steps()
        self.outcome = RecordOutcome(
            self.buying,
            self.competitions,
            self.news,
            self.everybody,
            notice,
            PHRASES,
            self.clock,
            FollowOutcome(PHRASES, self.steps),
        )
        self.posted(entry)

    def seal_by(self, real: FakeClock) -> None:
        """Lets the seal go by another real time."""
        self.open = OpenQuotes(self.buying, self.competitions, self.clock, real)

    def posted(self, entry: Entry, *invited: str) -> None:
        """Posts the entry, with those firms invited."""
        door = entry.door or Door.ADVERTISE
        one = opportunity(
            entry.id, title=entry.title, deadline=entry.deadline, visibility=door.visibility
        )
        with self.storage.transaction() as work:
            work.officers.add(AMINA)
            work.officers.add(STRANGER)
            work.entries.save(entry)
            work.opportunities.save(entry.process_key, one)
            work.suppliers.save_all([supplier(name) for name in invited])
            work.entries.invite(
                Invitation(entry.id, SupplierId(name), NOW, AMINA.id) for name in invited
            )

    def firm(self, name: str, number: str, talk: str) -> Owner:
        """A firm with one person, a proved number, and a conversation of theirs."""
        person, conversation = PersonId(f"person {name}"), ConversationId(talk)
        with self.storage.transaction() as work:
            work.suppliers.save_all([supplier(name)])
            if work.conversations.get(conversation) is None:
                work.conversations.start(conversation, "hash", NOW)
            work.people.prove(Address(Means.TEXT, number), NOW, person)
            work.people.join(Membership(person, SupplierId(name), Joined.FOUNDED, NOW))
            work.people.belong(Belonging(conversation, person, SupplierId(name), NOW))
        return Owner(supplier=SupplierId(name))

    def begun(self, talk: str = "talk", entry: Entry = ENTRY) -> Writing:
        """A draft of the conversation's owner."""
        held = self.write.begin(ConversationId(talk), entry.opportunity_id)
        assert isinstance(held, Writing), held
        return held

    def filled(self, quote: QuoteId, offer: Offer = OFFER, **changes: object) -> Writing:
        """The draft with all that is asked."""
        made = replace(offer, **changes)  # type: ignore[arg-type]
        return self.write.write(quote, lambda held: replace(made, files=held.files))

    def sent(self, talk: str = "talk", **changes: object) -> Quote:
        """A quote of the conversation's owner that was taken."""
        held = self.begun(talk)
        self.filled(held.quote.id, **changes)
        sent = self.send.send(held.quote.id)
        assert isinstance(sent, Sent), sent
        return sent.quote

    def refused(self, quote: QuoteId) -> NotTaken:
        """Why the quote is not taken."""
        sent = self.send.send(quote)
        assert isinstance(sent, NotTaken), sent
        return sent

    def at(self, moment: datetime) -> None:
        """Moves the time."""
        self.clock.moment = moment


def make_buying_desk(made: Quoting) -> BuyingDesk:
    """What officers' services share, on the real register of buyers."""
    return BuyingDesk(
        storage=made.storage,
        clock=made.clock,
        phrases=PHRASES,
        register=BuyerDomains(REGISTER),
        codes=CodeSuggestions(Trades([CLEANING]), {}, stem_of),
        code_names={},
        terms=(),
        holidays=FakeBankHolidays(),
        places=FakeReservablePlaces({}, {}),
        public_address=SITE,
    )
