"""Single fields of a compiled release, read with suspicion: anything may be missing or odd."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.domain.buyer import Buyer, BuyerClass, Identifier
from bot.domain.buyer_class import class_of
from bot.domain.buyer_identity import shares_its_name
from bot.domain.notice import Finding, FindingKind, Release, plain_finding
from bot.domain.opportunity import Contact, CpvCode, Kind, Law
from bot.domain.place import Coverage, Office, district_of, usual_spelling
from connectors.notices.repair import repaired

if TYPE_CHECKING:  # what only names types is not loaded with it
    from bot.ports import Gazetteer

CLASSES_BY_TYPE = {
    "publicAuthorityCentralGovernment": BuyerClass.CENTRAL,
    "publicAuthoritySubCentralGovernment": BuyerClass.SUB_CENTRAL,
    "publicUndertaking": BuyerClass.UTILITY,
}
DETAIL = 40
"""Characters of what the source said that a finding quotes."""

_CPV = re.compile(r"([0-9]{8})(-[0-9])?")
_GUID = re.compile(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_RESERVED = re.compile(
    r"\b(?:contract|competition|procurement|opportunity|tender|lot)\s+(?:is|has been)\s+"
    r"reserved\s+(?:for|to)\s+(?P<whom>[^.;:\n]{3,120})",
    re.IGNORECASE,
)
_NOTICE_PAGES = (
    "contractsfinder.service.gov.uk",
    "find-tender.service.gov.uk",
    "publiccontractsscotland",
    "sell2wales",
)


def mapping(thing: object) -> Mapping[str, Any]:
    """The thing if it is an object, else an empty one."""
    return thing if isinstance(thing, dict) else {}


def sequence(thing: object) -> Sequence[Any]:
    """The thing if it is a list, else an empty one."""
    return thing if isinstance(thing, (list, tuple)) else ()


def mappings(thing: object) -> list[Mapping[str, Any]]:
    """The objects of a list."""
    return [one for one in sequence(thing) if isinstance(one, dict)] if thing else []


def plain(thing: object) -> str | None:
    """A string with something in it that any database can hold, or None."""
    if not isinstance(thing, str):
        return None
    if not thing.isascii():
        thing = thing.encode("utf-8", "replace").decode()
    return thing.replace("\0", "").strip() or None


def buyer(merged: Mapping[str, Any], found: list[Finding]) -> Buyer:
    """The buyer, its class as the notice says it, or as a school's name does."""
    party = buyer_party(merged)
    named = plain(mapping(merged.get("buyer")).get("name")) or plain(party.get("name")) or ""
    details = mapping(party.get("details"))
    types = {str(c.get("id")) for c in mappings(details.get("classifications"))}
    known = [cls for name, cls in CLASSES_BY_TYPE.items() if name in types]
    name = repaired(named)
    if name != named:
        found.append(plain_finding(FindingKind.ESCAPED_TEXT))
    stated = known[0] if known else BuyerClass.UNKNOWN
    buyer_class = class_of(name, stated)
    if buyer_class is not stated is not BuyerClass.UNKNOWN:
        found.append(Finding(FindingKind.SCHOOL_OTHERWISE_CLASSED, stated.value))
    return Buyer(
        name=name,
        buyer_class=buyer_class,
        identifiers=_identifiers(party),
        website=plain(details.get("url")),
        district=_district(party) if shares_its_name(name) else None,
    )


def contact(merged: Mapping[str, Any]) -> Contact | None:
    """Whom the notice names for enquiries, or None if it names nobody."""
    point = mapping(buyer_party(merged).get("contactPoint"))
    name, email = plain(point.get("name")), plain(point.get("email"))
    telephone, url = plain(point.get("telephone")), plain(point.get("url"))
    return Contact(name, email, telephone, url) if name or email or telephone or url else None


def cpv_codes(tender: Mapping[str, Any], found: list[Finding]) -> tuple[CpvCode, ...]:
    """All CPV codes, the main one first, each once, eight digits without the check digit.

    Codes of other vocabularies are no part of an opportunity, so nothing is lost with them.
    """
    items = mappings(tender.get("items"))
    stated = [
        mapping(tender.get("classification")),
        *mappings(tender.get("additionalClassifications")),
    ]
    for item in items:
        stated += [
            mapping(item.get("classification")),
            *mappings(item.get("additionalClassifications")),
        ]
    codes: list[CpvCode] = []
    for one in stated:
        if one.get("scheme", "CPV") != "CPV" or not one.get("id"):
            continue
        code = plain(str(one["id"])) or ""
        match = _CPV.fullmatch(code)
        if match:
            codes.append(CpvCode(match[1]))
        else:
            found.append(Finding(FindingKind.MALFORMED_CPV, code[:DETAIL]))
    return tuple(dict.fromkeys(codes))


def coverage(
    merged: Mapping[str, Any], kind: Kind, gazetteer: Gazetteer, found: list[Finding]
) -> Coverage:
    """Where it is delivered. A list that firms join is called off over its whole area."""
    tender = mapping(merged.get("tender"))
    addresses = [
        a for i in mappings(tender.get("items")) for a in mappings(i.get("deliveryAddresses"))
    ]
    written = [p for a in addresses if (p := plain(a.get("postalCode")))]
    postcodes = list(dict.fromkeys(p for w in written if (p := usual_spelling(w))))
    malformed = [w for w in written if usual_spelling(w) is None]
    regions = [r for a in addresses if (r := plain(a.get("region")))]
    countries = [c for a in addresses if (c := plain(a.get("countryName")))]
    areas = list(dict.fromkeys(regions or ([] if postcodes else countries)))
    at_one_place = bool(postcodes) and not (kind is Kind.OPEN_FRAMEWORK and areas)
    said = (
        gazetteer.coverage(postcodes[0], [*areas, *postcodes[1:]])
        if at_one_place
        else gazetteer.coverage(None, areas)
    )
    if at_one_place:
        malformed += [p for p in postcodes if p not in said.postcodes]
    found += [Finding(FindingKind.MALFORMED_POSTCODE, w[:DETAIL]) for w in malformed]
    office = _office(buyer_party(merged), gazetteer)
    return Coverage(said.postcode, said.point, said.regions, said.nationwide, office)


