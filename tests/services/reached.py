"""All that reaches people, on fakes: carriers that tests read, and time that they move."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.bootstrap import CONTENT, make_phrases
from bot.bootstrap.mails import make_write_mail
from bot.bootstrap.sms import make_render_sms
from bot.domain.conversation import ConversationId
from bot.domain.inbound import InboundText
from bot.domain.keyed_hash import KeyedHash
from bot.domain.operator import Operator
from bot.domain.reaching import Address, Means
from bot.domain.recipients import Recipients
from bot.domain.supplier import Supplier, SupplierId
from bot.ports import Work
from bot.services.consent_to_alerts import ConsentToAlerts
from bot.services.may_write import MayWrite
from bot.services.message_words import MessageWords
from bot.services.notify import Notify
from bot.services.prove_address import CodeSent, ProveAddress
from bot.services.recognise import Recognise, Recognised
from bot.services.send_notification import SendNotification
from bot.services.share_firm import ShareFirm
from bot.services.stop_messages import StopMessages
from bot.services.text_desk import TextDesk
from connectors.text.text_requests import load_text_requests
from tests.examples import NOW
from tests.fake_reaching import FakeCarrier
from tests.fakes import FakeClock, FakeStorage

PHRASES = make_phrases()
MOBILE = Address(Means.TEXT, "+447700900123")
OTHER_MOBILE = Address(Means.TEXT, "+447700900124")
MAILBOX = Address(Means.MAIL, "aisha@example.org")
OPERATOR = Operator(
    name="Eastside Hub",
    address="1 High Street, Birmingham",
    registration="Company 01234567",
    email="hub@example.org",
    data_protection="dpo@example.org",
    complaints="complaints@example.org",
)
TALK, OTHER_TALK, THIRD_TALK = (ConversationId(one) for one in ("talk", "other", "third"))


class FakeClaims:
    """What conversations say of their firms, as tests set it: a name each."""

    def __init__(self) -> None:
        self.names: dict[ConversationId, str] = {}
        self.claimed: list[tuple[ConversationId, SupplierId]] = []

    def claim(self, work: Work, conversation: ConversationId, supplier: SupplierId) -> bool:
        """Registers the firm by its name; False where the conversation gave none."""
        held = work.suppliers.get_many([supplier])
        if not held and conversation not in self.names:
            return False
        if not held:
            work.suppliers.save_all([Supplier(supplier, self.names[conversation], "work", NOW)])
        self.claimed.append((conversation, supplier))
        return True

    def name(self, work: Work, conversation: ConversationId) -> str | None:
        """The name that was set."""
        return self.names.get(conversation)


class Reached:
    """The services with all that they stand on."""

    def __init__(
        self,
        operator: Operator = OPERATOR,
        recipients: Recipients | None = None,
        *,
        only_shows: bool = False,
    ) -> None:
        self.storage, self.clock = FakeStorage(), FakeClock(NOW)
        self.texts, self.mails = FakeCarrier(only_shows=only_shows), FakeCarrier()
        self.claims, hashes = FakeClaims(), KeyedHash(b"s" * 32)
        carriers = {Means.TEXT: self.texts, Means.MAIL: self.mails}
        allowed = recipients or Recipients(anybody=True)
        self.gate = MayWrite(carriers, operator, allowed, hashes)
        sender = SendNotification(
            self.storage, carriers, {}, self.gate, self.clock, timedelta(minutes=1)
        )
        self.notify = Notify(self.storage, sender, self.gate, self.clock)
        words = MessageWords(PHRASES, operator)
        self.recognise = Recognise(self.storage, self.claims, self.clock)
        self.prove = ProveAddress(
            self.storage,
            self.notify,
            self.recognise,
            words,
            hashes,
            self.clock,
            make_write_mail(PHRASES, operator),
        )
        self.share = ShareFirm(self.storage, hashes, self.clock)
        self.alerts = ConsentToAlerts(self.storage, PHRASES, self.notify, words, self.clock)
        self.stop = StopMessages(self.storage, self.gate, words, PHRASES, self.clock)
        self.desk = TextDesk(
            storage=self.storage,
            requests=load_text_requests(CONTENT),
            notify=self.notify,
            recognise=self.recognise,
            alerts=self.alerts,
            stop=self.stop,
            words=words,
            rendering=make_render_sms(PHRASES),
            hashes=hashes,
        )
        with self.storage.transaction() as work:
            for one in (TALK, OTHER_TALK, THIRD_TALK):
                work.conversations.start(one, "hash", NOW)

    def code(self, means: Means = Means.TEXT) -> str:
        """The code in the last message."""
        carrier = self.texts if means is Means.TEXT else self.mails
        found = re.search(r"\b\d{6}\b", carrier.last)
        assert found, carrier.last
        return found[0]

    def proved(self, conversation: ConversationId, address: Address = MOBILE) -> Recognised:
        """Proves the address in the conversation."""
        self.clock.pass_by(minutes=1)
        assert self.prove.ask(conversation, address) == CodeSent(address)
        found = self.prove.take(conversation, self.code(address.means))
        assert isinstance(found, Recognised)
        return found

    def came(self, words: str, sender: Address = MOBILE, once: str = "") -> InboundText:
        """A text that comes now."""
        return InboundText(once or f"{words}-{self.clock.moment}", sender, words, self.clock.now())
