"""The part of a transaction that is about introductions and what follows them."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Connection

from connectors.storage.after_winning_repository import SqlFactChecks, SqlFollowUps, SqlStories
from connectors.storage.company_check_repository import SqlCompanyChecks
from connectors.storage.introduction_repository import SqlIntroductions
from connectors.storage.win_repository import SqlWins


class IntroductionWork:
    """Repositories, made when first asked for."""

    _connection: Connection

    @cached_property
    def introductions(self) -> SqlIntroductions:
        return SqlIntroductions(self._connection)

    @cached_property
    def follow_ups(self) -> SqlFollowUps:
        return SqlFollowUps(self._connection)

    @cached_property
    def wins(self) -> SqlWins:
        return SqlWins(self._connection)

    @cached_property
    def stories(self) -> SqlStories:
        return SqlStories(self._connection)

    @cached_property
    def fact_checks(self) -> SqlFactChecks:
        return SqlFactChecks(self._connection)

    @cached_property
    def company_checks(self) -> SqlCompanyChecks:
        return SqlCompanyChecks(self._connection)
