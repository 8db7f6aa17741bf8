"""What alerts need: subscriptions, what was told to whom, runs, and the alphabet of texts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.alert import Alert, AlertRun, AlertText
from bot.domain.opportunity import OpportunityId
from bot.domain.person import PersonId
from bot.domain.reminder import CalendarEvent, Reminder
from bot.domain.subscription import Subscription, SubscriptionId
from bot.domain.supplier import SupplierId
from bot.domain.telling import Reason
from bot.domain.told_counts import ToldAt


class TextAlphabet(Protocol):
    """The alphabet in which a text takes least."""

    def folded(self, text: str) -> str:
        """The text in that alphabet: what it lacks is written with what it has, or left out."""
        ...

    def widths(self, text: str) -> Sequence[int] | None:
        """The units of each character, one or two; None where the alphabet lacks one of them."""
        ...

    def other_widths(self, text: str) -> Sequence[int]:
        """The units of 16 bits of each character, for a text outside the alphabet."""
        ...


class DeadlineFiles(Protocol):
    """Makes files that put a deadline in a calendar."""

    def file(self, told: CalendarEvent, made: datetime) -> bytes:
        """The file, made at that moment (aware)."""
        ...


class SubscriptionRepository(Protocol):
    """What people asked to be told; deleted with the person or the firm."""

    def put(self, subscription: Subscription) -> None:
        """Stores it in place of the one of the same person, firm and means."""
        ...

    def get_many(self, ids: Collection[SubscriptionId]) -> dict[SubscriptionId, Subscription]:
        """Those of the ids that exist."""
        ...

    def of_person(self, person: PersonId) -> list[Subscription]:
        """A person's, over or not, the first begun first."""
        ...

    def standing(
        self, now: datetime, firms: Collection[SupplierId] | None = None
    ) -> list[Subscription]:
        """All that are not over at the moment; with `firms`, those of these firms alone."""
        ...


class AlertRepository(Protocol):
    """Alerts and the texts that told them; deleted with the person or the subscription."""

    def add_new(self, alerts: Iterable[Alert]) -> int:
        """Stores those whose person, opportunity and event are not held; returns how many."""
        ...

    def save(self, alerts: Iterable[Alert]) -> None:
        """Stores what became of alerts that are held; those erased meanwhile are passed over."""
        ...

    def due(self, now: datetime) -> list[Alert]:
        """All that wait and were due by the moment, the first due first."""
        ...

    def told(self, people: Collection[PersonId]) -> dict[PersonId, list[Alert]]:
        """All that those people were told, oldest first."""
        ...

    def left(
        self, subscription: SubscriptionId, reasons: Collection[Reason], since: datetime
    ) -> list[Alert]:
        """What was left for one of the reasons from then on, the best fit first."""
        ...

    def of(self, opportunity: OpportunityId) -> list[Alert]:
        """All alerts of the opportunity, whatever became of them."""
        ...

    def put_texts(self, texts: Sequence[AlertText]) -> set[str]:
        """Stores texts that are to tell alerts; the ids of those that were not held already.

        Until the transaction ends, another that stores the same waits.
        """
        ...

    def of_link(self, link: str) -> list[Alert]:
        """What the text told in which the link stood, best first; none for no such link."""
        ...

    def segments(self, first: datetime, end: datetime) -> int:
        """How many segments all texts took in that half-open window."""
        ...

    def counted(self, first: datetime, end: datetime) -> Mapping[str, int]:
        """How many alerts were told (`told`) and left, by reason, in that half-open window."""
        ...

    def told_at(self, first: datetime, end: datetime) -> list[ToldAt]:
        """How many people were told the news of each opportunity at each moment of that window."""
        ...


class AlertRunRepository(Protocol):
    """Runs that looked for news, each a half-open window that begins where the last one ended."""

    def last(self) -> AlertRun | None:
        """The last run, or None before the first."""
        ...

    def put(self, run: AlertRun) -> bool:
        """Stores it after the run that it follows; False where another did so first."""
        ...

    def latest(self, limit: int) -> list[AlertRun]:
        """The last runs, the last first."""
        ...


class ReminderRepository(Protocol):
    """Reminders of deadlines; deleted with the conversation or person."""

    def put(self, reminder: Reminder) -> None:
        """Stores it in place of the one of the same owner and opportunity."""
        ...

    def due(self, now: datetime) -> list[Reminder]:
        """All that were due by the moment and not told."""
        ...

    def told(self, reminder: Reminder, at: datetime) -> None:
        """Notes that it was told, or given up; it is then due no more."""
        ...
