"""What the page of a quote shows, in words."""

from __future__ import annotations

from typing import Any

from bot.bootstrap import Services
from bot.domain.buyer_question import QuestionState
from bot.domain.opportunity import POSTED_HERE, Opportunity
from bot.domain.outcome import Outcome
from bot.domain.quote import Did, QuoteId, VatSaid
from bot.services.quote_record import when
from bot.services.write_quote import Writing


def public_facts(services: Services, opportunity: Opportunity) -> dict[str, Any] | None:
    """What everybody reads of what was posted here; None of what was not, without a query."""
    if opportunity.source.name != POSTED_HERE:
        return None
    quoting, now = services.quoting, services.quoting.clock.now()
    found = quoting.ask.open_to_all(opportunity.id)
    if found is None:
        return None
    return {
        "closes": when(found.deadline),
        "takes_quotes": found.takes_quotes(now),
        "takes_questions": found.takes_questions(now),
        "questions_until": when(found.questions_end),
        "published": quoting.ask.published(opportunity.id),
        "history": quoting.changes.shown(quoting.ask.amendments(opportunity.id)),
    }


def facts_of(services: Services, quote: QuoteId) -> dict[str, Any]:
    """All of it. Raises NotFoundError where there is no quote any more."""
    quoting, say = services.quoting, services.phrases.say
    held = quoting.write.get(quote)
    found, owner = held.competition, held.quote.owner
    now = quoting.clock.now()
    address = quoting.news.may_ask(owner)
    asks = [(ask.key, ask.words) for ask in found.asks]
    return {
        "title": found.title,
        "buyer": found.buyer,
        "wanted": found.entry.wanted,
        "closes": when(found.deadline),
        "is_open": held.is_open,
        "is_called_off": found.entry.withdrawn_at is not None,
        "asks": asks,
        "typed": _typed(held),
        "vats": [(one.value, say(f"quote.vat.{one}")) for one in VatSaid],
        "files": held.quote.draft.files,
        "sent": _sent(services, held),
        "is_changed": held.sent is not None and held.sent != held.quote.draft,
        "steps": [(say(f"quote.step.{one.did}"), when(one.at)) for one in held.steps],
        "consent": quoting.news.wording(address) if address else "",
        "published": quoting.ask.published(found.opportunity),
        "history": quoting.changes.shown(quoting.ask.amendments(found.opportunity)),
        "own": [_question(services, one) for one in quoting.ask.own(owner, found.opportunity)],
        "questions_until": when(found.questions_end),
        "takes_questions": found.takes_questions(now),
        "outcome": _outcome(services, held),
    }


def _typed(held: Writing) -> dict[str, str]:
    draft = held.quote.draft
    return {
        "price": f"{draft.price}" if draft.price is not None else "",
        "vat": draft.vat.value if draft.vat else "",
        "firm": draft.firm,
        "reach": draft.reach,
        **draft.answers,
    }


def _sent(services: Services, held: Writing) -> dict[str, Any] | None:
    if held.sent is None or held.quote.received_at is None:
        return None
    return {
        "received": when(held.quote.received_at),
        "price": services.quoting.record.price(held.sent),
        "offer": held.sent,
        "version": held.quote.version,
        "withdrawn": any(step.did is Did.WITHDRAWN for step in held.steps),
    }


def _question(services: Services, one: Any) -> tuple[str, str]:
    say = services.phrases.say
    if one.state is QuestionState.DECLINED:
        return one.words, say("ask.own_declined", reason=say(f"decline.{one.reason}.told"))
    return one.words, one.reply or say("ask.own_waiting")


def _outcome(services: Services, held: Writing) -> str:
    """What came of it for this firm, once that is recorded; only for who answered."""
    with services.storage.transaction() as work:
        outcome: Outcome | None = work.sealed_quotes.outcome(held.quote.opportunity)
    if outcome is None or held.sent is None:
        return ""
    return services.quoting.tell.outcome(held, outcome)
