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
    BUYER_WITHOUT_IDENTIFIER = "buyer_without_identifier"
    SCHOOL_OTHERWISE_CLASSED = "school_otherwise_classed"
    NO_DEADLINE = "no_deadline"
    DEADLINE_BEFORE_PUBLICATION = "deadline_before_publication"
    DEADLINE_WITHOUT_TIME = "deadline_without_time"
    DEADLINE_AT_MIDNIGHT = "deadline_at_midnight"
    DEADLINE_AT_WEEKEND = "deadline_at_weekend"
    DEADLINE_ON_HOLIDAY = "deadline_on_holiday"
    NO_VALUE = "no_value"
    PLACEHOLDER_VALUE = "placeholder_value"
    IMPLAUSIBLE_VALUE = "implausible_value"
    FOREIGN_CURRENCY = "foreign_currency"
    NO_CPV = "no_cpv"
    MALFORMED_CPV = "malformed_cpv"
    UNKNOWN_CPV = "unknown_cpv"
    NO_PLACE = "no_place"
    MALFORMED_POSTCODE = "malformed_postcode"
    MALFORMED_DATE = "malformed_date"
    ENDS_BEFORE_START = "ends_before_start"
    ESCAPED_TEXT = "escaped_text"
    TEMPLATE_TEXT = "template_text"
    EARLIER_LAW = "earlier_law"
    THRESHOLD_CONTRADICTED = "threshold_contradicted"

    @property
    def is_repair(self) -> bool:
        """Whether Doorstep stored something other than what the source said."""
        return self in _REPAIRS


_REPAIRS = frozenset(
    {
        FindingKind.SCHOOL_OTHERWISE_CLASSED,
        FindingKind.DEADLINE_WITHOUT_TIME,
        FindingKind.PLACEHOLDER_VALUE,
        FindingKind.IMPLAUSIBLE_VALUE,
        FindingKind.MALFORMED_CPV,
        FindingKind.MALFORMED_POSTCODE,
        FindingKind.MALFORMED_DATE,
        FindingKind.ESCAPED_TEXT,
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of dirt in one process: what it is and what the source said."""

    kind: FindingKind
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CompiledNotice:
    """A process as its releases together tell it, what was dirty in them, and what may follow.

    `forecast` is the re-let that an award with an end gives ground for.
    """

    opportunity: Opportunity
    findings: tuple[Finding, ...]
    forecast: Opportunity | None = None
