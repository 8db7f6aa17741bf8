"""Where the parts of mails and what came back of them are kept, within one transaction."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Connection

from connectors.storage.mail_repository import SqlMailParts, SqlMailTroubles


class MailWork:
    """The part of a transaction that mails need."""

    _connection: Connection

    @cached_property
    def mail_parts(self) -> SqlMailParts:
        return SqlMailParts(self._connection)

    @cached_property
    def mail_troubles(self) -> SqlMailTroubles:
        return SqlMailTroubles(self._connection)
