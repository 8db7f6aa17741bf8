"""Turns rows of quotes and questions into what they stand for, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from sqlalchemy import Row

from bot.domain.buyer_question import DeclineReason, Question, QuestionId, QuestionState
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.opportunity import OpportunityId
from bot.domain.outcome import Ended, NoAward, NotChosen, Outcome
from bot.domain.quote import (
    Did,
    FileId,
    Offer,
    OpenedQuote,
    Quote,
    QuoteFile,
    QuoteId,
    QuoteState,
    Step,
    VatSaid,
)
from bot.domain.supplier import SupplierId


def offer_as_json(offer: Offer) -> dict[str, Any]:
    """The offer as JSON can hold it; pounds as text, so that no penny is rounded."""
    return {
        "firm": offer.firm,
        "reach": offer.reach,
        "price": None if offer.price is None else str(offer.price),
        "vat": offer.vat.value if offer.vat else None,
        "answers": dict(offer.answers),
        "files": [asdict(file) for file in offer.files],
    }


def offer_of(held: Mapping[str, Any]) -> Offer:
    """What `offer_as_json` wrote."""
    return Offer(
        firm=held["firm"],
        reach=held["reach"],
        price=None if held["price"] is None else Decimal(held["price"]),
        vat=VatSaid(held["vat"]) if held["vat"] else None,
        answers=dict(held["answers"]),
        files=tuple(QuoteFile(**file) for file in held["files"]),
    )


def owner_of(row: Row[*tuple[Any, ...]]) -> Owner:
    """Whose the row is."""
    if row.supplier_id:
        return Owner(supplier=SupplierId(row.supplier_id))
    return Owner(ConversationId(row.conversation_id))


def quote_of(row: Row[Any]) -> Quote:
    """A row of quotes."""
    return Quote(
        id=QuoteId(row.id),
        opportunity=OpportunityId(row.opportunity_id),
        owner=owner_of(row),
        begun_at=row.begun_at,
        changed_at=row.changed_at,
        state=QuoteState(row.state),
        draft=offer_of(row.draft),
        version=row.version,
        received_at=row.received_at,
    )


def step_of(row: Row[Any]) -> Step:
    """A row of what was done with a quote."""
    offer = offer_of(row.offer) if row.offer else None
    return Step(Did(row.did), row.at, row.version, offer)


def opened_of(row: Row[Any]) -> OpenedQuote:
    """A row of a quote with the offer that counts."""
    return OpenedQuote(QuoteId(row.id), owner_of(row), row.received_at, offer_of(row.offer))


def file_of(row: Row[Any]) -> tuple[QuoteFile, bytes]:
    """A row of a file."""
    file = QuoteFile(
        FileId(row.id), row.name, row.media_type, row.size, row.digest, bool(row.checked)
    )
    return file, bytes(row.content)


def question_of(row: Row[Any]) -> Question:
    """A row of questions."""
    return Question(
        id=QuestionId(row.id),
        opportunity=OpportunityId(row.opportunity_id),
        owner=owner_of(row),
        words=row.words,
        asked_at=row.asked_at,
        state=QuestionState(row.state),
        settled_at=row.settled_at,
        reply=row.reply,
        reason=DeclineReason(row.reason) if row.reason else None,
    )


def outcome_of(row: Row[Any]) -> Outcome:
    """A row of outcomes."""
    return Outcome(
        opportunity=OpportunityId(row.opportunity_id),
        ended=Ended(row.ended),
        at=row.at,
        by=row.by,
        winner=QuoteId(row.winner) if row.winner else None,
        winner_name=row.winner_name,
        value=row.value,
        vat=VatSaid(row.vat) if row.vat else None,
        why_nobody=NoAward(row.why_nobody) if row.why_nobody else None,
        reasons={QuoteId(one): NotChosen(why) for one, why in row.reasons.items()},
    )
