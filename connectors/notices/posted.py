"""What a release of another Doorstep says that OCDS has no field for: written, and read with care.

It stands under `doorstep`: the kind, VAT and basis of the value, how to answer, phases, the class
of the buyer, and when it was called off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar

from bot.domain.buyer import BuyerClass
from bot.domain.challenge import Phase
from bot.domain.money import Basis, Vat
from bot.domain.notice import Release
from bot.domain.opportunity import Category, Kind, Opportunity
from connectors.notices.dates import moment
from connectors.notices.fields import mapping, plain, sequence

EXTENSION = "doorstep"
_FEED = "ocds"
"""Where releases without a known publisher come from: those of the known ones say nothing here."""

Choice = TypeVar("Choice", bound=StrEnum)


def own_words(one: Opportunity) -> dict[str, Any]:
    """What is said beside OCDS."""
    told: dict[str, Any] = {
        "kind": one.kind.value,
        "buyerClass": one.buyer.buyer_class.value,
        "category": one.category.value if one.category else None,
        "valueVat": one.value.vat.value if one.value.is_stated else None,
        "valueBasis": one.value.basis.value if one.value.is_stated else None,
        "howToRespond": one.how_to_respond,
        "phases": [phase.value for phase in one.phases] or None,
        "cancelledAt": one.cancelled_at.isoformat() if one.cancelled_at else None,
    }
    return {name: value for name, value in told.items() if value is not None}


def kind_posted(release: Release) -> Kind | None:
    """The kind that the release names; None where it names none that is known."""
    return _one_of(Kind, _said(release).get("kind"))


def as_posted(one: Opportunity, release: Release) -> Opportunity:
    """The opportunity with what the release says beside OCDS.

    What cannot be read in it changes nothing.
    """
    said = _said(release)
    if not said:
        return one
    value, buyer = one.value, one.buyer
    if value.is_stated:
        vat, basis = _one_of(Vat, said.get("valueVat")), _one_of(Basis, said.get("valueBasis"))
        value = replace(value, vat=vat or value.vat, basis=basis or value.basis)
    if buyer.buyer_class is BuyerClass.UNKNOWN:
        stated = _one_of(BuyerClass, said.get("buyerClass"))
        buyer = replace(buyer, buyer_class=stated or BuyerClass.UNKNOWN)
    phases = (_one_of(Phase, phase) for phase in sequence(said.get("phases")))
    return replace(
        one,
        value=value,
        buyer=buyer,
        category=_one_of(Category, said.get("category")) or one.category,
        how_to_respond=plain(said.get("howToRespond")) or one.how_to_respond,
        phases=tuple(phase for phase in phases if phase) or one.phases,
        cancelled_at=(moment(said.get("cancelledAt")) or one.cancelled_at)
        if one.cancelled_at
        else None,
    )


def _said(release: Release) -> Mapping[str, Any]:
    return mapping(release.body.get(EXTENSION)) if release.feed == _FEED else {}


def _one_of(choices: type[Choice], said: object) -> Choice | None:
    if not isinstance(said, str):
        return None
    return next((one for one in choices if one.value == said), None)
