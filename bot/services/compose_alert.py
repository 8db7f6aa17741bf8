"""Makes of alerts that are told together one text, with its link, its letter and its address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from bot.domain.alert import Alert, AlertText, next_letter
from bot.domain.change import Change
from bot.domain.feedback import Owner
from bot.domain.keyed_hash import KeyedHash
from bot.domain.notification import About
from bot.domain.opportunity import Opportunity
from bot.domain.subscription import Subscription
from bot.domain.telling import Kind
from bot.services.notify import Message
from bot.services.read_ahead import ReadAhead
from bot.services.word_alerts import Composed, WordAlerts

OPEN_FOR = timedelta(days=14)
"""So long a text waits for an answer by a bare digit."""

_LINK_LENGTH = 10
"""Letters of five bits each: a thousand million million of them."""

_SAID_TO_MANY = 64
"""So many texts are kept that differ in their link alone: news fits many at once."""

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_ANY_LINK = _LETTERS[0] * _LINK_LENGTH


@dataclass(frozen=True, slots=True)
class AlertToSend:
    """A text, its row, and the alerts as they are once it is meant to go."""

    message: Message
    row: AlertText
    told: tuple[Alert, ...]


class ComposeAlert:
    """Texts in words; the first alert is what a text is about, the others it only counts."""

    def __init__(self, wording: WordAlerts, hashes: KeyedHash) -> None:
        self._wording = wording
        self._hashes = hashes
        self._said = lru_cache(maxsize=_SAID_TO_MANY)(self._word)

    def of(
        self, known: ReadAhead, subscription: Subscription, alerts: Sequence[Alert], now: datetime
    ) -> AlertToSend | None:
        """The text that tells the alerts; None where nothing is known of them, or no number."""
        lead, others = alerts[0], alerts[1:]
        to, one = known.number_of(subscription.person), known.opportunity(lead.opportunity)
        change = known.change(lead.opportunity, lead.event) if lead.kind is Kind.CHANGE else None
        if to is None or one is None or (lead.kind is Kind.CHANGE and change is None):
            return None
        text_id = f"alert:{lead.id}"
        link = self.link_of(text_id)
        letter, is_alone = _letter(known.told(subscription.person), lead, now)
        said = self._said(lead.kind, one, change, now, "" if is_alone else letter, len(others))
        composed = self._with_link(said, link)
        told = (lead.told(text_id, now, letter), *(o.told(text_id, now) for o in others))
        row = AlertText(text_id, subscription.id, subscription.person, link, composed.segments, now)
        owner = Owner(person=subscription.person)
        return AlertToSend(Message(text_id, to, About.ALERT, composed.words, owner), row, told)

    def link_of(self, text_id: str) -> str:
        """What stands in the text's address: nobody who has not had the text can make it."""
        number = int(self._hashes.of("alert link", text_id), 16)
        return "".join(_LETTERS[number >> 5 * n & 31] for n in range(_LINK_LENGTH))

    def address_of(self, alert: Alert) -> str:
        """The address that stood in the text by which the alert was told."""
        return self._wording.link_of(self.link_of(alert.text))

    def _with_link(self, said: Composed, link: str) -> Composed:
        """The text for one person, as long as the one for all."""
        for_all, theirs = self._wording.link_of(_ANY_LINK), self._wording.link_of(link)
        return replace(said, words=said.words.replace(for_all, theirs))

    def _word(  # noqa: PLR0913, PLR0917 - what a text is made of
        self,
        kind: Kind,
        one: Opportunity,
        change: Change | None,
        now: datetime,
        letter: str,
        others: int,
    ) -> Composed:
        """What all are told alike; the link in it stands for anybody's."""
        address = self._wording.link_of(_ANY_LINK)
        if change:
            return self._wording.change(change, one, now, address)
        if kind is Kind.NEAR_MISS:
            return self._wording.near_miss(one, now, address, letter)
        return self._wording.news(one, now, address, letter, others)


def _letter(told: Sequence[Alert], lead: Alert, now: datetime) -> tuple[str, bool]:
    """The letter of the text, empty for a change, and whether no other text waits."""
    if lead.kind is Kind.CHANGE:
        return "", True
    waiting = open_of(told, now)
    last = next((one.letter for one in reversed(told) if one.letter), "")
    return next_letter(last, [one.letter for one in waiting]), not waiting


def open_of(told: Sequence[Alert], now: datetime) -> list[Alert]:
    """What was told lately and still waits for its answer, the last told last."""
    return [
        one
        for one in told
        if one.awaits_answer and one.settled_at and now - one.settled_at < OPEN_FOR
    ]
