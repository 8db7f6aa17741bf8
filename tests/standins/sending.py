"""A database of people who agreed to alerts, and what sends to them through the stand-in."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.bootstrap import TwilioParts, make_sender, make_storage
from bot.clock import SystemClock
from bot.domain.consent import Answer, Channel, Consent, Purpose
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.keyed_hash import KeyedHash
from bot.domain.notification import About, Notification, NotificationId, State
from bot.domain.operator import Operator
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.domain.recipients import Recipients
from bot.domain.sending import errand_of
from bot.ports import Storage
from bot.services.may_write import MayWrite
from bot.settings import Settings, read_settings
from connectors.jobs.running import running_jobs
from connectors.jobs.sending import Sending, sending_job
from tests.standins.twilio import SERVICE, SID, TOKEN

WHOLE = Operator("Doorstep CIC", "1 High St", "123", "a@b.example", "c@b.example", "d@b.example")
BY_THE_THOUSAND = 1000


def settings_of(folder: Path, address: str, changes: Mapping[str, Any] | None = None) -> Settings:
    """An installation in a folder, with the stand-in for Twilio."""
    return read_settings(
        {
            "DATABASE_URL": f"sqlite:///{folder / 'doorstep.sqlite3'}",
            "secret_file": folder / "secret",
            "public_url": "https://doorstep.example",
            "twilio_account_sid": SID,
            "twilio_auth_token": TOKEN,
            "twilio_messaging_service_sid": SERVICE,
            "twilio_url": address,
            "twilio_seconds": 1,
            "twilio_doubt_seconds": 3,
            "texts_a_second": 1000,
            **(changes or {}),
        }
    )


def gate_of(twilio: TwilioParts) -> MayWrite:
    """The gate of a whole operator who writes to anybody that agreed."""
    carriers = {Means.TEXT: twilio.texts}
    return MayWrite(carriers, WHOLE, Recipients(anybody=True), KeyedHash(b"s" * 32))


@asynccontextmanager
async def sending(settings: Settings, storage: Storage) -> AsyncIterator[Sending]:
    """The job that sends by Twilio, at work while this is open."""
    twilio = TwilioParts(settings)
    carriers = {Means.TEXT: twilio.texts}
    sender = make_sender(settings, storage, carriers, carriers, gate_of(twilio))
    job = sending_job(settings, storage, sender)
    assert job
    try:
        async with running_jobs(settings, [job]):
            yield job
    finally:
        await asyncio.to_thread(twilio.texts.close)


def number_of(which: int) -> str:
    """A number for each: the thousand that are kept free for drama are too few."""
    return f"+44770{which:07d}"


def mean_alerts(storage: Storage, count: int) -> None:
    """Stores so many alerts to as many people, and queues them."""
    for first in range(0, count, BY_THE_THOUSAND):
        with storage.transaction() as work:
            for which in range(first, min(count, first + BY_THE_THOUSAND)):
                now = SystemClock().now()
                owner = Owner(person=PersonId(f"person {which}"))
                to = Address(Means.TEXT, number_of(which))
                assert owner.person
                work.people.prove(to, now, owner.person)
                agreed = Consent(
                    Purpose.ALERTS, Answer.YES, "Yes?", "1", Channel.TEXT, now, Means.TEXT
                )
                work.consents.note(owner, agreed)
                alert = Notification(
                    NotificationId(f"alert {which}"),
                    f"alert:{which}",
                    to,
                    About.ALERT,
                    f"Doorstep: work for you, number {which}. Reply 1, 2 or 3. STOP ends it.",
                    owner,
                    now,
                )
                work.notifications.put_all([alert])
                work.outgoing.put([errand_of(alert)])


def mean_answer(storage: Storage, which: int) -> int:
    """Stores the first answer from that one on that is not stored yet, and has it sent at once.

    Returns which is next.
    """
    now, conversation = SystemClock().now(), ConversationId("talk")
    with storage.transaction() as work:
        if which == 0 and work.conversations.get(conversation) is None:
            work.conversations.start(conversation, "hash", now)
        while work.notifications.get(NotificationId(f"alert {which}")):
            which += 1
        answer = Notification(
            NotificationId(f"alert {which}"),
            f"answer:{which}",
            Address(Means.TEXT, number_of(which)),
            About.ANSWER,
            f"Here is what I found, number {which}.",
            Owner(conversation),
            now,
        )
        work.notifications.put_all([answer])
        work.outgoing.put([errand_of(answer)])
    return which + 1


def states_of(storage: Storage, count: int) -> dict[State, int]:
    """How many of so many alerts or answers stand where; those not stored yet are left out."""
    with storage.transaction() as work:
        held = [work.notifications.get(NotificationId(f"alert {which}")) for which in range(count)]
    return dict(Counter(one.state for one in held if one))


def make_database(settings: Settings) -> Storage:
    """The migrated database of the settings."""
    from connectors.storage.migrate import migrate

    migrate(settings.database_url)
    return make_storage(settings)
