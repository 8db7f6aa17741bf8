"""Keeps sample opportunities on show until a real one has been imported, and never after."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Opportunity
from bot.ports import Clock, Storage

SampleSource = Callable[[datetime], Iterable[Opportunity]]
"""Gives the samples with deadlines relative to a moment."""


def keep_samples(storage: Storage, samples: SampleSource, clock: Clock) -> int:
    """Puts the samples on show with deadlines relative to today; returns how many are.

    Nothing happens, and 0 is returned, once anything real is held. Idempotent within a day: a
    sample keeps its id, and is rewritten only when its dates have moved.
    """
    with storage.transaction() as work:
        if work.opportunities.count_real():
            work.opportunities.remove_samples()
            return 0
        count = 0
        for sample in samples(clock.now()):
            work.opportunities.save(ProcessKey(f"sample-{sample.id}"), sample)
            count += 1
        return count
