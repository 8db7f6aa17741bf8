"""Owners' questions to buyers in the database, and what is published of them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, insert, select, update

from bot.domain.buyer_question import Published, Question, QuestionId, QuestionState
from bot.domain.feedback import Owner
from bot.domain.opportunity import OpportunityId
from connectors.storage.owners import is_of, whose
from connectors.storage.quote_rows import question_of
from connectors.storage.quote_tables import buyer_questions, published_answers


class SqlBuyerQuestions:
    """The BuyerQuestionRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask(self, question: Question) -> bool:
        if self.get(question.id):
            return False
        self._connection.execute(
            insert(buyer_questions).values(
                id=question.id,
                opportunity_id=question.opportunity,
                **whose(question.owner, buyer_questions),
                words=question.words,
                asked_at=question.asked_at,
                state=question.state.value,
                settled_at=question.settled_at,
                reply=question.reply,
                reason=question.reason.value if question.reason else None,
            )
        )
        return True

    def get(self, question_id: QuestionId) -> Question | None:
        return next(iter(self._those(buyer_questions.c.id == question_id)), None)

    def of(self, opportunity: OpportunityId) -> list[Question]:
        return self._those(buyer_questions.c.opportunity_id == opportunity)

    def of_owner(self, owner: Owner) -> list[Question]:
        return self._those(is_of(buyer_questions, owner))

    def settle(self, question: Question) -> bool:
        c = buyer_questions.c
        settled = self._connection.execute(
            update(buyer_questions)
            .where(c.id == question.id, c.state == QuestionState.WAITING.value)
            .values(
                state=question.state.value,
                settled_at=question.settled_at,
                reply=question.reply,
                reason=question.reason.value if question.reason else None,
            )
        )
        return bool(settled.rowcount)

    def publish(self, published: Published) -> None:
        self._connection.execute(
            insert(published_answers).values(
                id=published.id,
                opportunity_id=published.opportunity,
                words=published.words,
                reply=published.reply,
                at=published.at,
            )
        )

    def published(self, opportunities: Sequence[OpportunityId]) -> list[Published]:
        c = published_answers.c
        query = select(published_answers).where(c.opportunity_id.in_(opportunities))
        rows = self._connection.execute(query.order_by(c.at, c.id))
        return [
            Published(
                QuestionId(row.id), OpportunityId(row.opportunity_id), row.words, row.reply, row.at
            )
            for row in rows
        ]

    def _those(self, which: ColumnElement[bool]) -> list[Question]:
        query = select(buyer_questions).where(which)
        order = buyer_questions.c.asked_at, buyer_questions.c.id
        return [question_of(row) for row in self._connection.execute(query.order_by(*order))]
