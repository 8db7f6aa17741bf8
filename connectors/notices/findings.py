"""Names what is dirty in a notice; nothing is dropped or repaired without being named.

What is found while a field is read and repaired is named there (`fields`, `values`), what has the
wrong form in `shape`, what is wrong with its days in `date_findings`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.domain.buyer import Buyer
from bot.domain.notice import Finding, FindingKind, Release, plain_finding
from bot.domain.opportunity import Law, Opportunity
from bot.domain.standing import contradicts_itself
from connectors.notices import fields
from connectors.notices.cpv import CpvList
from connectors.notices.date_findings import about_days
from connectors.notices.shape import misshapen

THIN = 40
"""Characters below which a description tells nobody what is wanted."""

_CATEGORIES = frozenset({"goods", "services", "works"})
_STATUSES = frozenset(
    {"planning", "planned", "active", "cancelled", "unsuccessful", "complete", "withdrawn"}
)
_STABLE_SCHEMES = re.compile(r"GB-(?!FTS|CFS)")
_WHOLE_WORLD = {"Rest of the World", "Isle of Man"}
"""Who ticks both ticked the whole form of Contracts Finder."""
_LONG_WORDS = re.compile(r"[^\W\d_]{4,}")
_LONG_WORDS_OF_A_TITLE = 3
# What a form or a trial run leaves behind, at the start of a text or in brackets within it.
_TEMPLATE = re.compile(
    r"\[\s*(insert|enter|add|delete|tbc|xx+)\b|<\s*(insert|enter)\b|\blorem ipsum\b"
    r"|^\W*(tbc|tbd|n/?a|test|xxx+|title|description)\W*$|\bplease ignore\b.{0,20}\btest\b"
    r"|\bthis is a test (notice|tender)\b",
    re.IGNORECASE,
)
_PHRASES = ("lorem ipsum", "please ignore", "this is a test")
_NOTHING_SAID = re.compile(r"\W*(tbc|tbd|n/?a|test|xxx+|title|description)\W*$", re.IGNORECASE)


def findings_of(
    merged: Mapping[str, Any],
    ordered: Sequence[Release],
    said: Buyer,
    opportunity: Opportunity,
    cpv: CpvList,
) -> Iterator[Finding]:
    """What is dirty in a process, by its releases, by what they say together, and as read.

    `said` is the buyer as the notice names it.
    """
    tender = fields.mapping(merged.get("tender"))
    yield from _about_the_form(tender, ordered)
    yield from misshapen(merged)
    yield from _about_the_text(opportunity)
    yield from _about_the_buyer(merged, said, opportunity)
    yield from about_days(merged, ordered, opportunity)
    yield from _about_the_work(tender, opportunity, cpv)
    yield from _about_the_place(tender, opportunity)
    yield from _about_the_law(tender, opportunity)


def _about_the_form(tender: Mapping[str, Any], ordered: Sequence[Release]) -> Iterator[Finding]:
    for release in ordered:
        if not release.body.get("id"):
            yield plain_finding(FindingKind.NO_RELEASE_ID)
        if lacking := fields.mapping(release.body.get("tender")).get("cellsLacking"):
            yield Finding(FindingKind.ROW_CUT_SHORT, str(lacking)[: fields.DETAIL])
    for name, known in (("status", _STATUSES), ("mainProcurementCategory", _CATEGORIES)):
        said = fields.plain(tender.get(name))
        if said and said not in known:
            yield Finding(FindingKind.UNKNOWN_WORD, f"{name}: {said}"[: fields.DETAIL])


def _about_the_text(o: Opportunity) -> Iterator[Finding]:
    if o.title.isupper() and len(_LONG_WORDS.findall(o.title)) >= _LONG_WORDS_OF_A_TITLE:
        yield plain_finding(FindingKind.SHOUTED_TITLE)
    title, description = o.title.casefold(), o.description.casefold()
    if not o.description:
        yield plain_finding(FindingKind.NO_DESCRIPTION)
    elif len(o.description) < THIN or description == title:
        yield Finding(FindingKind.THIN_DESCRIPTION, o.description[: fields.DETAIL])
    for text, small in ((o.title, title), (o.description, description)):
        left = _may_be_left(text, small) and _TEMPLATE.search(text)
        if left:
            yield Finding(FindingKind.TEMPLATE_TEXT, left[0][: fields.DETAIL])


def _may_be_left(text: str, small: str) -> bool:
    """Quick: whether anything that `_TEMPLATE` looks for can stand in the text; both ways."""
    if "[" in text or "<" in text:
        return True
    return any(phrase in small for phrase in _PHRASES) or bool(_NOTHING_SAID.match(text))


def _about_the_buyer(merged: Mapping[str, Any], said: Buyer, o: Opportunity) -> Iterator[Finding]:
    if not o.buyer.name:
        yield plain_finding(FindingKind.NO_BUYER)
    if said.name != o.buyer.name:
        yield Finding(FindingKind.BUYER_RENAMED, said.name[: fields.DETAIL])
    if not any(_STABLE_SCHEMES.match(one.scheme) for one in said.identifiers):
        yield plain_finding(FindingKind.BUYER_WITHOUT_IDENTIFIER)
    # Whoever takes personal data out of a file leaves the field there, empty: that is no lack.
    point = fields.mapping(fields.buyer_party(merged).get("contactPoint"))
    if o.law is Law.PROCUREMENT_ACT and point.get("email") is None:
        yield plain_finding(FindingKind.NO_CONTACT)


def _about_the_work(tender: Mapping[str, Any], o: Opportunity, cpv: CpvList) -> Iterator[Finding]:
    if not tender.get("mainProcurementCategory"):
        yield plain_finding(FindingKind.NO_CATEGORY)
    if not o.cpv:
        yield plain_finding(FindingKind.NO_CPV)
    for code in o.cpv:
        if code not in cpv:
            yield Finding(FindingKind.UNKNOWN_CPV, code)


def _about_the_place(tender: Mapping[str, Any], o: Opportunity) -> Iterator[Finding]:
    where = o.coverage
    if not (where.postcode or where.regions or where.nationwide):
        yield plain_finding(FindingKind.NO_PLACE)
    if where.postcode:
        return
    items = fields.mappings(tender.get("items"))
    addresses = [a for item in items for a in fields.mappings(item.get("deliveryAddresses"))]
    named = {fields.plain(a.get(key)) for a in addresses for key in ("region", "countryName")}
    if named >= _WHOLE_WORLD:
        yield plain_finding(FindingKind.EVERY_PLACE)


def _about_the_law(tender: Mapping[str, Any], o: Opportunity) -> Iterator[Finding]:
    if o.law is Law.ANOTHER:
        basis = fields.mapping(tender.get("legalBasis"))
        yield Finding(FindingKind.OTHER_LAW, str(basis.get("id") or "")[: fields.DETAIL])
    if contradicts_itself(o):
        yield Finding(FindingKind.THRESHOLD_CONTRADICTED, str(o.value.amount))
