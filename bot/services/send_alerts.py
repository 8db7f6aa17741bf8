"""Tells what is due: each person's news in one text, once, in an order that prefers nobody."""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.domain.alert import Alert
from bot.domain.subscription import SubscriptionId
from bot.domain.telling import in_fair_order
from bot.domain.telling_time import LONDON
from bot.services.tell_lot import AlertDesk, LotTally, Round, TellLot

logger = logging.getLogger(__name__)

AT_A_TIME = 50
"""People told in one transaction: enough that what all ask of the store is asked once for many,
and few enough that whoever else would write waits for some hundredths of a second."""

_LAST_MONTH = 12


@dataclass
class SentTally:
    """What a run did: texts by `told`, alerts by the reason for which they were left or wait on."""

    counts: Counter[str] = field(default_factory=Counter)
    segments: int = 0
    over_budget: int = 0

    def add(self, lot: LotTally) -> None:
        """Counts a lot as well."""
        self.counts.update(lot.counts)
        self.segments += lot.segments
        self.over_budget += lot.over_budget


class SendAlerts:
    """Sends what waits and is due. A text and all that it tells commit together, then it goes."""

    def __init__(self, desk: AlertDesk, at_a_time: int = AT_A_TIME) -> None:
        self._desk = desk
        self._at_a_time = at_a_time

    def run(self) -> SentTally:
        """Decides again all that is due, with what was told since, and tells it.

        Everything is asked of the store, so a rerun or one after a crash tells nothing twice and
        leaves nothing out; two at once share it. What is over the month's budget waits for the
        next month, and is then decided anew.
        """
        now = self._desk.clock.now()
        first, end = month_of(now)
        with self._desk.storage.transaction() as work:
            due, last = work.alerts.due(now), work.alert_runs.last()
            spent = work.alerts.segments(first, end)
        round_ = Round(now, self._desk.reading.holidays_after(now), end)
        waiting: dict[SubscriptionId, list[Alert]] = defaultdict(list)
        for alert in due:
            waiting[alert.subscription].append(alert)
        order = [SubscriptionId(one) for one in in_fair_order(waiting, last.seed if last else "")]
        tally = SentTally()
        for start in range(0, len(order), self._at_a_time):
            lot = {key: waiting[key] for key in order[start : start + self._at_a_time]}
            tally.add(self._tell(round_, lot, spent + tally.segments))
        self._warn(spent, spent + tally.segments, tally)
        return tally

    def _tell(
        self, round_: Round, lot: Mapping[SubscriptionId, Sequence[Alert]], spent: int
    ) -> LotTally:
        with self._desk.storage.transaction() as work:
            told = TellLot(self._desk, round_, work).tell(lot, spent)
        self._desk.notify.deliver_each(told.meant)
        return told

    def _warn(self, before: int, after: int, tally: SentTally) -> None:
        budget = self._desk.budget
        if tally.over_budget:
            logger.warning(
                "The month's budget for texts is spent: %s people wait until the next month. "
                "DOORSTEP_TEXT_BUDGET sets it.",
                tally.over_budget,
            )
        elif budget.is_low(budget.price(after)) and not budget.is_low(budget.price(before)):
            logger.warning("Four fifths of the month's budget for texts are spent.")


def month_of(moment: datetime) -> tuple[datetime, datetime]:
    """The month of London's calendar that holds the moment, as a half-open window in UTC."""
    here = moment.astimezone(LONDON)
    first = datetime(here.year, here.month, 1, tzinfo=LONDON)
    year, month = (here.year + 1, 1) if here.month == _LAST_MONTH else (here.year, here.month + 1)
    return first.astimezone(UTC), datetime(year, month, 1, tzinfo=LONDON).astimezone(UTC)
