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

_CACHE = 8
"""Megabytes of the database that are held, since what is stored lies all over its indexes."""
_MANY_OBJECTS = 200_000
"""More than what one transaction takes in holds at once: so none is searched for what is dead."""


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
        storage = SqlStorage(settings.database_url, cache=_CACHE)
        join_held(storage, clock_at(settings.now))
        collect_seldom()
        yield make_import(settings, storage, helper)


def collect_seldom() -> None:
    """Has the garbage collector pass over what is loaded by now, and come round seldom.

    Notices make hardly any garbage that does not go by itself, and an eighth of the time went in
    looking for it.
    """
    gc.freeze()
    gc.set_threshold(_MANY_OBJECTS)
