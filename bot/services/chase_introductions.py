"""Goes through introductions by day: reminds buyers, closes honestly, and asks how wins went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.domain.introduction import (
    WAITING,
    By,
    Introduction,
    IntroductionId,
    IntroductionState,
    Step,
    moved,
)
from bot.domain.introduction_limits import USUAL_ANSWER_DAYS, Chase, chase_of, closes_for
from bot.domain.notification import NotificationId
from bot.domain.opportunity import can_be_answered
from bot.domain.won_work import Win, WinId
from bot.ports import BankHolidays, Clock, Storage, Work
from bot.services.ask_after_win import AskAfterWin
from bot.services.lead_mailboxes import mailbox_left, mailbox_with, was_written_to
from bot.services.nudge_buyer import NudgeBuyer
from bot.services.recall_lead import RecallLead
from bot.services.tell_coordinator import TellCoordinator
from bot.services.tell_steps import TellSteps

AT_A_TIME, RECALLED = 200, "came_back"
_LOOKS_AHEAD = timedelta(days=120)
_CHASED = frozenset({IntroductionState.REQUESTED, *WAITING})


class ChaseIntroductions:
    """One round; a round that is cut off is done again, and repeats nothing."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it works with, each once
        self,
        storage: Storage,
        steps: TellSteps,
        asking: tuple[NudgeBuyer, AskAfterWin],
        lost: tuple[RecallLead, TellCoordinator],
        holidays: BankHolidays,
        clock: Clock,
    ) -> None:
        self._storage = storage
        self._steps = steps
        self._nudge, self._after_win = asking
        self._recall, self._coordinator = lost
        self._holidays = holidays
        self._clock = clock

    def run(self) -> dict[str, int]:
        """How many were reminded of, closed and asked after, by what it was."""
        counts = Counter[str]()
        for one in self._each(_CHASED):
            done, meant = self._chase(one)
            self._steps.deliver(meant)
            counts.update([done] if done else [])
        for one in self._each(frozenset({IntroductionState.WON})):
            counts["asked_after_win"] += self._after_win.ask(one, self._clock.now())
        for told in self._each_win():
            counts["asked_after_win"] += self._after_win.ask(told, self._clock.now())
        return {name: count for name, count in counts.items() if count}

    def _each(self, states: frozenset[IntroductionState]) -> Iterator[Introduction]:
        last: IntroductionId | None = None
        while True:
            with self._storage.transaction() as work:
                some = work.introductions.page(states, last, AT_A_TIME)
            yield from some
            if len(some) < AT_A_TIME:
                return
            last = some[-1].id

    def _each_win(self) -> Iterator[Win]:
        last: WinId | None = None
        while True:
            with self._storage.transaction() as work:
                some = work.wins.page(last, AT_A_TIME)
            yield from some
            if len(some) < AT_A_TIME:
                return
            last = some[-1].id

    def _chase(self, one: Introduction) -> tuple[str | None, list[NotificationId]]:
        now = self._clock.now()
        with self._storage.transaction() as work:
            if back := self._recall.step(work, one, now):
                return self._move(work, moved(one, back), RECALLED)
            contact, left = mailbox_with(work, one), mailbox_left(work, one)
            days = contact.answers_within if contact else USUAL_ANSWER_DAYS
            first = one.requested_at.date()
            holidays = self._holidays.between(first, (now + _LOOKS_AHEAD).date())
            is_open = _is_open(work, one, now)
            due = chase_of(
                one,
                now,
                is_open=is_open,
                has_mailbox=left is not None,
                days=days,
                holidays=holidays,
            )
            if due is None:
                is_stray = one.state is IntroductionState.REQUESTED and left is None
                return None, self._coordinator.intend(work, one) if is_stray else []
            if due is Chase.NUDGE and contact and was_written_to(work, contact, now):
                return None, []  # the next Monday's mail reminds
            if due is Chase.NUDGE:
                return self._remind(work, one, days)
            step = Step(IntroductionState.NO_ANSWER, now, By.SERVICE, why=closes_for(due))
            return self._move(work, moved(one, step), due.value)

    def _move(
        self, work: Work, after: Introduction, done: str
    ) -> tuple[str | None, list[NotificationId]]:
        """Stores the step, unless it was moved meanwhile; what its owner is told of it."""
        if not work.introductions.advance(after):
            return None, []
        return done, self._steps.after_move(work, after)

    def _remind(
        self, work: Work, one: Introduction, days: int
    ) -> tuple[str | None, list[NotificationId]]:
        now = self._clock.now()
        if not work.introductions.nudge(one.id, now):
            return None, []
        holidays = self._holidays.between(now.date(), (now + _LOOKS_AHEAD).date())
        return Chase.NUDGE.value, self._nudge.intend(work, one, days, now, holidays)


def _is_open(work: Work, one: Introduction, now: datetime) -> bool:
    """Whether what it is about can be answered still; a note of what a firm does always can."""
    if one.opportunity is None:
        return True
    found = work.opportunities.get(one.opportunity)
    return found is not None and can_be_answered(found.state_at(now))
