"""What a source says, before and after it becomes an opportunity: releases, findings, refusals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NewType

from bot.domain.opportunity import Ocid, Opportunity

ProcessKey = NewType("ProcessKey", str)
"""Names one contracting process in its source: the `ocid`, or a stable key where there is none."""


@dataclass(frozen=True, slots=True)
class Release:
    """One publication about one contracting process, in OCDS shape.

    `fingerprint` is the same for the same content, whatever file it came in.
    """

    process_key: ProcessKey
    ocid: Ocid | None
    released_at: datetime
    feed: str
    body: Mapping[str, Any]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that could not be read: where it stands, and why in one sentence."""

    where: str
    reason: str


class FindingKind(StrEnum):
    """The sorts of dirt that notices come with; counted, never fatal."""

    NO_RELEASE_ID = "no_release_id"
    NO_DESCRIPTION = "no_description"
    NO_BUYER = "no_buyer"
    NO_DEADLINE = "no_deadline"
    NO_VALUE = "no_value"
    PLACEHOLDER_VALUE = "placeholder_value"
    FOREIGN_CURRENCY = "foreign_currency"
    NO_CPV = "no_cpv"
    MALFORMED_CPV = "malformed_cpv"
    NO_PLACE = "no_place"
    MALFORMED_POSTCODE = "malformed_postcode"
    DEADLINE_BEFORE_PUBLICATION = "deadline_before_publication"
    DEADLINE_WITHOUT_TIME = "deadline_without_time"
    MALFORMED_DATE = "malformed_date"
    ESCAPED_TEXT = "escaped_text"


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of dirt in one process: what it is and what the source said."""

    kind: FindingKind
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CompiledNotice:
    """A process as its releases together tell it, and what was dirty in them."""

    opportunity: Opportunity
    findings: tuple[Finding, ...]
