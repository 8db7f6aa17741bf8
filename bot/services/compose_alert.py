"""Makes of alerts that are told together one text, with its link, its letter and its address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.alert import Alert, AlertText, next_letter
from bot.domain.feedback import Owner
from bot.domain.keyed_hash import KeyedHash
from bot.domain.notification import About
from bot.domain.opportunity import Opportunity
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.domain.subscription import Subscription
from bot.domain.telling import Kind, event_of
from bot.ports import Work
from bot.services.notify import Message
from bot.services.word_alerts import Composed, WordAlerts

OPEN_FOR = timedelta(days=14)
"""So long a text waits for an answer by a bare digit."""

_LINK_LENGTH = 10
"""Letters of five bits each: a thousand million million of them."""

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


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

    def of(
        self, work: Work, subscription: Subscription, alerts: Sequence[Alert], now: datetime
    ) -> AlertToSend | None:
        """The text that tells the alerts; None where nothing is known of them, or no number."""
        lead, others = alerts[0], alerts[1:]
        to, one = number_of(work, subscription.person), work.opportunities.get(lead.opportunity)
        if to is None or one is None:
            return None
        text_id = f"alert:{lead.id}"
        link = self.link_of(text_id)
        letter, is_alone = self._letter(work, subscription.person, lead, now)
        shown_letter = "" if is_alone else letter
        composed = self._composed(work, lead, one, now, link, shown_letter, len(others))
        if composed is None:
            return None
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

    def _letter(self, work: Work, person: PersonId, lead: Alert, now: datetime) -> tuple[str, bool]:
        """The letter of the text, empty for a change, and whether no other text waits."""
        if lead.kind is Kind.CHANGE:
            return "", True
        told = work.alerts.told([person])[person]
        waiting = open_of(told, now)
        last = next((one.letter for one in reversed(told) if one.letter), "")
        return next_letter(last, [one.letter for one in waiting]), not waiting

    def _composed(  # noqa: PLR0913, PLR0917 - what a text is made of
        self,
        work: Work,
        lead: Alert,
        one: Opportunity,
        now: datetime,
        link: str,
        letter: str,
        others: int,
    ) -> Composed | None:
        address = self._wording.link_of(link)
        if lead.kind is Kind.NEAR_MISS:
            return self._wording.near_miss(one, now, address, letter)
        if lead.kind is Kind.NEWS:
            return self._wording.news(one, now, address, letter, others)
        changes = work.changes.of(lead.opportunity)
        change = next((each for each in changes if event_of(each) == lead.event), None)
        return self._wording.change(change, one, now, address) if change else None


def open_of(told: Sequence[Alert], now: datetime) -> list[Alert]:
    """What was told lately and still waits for its answer, the last told last."""
    return [
        one
        for one in told
        if one.awaits_answer and one.settled_at and now - one.settled_at < OPEN_FOR
    ]


def number_of(work: Work, person: PersonId) -> Address | None:
    """The mobile number that a person proved last, or None."""
    texts = [one for one in work.people.points(person) if one.address.means is Means.TEXT]
    return max(texts, key=lambda one: one.proved_at).address if texts else None
