"""Reads the page on which a quote is written: each field as it is typed, good or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.price_words import PriceFault, read_price
from bot.domain.private_numbers import mask_private_numbers
from bot.domain.quote import LONGEST_ANSWER, LONGEST_FIRM, LONGEST_REACH, Ask, Offer, VatSaid


@dataclass(frozen=True, slots=True)
class ReadQuote:
    """What of a form can be kept in the draft, and the fault of each field that cannot."""

    offer: Offer
    faults: Mapping[str, str]


def read_quote(held: Offer, sent: Mapping[str, str], asks: Sequence[Ask]) -> ReadQuote:
    """The draft with the fields that were sent; a field with a fault stays as it was held.

    Faults are keys of words: `price.<fault>`, or `too_long_there`. An emptied field is emptied.
    """
    offer, faults = held, dict[str, str]()
    if "price" in sent:
        offer, faults = _priced(offer, sent["price"])
    if sent.get("vat") in set(VatSaid):
        offer = replace(offer, vat=VatSaid(sent["vat"]))
    for name, longest in (("firm", LONGEST_FIRM), ("reach", LONGEST_REACH)):
        if name in sent:
            text = " ".join(mask_private_numbers(sent[name]).split())
            if len(text) > longest:
                faults[name] = "too_long_there"
            else:
                offer = replace(offer, firm=text) if name == "firm" else replace(offer, reach=text)
    for ask in asks:
        if ask.key in sent:
            text = mask_private_numbers(sent[ask.key]).strip()
            if len(text) > LONGEST_ANSWER:
                faults[ask.key] = "too_long_there"
            else:
                offer = offer.with_answer(ask.key, text)
    return ReadQuote(offer, faults)


def _priced(offer: Offer, written: str) -> tuple[Offer, dict[str, str]]:
    if not written.strip():
        return replace(offer, price=None), {}
    price = read_price(written)
    if isinstance(price, PriceFault):
        return offer, {"price": f"price.{price}"}
    return replace(offer, price=price), {}
