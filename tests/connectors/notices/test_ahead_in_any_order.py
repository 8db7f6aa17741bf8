"""However releases come, and however often, what is read ahead becomes what is read alone."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.notices.reading_ahead import ReadingAhead
from connectors.storage.database import SqlStorage
from tests.connectors.notices.helping import Parts, a_helper
from tests.connectors.notices.processes import RELEASES, Body, Desk


@contextmanager
def two_desks(
    folder: Path, empty: Path, parts: Parts, at_a_time: int
) -> Iterator[tuple[Desk, Desk]]:
    """Desks with a fresh database each: one with a helper, and one without."""
    ahead_of, alone_in = (Path(shutil.copy(empty, folder / f"{n}.sqlite3")) for n in "ab")
    storage = SqlStorage(f"sqlite:///{ahead_of}")
    with a_helper(parts, at_a_time) as line:
        ahead = ReadingAhead(line, storage, lambda: parts[1])
        desks = Desk(ahead_of, ahead, ahead), Desk(alone_in, *parts)
        yield desks
        for desk in desks:
            desk.close()
        storage.close()


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(bodies=RELEASES, seed=st.randoms(use_true_random=False), at_a_time=st.integers(1, 4))
def test_read_ahead_is_read_alone(  # noqa: PLR0917 - fixtures, and what is drawn
    tmp_path: Path,
    empty_database: Path,
    parts: Parts,
    bodies: list[Body],
    seed: random.Random,
    at_a_time: int,
) -> None:
    mixed = seed.sample(bodies, len(bodies))
    half = seed.randint(0, len(mixed))
    files = [one for one in (mixed[:half], mixed[half:], bodies) if one]
    with two_desks(tmp_path, empty_database, parts, at_a_time) as (ahead, alone):
        assert ahead.run(*files) == alone.run(*files)
        assert ahead.held() == alone.held()
