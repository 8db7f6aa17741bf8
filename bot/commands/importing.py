"""What an import needs around it: a helper, a database that is ready, a quiet collector."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.reading import MUCH, make_import, start_helper

if TYPE_CHECKING:
    from bot.ports import NoticeReader
    from bot.services.import_notices import Intake
    from bot.settings import Settings


@contextmanager
def open_import(
    settings: Settings, paths: Sequence[Path], least: int = MUCH
) -> Iterator[tuple[NoticeReader, Intake]]:
    """What reads the paths and takes in what is there; the database is made or migrated before.

    What had been stored without being compared is compared first. The helper, for at least so many
    bytes, starts before all else, and ends with the block.
    """
    with start_helper(paths, least) as helper:
        from bot.clock import clock_at
        from bot.services.join_processes import join_held
        from connectors.storage.database import SqlStorage
        from connectors.storage.migrate import migrate

        migrate(settings.database_url)
        # Nothing is sent by an import, so no queue is needed.
        storage = SqlStorage(settings.database_url)
        join_held(storage, clock_at(settings.now))
        pass_over_what_is_loaded()
        yield make_import(settings, storage, helper)


def pass_over_what_is_loaded() -> None:
    """Keeps what is loaded by now out of the garbage collector's rounds: an eighth of the time.

    It comes round as often as ever, or what was stored would be held long after.
    """
    gc.freeze()
