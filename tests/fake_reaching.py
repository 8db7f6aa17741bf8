"""Messages, suppressions, texts and an outbox in memory, held to the contracts of a database.

And stand-ins for what carries messages.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from bot.domain.buyer_contact import BuyerContactId
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.inbound import InboundText
from bot.domain.mail import MailParts
from bot.domain.notification import TO_BE_SENT, About, Notification, NotificationId, State
from bot.domain.outbox import ShownMessage
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.domain.sending import Attempt, Errand

Trouble = tuple[int, bool]
"""Failures in a row, and whether they stop what goes there."""


@dataclass
class ReachingTables:
    """Everything held; values are frozen, so a shallow copy of each is a snapshot."""

    notifications: dict[NotificationId, Notification] = field(default_factory=dict)
    suppressions: set[tuple[Means, str]] = field(default_factory=set)
    texts: list[InboundText] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    threads: dict[Address, ConversationId] = field(default_factory=dict)
    outbox: list[ShownMessage] = field(default_factory=list)
    mail_parts: dict[NotificationId, MailParts] = field(default_factory=dict)
    mail_troubles: dict[tuple[str, About], Trouble] = field(default_factory=dict)
    attempts: dict[tuple[NotificationId, int], Attempt] = field(default_factory=dict)
    errands: list[Errand] = field(default_factory=list)

    def __copy__(self) -> ReachingTables:
        return ReachingTables(**{f.name: copy(getattr(self, f.name)) for f in fields(self)})

    def forget(self, conversation: ConversationId) -> None:
        """What a database does when the conversation's row goes."""
        self._keep(lambda owner: owner.conversation != conversation)
        self.threads = {k: one for k, one in self.threads.items() if one != conversation}

    def forget_person(self, person: PersonId) -> None:
        """What a database does when the person's row goes."""
        self._keep(lambda owner: owner.person != person)

    def forget_contacts(self, gone: Collection[BuyerContactId]) -> None:
        """What a database does when rows of buyers' contacts go."""
        self._keep(lambda owner: owner.contact not in gone)

    def forget_notifications(self, gone: Collection[NotificationId]) -> None:
        """What a database does when those rows go, and what was shown of them."""
        keys = {self.notifications[one].key for one in gone}
        self.outbox = [one for one in self.outbox if one.key not in keys]
        self.notifications = {k: n for k, n in self.notifications.items() if k not in gone}
        self._keep(lambda _owner: True)

    def _keep(self, stays: object) -> None:
        assert callable(stays)
        self.notifications = {k: n for k, n in self.notifications.items() if stays(n.owner)}
        self.attempts = {k: a for k, a in self.attempts.items() if k[0] in self.notifications}
        self.mail_parts = {k: m for k, m in self.mail_parts.items() if k in self.notifications}


class FakeNotifications:
    """The NotificationRepository in memory."""

    def __init__(self, tables: ReachingTables) -> None:
        self._tables = tables

    def put_all(self, those: Sequence[Notification]) -> None:
        for one in those:
            if self.of_key(one.key) is None:
                self._tables.notifications[one.id] = one

    def get(self, notification_id: NotificationId) -> Notification | None:
        return self._tables.notifications.get(notification_id)

    def of_key(self, key: str) -> Notification | None:
        return next((n for n in self._tables.notifications.values() if n.key == key), None)

    def of_keys(self, keys: Collection[str]) -> dict[str, Notification]:
        return {key: held for key in keys if (held := self.of_key(key))}

    def take(self, asked: Collection[NotificationId], at: datetime) -> list[Notification]:
        found = [one for name in asked if (one := self.get(name)) and one.state in TO_BE_SENT]
        taken = [replace(one, state=State.SENDING, changed_at=at) for one in found]
        self._tables.notifications |= {one.id: one for one in taken}
        return taken

    def settle(
        self,
        notification_id: NotificationId,
        state: State,
        at: datetime,
        *,
        words: str,
        provider_id: str | None = None,
    ) -> None:
        if held := self.get(notification_id):
            self._tables.notifications[notification_id] = replace(
                held, state=state, changed_at=at, words=words, provider_id=provider_id
            )

    def of(self, owner: Owner) -> list[Notification]:
        found = [n for n in self._tables.notifications.values() if n.owner == owner]
        return sorted(found, key=lambda n: (n.created_at, n.id))


class FakeMailParts:
    """The MailPartsRepository in memory."""

    def __init__(self, tables: ReachingTables) -> None:
        self._tables = tables

    def put(self, notification_id: NotificationId, parts: MailParts) -> None:
        self._tables.mail_parts[notification_id] = replace(parts, id="")

    def of(self, notification_id: NotificationId) -> MailParts | None:
        return self._tables.mail_parts.get(notification_id)


