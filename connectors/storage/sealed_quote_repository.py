"""Quotes as a buyer may know of them: each query on what is in one asks for the opening first."""

from __future__ import annotations

from sqlalchemy import Connection, Select, and_, func, insert, select

from bot.domain.opportunity import OpportunityId
from bot.domain.outcome import Outcome
from bot.domain.quote import FileId, OpenedQuote, Opening, QuoteFile, QuoteId, QuoteState
from connectors.storage.quote_rows import file_of, opened_of, outcome_of
from connectors.storage.quote_tables import (
    outcomes,
    quote_files,
    quote_openings,
    quote_steps,
    quotes,
)


class SqlSealedQuotes:
    """The SealedQuoteRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, opportunity: OpportunityId) -> int:
        c = quotes.c
        sent = (c.opportunity_id == opportunity, c.state == QuoteState.SENT.value)
        return self._connection.scalar(select(func.count()).select_from(quotes).where(*sent)) or 0

    def open(self, opening: Opening) -> bool:
        if self.opening(opening.opportunity):
            return False
        self._connection.execute(
            insert(quote_openings).values(
                opportunity_id=opening.opportunity,
                at=opening.at,
                by=opening.by,
                received=opening.received,
            )
        )
        return True

    def opening(self, opportunity: OpportunityId) -> Opening | None:
        query = select(quote_openings).where(quote_openings.c.opportunity_id == opportunity)
        row = self._connection.execute(query).first()
        return Opening(opportunity, row.at, row.by, row.received) if row else None

    def opened(self, opportunity: OpportunityId) -> list[OpenedQuote]:
        query = _opened(opportunity).order_by(quotes.c.received_at, quotes.c.id)
        return [opened_of(row) for row in self._connection.execute(query)]

    def opened_file(
        self, opportunity: OpportunityId, quote_id: QuoteId, file_id: FileId
    ) -> tuple[QuoteFile, bytes] | None:
        found = self._connection.execute(_opened(opportunity).where(quotes.c.id == quote_id))
        sent = [file.id for row in found for file in opened_of(row).offer.files]
        if file_id not in sent:
            return None
        c = quote_files.c
        query = select(quote_files).where(c.id == file_id, c.quote_id == quote_id)
        row = self._connection.execute(query).first()
        return file_of(row) if row else None

    def note_outcome(self, outcome: Outcome) -> bool:
        if self.outcome(outcome.opportunity):
            return False
        self._connection.execute(
            insert(outcomes).values(
                opportunity_id=outcome.opportunity,
                ended=outcome.ended.value,
                at=outcome.at,
                by=outcome.by,
                winner=outcome.winner,
                winner_name=outcome.winner_name,
                value=outcome.value,
                vat=outcome.vat.value if outcome.vat else None,
                why_nobody=outcome.why_nobody.value if outcome.why_nobody else None,
                reasons={one: why.value for one, why in outcome.reasons.items()},
            )
        )
        return True

    def outcome(self, opportunity: OpportunityId) -> Outcome | None:
        query = select(outcomes).where(outcomes.c.opportunity_id == opportunity)
        row = self._connection.execute(query).first()
        return outcome_of(row) if row else None


def _opened(opportunity: OpportunityId) -> Select[tuple[object, ...]]:
    """Quotes that stand with what was last sent; none unless they were opened."""
    q, s, o = quotes.c, quote_steps.c, quote_openings.c
    last = and_(s.quote_id == q.id, s.version == q.version, s.did == "sent")
    return (
        select(q.id, q.conversation_id, q.supplier_id, q.received_at, s.offer)
        .join(quote_steps, last)
        .join(quote_openings, o.opportunity_id == q.opportunity_id)
        .where(q.opportunity_id == opportunity, q.state == QuoteState.SENT.value)
    )
