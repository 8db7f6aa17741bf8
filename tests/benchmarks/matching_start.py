"""One process of a start: fills a database, or starts on one and tells how long that took."""

from __future__ import annotations

import time

BEGAN = time.perf_counter()

import json  # noqa: E402 - the clock must run before anything is loaded
import sys  # noqa: E402
from collections.abc import Sequence  # noqa: E402
from dataclasses import replace  # noqa: E402
from datetime import datetime, timedelta  # noqa: E402
from pathlib import Path  # noqa: E402

from bot.bootstrap import make_services, make_storage, make_vocabulary  # noqa: E402
from bot.settings import read_settings  # noqa: E402

AT_A_TIME, DAYS = 1_000, 90


def start() -> None:
    """Makes the services and their index ready, and prints how long each took."""
    services = make_services(read_settings())
    loaded, before = time.perf_counter(), time.process_time()
    services.find.warm()
    told = {
        "loading": loaded - BEGAN,
        "ready": time.perf_counter() - loaded,
        "processor": time.process_time() - before,
        "memory": most_memory(),
    }
    sys.stdout.write(json.dumps(told))


def most_memory() -> int:
    """The most bytes that this process held; what is asked of a child may be its parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(one for one in status if one.startswith("VmHWM")).split()[1]) * 1024


def fill(count: int) -> None:
    """Stores so many open opportunities with their rows: real texts repeated under new ids."""
    from bot.domain.index_row import HeldVector
    from bot.domain.notice import ProcessKey
    from bot.domain.opportunity import Opportunity, OpportunityId
    from bot.services.embed_opportunities import hash_of, rows_of
    from connectors.storage.migrate import migrate
    from tests.benchmarks.matching_speed import texts_of

    settings, vocabulary = read_settings(), make_vocabulary()
    migrate(settings.database_url)
    storage, texts, now = make_storage(settings), texts_of(vocabulary), settings.now

    def one(number: int) -> Opportunity:
        first = texts.opportunities[number % len(texts.opportunities)]
        assert isinstance(now, datetime)
        return replace(
            first,
            id=OpportunityId(f"n{number:07}"),
            ocid=None,
            published_at=now - timedelta(days=1),
            deadline=now + timedelta(days=1 + number % DAYS),
            awarded_at=None,
            cancelled_at=None,
        )

    def stored(some: Sequence[Opportunity]) -> None:
        with storage.transaction() as work:
            work.opportunities.save_all({ProcessKey(o.id): o for o in some})

    for at in range(0, count, AT_A_TIME):
        stored([one(number) for number in range(at, min(at + AT_A_TIME, count))])
    for at in range(0, count, AT_A_TIME):
        some = [one(number) for number in range(at, min(at + AT_A_TIME, count))]
        which = [number % len(texts.vectors) for number in range(at, at + len(some))]
        packed = vocabulary.packing.pack(texts.vectors[which])
        held = {
            o.id: HeldVector(hash_of(vocabulary.text_of(o)), row.tobytes())
            for o, row in zip(some, packed, strict=True)
        }
        with storage.transaction() as work:
            work.vectors.store(vocabulary.made_with, rows_of(some, held, vocabulary))


if __name__ == "__main__":
    if sys.argv[1] == "start":
        start()
    else:
        fill(int(sys.argv[2]))
