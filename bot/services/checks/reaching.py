"""Looks at how people are reached: whom it may write to, who waits, and what never went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.domain.checkup import CheckupLimits, Diagnosis
from bot.domain.checkup_of_reaching import (
    of_hand_overs,
    of_recipients,
    of_secret,
    of_sending,
    of_text_budget,
)
from bot.domain.hand_over import HandOverState
from bot.domain.recipients import Recipients
from bot.domain.text_cost import Budget
from bot.ports import Clock, Storage
from bot.ports.checkup import Machine
from bot.services.send_alerts import month_of

_COUNTED = 1000
"""How many messages that are stuck are counted: more of them say no more."""


@dataclass(frozen=True, slots=True)
class RecipientsCheck:
    """The list of whom it may write to; `sends` says that it could."""

    recipients: Recipients
    sends: bool
    name: str = "recipients"
    needs_database: bool = False

    def look(self) -> Iterable[Diagnosis]:
        """Whether anybody is on it."""
        return of_recipients(self.recipients, sends=self.sends)


@dataclass(frozen=True, slots=True)
class SecretCheck:
    """The file of the secret; one that is not there is in the settings, or yet to be made."""

    machine: Machine
    file: Path
    name: str = "secret"
    needs_database: bool = False

    def look(self) -> Iterable[Diagnosis]:
        """Whether other users of the machine can read it."""
        return of_secret(str(self.file), is_open=self.machine.is_open(self.file))


@dataclass(frozen=True, slots=True)
class HandOversCheck:
    """Conversations that were handed to a person, in real time."""

    storage: Storage
    clock: Clock
    limits: CheckupLimits
    name: str = "hand-overs"
    needs_database: bool = True

    def look(self) -> Iterable[Diagnosis]:
        """How many nobody has taken up."""
        with self.storage.transaction() as work:
            waiting = [one.at for one in work.hand_overs.in_state((HandOverState.WAITING,))]
        return of_hand_overs(waiting, self.clock.now(), self.limits)


@dataclass(frozen=True, slots=True)
class SendingCheck:
    """Messages that were to go, in real time."""

    storage: Storage
    clock: Clock
    limits: CheckupLimits
    name: str = "sending"
    needs_database: bool = True

    def look(self) -> Iterable[Diagnosis]:
        """How many should have gone, or been given up, by now."""
        before = self.clock.now() - timedelta(minutes=self.limits.sending_late_minutes)
        with self.storage.transaction() as work:
            stuck = work.attempts.overdue(before, _COUNTED)
        return of_sending(len(stuck), _COUNTED, self.limits)


@dataclass(frozen=True, slots=True)
class TextBudgetCheck:
    """What texts about work have cost in this month of London's calendar."""

    storage: Storage
    clock: Clock
    budget: Budget
    name: str = "text budget"
    needs_database: bool = True

    def look(self) -> Iterable[Diagnosis]:
        """Whether enough of it is left."""
        first, end = month_of(self.clock.now())
        with self.storage.transaction() as work:
            segments = work.alerts.segments(first, end)
        return of_text_budget(self.budget, self.budget.price(segments))
