"""Which past spending a micro-business could have supplied: the rule, and what it leaves out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.buyer import BuyerClass
from bot.domain.money import VAT_RATE
from bot.domain.spending import SpendingLine, SpendingSum, YearSize, together
from bot.domain.spending_guide import Reason, SpendingGuide
from bot.domain.threshold_table import notice_floor


@dataclass(frozen=True, slots=True)
class Influence:
    """Baseline spending divided into what a micro-business could supply, and why not the rest.

    The parts add up to the whole. `limit` is the sum in pounds, without VAT, that one payee's year
    under one heading must stay under.
    """

    limit: Decimal
    whole: SpendingSum
    could_supply: SpendingSum
    too_large: SpendingSum
    left_out: dict[Reason, SpendingSum]
    no_trade: SpendingSum
    size_unknown: SpendingSum


def limit_for(buyer_class: BuyerClass) -> Decimal:
    """Under which yearly total without VAT no national notice is called for.

    The floor of section 87(4) includes VAT and published payments leave it out, so standard-rate
    VAT is taken off; then the next lower bound of a band holds. An unknown class has the
    lower floor.
    """
    known = BuyerClass.CENTRAL if buyer_class is BuyerClass.UNKNOWN else buyer_class
    without_vat = notice_floor(known).amount / (1 + VAT_RATE)
    bounds = (size.below for size in YearSize)
    return max((b for b in bounds if b is not None and b <= without_vat), default=Decimal(0))


def influence(
    lines: Iterable[SpendingLine], guide: SpendingGuide, buyer_class: BuyerClass
) -> Influence:
    """Divides the lines: what the guide leaves out, what it does not know, then by size."""
    those, limit = list(lines), limit_for(buyer_class)
    parts: dict[str | Reason, list[SpendingLine]] = {}
    reasons: set[Reason] = set()
    for line in those:
        heading = guide.read(line.category)
        if heading.left_out:
            reasons.add(heading.left_out)
            key: str = f"left_out.{heading.left_out}"
        elif not heading.trades:
            key = "no_trade"
        else:
            key = _by_size(line, limit)
        parts.setdefault(key, []).append(line)
    return Influence(
        limit=limit,
        whole=together(those),
        could_supply=together(parts.get("could_supply", ())),
        too_large=together(parts.get("too_large", ())),
        left_out={one: together(parts[f"left_out.{one}"]) for one in sorted(reasons)},
        no_trade=together(parts.get("no_trade", ())),
        size_unknown=together(parts.get("size_unknown", ())),
    )


def _by_size(line: SpendingLine, limit: Decimal) -> str:
    if line.size is YearSize.UNKNOWN:
        return "size_unknown"
    below = line.size.below
    return "could_supply" if below is not None and below <= limit else "too_large"
