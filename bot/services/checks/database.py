"""Looks whether the database answers and is as this code wants it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.checkup import Diagnosis, Noticed, broken
from bot.domain.checkup_of_installation import of_database
from bot.domain.errors import DoorstepError
from bot.ports.checkup import DatabaseInspector


@dataclass(frozen=True, slots=True)
class DatabaseCheck:
    """The database of the settings."""

    inspector: DatabaseInspector
    name: str = "database"
    needs_database: bool = False

    def look(self) -> Iterable[Diagnosis]:
        """How it was migrated, or why it does not answer."""
        try:
            return list(of_database(self.inspector.shape()))
        except DoorstepError as error:
            return [broken(Noticed.DATABASE_AWAY, why=error)]
