"""Samples stand in until something real is there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Opportunity
from bot.services.keep_samples import keep_samples
from tests.examples import NOW, opportunity
from tests.fakes import FakeClock, FakeStorage


def samples(now: datetime) -> Iterator[Opportunity]:
    """Two samples that close ten days from the day."""
    midnight = now.replace(hour=0, minute=0)
    for name in "ab":
        yield opportunity(name, is_sample=True, deadline=midnight + timedelta(days=10))


def shown(storage: FakeStorage, now: datetime) -> set[str]:
    """The ids of what is open."""
    with storage.transaction() as work:
        return {str(o.id) for o in work.opportunities.not_over_at(now)}


def revision(storage: FakeStorage) -> str:
    """Changes with any opportunity."""
    with storage.transaction() as work:
        return work.opportunities.revision()


def test_a_new_installation_shows_samples() -> None:
    storage = FakeStorage()
    assert keep_samples(storage, samples, FakeClock(NOW)) == 2
    assert shown(storage, NOW) == {"a", "b"}


def test_within_a_day_nothing_is_written_twice() -> None:
    storage, clock = FakeStorage(), FakeClock(NOW)
    keep_samples(storage, samples, clock)
    before = revision(storage)
    clock.pass_by(hours=3)
    assert keep_samples(storage, samples, clock) == 2
    assert revision(storage) == before


def test_however_late_they_are_renewed_they_are_open_and_keep_their_ids() -> None:
    storage, clock = FakeStorage(), FakeClock(NOW)
    keep_samples(storage, samples, clock)
    clock.pass_by(days=40)
    assert shown(storage, clock.now()) == set()
    keep_samples(storage, samples, clock)
    assert shown(storage, clock.now()) == {"a", "b"}


def test_beside_anything_real_there_are_no_samples() -> None:
    storage, clock = FakeStorage(), FakeClock(NOW)
    keep_samples(storage, samples, clock)
    with storage.transaction() as work:
        work.opportunities.save(ProcessKey("p"), opportunity("real"))
    for _ in range(2):
        assert keep_samples(storage, samples, clock) == 0
        assert shown(storage, NOW) == {"real"}


def test_real_notices_that_are_all_over_keep_the_samples_away_too() -> None:
    storage, clock = FakeStorage(), FakeClock(NOW)
    with storage.transaction() as work:
        work.opportunities.save(ProcessKey("p"), opportunity("real", deadline=NOW))
    assert keep_samples(storage, samples, clock) == 0
    assert shown(storage, NOW) == set()
