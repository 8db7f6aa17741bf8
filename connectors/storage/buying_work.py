"""The repositories of what buyers do here, as a part of one transaction's."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Connection

from connectors.storage.entry_repository import SqlEntries
from connectors.storage.officer_repository import SqlOfficers, SqlSessions


class BuyingWork:
    """The repositories of accounts and entries, made when first asked for."""

    _connection: Connection

    @cached_property
    def officers(self) -> SqlOfficers:
        return SqlOfficers(self._connection)

    @cached_property
    def sessions(self) -> SqlSessions:
        return SqlSessions(self._connection)

    @cached_property
    def entries(self) -> SqlEntries:
        return SqlEntries(self._connection)
