"""The record of quotes sought and received, as a buyer keeps it: rows, and one page."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from bot.domain.firm_page import Statement, StatementLine
from bot.domain.opportunity import LONDON
from bot.domain.outcome import Ended, NotChosen, Outcome
from bot.domain.quote import Offer, OpenedQuote
from bot.ports import Phrases
from bot.services.open_quotes import Received


class QuoteRecord:
    """Who was asked, who answered and when, and how it ended; sealed, only that."""

    def __init__(self, phrases: Phrases) -> None:
        self._say = phrases.say

    def rows(self, received: Received) -> list[list[str]]:
        """A heading, then a row for each firm that was asked or that answered."""
        columns = ("firm", "invited", "received", "price", "vat", "pays", "answers", "outcome")
        heads = [self._say(f"record.column.{name}") for name in columns]
        asked = [
            [name, when(invitation.at), *[""] * 5, ""] for invitation, name in received.invited
        ]
        answered = [self._row(received, one) for one in received.quotes]
        names = {row[0] for row in answered}
        silent = [row for row in asked if row[0] not in names or not received.opening]
        return [heads, *answered, *silent]

    def page(self, received: Received, made_at: datetime) -> Statement:
        """The same on one page, with who opened the quotes and when."""
        found, opening = received.competition, received.opening
        lines = [
            self._line("deadline", when(found.deadline)),
            self._line("invited", str(len(received.invited))),
            self._line("count", str(opening.received if opening else received.count)),
            self._line("opened", when(opening.at) if opening else self._say("record.sealed")),
        ]
        lines += [
            StatementLine(one.offer.firm, self.price(one.offer), when(one.received_at))
            for one in received.quotes
        ]
        if received.outcome:
            lines.append(self._line("outcome", self.ended(received.outcome)))
        return Statement(
            heading=found.title,
            kind=self._say("record.kind", buyer=found.buyer),
            work="",
            work_label="",
            lines=tuple(lines),
            says=self._say("record.says"),
            foot=self._say("record.foot", when=when(made_at)),
            letters_note=self._say("statement.letters"),
        )

    def price(self, offer: Offer) -> str:
        """The price with what is said of VAT: "£1,450.00, VAT to be added: £1,740.00 in all"."""
        if offer.price is None or offer.vat is None:
            return self._say("quote.no_price")
        paid = offer.with_vat or (offer.price, offer.price)
        facts = {"price": pounds(offer.price), "least": pounds(paid[0]), "most": pounds(paid[1])}
        return self._say(f"quote.price.{offer.vat}", **facts)

    def ended(self, outcome: Outcome) -> str:
        """How it ended, in a line."""
        if outcome.ended is Ended.AWARDED:
            value = pounds(outcome.value) if outcome.value is not None else ""
            return self._say("record.awarded", firm=outcome.winner_name, value=value)
        return self._say(f"no_award.{outcome.why_nobody}.told")

    def _row(self, received: Received, one: OpenedQuote) -> list[str]:
        offer, outcome = one.offer, received.outcome
        asks = received.competition.asks
        answers = "\n".join(f"{ask.words} {offer.answers.get(ask.key, '')}" for ask in asks)
        paid = offer.with_vat
        invited = {name: invitation.at for invitation, name in received.invited}
        return [
            offer.firm,
            when(invited[offer.firm]) if offer.firm in invited else "",
            when(one.received_at),
            f"{offer.price}" if offer.price is not None else "",
            self._say(f"quote.vat.{offer.vat}") if offer.vat else "",
            "" if paid is None else f"{paid[1]}",
            answers,
            self._result(outcome, one) if outcome else "",
        ]

    def _result(self, outcome: Outcome, one: OpenedQuote) -> str:
        if outcome.winner == one.id:
            return self._say("record.won")
        if outcome.ended is Ended.AWARDED:
            return self._say(f"not_chosen.{outcome.reasons.get(one.id, NotChosen.CLOSE)}.label")
        return self._say(f"no_award.{outcome.why_nobody}.label")

    def _line(self, name: str, value: str) -> StatementLine:
        return StatementLine(self._say(f"record.line.{name}"), value, "")


def when(moment: datetime) -> str:
    """A moment to the second, in London: "26 November 2026, 14:03:09"."""
    here = moment.astimezone(LONDON)
    return f"{here.day} {here:%B %Y, %H:%M:%S}"


def pounds(amount: Decimal) -> str:
    """Pounds as they are read: "£1,450.00"."""
    return f"£{amount:,.2f}"
