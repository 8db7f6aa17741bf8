"""What the services need to reach people: who carries messages, and what is kept of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.inbound import InboundText
from bot.domain.mail import MailParts
from bot.domain.notification import Notification, NotificationId, State
from bot.domain.outbox import ShownMessage
from bot.domain.reaching import Address, Means, Unfit


class Carrier(Protocol):
    """Carries composed messages of one means: texts, or mails."""

    @property
    def only_shows(self) -> bool:
        """Whether messages are shown to whoever runs the installation, and sent to nobody."""
        ...

    def send(
        self, to: Address, subject: str, words: str, key: str, parts: MailParts | None = None
    ) -> str:
        """Hands over one message, and returns the id that the provider gave it.

        A text has no subject and no parts. The same `key` again, within a day at least, is the same
        message where the provider can tell. Raises CarrierUnavailableError where the same call may
        succeed later, AddressRefusedError where nothing can be brought to this address, and
        DoNotTryAgainError where the provider takes nothing of ours.
        """
        ...


class AddressReader(Protocol):
    """Reads addresses of one means as people write them."""

    def read(self, written: str) -> Address | Unfit:
        """The one address that the text holds, in its usual form; else why it holds none.

        Numbers are mobiles of this country, in E.164; e-mail addresses are in small letters, so
        that one mailbox is one address. Nobody is asked whether it exists.
        """
        ...


class NotificationRepository(Protocol):
    """Messages to people; they are deleted with the conversation, supplier or person."""

    def put_all(self, those: Sequence[Notification]) -> None:
        """Stores many; those whose key is held already are passed over."""
        ...

    def get(self, notification_id: NotificationId) -> Notification | None:
        """The notification, or None."""
        ...

    def of_key(self, key: str) -> Notification | None:
        """The one that was made under the key, or None."""
        ...

    def of_keys(self, keys: Collection[str]) -> Mapping[str, Notification]:
        """Those that were made under the keys."""
        ...

    def take(self, asked: Collection[NotificationId], at: datetime) -> list[Notification]:
        """Takes those to be sent now, and returns them as they were taken.

        Left out is what is not to be sent, and what another has taken: one conditional update
        decides, so two processes cannot both be given one.
        """
        ...

    def settle(
        self,
        notification_id: NotificationId,
        state: State,
        at: datetime,
        *,
        words: str,
        provider_id: str | None = None,
    ) -> None:
        """Stores what came of it, and the words that are to be kept."""
        ...

    def of(self, owner: Owner) -> list[Notification]:
        """All of one owner, oldest first."""
        ...


class SuppressionRepository(Protocol):
    """Addresses that nothing may be sent to, as keyed hashes; nothing else is kept of them."""

    def add(self, means: Means, address_hash: str, at: datetime) -> bool:
        """Stores that nothing may be sent there; False where that held already."""
        ...

    def lift(self, means: Means, address_hash: str) -> bool:
        """Lets messages go there again; False where they did already."""
        ...

    def holds(self, means: Means, address_hash: str) -> bool:
        """Whether nothing may be sent there."""
        ...

    def among(self, means: Means, hashes: Sequence[str]) -> set[str]:
        """Those of the hashes that are held."""
        ...


class InboundTextRepository(Protocol):
    """Texts that came, and the conversation that each number holds by text."""

    def add(self, text: InboundText) -> bool:
        """Stores a text; False, and nothing stored, where its id is held already."""
        ...

    def is_waiting(self, text_id: str) -> bool:
        """Whether the text is held and was not answered."""
        ...

    def waiting(self, limit: int) -> list[InboundText]:
        """The texts that were not answered, oldest first, so many at most."""
        ...

    def note_answered(self, text_id: str, at: datetime) -> None:
        """Stores that all there is to do about the text was done; no matter if it was erased."""
        ...

    def of(self, sender: Address) -> list[InboundText]:
        """The texts of one number, oldest first."""
        ...

    def latest(self, limit: int) -> list[InboundText]:
        """The last texts of all numbers, oldest first."""
        ...

    def thread(self, sender: Address) -> ConversationId | None:
        """The conversation that the number holds by text, or None."""
        ...

    def number_of(self, conversation: ConversationId) -> Address | None:
        """The number that holds the conversation by text; None for one in a browser."""
        ...

    def begin_thread(self, sender: Address, conversation: ConversationId) -> None:
        """Makes it the number's conversation, in place of any other."""
        ...

    def forget(self, sender: Address) -> None:
        """Deletes the texts of a number, and that it holds a conversation."""
        ...


class OutboxRepository(Protocol):
    """What the local transport shows in place of sending it."""

    def add(self, message: ShownMessage) -> str:
        """Stores it and returns its id; that of the one held already under the same key."""
        ...

    def latest(self, limit: int) -> list[ShownMessage]:
        """The last messages, oldest first."""
        ...

    def forget(self, to: Address) -> None:
        """Deletes what was shown as sent to the address."""
        ...
