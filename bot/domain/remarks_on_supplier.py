"""Why a firm is shown to a buyer: what it says of itself beside what the buyer asks for.

Never where it is, how far away, or how well it fits: place has no part in a list for a buyer, and
what a buyer reads are facts that the firm itself told.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.match import Remark
from bot.domain.matching import trade_fit
from bot.domain.opportunity import Opportunity
from bot.domain.quotation import QUOTE_LENGTH
from bot.domain.supplier import Supplier
from bot.domain.trade import PlainText, Trades

MOST_TRADES = 3
_CODE_FITS = 0.6


def remarks_on(
    supplier: Supplier,
    opportunity: Opportunity,
    trades: Trades,
    without_places: Callable[[str], str],
) -> list[Remark]:
    """What the firm says, what the buyer asks, the firm's limit, and that nobody checked it."""
    mentions = trades.mentions(supplier.text)
    title, description = PlainText(opportunity.title), PlainText(opportunity.description)
    fits = {one.trade: trade_fit(opportunity, title, description, one.trade) for one in mentions}
    said = [one for one in mentions if fits[one.trade]] or mentions
    words = dict.fromkeys(supplier.text[one.start : one.end] for one in said)
    own = ", ".join(list(words)[:MOST_TRADES])
    if not own:
        own = " ".join(without_places(supplier.text).split())[:QUOTE_LENGTH].rstrip()
    remarks = [Remark("who.own_words", {"words": own})]
    best = max((fit for fit in fits.values() if fit), key=lambda fit: fit.relevance, default=None)
    if best and best.quote and best.in_title:
        remarks.append(Remark("who.your_title", {"words": best.quote}))
    elif best and best.code and best.code_fit >= _CODE_FITS:
        remarks.append(Remark("who.you_filed", {"code": best.code, "trade": best.trade}))
    if supplier.max_value is not None:
        remarks.append(Remark("who.up_to", {"pounds": supplier.max_value}))
    return [*remarks, Remark("who.unchecked")]
