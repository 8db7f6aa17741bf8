"""Quotes in the database, as their owners write and send them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select, update

from bot.domain.feedback import Owner
from bot.domain.opportunity import OpportunityId
from bot.domain.quote import (
    Did,
    FileId,
    Offer,
    Quote,
    QuoteFile,
    QuoteId,
    QuoteState,
    Step,
    was_left,
)
from connectors.storage.owners import is_of, whose
from connectors.storage.quote_rows import file_of, offer_as_json, owner_of, quote_of, step_of
from connectors.storage.quote_tables import quote_files, quote_steps, quotes


class SqlQuotes:
    """The QuoteRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, quote: Quote) -> bool:
        if self.get(quote.id) or self.of(quote.owner, quote.opportunity):
            return False
        self._connection.execute(
            insert(quotes).values(
                id=quote.id,
                opportunity_id=quote.opportunity,
                **whose(quote.owner, quotes),
                state=quote.state.value,
                draft=offer_as_json(quote.draft),
                version=quote.version,
                begun_at=quote.begun_at,
                changed_at=quote.changed_at,
                received_at=quote.received_at,
            )
        )
        return True

    def get(self, quote_id: QuoteId) -> Quote | None:
        return next(iter(self._those(quotes.c.id == quote_id)), None)

    def of(self, owner: Owner, opportunity: OpportunityId) -> Quote | None:
        found = self._those(is_of(quotes, owner), quotes.c.opportunity_id == opportunity)
        return next(iter(found), None)

    def all_of(self, owner: Owner) -> list[Quote]:
        return self._those(is_of(quotes, owner))

    def adopt(self, quote_id: QuoteId, owner: Owner) -> None:
        self._change(quote_id, **whose(owner, quotes))

    def write(self, quote_id: QuoteId, draft: Offer, at: datetime) -> None:
        self._change(quote_id, draft=offer_as_json(draft), changed_at=at)

    def send(self, quote_id: QuoteId, offer: Offer, at: datetime) -> int:
        number = self._connection.scalar(
            update(quotes)
            .where(quotes.c.id == quote_id)
            .values(
                draft=offer_as_json(offer),
                state=QuoteState.SENT.value,
                version=quotes.c.version + 1,
                changed_at=at,
                received_at=at,
            )
            .returning(quotes.c.version)
        )
        self._note(quote_id, Did.SENT, int(number or 0), at, offer)
        return int(number or 0)

    def withdraw(self, quote_id: QuoteId, at: datetime) -> bool:
        counts = (quotes.c.id == quote_id, quotes.c.state == QuoteState.SENT.value)
        gone = self._connection.scalar(
            update(quotes)
            .where(*counts)
            .values(state=QuoteState.WITHDRAWN.value, changed_at=at)
            .returning(quotes.c.version)
        )
        if gone is None:
            return False
        self._note(quote_id, Did.WITHDRAWN, int(gone), at, None)
        return True

    def leave(self, quote_id: QuoteId, at: datetime) -> bool:
        held = self.get(quote_id)
        if held is None or held.state is not QuoteState.WITHDRAWN:
            return False
        if not was_left(held, self.steps(quote_id)):
            self._note(quote_id, Did.LEFT, held.version, at, None)
        return True

    def taken_back(self, opportunity: OpportunityId) -> list[Quote]:
        is_back = quotes.c.state == QuoteState.WITHDRAWN.value
        those = self._those(quotes.c.opportunity_id == opportunity, is_back)
        return sorted(those, key=lambda one: one.id)

    def steps(self, quote_id: QuoteId) -> list[Step]:
        c = quote_steps.c
        query = select(quote_steps).where(c.quote_id == quote_id).order_by(c.number)
        return [step_of(row) for row in self._connection.execute(query)]

    def add_file(self, quote_id: QuoteId, file: QuoteFile, content: bytes, at: datetime) -> None:
        self._connection.execute(
            insert(quote_files).values(
                id=file.id,
                quote_id=quote_id,
                name=file.name,
                media_type=file.media_type,
                size=file.size,
                digest=file.digest,
                checked=file.checked,
                content=content,
                at=at,
            )
        )

    def file(self, quote_id: QuoteId, file_id: FileId) -> tuple[QuoteFile, bytes] | None:
        c = quote_files.c
        query = select(quote_files).where(c.id == file_id, c.quote_id == quote_id)
        row = self._connection.execute(query).first()
        return file_of(row) if row else None

    def drop_file(self, quote_id: QuoteId, file_id: FileId) -> None:
        c = quote_files.c
        gone = delete(quote_files).where(c.id == file_id, c.quote_id == quote_id)
        self._connection.execute(gone)

    def answering(self, opportunity: OpportunityId) -> list[Owner]:
        query = (
            select(quotes.c.conversation_id, quotes.c.supplier_id)
            .where(
                quotes.c.opportunity_id == opportunity,
                or_(
                    quotes.c.state == QuoteState.SENT.value,
                    quotes.c.state == QuoteState.DRAFT.value,
                ),
            )
            .order_by(quotes.c.id)
        )
        return [owner_of(row) for row in self._connection.execute(query)]

    def _note(
        self, quote_id: QuoteId, did: Did, version: int, at: datetime, offer: Offer | None
    ) -> None:
        self._connection.execute(
            insert(quote_steps).values(
                quote_id=quote_id,
                did=did.value,
                version=version,
                at=at,
                offer=offer_as_json(offer) if offer else None,
            )
        )

    def _change(self, quote_id: QuoteId, **values: object) -> None:
        self._connection.execute(update(quotes).where(quotes.c.id == quote_id).values(**values))

    def _those(self, *which: ColumnElement[bool]) -> list[Quote]:
        query = select(quotes).where(*which).order_by(quotes.c.changed_at.desc(), quotes.c.id)
        return [quote_of(row) for row in self._connection.execute(query)]