def _district(party: Mapping[str, Any]) -> str | None:
    postcode = usual_spelling(plain(mapping(party.get("address")).get("postalCode")) or "")
    return district_of(postcode) if postcode else None


def _office(party: Mapping[str, Any], gazetteer: Gazetteer) -> Office | None:
    """The buyer's town and postal district; near if its postcode is one that has a point."""
    address = mapping(party.get("address"))
    postcode = usual_spelling(plain(address.get("postalCode")) or "")
    town = plain(address.get("locality"))
    if postcode is None:
        return None
    known_as = f"{town.title()} ({district_of(postcode)})" if town else district_of(postcode)
    return Office(known_as, is_near=gazetteer.coverage(postcode, ()).point is not None)


def notice_types(merged: Mapping[str, Any]) -> set[str]:
    """The types of all its notices: the UK's codes and OCDS's document types."""
    holders = [
        mapping(merged.get("planning")),
        mapping(merged.get("tender")),
        *mappings(merged.get("awards")),
        *mappings(merged.get("contracts")),
    ]
    documents = [d for holder in holders for d in mappings(holder.get("documents"))]
    said = [d.get(key) for d in documents for key in ("noticeType", "documentType")]
    return {str(one) for one in said if one}


def reserved_for(tender: Mapping[str, Any], title: str) -> str | None:
    """Who alone may take part: the code or the area that the UK extension states, or None.

    Without them, what the notice says in so many words, as it says it; "suitable for" is less.
    """
    for holder in (tender, *mappings(tender.get("lots"))):
        rules = mapping(holder.get("otherRequirements"))
        codes = [c for code in sequence(rules.get("reservedParticipation")) if (c := plain(code))]
        area = plain(mapping(rules.get("reservedParticipationLocation")).get("description"))
        if codes or area:
            return ", ".join([*codes, *([area] if area else [])])
    for text in (title, str(tender.get("description") or "")):
        said = "reserved" in text.casefold() and _RESERVED.search(text)
        if said:
            return f"“{' '.join(said['whom'].split())}”"
    return None


def law(tender: Mapping[str, Any], feed: str) -> Law | None:
    """Under which law the notice says it is; Scotland has one of its own."""
    if feed == "public_contracts_scotland":
        return Law.ANOTHER
    basis = mapping(tender.get("legalBasis"))
    if not basis.get("id"):
        return None
    return Law.PROCUREMENT_ACT if str(basis["id"]).startswith("2023/54") else Law.ANOTHER


def special_regimes(tender: Mapping[str, Any]) -> frozenset[str]:
    """The special regimes that the UK extension names, for the tender or any lot of it."""
    holders = (tender, *mappings(tender.get("lots")))
    named = (sequence(holder.get("specialRegime")) for holder in holders)
    return frozenset(word for those in named for one in those if (word := plain(one)))


def above_threshold(tender: Mapping[str, Any]) -> bool | None:
    """What the notice itself says: the UK extension's flag, else the procedure's words."""
    flag = tender.get("aboveThreshold")
    if isinstance(flag, bool):
        return flag
    words = str(tender.get("procurementMethodDetails") or "").lower()
    if "below threshold" in words:
        return False
    return True if "above threshold" in words else None


def notice_url(merged: Mapping[str, Any], last: Release) -> str | None:
    """The page of the notice; for Contracts Finder it follows from the release's id."""
    holders = [
        mapping(merged.get("planning")),
        mapping(merged.get("tender")),
        *mappings(merged.get("awards")),
    ]
    documents = [d for holder in holders for d in mappings(holder.get("documents"))]
    pages = [u for d in documents if (u := plain(d.get("url"))) and _is_notice_page(d, u)]
    if pages:
        return pages[-1] if last.feed == "find_a_tender" else pages[0]
    guid = _GUID.match(str(last.body.get("id") or ""))
    if last.feed == "contracts_finder" and guid:
        return f"https://www.contractsfinder.service.gov.uk/Notice/{guid[0]}"
    return None


def _is_notice_page(document: Mapping[str, Any], url: str) -> bool:
    is_notice = "otice" in str(document.get("documentType") or "") and "/Attachment" not in url
    return is_notice and any(site in url for site in _NOTICE_PAGES)


def buyer_party(merged: Mapping[str, Any]) -> Mapping[str, Any]:
    """The first of the parties that buys; empty if none does."""
    for party in sequence(merged.get("parties")):
        if isinstance(party, dict) and "buyer" in sequence(party.get("roles")):
            return party
    return {}


def _identifiers(party: Mapping[str, Any]) -> tuple[Identifier, ...]:
    stated = [mapping(party.get("identifier")), *mappings(party.get("additionalIdentifiers"))]
    return tuple(
        Identifier(str(one["scheme"]), str(one["id"]))
        for one in stated
        if one.get("scheme") and one.get("id")
    )
