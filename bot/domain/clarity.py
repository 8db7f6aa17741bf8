"""What in an entry would keep small firms out without need, and which section speaks against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.domain import threshold_table as table
from bot.domain.demand_patterns import Asked
from bot.domain.demands import demands_in
from bot.domain.jargon import Term
from bot.domain.quotation import quote_around
from bot.domain.threshold_table import LegalSource

MOST_JARGON = 5
"""Words told of at once; more would not be read."""

FAIR_DAYS = 5
"""Working days that a small firm needs at least for a price: what owners told of, on average."""

FAIR_DAYS_OF_LARGE = 10
"""The same where the value reaches the floor, and the papers are more."""

PLAIN_ENOUGH = frozenset(
    {
        *("tender", "quote", "threshold", "lot", "micro-business", "subcontract", "SME"),
        *("public liability insurance", "employers' liability insurance", "Find a Tender"),
        *("professional indemnity", "reserved contract", "DBS", "anchor institution"),
    }
)
"""Terms that a small firm knows, or must be named by."""

_MOST_COVER = Decimal(5_000_000)
_COVER_TIMES = 500
_USUAL_COVER = Decimal(1_000_000)
_SUM = re.compile(r"£\s?(\d[\d,]*(?:\.\d+)?)\s*(m(?:illion|n)?\b|k\b|thousand\b)?", re.IGNORECASE)
_TIMES = {"m": 1_000_000, "k": 1_000, "t": 1_000}
_TURNOVER = re.compile(
    r"\b(?:annual |minimum |yearly )*turnover\b|\b(?:audited |filed )?accounts (?:for|of)\b"
    r"|\bcredit (?:score|rating|check)\b|\bnet worth\b",
    re.IGNORECASE,
)
_FIRST_STAGE = re.compile(
    r"\b(?:PQQ|SQ|selection questionnaire|pre[- ]?qualif\w+|shortlist\w*|"
    r"approved (?:list|supplier)s?)\b",
    re.IGNORECASE,
)


class Unclear(StrEnum):
    """What may keep small firms out."""

    JARGON = "jargon"
    COVER = "cover"
    TURNOVER = "turnover"
    FIRST_STAGE = "first_stage"
    SHORT = "short"


SECTIONS: dict[Unclear, LegalSource] = {
    Unclear.JARGON: table.BARRIERS,
    Unclear.COVER: table.BARRIERS,
    Unclear.TURNOVER: table.NO_SUITABILITY_STAGE,
    Unclear.FIRST_STAGE: table.NO_SUITABILITY_STAGE,
    Unclear.SHORT: table.REASONABLE_TIME,
}
"""Which law speaks against it."""


@dataclass(frozen=True, slots=True)
class Clarity:
    """One thing to put more plainly or to ask less of: the words that say it, and more of it.

    `detail` is the plain meaning of jargon, or the working days that are left.
    """

    kind: Unclear
    words: str
    detail: str = ""

    @property
    def source(self) -> LegalSource:
        """Where the law says so."""
        return SECTIONS[self.kind]


def unclear_in(
    title: str, wanted: str, value: Decimal | None, terms: Iterable[Term]
) -> tuple[Clarity, ...]:
    """What the words hold; `value` is pounds with VAT, None where not known. Nothing is changed."""
    text = f"{title}\n{wanted}"
    return (
        *_covers(title, wanted, value),
        *_quoted(Unclear.TURNOVER, _TURNOVER, text),
        *_quoted(Unclear.FIRST_STAGE, _FIRST_STAGE, text),
        *_jargon(text, terms),
    )


def too_short(working_days: int, *, reaches_floor: bool) -> tuple[Clarity, ...]:
    """The remark where fewer working days are left than a small firm needs."""
    fair = FAIR_DAYS_OF_LARGE if reaches_floor else FAIR_DAYS
    if working_days >= fair:
        return ()
    return (Clarity(Unclear.SHORT, str(fair), str(working_days)),)


def _covers(title: str, wanted: str, value: Decimal | None) -> Iterator[Clarity]:
    """Insurance beyond what such a job needs, as far as its sum is named."""
    limit = _MOST_COVER if value is None else max(_USUAL_COVER, value * _COVER_TIMES)
    for demand in demands_in(title, wanted):
        if demand.kind is Asked.INSURANCE:
            sums = [_pounds(found) for found in _SUM.finditer(demand.quotation)]
            if sums and max(sums) > min(limit, _MOST_COVER):
                yield Clarity(Unclear.COVER, demand.quotation)


def _pounds(found: re.Match[str]) -> Decimal:
    times = _TIMES.get((found[2] or "")[:1].lower(), 1)
    return Decimal(found[1].replace(",", "").rstrip(".")) * times


def _quoted(kind: Unclear, words: re.Pattern[str], text: str) -> Iterator[Clarity]:
    found = words.search(text)
    if found:
        yield Clarity(kind, quote_around(text, found.span()))


def _said(spelling: str, text: str) -> re.Match[str] | None:
    """Letters that stand for words, as they are written; or a term of several words, in any case.

    One word alone is too often an ordinary one: "scoring", "anchor", "lots".
    """
    is_short = spelling.isupper()
    if not is_short and not re.search(r"[\s-]", spelling):
        return None
    return re.search(rf"(?<!\w){re.escape(spelling)}(?!\w)", text, 0 if is_short else re.IGNORECASE)


def _jargon(text: str, terms: Iterable[Term]) -> list[Clarity]:
    """Terms of the trade of buying, each once, in the order of the text."""
    found: list[tuple[int, Clarity]] = []
    for term in terms:
        if term.name in PLAIN_ENOUGH:
            continue
        match = next(filter(None, (_said(one, text) for one in (term.name, *term.also))), None)
        if match:
            found.append((match.start(), Clarity(Unclear.JARGON, match.group(), term.plain)))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])[:MOST_JARGON]]
