"""What is published of alerts: the last thirty days, and no small counts."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.alert import Alert, AlertId
from bot.domain.opportunity import OpportunityId
from bot.domain.person import PersonId
from bot.domain.subscription import SubscriptionId
from bot.services import publish_alerts
from bot.services.publish_alerts import LOOKED_BACK, PublishAlerts
from tests.examples import NOW
from tests.fakes import FakeClock, FakeStorage


def told(people: int, days_ago: float = 0, opportunity: str = "one") -> list[Alert]:
    at = NOW - timedelta(days=days_ago)
    return [
        Alert(
            AlertId(f"{opportunity} {days_ago} {n}"),
            SubscriptionId(f"s{n}"),
            PersonId(f"p{n} {days_ago}"),
            OpportunityId(opportunity),
            0.9,
            at,
        ).told("t", at)
        for n in range(people)
    ]


def publish(*alerts: Alert) -> PublishAlerts:
    storage = FakeStorage()
    with storage.transaction() as work:
        work.alerts.add_new(alerts)
    return PublishAlerts(storage, FakeClock(NOW))


def test_the_last_thirty_days_are_published() -> None:
    older = LOOKED_BACK.days + 1
    found = publish(*told(6), *told(7, 2), *told(9, older)).published()
    assert found.told == 13
    assert [one.alerts for one in found.quarters] == [6, 7]
    assert found.more_quarters == 0


def test_too_few_are_not_told() -> None:
    found = publish(*told(2)).published()
    assert found.told is None
    assert [(one.jobs, one.alerts) for one in found.quarters] == [(1, None)]


def test_before_anything_went_there_is_nothing() -> None:
    found = publish().published()
    assert (found.told, found.quarters) == (None, [])


def test_only_so_many_are_shown_and_the_rest_is_counted() -> None:
    many = publish_alerts.MOST_SHOWN + 3
    alerts = [one for n in range(many) for one in told(1, n / 10)]
    found = publish(*alerts).published()
    assert (len(found.quarters), found.more_quarters) == (publish_alerts.MOST_SHOWN, 3)
