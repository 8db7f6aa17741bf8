"""A round of alerts asks the database as often for forty people as for three."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

from bot.bootstrap import make_clock, make_services
from tests.benchmarks.texts_event import event_settings, fill, publish
from tests.pages_in_process import counted

FEW, MANY = 3, 40
MOST = 30


def asked(folder: Path, url: str, count: int) -> int:
    """How many statements it takes to tell so many; queueing each is the queue's own."""
    settings = event_settings(folder, url, "http://127.0.0.1:9")
    services, now = make_services(settings), make_clock(settings).now()
    fill(services, count, now)
    services.alerting.run.run()
    publish(services, now)
    services.alerting.run.match.run()
    with counted() as statements:
        told = services.alerting.run.send.run()
    services.storage.close()
    assert told.counts == Counter(told=count)
    return len([one for one in statements if "workflow_" not in one])


def test_it_asks_no_more_for_more_people_than_for_few(tmp_path: Path, migrated_file: Path) -> None:
    few, many = (
        asked(tmp_path, f"sqlite:///{shutil.copy(migrated_file, tmp_path / str(count))}", count)
        for count in (FEW, MANY)
    )
    assert many == few
    assert few <= MOST
