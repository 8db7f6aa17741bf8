"""What is published of alerts: how many went in which quarter of an hour, and of nobody who."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.opportunity import OpportunityId

A_QUARTER = timedelta(minutes=15)
SMALLEST = 5
"""Smaller counts are not published: one of few could be known from them."""


@dataclass(frozen=True, slots=True)
class ToldAt:
    """So many people were told the news of one opportunity at one moment."""

    at: datetime
    opportunity: OpportunityId
    people: int


@dataclass(frozen=True, slots=True)
class QuarterHour:
    """A quarter of an hour in which news was told; the count is None where it is too small.

    `alerts` counts each job for each person, `together` those who were told of the same job, the
    one that most were told of.
    """

    begins: datetime
    jobs: int
    alerts: int | None
    together: int | None


def quarter_hours(told: Iterable[ToldAt]) -> list[QuarterHour]:
    """All quarters of an hour in which something was told, the last first."""
    people: dict[datetime, dict[OpportunityId, int]] = defaultdict(lambda: defaultdict(int))
    for one in told:
        people[_quarter(one.at)][one.opportunity] += one.people
    return [
        QuarterHour(
            begins, len(jobs), _published(sum(jobs.values())), _published(max(jobs.values()))
        )
        for begins, jobs in sorted(people.items(), reverse=True)
    ]


def _quarter(moment: datetime) -> datetime:
    return moment - timedelta(
        minutes=moment.minute % 15, seconds=moment.second, microseconds=moment.microsecond
    )


def _published(count: int) -> int | None:
    return count if count >= SMALLEST else None
