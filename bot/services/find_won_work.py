"""Finds the work that a firm won: as it was put forward, quoted here, or said so itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner, Verdict, standing
from bot.domain.introduction import IntroductionState
from bot.domain.opportunity import OpportunityId
from bot.domain.supplier import SupplierId
from bot.domain.won_work import WonWork, each_once
from bot.ports import Work
from bot.services.feedback_of import feedback_of


def won_work(work: Work, conversation: ConversationId, firm: SupplierId) -> list[WonWork]:
    """Each once, the last won first; what the firm itself says it lost since is not among it."""
    found = [*_put_forward(work, firm), *_quoted(work, firm), *_said(work, conversation)]
    return each_once(found)


def _put_forward(work: Work, firm: SupplierId) -> Iterator[WonWork]:
    for one in work.introductions.of_supplier(firm):
        if one.state is IntroductionState.WON:
            yield WonWork(one.buyer, one.title, one.opportunity, one.last.at)


def _quoted(work: Work, firm: SupplierId) -> Iterator[WonWork]:
    for quote in work.quotes.all_of(Owner(supplier=firm)):
        outcome = work.sealed_quotes.outcome(quote.opportunity)
        if outcome and outcome.winner == quote.id:
            yield from _of(work, quote.opportunity, outcome.at)


def _said(work: Work, conversation: ConversationId) -> Iterator[WonWork]:
    for one in standing(feedback_of(work, conversation)).values():
        if one.verdict is Verdict.WON:
            yield from _of(work, one.opportunity, one.at)


def _of(work: Work, opportunity: OpportunityId, at: datetime) -> Iterator[WonWork]:
    held = work.opportunities.get(opportunity)
    if held:
        yield WonWork(held.buyer.name, held.title, opportunity, at)
