"""A helper of an import that shares this process: it can be looked into."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread

from bot.domain.errors import SourceError
from bot.ports import NoticeReader, ReleaseCompiler
from connectors.notices.line import Line
from connectors.notices.reading_ahead import work_ahead

Parts = tuple[NoticeReader, ReleaseCompiler]


@contextmanager
def two_ends() -> Iterator[tuple[Line, Line]]:
    """A line on real pipes: what is told at either end is heard at the other."""
    (asked, asking), (told, telling) = os.pipe(), os.pipe()
    hearing = os.fdopen(told, "rb"), os.fdopen(asked, "rb")
    lines = (
        Line(hearing[0], os.fdopen(asking, "wb")),
        Line(hearing[1], os.fdopen(telling, "wb")),
    )
    try:
        yield lines
    finally:
        for end in hearing:  # or what nobody heard would be waited for
            end.close()
        for line in lines:
            line.hang_up()


@contextmanager
def a_helper(parts: Parts, at_a_time: int) -> Iterator[Line]:
    """The line to a helper in a thread of this process."""
    with two_ends() as (line, asked):

        def work() -> None:
            with suppress(SourceError):
                work_ahead(asked, *parts, at_a_time)

        helper = Thread(target=work)
        helper.start()
        try:
            yield line
        finally:
            line.hang_up()
            helper.join()
