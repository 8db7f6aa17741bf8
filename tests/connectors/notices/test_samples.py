"""The project's own samples, dated from whatever day it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.opportunity import State, Visibility, can_be_answered
from connectors.notices.samples import SampleFile

MOMENTS = [
    datetime(2026, 3, 28, 23, 59, tzinfo=UTC),
    datetime(2026, 3, 29, 0, 30, tzinfo=UTC),  # the night in which the clocks go forward
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # and back
    datetime(2028, 2, 29, 12, tzinfo=UTC),
    datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC),
]


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_every_sample_can_be_answered_on_the_day_that_it_is_made(
    now: datetime, samples: SampleFile
) -> None:
    made = list(samples(now))
    assert made
    for one in made:
        assert one.is_known_at(now)
        assert can_be_answered(one.state_at(now)), one.title


def test_samples_say_that_they_are_samples(samples: SampleFile) -> None:
    for one in samples(MOMENTS[0]):
        assert one.is_sample
        assert one.source.name == "sample"
        assert one.source.url is None
        assert one.visibility is Visibility.ADVERTISED


def test_samples_keep_their_ids_from_day_to_day(samples: SampleFile) -> None:
    today = [one.id for one in samples(MOMENTS[0])]
    tomorrow = [one.id for one in samples(MOMENTS[0] + timedelta(days=1))]
    assert today == tomorrow
    assert len(set(today)) == len(today)


def test_the_same_day_makes_the_same_samples(samples: SampleFile) -> None:
    morning, evening = datetime(2026, 1, 5, 1, tzinfo=UTC), datetime(2026, 1, 5, 23, tzinfo=UTC)
    assert list(samples(morning)) == list(samples(evening))


def test_some_samples_are_open_now(samples: SampleFile) -> None:
    now = MOMENTS[0]
    assert any(one.state_at(now) is State.OPEN for one in samples(now))
