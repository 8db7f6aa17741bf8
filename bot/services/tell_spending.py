"""Tells what a buyer habitually paid for in small amounts, and where to ask: never of today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.spending import SpendingLine, SpendingRecord, together
from bot.domain.trade import Trades
from bot.ports import Phrases
from bot.services.spending_records import SpendingRecords, attribution, period_between

MOST_BUYERS = 3
MOST_HEADINGS = 6
HEADINGS_NAMED = 3


@dataclass(frozen=True, slots=True)
class SpendingAnswer:
    """Which response answers, and the facts that fill it."""

    response: str
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Told:
    """What one record says of the trades asked about."""

    record: SpendingRecord
    lines: list[SpendingLine]


class TellSpending:
    """What was bought then; never what is bought now."""

    def __init__(self, records: SpendingRecords, trades: Trades, phrases: Phrases) -> None:
        self._records = records
        self._trades = trades
        self._phrases = phrases

    def tell(self, buyer: str | None, trades: Sequence[str]) -> SpendingAnswer:
        """The answer about a buyer of the register, a trade, both, or neither."""
        if buyer and not self._records.of(buyer):
            return SpendingAnswer(
                "utter_spending_no_records",
                {"buyer": buyer, "ask": self._ask(buyer), "held": self._held()},
            )
        if not trades:
            return self._usual(buyer) if buyer else self._which()
        what, found = self._found(buyer, trades)
        if found:
            return SpendingAnswer("utter_spending_of_trade", self._told(found, what))
        if buyer:
            held = self._sources(self._records.of(buyer))
            return SpendingAnswer(
                "utter_spending_not_in_records",
                {"buyer": buyer, "what": what, "ask": self._ask(buyer), "source": held},
            )
        return SpendingAnswer("utter_spending_nobody_seen", {"what": what, "held": self._held()})

    def where_to_ask(self, buyer: str | None, trades: Sequence[str]) -> SpendingAnswer | None:
        """What to add where a search found too little; None where no record helps."""
        what, found = self._found(buyer, trades)
        if not found:
            return None
        return SpendingAnswer("utter_spending_where_to_ask", self._told(found[:1], what))

    def _found(self, buyer: str | None, trades: Sequence[str]) -> tuple[str, list[_Told]]:
        """The trades, and one record for each buyer that paid for them, most payments first.

        Where nobody paid for the trades themselves, those are told that they are part of.
        """
        for said in (list(trades), self._broader(trades)):
            names = self._with_narrower(said)
            found: dict[str, _Told] = {}
            records = self._records.of(buyer) if buyer else self._records.all()
            for record in records:
                lines = self._records.of_trades(record, names)
                if lines and record.buyer not in found:
                    found[record.buyer] = _Told(record, lines)
            if found:
                most = sorted(found.values(), key=lambda one: -together(one.lines).payments)
                return ", ".join(said), most[:MOST_BUYERS]
        return ", ".join(trades), []

    def _with_narrower(self, trades: Sequence[str]) -> list[str]:
        return [one.name for name in trades for one in self._trades.with_narrower(name)]

    def _broader(self, trades: Sequence[str]) -> list[str]:
        wider = [one.broader for one in self._trades.named(trades) if one.broader]
        return list(dict.fromkeys(wider))

    def _told(self, found: Sequence[_Told], what: str) -> dict[str, str]:
        buyers = [one.record.buyer for one in found]
        return {
            "told": "\n".join(self._sentence(one, what) for one in found),
            "ask": "\n".join(self._ask(buyer) for buyer in buyers),
            "source": self._sources([one.record for one in found]),
        }

    def _sentence(self, told: _Told, what: str) -> str:
        """Payments of the trade, and how many of them are known to be small."""
        say, whole = self._phrases.say, together(told.lines)
        kind = told.record.kind
        facts = {
            "period": period_between(kind, whole.first, whole.last, self._phrases),
            "buyer": told.record.buyer,
            "what": what,
            "times": self._times(whole.payments),
            "headings": self._headings(whole.categories),
        }
        typical = whole.typical()
        if typical is None:
            return say(f"spending.told.{kind}", **facts)
        step, known = typical
        small = f"spending.told_small.{kind}"
        return say(small, **facts, known=f"{known:,}", step=_pounds(step))

    def _times(self, payments: int) -> str:
        if payments == 1:
            return self._phrases.say("spending.times.one")
        return self._phrases.say("spending.times.many", payments=f"{payments:,}")

    def _headings(self, categories: Sequence[str]) -> str:
        unnamed = self._phrases.say("spending.no_heading")
        return ", ".join(f"“{name or unnamed}”" for name in categories[:HEADINGS_NAMED])

    def _usual(self, buyer: str) -> SpendingAnswer:
        """The plain headings that any trade could work for, with most payments."""
        record = self._records.of(buyer)[0]
        by_name: dict[str, list[SpendingLine]] = {}
        for line in record.lines:
            heading = self._records.guide.read(line.category)
            if heading.trades:
                by_name.setdefault(heading.name, []).append(line)
        counted = sorted(
            ((together(lines).payments, name) for name, lines in by_name.items()),
            key=lambda pair: (-pair[0], pair[1]),
        )
        say, whole = self._phrases.say, record.sum
        told = [
            say("spending.heading", heading=name, times=self._times(payments))
            for payments, name in counted[:MOST_HEADINGS]
        ]
        return SpendingAnswer(
            "utter_spending_of_buyer",
            {
                "buyer": buyer,
                "period": period_between(record.kind, whole.first, whole.last, self._phrases),
                "told": "\n".join(told),
                "ask": self._ask(buyer),
                "source": self._sources([record]),
            },
        )

    def _which(self) -> SpendingAnswer:
        return SpendingAnswer("utter_spending_which", {"held": self._held()})

    def _held(self) -> str:
        """Whose records there are, and of which time."""
        records = self._records.all()
        if not records:
            return self._phrases.say("spending.held.none")
        return " ".join(_named(one, self._phrases) for one in records[:MOST_BUYERS])

    def _ask(self, buyer: str) -> str:
        one = self._records.registered(buyer)
        if one is None or one.mailbox is None:
            return self._phrases.say("spending.ask.no_mailbox", buyer=buyer)
        return self._phrases.say(
            "spending.ask.mailbox", buyer=buyer, mailbox=one.mailbox, seen=one.source
        )

    def _sources(self, records: Sequence[SpendingRecord]) -> str:
        lines = [attribution(one, self._phrases) for one in records]
        return "\n".join(dict.fromkeys(lines))


def _named(record: SpendingRecord, phrases: Phrases) -> str:
    """Names a record without telling anything out of it."""
    whole = record.sum
    when = period_between(record.kind, whole.first, whole.last, phrases)
    kind = phrases.say(f"spending.kind.{record.kind}")
    return phrases.say("spending.held.one", buyer=record.buyer, kind=kind, period=when)


def _pounds(amount: Decimal) -> str:
    return f"£{amount:,.0f}"
