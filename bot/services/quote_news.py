"""Tells owners what comes of their questions and quotes, by the means that they agreed to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.consent import Answer, Channel, Consent, Purpose, by, given
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.notification import About, Notification, NotificationId
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.ports import Clock, Phrases, Storage, Work
from bot.services.channel_of import channel_of
from bot.services.message_words import MessageWords
from bot.services.notify import Message, Notify

_VERSION, _WORDING = "consent.quotes.version", "consent.quotes.question"


class QuoteNews:
    """A consent of its own: whoever agreed to texts about work has not agreed to these."""

    def __init__(
        self, storage: Storage, phrases: Phrases, notify: Notify, words: MessageWords, clock: Clock
    ) -> None:
        self._storage = storage
        self._phrases = phrases
        self._notify = notify
        self._words = words
        self._clock = clock

    def wording(self, address: Address) -> str:
        """What is agreed to, as it is read."""
        where = self._phrases.say(f"consent.quotes.{address.means}", hint=address.hint)
        return self._phrases.say(_WORDING, address=where)

    def may_ask(self, owner: Owner) -> Address | None:
        """The proved address to ask about; None where there is none, or it was answered before."""
        with self._storage.transaction() as work:
            points = reached(work, owner)
            fresh = [to for person, to in points if not _steps(work, person, to.means)]
        return fresh[0] if fresh else None

    def answer(self, owner: Owner, address: Address, channel: Channel, *, agrees: bool) -> None:
        """Stores what was said of that address; only of one that is the owner's own."""
        with self._storage.transaction() as work:
            for person, to in reached(work, owner):
                if to == address:
                    self._note(work, person, to, channel, agrees=agrees)

    def answer_in(
        self, conversation: ConversationId, owner: Owner, address: Address, *, agrees: bool
    ) -> None:
        """The same, said in a conversation: by text where a number holds it."""
        with self._storage.transaction() as work:
            channel = channel_of(work, conversation)
        self.answer(owner, address, channel, agrees=agrees)

    def intend(
        self, work: Work, owner: Owner, key: str, message_key: str, /, **facts: object
    ) -> Sequence[NotificationId]:
        """Stores the message for each address of the owner's that was agreed to; once a key.

        To be handed to `deliver` when the transaction has committed.
        """
        return self.intend_words(work, owner, key, self._words.of(message_key, **facts))

    def intend_words(
        self, work: Work, owner: Owner, key: str, words: str
    ) -> Sequence[NotificationId]:
        """The same with words that stand already."""
        meant = []
        for person, to in reached(work, owner):
            message = Message(
                key=f"{key}:{person[:18]}:{to.means.value}",
                to=to,
                about=About.QUOTE,
                words=words,
                owner=Owner(person=person),
                subject=self._phrases.say("subject.quote"),
            )
            kept = self._notify.intend(work, message)
            if isinstance(kept, Notification):
                meant.append(kept.id)
        return meant

    def deliver(self, meant: Iterable[NotificationId]) -> None:
        """Sends what was intended; again sends nothing twice."""
        for one in meant:
            self._notify.deliver(one)

    def _note(
        self, work: Work, person: PersonId, to: Address, channel: Channel, *, agrees: bool
    ) -> None:
        step = Consent(
            Purpose.QUOTES,
            Answer.YES if agrees else Answer.NO,
            self.wording(to),
            self._phrases.say(_VERSION),
            channel,
            self._clock.now(),
            to.means,
        )
        work.consents.note(Owner(person=person), step)


def reached(work: Work, owner: Owner) -> list[tuple[PersonId, Address]]:
    """The owner's people with the last proved address of each means, texts first."""
    people = [owner.person] if owner.person else []
    if owner.supplier:
        people = [one.person for one in work.people.members(owner.supplier)]
    elif owner.conversation:
        held = work.people.belonging(owner.conversation)
        people = [held.person] if held else []
    found = []
    for person in people:
        points = work.people.points(person)
        for means in (Means.TEXT, Means.MAIL):
            of_it = [one for one in points if one.address.means is means]
            if of_it:
                last = max(of_it, key=lambda one: one.proved_at)
                found.append((person, last.address))
    return found


def agreed(work: Work, owner: Owner) -> bool:
    """Whether any of the owner's addresses may be written to about quotes."""
    return any(given(_steps(work, person, to.means)) for person, to in reached(work, owner))


def _steps(work: Work, person: PersonId, means: Means) -> Sequence[Consent]:
    return by(means, work.consents.of(Owner(person=person), Purpose.QUOTES))
