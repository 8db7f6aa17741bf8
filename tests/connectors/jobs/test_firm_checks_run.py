"""A round of checks tells its counts, and a fault ends it until tomorrow and no further."""

from __future__ import annotations

from bot.domain.errors import StorageUnavailableError
from connectors.jobs.firm_checks_run import FirmChecksRun


def _away() -> dict[str, int]:
    raise StorageUnavailableError("The database is locked.")


def test_a_round_tells_what_it_did() -> None:
    assert FirmChecksRun("", lambda: {"same": 2}).check() == {"same": 2, "stopped_by": None}


def test_a_fault_is_told_and_stops_nothing_else() -> None:
    run = FirmChecksRun("", _away)
    assert run.check() == {"stopped_by": "The database is locked."}
    run.stop(0.1)
