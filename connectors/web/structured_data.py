"""An opportunity as search engines read it: JSON-LD, of facts that the page shows too."""

from __future__ import annotations

from typing import Any

from bot.domain.money import Vat
from bot.domain.opportunity import Opportunity

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
LONGEST = 5_000
"""Characters of a description that are told."""


def demand(one: Opportunity, card: dict[str, Any], address: str) -> dict[str, Any]:
    """What the buyer asks for, as a schema.org Demand on its page; nobody's name or address.

    Whoever puts it into a page must escape it.
    """
    wanted: dict[str, Any] = {
        "@type": "Demand",
        "name": one.title,
        "description": one.description[:LONGEST],
        "identifier": one.ocid or one.id,
        "url": address,
        "areaServed": card["area"],
        "validFrom": one.published_at.isoformat() if one.published_at else None,
        "validThrough": one.deadline.isoformat() if one.deadline else None,
        "priceSpecification": _price(one),
    }
    page = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "url": address,
        "name": one.title,
        "inLanguage": "en-GB",
        "about": {"@type": "Organization", "name": card["buyer"]},
        "mainEntity": _told(wanted),
        "isBasedOn": card["source_url"] if one.source.url else None,
        "license": LICENCE if "Open Government Licence" in card["attribution"] else None,
        "dateModified": card["as_of"],
    }
    return _told(page)


def _price(one: Opportunity) -> dict[str, Any] | None:
    if one.value.amount is None:
        return None
    known = one.value.vat is not Vat.UNKNOWN
    return _told(
        {
            "@type": "PriceSpecification",
            "price": float(one.value.amount),
            "priceCurrency": one.value.currency,
            "valueAddedTaxIncluded": one.value.vat is Vat.INCLUDED if known else None,
        }
    )


def _told(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts without those that are not known."""
    return {name: value for name, value in facts.items() if value is not None and value != ""}
