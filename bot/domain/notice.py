"""What a source says, before and after it becomes an opportunity: releases, findings, refusals."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, NewType

from bot.domain.opportunity import Ocid, Opportunity

RELEASES_AT_A_TIME = 500
"""So many are read and taken in together; what comes of them does not depend on it."""

ProcessKey = NewType("ProcessKey", str)
"""Names one contracting process in its source: the `ocid`, or a stable key where there is none."""


class JsonBody(Mapping[str, Any]):
    """A release's body as JSON text, which is read when somebody first looks into it.

    Most bodies are only carried from a file to the database, and between processes.
    """

    __slots__ = ("_read", "text")

    def __init__(self, text: str, read: Mapping[str, Any] | None = None) -> None:
        self.text = text
        self._read = read

    def __getitem__(self, name: str) -> Any:
        return self.read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.read)

    def __len__(self) -> int:
        return len(self.read)

    def __repr__(self) -> str:
        return f"JsonBody({self.read!r})"

    def __reduce__(self) -> tuple[type[JsonBody], tuple[str]]:
        return JsonBody, (self.text,)

    @property
    def read(self) -> Mapping[str, Any]:
        """What the text says, as JSON is read; quicker than to ask the body for each name."""
        if self._read is None:
            self._read = json.loads(self.text)
        return self._read

    def close(self) -> None:
        """Keeps the text alone, which takes a fifth of the memory."""
        self._read = None


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


@dataclass(frozen=True, slots=True)
class FileNote:
    """Something about a file that costs nothing of what is in it, but should be known."""

    where: str
    said: str


class FindingKind(StrEnum):
    """The sorts of dirt that notices come with; counted, never fatal."""

    NO_RELEASE_ID = "no_release_id"
    UNREADABLE_FIELD = "unreadable_field"
    UNKNOWN_WORD = "unknown_word"
    ROW_CUT_SHORT = "row_cut_short"
    OTHER_ENCODING = "other_encoding"
    UNREAD_COLUMN = "unread_column"
    SHOUTED_TITLE = "shouted_title"
    NO_DESCRIPTION = "no_description"
    THIN_DESCRIPTION = "thin_description"
    ESCAPED_TEXT = "escaped_text"
    LOST_LINE_ENDS = "lost_line_ends"
    TEMPLATE_TEXT = "template_text"
    NO_BUYER = "no_buyer"
    BUYER_WITHOUT_IDENTIFIER = "buyer_without_identifier"
    BUYER_RENAMED = "buyer_renamed"
    SCHOOL_OTHERWISE_CLASSED = "school_otherwise_classed"
    NO_CONTACT = "no_contact"
    NO_DEADLINE = "no_deadline"
    DEADLINE_BEFORE_PUBLICATION = "deadline_before_publication"
    DEADLINE_SOON_AFTER_PUBLICATION = "deadline_soon_after_publication"
    DEADLINE_YEARS_AHEAD = "deadline_years_ahead"
    DEADLINE_WITHOUT_TIME = "deadline_without_time"
    DEADLINE_WITHOUT_ZONE = "deadline_without_zone"
    DEADLINE_AT_MIDNIGHT = "deadline_at_midnight"
    DEADLINE_AT_WEEKEND = "deadline_at_weekend"
    DEADLINE_ON_HOLIDAY = "deadline_on_holiday"
    STARTS_BEFORE_DEADLINE = "starts_before_deadline"
    ENDS_BEFORE_START = "ends_before_start"
    ENDS_AS_IT_STARTS = "ends_as_it_starts"
    AWARD_WITHOUT_DATE = "award_without_date"
    MALFORMED_DATE = "malformed_date"
    NO_VALUE = "no_value"
    PLACEHOLDER_VALUE = "placeholder_value"
    IMPLAUSIBLE_VALUE = "implausible_value"
    MALFORMED_VALUE = "malformed_value"
    NET_ABOVE_GROSS = "net_above_gross"
    RANGE_UPSIDE_DOWN = "range_upside_down"
    FOREIGN_CURRENCY = "foreign_currency"
    MALFORMED_CURRENCY = "malformed_currency"
    NO_CURRENCY = "no_currency"
    NO_CATEGORY = "no_category"
    NO_CPV = "no_cpv"
    MALFORMED_CPV = "malformed_cpv"
    UNKNOWN_CPV = "unknown_cpv"
    NO_PLACE = "no_place"
    EVERY_PLACE = "every_place"
    MALFORMED_POSTCODE = "malformed_postcode"
    OTHER_LAW = "other_law"
    THRESHOLD_CONTRADICTED = "threshold_contradicted"

    @property
    def is_repair(self) -> bool:
        """Whether Doorstep stored something other than what the source said."""
        return self in _REPAIRS


_REPAIRS = frozenset(
    {
        FindingKind.UNREADABLE_FIELD,
        FindingKind.UNKNOWN_WORD,
        FindingKind.ROW_CUT_SHORT,
        FindingKind.OTHER_ENCODING,
        FindingKind.ESCAPED_TEXT,
        FindingKind.LOST_LINE_ENDS,
        FindingKind.BUYER_RENAMED,
        FindingKind.SCHOOL_OTHERWISE_CLASSED,
        FindingKind.DEADLINE_WITHOUT_TIME,
        FindingKind.DEADLINE_WITHOUT_ZONE,
        FindingKind.AWARD_WITHOUT_DATE,
        FindingKind.MALFORMED_DATE,
        FindingKind.PLACEHOLDER_VALUE,
        FindingKind.IMPLAUSIBLE_VALUE,
        FindingKind.MALFORMED_VALUE,
        FindingKind.RANGE_UPSIDE_DOWN,
        FindingKind.MALFORMED_CURRENCY,
        FindingKind.NO_CURRENCY,
        FindingKind.MALFORMED_CPV,
        FindingKind.MALFORMED_POSTCODE,
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of dirt in one process: what it is and what the source said."""

    kind: FindingKind
    detail: str = ""


@cache
def plain_finding(kind: FindingKind) -> Finding:
    """The finding of that kind with nothing quoted; always the same one, for most are such."""
    return Finding(kind)


@dataclass(frozen=True, slots=True)
class CompiledNotice:
    """A process as its releases together tell it, what was dirty in them, and what may follow.

    `forecast` is the re-let that an award with an end gives ground for.
    """

    opportunity: Opportunity
    findings: tuple[Finding, ...]
    forecast: Opportunity | None = None
