"""What a buyer states outright in its own list, put in place of what is derived from a notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.money import Basis, Vat
from bot.domain.notice import Finding, FindingKind, Release
from bot.domain.opportunity import BUYER_LIST, Category, Kind, Opportunity, Visibility
from connectors.notices import fields


def kind_stated(release: Release) -> Kind | None:
    """The kind that a row of a list names; None for anything else."""
    said = fields.mapping(release.body.get("stated")).get("kind")
    return Kind(said) if release.feed == BUYER_LIST and said else None


def as_stated(opportunity: Opportunity, release: Release) -> Opportunity:
    """The opportunity with what its row says: who may see it, VAT and basis, how to answer."""
    if release.feed != BUYER_LIST:
        return opportunity
    said = fields.mapping(release.body.get("stated"))
    value, source = opportunity.value, opportunity.source
    if value.is_stated:
        vat, basis = said.get("vat"), said.get("basis")
        value = replace(value, vat=Vat(vat or Vat.UNKNOWN), basis=Basis(basis or Basis.UNKNOWN))
    return replace(
        opportunity,
        visibility=Visibility(said["visibility"]),
        category=Category(said["category"]) if said.get("category") else None,
        value=value,
        source=replace(source, url=said.get("link")),
        how_to_respond=fields.plain(said.get("howToRespond")),
    )


def found_in_file(release: Release) -> Iterator[Finding]:
    """What was dirty in the file that a row came from: its encoding, columns nobody reads."""
    body = release.body
    if release.ocid is not None:
        return
    if read_as := fields.plain(body.get("readAs")):
        yield Finding(FindingKind.OTHER_ENCODING, read_as[:40])
    if release.feed == BUYER_LIST:
        for name in fields.sequence(body.get("unreadColumns")):
            yield Finding(FindingKind.UNREAD_COLUMN, str(name)[:40])