class FakeMailTroubles:
    """The MailTroubleRepository in memory."""

    def __init__(self, tables: ReachingTables) -> None:
        self._tables = tables

    def note(self, address_hash: str, about: About, at: datetime) -> int:
        failures, is_stopped = self._tables.mail_troubles.get((address_hash, about), (0, False))
        self._tables.mail_troubles[address_hash, about] = (failures + 1, is_stopped)
        return failures + 1

    def stop(self, address_hash: str, about: About, at: datetime) -> None:
        failures, _ = self._tables.mail_troubles.get((address_hash, about), (0, False))
        self._tables.mail_troubles[address_hash, about] = (failures, True)

    def is_stopped(self, address_hash: str, about: About) -> bool:
        return self._tables.mail_troubles.get((address_hash, about), (0, False))[1]

    def arrived(self, address_hash: str, about: About) -> None:
        if not self.is_stopped(address_hash, about):
            self._tables.mail_troubles.pop((address_hash, about), None)

    def lift(self, address_hash: str) -> None:
        held = self._tables.mail_troubles.items()
        self._tables.mail_troubles = {k: one for k, one in held if k[0] != address_hash}


class FakeSuppressions:
    """The SuppressionRepository in memory."""

    def __init__(self, tables: ReachingTables) -> None:
        self._tables = tables

    def add(self, means: Means, address_hash: str, at: datetime) -> bool:
        is_new = not self.holds(means, address_hash)
        self._tables.suppressions.add((means, address_hash))
        return is_new

    def lift(self, means: Means, address_hash: str) -> bool:
        held = self.holds(means, address_hash)
        self._tables.suppressions.discard((means, address_hash))
        return held

    def holds(self, means: Means, address_hash: str) -> bool:
        return (means, address_hash) in self._tables.suppressions

    def among(self, means: Means, hashes: Sequence[str]) -> set[str]:
        return {one for one in hashes if self.holds(means, one)}


class FakeInboundTexts:
    """The InboundTextRepository in memory."""

    def __init__(self, tables: ReachingTables) -> None:
        self._tables = tables

    def add(self, text: InboundText) -> bool:
        if any(one.id == text.id for one in self._tables.texts):
            return False
        self._tables.texts.append(text)
        return True

    def is_waiting(self, text_id: str) -> bool:
        return any(one.id == text_id for one in self.waiting(len(self._tables.texts)))

    def waiting(self, limit: int) -> list[InboundText]:
        answered = self._tables.answered
        return [one for one in self._tables.texts if one.id not in answered][:limit]

    def note_answered(self, text_id: str, at: datetime) -> None:
        self._tables.answered.add(text_id)

    def of(self, sender: Address) -> list[InboundText]:
        return [one for one in self._tables.texts if one.sender == sender]

    def latest(self, limit: int) -> list[InboundText]:
        return self._tables.texts[-limit:]

    def thread(self, sender: Address) -> ConversationId | None:
        return self._tables.threads.get(sender)

    def number_of(self, conversation: ConversationId) -> Address | None:
        held = self._tables.threads.items()
        return next((address for address, one in held if one == conversation), None)

    def begin_thread(self, sender: Address, conversation: ConversationId) -> None:
        self._tables.threads[sender] = conversation

    def forget(self, sender: Address) -> None:
        self._tables.texts = [one for one in self._tables.texts if one.sender != sender]
        self._tables.threads.pop(sender, None)


class FakeOutbox:
    """The OutboxRepository in memory."""

    def __init__(self, tables: ReachingTables) -> None:
        self._tables = tables

    def add(self, message: ShownMessage) -> str:
        keys = [one.key for one in self._tables.outbox]
        if message.key not in keys:
            self._tables.outbox.append(message)
            keys.append(message.key)
        return f"local-{keys.index(message.key) + 1}"

    def latest(self, limit: int) -> list[ShownMessage]:
        return self._tables.outbox[-limit:]

    def forget(self, to: Address) -> None:
        self._tables.outbox = [one for one in self._tables.outbox if one.to != to]


class FakeCarrier:
    """Carries to a list that tests read; fails with what it is given to raise."""

    def __init__(self, *, only_shows: bool = False) -> None:
        self.only_shows = only_shows
        self.carried: list[tuple[Address, str, str]] = []
        self.keys: dict[str, str] = {}
        self.parts: list[MailParts | None] = []
        self.fault: BaseException | None = None

    def send(
        self, to: Address, subject: str, words: str, key: str, parts: MailParts | None = None
    ) -> str:
        """Notes the message, once for each key."""
        if self.fault:
            raise self.fault
        if key not in self.keys:
            self.keys[key] = f"carried-{len(self.keys) + 1}"
            self.carried.append((to, subject, words))
            self.parts.append(parts)
        return self.keys[key]

    @property
    def last(self) -> str:
        """The words of the last message."""
        return self.carried[-1][2]
