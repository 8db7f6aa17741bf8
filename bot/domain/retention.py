"""How long what is held is kept: rules as data, and the moment that each reaches back to."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain.opportunity import LONDON

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Rule:
    """Things under the rule are kept for so many days, or calendar months, from a moment of theirs.

    `counts_from` names that moment in plain words, `why` the reason, for whoever reads the table.
    """

    of: str
    days: int = 0
    months: int = 0
    counts_from: str = ""
    why: str = ""

    def ended_at(self, now: datetime) -> datetime:
        """What counts from this moment or earlier has ended by now: its last day is over.

        Months are those of the calendar in London: what counts from 31 January ends, a month on,
        on the last day of February.
        """
        if self.days:
            return now - timedelta(days=self.days)
        return _months_before(now, self.months)


class Retention:
    """The rules by what they are for."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules: Mapping[str, Rule] = {rule.of: rule for rule in rules}

    def __getitem__(self, of: str) -> Rule:
        return self._rules[of]

    @property
    def all(self) -> tuple[Rule, ...]:
        """Every rule, in the order in which they are written."""
        return tuple(self._rules.values())


def _months_before(now: datetime, months: int) -> datetime:
    here = now.astimezone(LONDON)
    whole = here.year * MONTHS_A_YEAR + here.month - 1 - months
    year, month = divmod(whole, MONTHS_A_YEAR)
    last_day = calendar.monthrange(year, month + 1)[1]
    back = here.replace(year=year, month=month + 1, day=min(here.day, last_day))
    return back.astimezone(UTC)
