"""A process that works for this one alone: things are told to it, and heard from it, in order."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, cast

if TYPE_CHECKING:  # what only names types is not loaded with it
    from connectors.notices.line import Line

_IN_A_PIPE = 1024 * 1024
"""Bytes that may be under way, where the system lets that be said: a step comes in few pieces."""


@contextmanager
def helper_process(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[Line]:
    """The line to a process of that command, which speaks on its standard input and output.

    It is ended with the block. If this process ends otherwise, in whatever way, nobody is at the
    other end of the helper's line any more, and it ends by itself.
    """
    pipe = subprocess.PIPE
    with subprocess.Popen(  # noqa: S603 - our own
        command, env=environment, stdin=pipe, stdout=pipe, pipesize=_IN_A_PIPE
    ) as process:
        from connectors.notices.line import Line  # noqa: PLC0415 - while the other starts

        line = Line(cast("IO[bytes]", process.stdout), cast("IO[bytes]", process.stdin))
        try:
            yield line
        finally:
            process.kill()
            line.hang_up()
