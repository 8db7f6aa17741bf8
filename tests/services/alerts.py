"""People who asked to be told, news for them, and what tells it, on stand-ins."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from bot.bootstrap.folders import CONTENT
from bot.domain.alert import Alert
from bot.domain.consent import Answer, Channel, Consent, Purpose
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.inbound import InboundText
from bot.domain.keyed_hash import KeyedHash
from bot.domain.operator import Operator
from bot.domain.opportunity import Opportunity, OpportunityId
from bot.domain.person import Belonging, PersonId
from bot.domain.reaching import Address, Means
from bot.domain.recipients import Recipients
from bot.domain.subscription import Rhythm, Subscription, SubscriptionId
from bot.domain.supplier import SupplierId
from bot.domain.text_cost import Budget
from bot.services.answer_alert import AnswerAlert, AnswerDesk
from bot.services.break_silence import BreakSilence
from bot.services.compose_alert import ComposeAlert
from bot.services.describe_opportunity import DescribeOpportunity
from bot.services.find_opportunities import FindOpportunities
from bot.services.give_feedback import GiveFeedback
from bot.services.keep_reminders import KeepReminders
from bot.services.match_news import MatchNews
from bot.services.may_write import MayWrite
from bot.services.notify import Notify
from bot.services.opportunity_index import OpportunityIndex
from bot.services.present_opportunity import PresentOpportunity
from bot.services.read_news import ReadNews
from bot.services.send_alerts import SendAlerts, SentTally
from bot.services.send_notification import SendNotification
from bot.services.suiting import Suiting
from bot.services.tell_lot import AlertDesk
from bot.services.word_alerts import Sender, WordAlerts
from connectors.sms.alphabet import GsmAlphabet
from connectors.text.phrasebook import Phrasebook
from tests.examples import BORDESLEY, HOME, NOW, in_days, supplier
from tests.fake_reaching import FakeCarrier
from tests.fakes import FakeBankHolidays, FakeClock, FakeGazetteer
from tests.services.firms import MODEL
from tests.services.firms import Desk as FirmsDesk

GAZETTEER = FakeGazetteer({"B9 4AA": BORDESLEY.point}, [], [])
SITE = "https://doorstep.example"
OPERATOR = Operator(name="Eastside Hub", email="hub@example.org")
HASHES = KeyedHash(b"a secret of tests")


@dataclass
class Alerting:
    """A storage with firms whose people asked to be told, and a carrier that keeps what it gets."""

    budget: Budget = field(default_factory=lambda: Budget(None, Decimal("0.04")))
    firms: FirmsDesk = field(default_factory=FirmsDesk)
    at_a_time: int = 50

    def __post_init__(self) -> None:
        self.storage, self.clock = self.firms.storage, self.firms.clock
        self.carrier = FakeCarrier(only_shows=True)
        self.phrases = Phrasebook(CONTENT / "phrases")
        carriers = {Means.TEXT: self.carrier}
        gate = MayWrite(carriers, OPERATOR, Recipients(), HASHES)
        real = FakeClock(NOW)
        sender = SendNotification(self.storage, carriers, {}, gate, real, timedelta(minutes=1))
        self.notify = Notify(self.storage, sender, gate, real)
        trades = self.firms.vocabulary.trades
        self.reading = ReadNews(trades, GAZETTEER, FakeBankHolidays())
        present = PresentOpportunity(self.phrases, SITE)
        self.wording = WordAlerts(
            self.phrases, GsmAlphabet(), {}, present, Sender("Doorstep", SITE)
        )
        self.compose = ComposeAlert(self.wording, HASHES)
        self.match = MatchNews(
            self.storage, self.firms.who_can_do, self.reading, self.clock, lambda: "seed"
        )
        self.send = SendAlerts(
            AlertDesk(
                self.storage, self.notify, self.compose, self.reading, self.clock, self.budget
            ),
            self.at_a_time,
        )
        self.match.run()

    def asks(self, name: str, rhythm: Rhythm | None = None, **facts: object) -> Subscription:
        """Somebody with a cleaning firm, a proved number and a consent, who asks to be told."""
        person, firm = PersonId(name), SupplierId(f"{name}s")
        self.firms.register(supplier(firm))
        wish = Subscription(
            SubscriptionId(name),
            person,
            firm,
            Means.TEXT,
            in_days(-60),
            rhythm or Rhythm(),
            **facts,  # type: ignore[arg-type]
        )
        with self.storage.transaction() as work:
            work.people.prove(number(name), NOW, person)
            yes = Consent(Purpose.ALERTS, Answer.YES, "May we?", "1", Channel.TEXT, NOW, Means.TEXT)
            work.consents.note(Owner(person=person), yes)
            work.subscriptions.put(wish)
        return wish

    def publish(self, *those: Opportunity) -> None:
        """Stores opportunities, as an import does."""
        self.firms.ask_for(*those)

    def round(self) -> SentTally:
        """What the service does every quarter of an hour."""
        self.match.run()
        return self.send.run()

    def texts_to(self, name: str) -> list[str]:
        """The texts that somebody got, oldest first."""
        return [words for to, _subject, words in self.carrier.carried if to == number(name)]

    def alerts_of(self, job: str) -> list[Alert]:
        """All alerts of one opportunity."""
        with self.storage.transaction() as work:
            return work.alerts.of(OpportunityId(job))


def number(name: str) -> Address:
    """A number of its own for each name, of those kept for drama."""
    return Address(Means.TEXT, f"+44770090{sum(map(ord, name)) % 10_000:04d}")


class Answering(Alerting):
    """The same with what answers texts, and everybody's conversation by text."""

    def __post_init__(self) -> None:
        super().__post_init__()
        find = FindOpportunities(
            self.storage,
            Suiting(OpportunityIndex(self.storage, self.firms.vocabulary, GAZETTEER), MODEL),
            GAZETTEER,
            self.firms.vocabulary.trades,
            self.clock,
            HOME,
            FakeBankHolidays(),
        )
        describe = DescribeOpportunity(self.storage, find)
        feedback = GiveFeedback(self.storage, find, describe, self.clock)
        self.reminders = KeepReminders(
            self.storage, self.notify, self.wording, FakeBankHolidays(), self.clock
        )
        self.silence = BreakSilence(self.storage, self.reading, self.clock)
        self.answer = AnswerAlert(
            AnswerDesk(
                self.storage, self.wording, self.compose, feedback, self.reminders, self.clock
            )
        )

    def says(self, name: str, words: str) -> str | None:
        """What is answered to somebody's text; None where the dialogue answers."""
        talk = self.thread(name)
        text = InboundText(f"{name}-{words}", number(name), words, self.clock.now())
        return self.answer.reply(talk, text)

    def thread(self, name: str) -> ConversationId:
        """Their conversation by text, begun if need be."""
        talk = ConversationId(f"thread of {name}")
        with self.storage.transaction() as work:
            if work.conversations.get(talk) is None:
                work.conversations.start(talk, "hash", NOW)
                work.people.belong(Belonging(talk, PersonId(name), SupplierId(f"{name}s"), NOW))
        return talk
