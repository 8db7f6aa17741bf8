"""A database's faults: as errors of ours, and in words for whoever set the installation up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from bot.domain.errors import DoNotTryAgainError, StorageUnavailableError

_FOR_PROGRAMMERS = re.compile(r"\(Background on this error at: [^)]*\)")


def words_of(fault: Exception) -> str:
    """The fault on one line: without its statement, and without a page about SQLAlchemy."""
    said = str(getattr(fault, "orig", None) or fault)
    return " ".join(_FOR_PROGRAMMERS.sub("", said).split()).rstrip(".?")


@contextmanager
def as_ours() -> Iterator[None]:
    """Lets every database error of the block leave as StorageUnavailable or DoNotTryAgainError."""
    try:
        yield
    except OperationalError as fault:
        raise StorageUnavailableError("The database is busy or away.") from fault
    except DBAPIError as fault:
        raise DoNotTryAgainError(f"The database refused: {type(fault.orig).__name__}.") from fault
    except SQLAlchemyError as fault:
        raise DoNotTryAgainError(f"The database layer failed: {words_of(fault)}.") from fault
