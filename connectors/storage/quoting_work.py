"""The repositories of quotes and questions to buyers, as a part of one transaction's."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Connection

from connectors.storage.buyer_question_repository import SqlBuyerQuestions
from connectors.storage.quote_repository import SqlQuotes
from connectors.storage.sealed_quote_repository import SqlSealedQuotes


class QuotingWork:
    """The repositories of quotes on either side, and of questions, made when first asked for."""

    _connection: Connection

    @cached_property
    def quotes(self) -> SqlQuotes:
        return SqlQuotes(self._connection)

    @cached_property
    def sealed_quotes(self) -> SqlSealedQuotes:
        return SqlSealedQuotes(self._connection)

    @cached_property
    def buyer_questions(self) -> SqlBuyerQuestions:
        return SqlBuyerQuestions(self._connection)
