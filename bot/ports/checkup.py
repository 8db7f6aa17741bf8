"""What a check-up asks of the installation it looks at."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from bot.domain.checkup import Diagnosis
from bot.domain.checkup_of_installation import DatabaseShape


class Check(Protocol):
    """One group of a check-up."""

    @property
    def name(self) -> str:
        """What it looks at, in one word."""
        ...

    @property
    def needs_database(self) -> bool:
        """Whether it can only look where the database is as this code wants it."""
        ...

    def look(self) -> Iterable[Diagnosis]:
        """What it finds; it changes nothing. An error of ours that it raises is told too."""
        ...


class DatabaseInspector(Protocol):
    """Looks how a database was migrated, without making or migrating it."""

    def shape(self) -> DatabaseShape:
        """How it stands; StorageUnavailableError or SettingsError where it does not answer."""
        ...


class Machine(Protocol):
    """The machine that an installation stands on."""

    def free_megabytes(self, folder: Path) -> int:
        """Room left where the folder lies, or where the nearest folder above lies that exists."""
        ...

    def is_readable(self, file: Path) -> bool:
        """Whether there is such a file, with something in it, that this process may read."""
        ...

    def is_open(self, file: Path) -> bool:
        """Whether any user of the machine may read the file; one that is not there is not open."""
        ...
