"""What an import needs around it: a helper, a database that is ready, a quiet collector."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.reading import MUCH, make_import, start_helper

if TYPE_CHECKING:
    from bot.ports import NoticeReader
    from bot.services.import_notices import Intake
    from bot.settings import Settings

_SELDOM = (200_000, 5, 5)


@contextmanager
def open_import(
    read_settings: Callable[[], Settings], paths: Sequence[Path], least: int = MUCH
) -> Iterator[tuple[NoticeReader, Intake]]:
    """What reads the paths, in their order; and takes in what is there.

    The database is made or migrated before, and what had been stored without being compared is
    compared first. The helper, for at least so many bytes, starts before all else, the settings
    too; it begins to read at once, and ends with the block.
    """
    with start_helper(paths, least) as helper:
        if helper:
            helper.tell(paths[0])
        settings = read_settings()
        from bot.clock import clock_at
        from bot.services.join_processes import join_held
        from connectors.storage.intake_storage import SqlIntakeStorage
        from connectors.storage.migrate import migrate

        migrate(settings.database_url)
        storage = SqlIntakeStorage(settings.database_url)
        join_held(storage, clock_at(settings.now))
        pass_over_what_is_loaded()
        yield make_import(settings, storage, helper, paths[0] if helper else None)


def pass_over_what_is_loaded() -> None:
    """Keeps what is loaded by now out of the garbage collector's rounds: an eighth of the time.

    The collector hardly begins one by itself while notices are read or stored: nearly nothing then
    refers to itself, and there is much to look through.
    """
    gc.freeze()
    gc.set_threshold(*_SELDOM)
