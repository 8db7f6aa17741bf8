"""Joins the releases of one process with ocdsmerge and reads an opportunity out of the result."""

from __future__ import annotations

import json
import uuid
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ocdsmerge
from ocdsmerge.exceptions import DuplicateIdValueWarning, OCDSMergeError

from bot.domain.buyer import Buyer
from bot.domain.challenge import phases_named
from bot.domain.errors import SourceError
from bot.domain.named_id import named_id
from bot.domain.notice import CompiledNotice, Finding, JsonBody, Release
from bot.domain.opportunity import (
    BUYER_LIST,
    Category,
    Kind,
    Opportunity,
    OpportunityId,
    Source,
    SuitableFor,
)
from bot.domain.re_let import forecast_of
from connectors.notices import dates, fields, moments, texts
from connectors.notices.cpv import CpvList
from connectors.notices.findings import findings_of
from connectors.notices.kinds import kind_of
from connectors.notices.lists.stated import as_stated, found_in_file, kind_stated
from connectors.notices.posted import as_posted, kind_posted
from connectors.notices.values import value

if TYPE_CHECKING:  # what only names types is not loaded with it
    from bot.ports import Gazetteer

_SCHEMA = Path(__file__).parent / "schema" / "release-schema.json"
_IDS = uuid.UUID("5a0f9c1e-6f0e-4a5c-9d52-0c0b6f2f9d10")
_NOBODY: frozenset[SuitableFor] = frozenset()
_CATEGORIES = {"goods": Category.GOODS, "services": Category.SERVICES, "works": Category.WORKS}

Body = Mapping[str, Any]
KnownBuyers = Callable[[Buyer], Buyer]
"""Adds what a register of local buyers knows (class, section 17) to a buyer named in a notice."""


class OcdsCompiler:
    """The ReleaseCompiler for OCDS; the schema travels with it, so nothing is fetched."""

    def __init__(self, gazetteer: Gazetteer, known_buyers: KnownBuyers, cpv: CpvList) -> None:
        self._gazetteer = gazetteer
        self._cpv = cpv
        self._known_buyers = known_buyers

    def compile(self, releases: Sequence[Release]) -> CompiledNotice:
        """The compiled notice; raises SourceError if the releases cannot be joined.

        The opportunity's id is derived from the process key, so it is the same every time.
        """
        ordered = sorted(map(_opened, releases), key=lambda r: (r.released_at, r.fingerprint))
        merged = _merge(ordered)
        found: list[Finding] = []
        said = fields.buyer(merged, found)
        opportunity = as_stated(self._opportunity(merged, ordered, said, found), ordered[-1])
        opportunity = as_posted(opportunity, ordered[-1])
        found += findings_of(merged, ordered, said, opportunity, self._cpv)
        found += found_in_file(ordered[-1])
        return CompiledNotice(opportunity, tuple(dict.fromkeys(found)), forecast_of(opportunity))

    def _opportunity(
        self, merged: Body, ordered: Sequence[Release], said: Buyer, found: list[Finding]
    ) -> Opportunity:
        first, last = ordered[0], ordered[-1]
        tender = fields.mapping(merged.get("tender"))
        kind = kind_stated(last) or kind_posted(last) or kind_of(merged)
        title = texts.text(tender.get("title"), found)
        if not title:
            raise SourceError("No release of the process has a title.")
        description = texts.text(tender.get("description"), found)
        deadline = dates.moment(fields.mapping(tender.get("tenderPeriod")).get("endDate"))
        start, end = moments.contract_term(merged)
        return Opportunity(
            id=OpportunityId(named_id(_IDS, first.process_key)),
            ocid=first.ocid,
            reference=fields.plain(tender.get("id")),
            kind=kind,
            title=title,
            description=description,
            buyer=self._known_buyers(said),
            source=Source(last.feed, fields.notice_url(merged, last), last.released_at),
            category=_CATEGORIES.get(str(tender.get("mainProcurementCategory"))),
            value=value(merged, last.feed, found),
            cpv=fields.cpv_codes(tender, found),
            coverage=fields.coverage(merged, kind, self._gazetteer, found),
            published_at=moments.published_at(tender, first.released_at),
            deadline=deadline or dates.moment(tender.get("expressionOfInterestDeadline")),
            awarded_at=moments.awarded_at(merged, last),
            cancelled_at=moments.cancelled_at(merged, last),
            starts_on=dates.london_day(start),
            ends_on=dates.london_day(end),
            suitable_for=_suitable_for(tender),
            reserved_for=fields.reserved_for(tender, title),
            procurement_method=fields.plain(tender.get("procurementMethodDetails")),
            above_threshold=fields.above_threshold(tender),
            law=fields.law(tender, last.feed),
            special_regimes=fields.special_regimes(tender),
            phases=phases_named(description) if kind is Kind.CHALLENGE else (),
            contact=fields.contact(merged),
        )


def _opened(release: Release) -> Release:
    """With a body that is asked for many names without a detour."""
    body, r = release.body, release
    if not isinstance(body, JsonBody):
        return release
    return Release(r.process_key, r.ocid, r.released_at, r.feed, body.read, r.fingerprint)


def _merge(ordered: Sequence[Release]) -> Body:
    if len(ordered) == 1 or ordered[-1].feed == BUYER_LIST:
        return ordered[-1].body  # a row of a list says everything anew, also what was taken out
    bodies = [{"ocid": r.process_key, **r.body} for r in ordered]
    try:
        merged: Mapping[str, Any] = _merger().create_compiled_release(bodies)
    except (OCDSMergeError, TypeError, KeyError, AttributeError) as fault:
        raise SourceError(f"The releases of the process cannot be joined: {fault}.") from fault
    return {**merged, "tag": ordered[-1].body.get("tag")}


@cache
def _merger() -> ocdsmerge.Merger:
    # What has one id in a list is one thing to the standard: nobody who imports need be warned.
    warnings.filterwarnings("ignore", category=DuplicateIdValueWarning)
    return ocdsmerge.Merger(json.loads(_SCHEMA.read_text(encoding="utf-8")))


def _suitable_for(tender: Mapping[str, Any]) -> frozenset[SuitableFor]:
    flags = fields.mapping(tender.get("suitability"))
    return frozenset(who for who in SuitableFor if flags.get(who) is True) if flags else _NOBODY
