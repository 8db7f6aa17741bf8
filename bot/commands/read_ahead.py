"""The helper of an import, as a program: `python -m bot.commands.read_ahead`, on its pipes."""

from __future__ import annotations

import gc
import signal
import sys

from bot.commands.importing import pass_over_what_is_loaded
from bot.domain.errors import SourceError
from bot.domain.notice import RELEASES_AT_A_TIME
from bot.reading import make_compiler, make_reader
from connectors.notices.line import Line
from connectors.notices.reading_ahead import work_ahead

_ROUNDS = (50_000, 20, 100)
"""Nearly nothing that is read refers to itself, so the garbage collector finds little here."""


def main() -> None:
    """Reads and joins what it is told to, until nobody is there any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever is helped decides when to stop
    line = Line(sys.stdin.buffer, sys.stdout.buffer)
    reader, compiler = make_reader(), make_compiler()
    pass_over_what_is_loaded()
    gc.set_threshold(*_ROUNDS)
    try:
        work_ahead(line, reader, compiler, RELEASES_AT_A_TIME)
    except SourceError:
        return


if __name__ == "__main__":
    main()
