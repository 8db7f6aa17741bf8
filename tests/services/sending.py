"""A person who agreed to alerts, a carrier with moods, and what sends to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.consent import Answer, Channel, Consent, Purpose
from bot.domain.feedback import Owner
from bot.domain.keyed_hash import KeyedHash
from bot.domain.notification import About, Notification, NotificationId, State
from bot.domain.operator import Operator
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.domain.recipients import Recipients
from bot.domain.sending import Attempt, Errand
from bot.ports import Work
from bot.services.may_write import MayWrite
from bot.services.send_notification import SendNotification
from tests.examples import NOW
from tests.fake_sending import MoodyCarrier
from tests.fakes import FakeClock, FakeStorage

NUMBER = Address(Means.TEXT, "+447700900123")
OWNER = Owner(person=PersonId("owner"))
IN_DOUBT = timedelta(seconds=60)
WHOLE = Operator(
    "Doorstep CIC", "1 High Street", "123", "a@b.example", "c@b.example", "d@b.example"
)


def alert(name: str = "alert", words: str = "Work for you") -> Notification:
    """One that is to be sent."""
    return Notification(NotificationId(name), name, NUMBER, About.ALERT, words, OWNER, NOW)


def agree(work: Work, owner: Owner = OWNER, to: Address = NUMBER) -> None:
    """Proves the number, and agrees to alerts by text."""
    assert owner.person
    work.people.prove(to, NOW, owner.person)
    consent = Consent(
        Purpose.ALERTS, Answer.YES, "May we text you?", "1", Channel.TEXT, NOW, Means.TEXT
    )
    work.consents.note(owner, consent)


@dataclass
class Post:
    """What is sent from, with its clock."""

    carrier: MoodyCarrier = field(default_factory=MoodyCarrier)
    storage: FakeStorage = field(default_factory=FakeStorage)
    clock: FakeClock = field(default_factory=lambda: FakeClock(NOW))
    recipients: Recipients = field(default_factory=lambda: Recipients(anybody=True))

    def __post_init__(self) -> None:
        self.gate = MayWrite(
            {Means.TEXT: self.carrier}, WHOLE, self.recipients, KeyedHash(b"s" * 32)
        )
        self.sender = SendNotification(
            self.storage,
            {Means.TEXT: self.carrier},
            {Means.TEXT: self.carrier},
            self.gate,
            self.clock,
            IN_DOUBT,
        )

    def mean(self, *notifications: Notification) -> None:
        """Stores what is to be sent, to somebody who agreed."""
        with self.storage.transaction() as work:
            agree(work)
            work.notifications.put_all(notifications)
            assert all(work.notifications.get(one.id) for one in notifications)

    def send(self, name: str = "alert") -> Errand | None:
        """Sends one."""
        return self.sender.send(NotificationId(name))

    def state(self, name: str = "alert") -> State:
        """Where it stands."""
        with self.storage.transaction() as work:
            held = work.notifications.get(NotificationId(name))
        assert held
        return held.state

    def last(self, name: str = "alert") -> Attempt:
        """Its last attempt."""
        with self.storage.transaction() as work:
            last = work.attempts.last(NotificationId(name))
        assert last
        return last
