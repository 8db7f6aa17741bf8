"""Facts about a firm that somebody other than the firm looked at: in a register, or on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.introduction import Mark
from bot.domain.supplier import SupplierId


@dataclass(frozen=True, slots=True)
class FactCheck:
    """That one fact was looked at: which (`fact`), how, when, and what was found (`value`).

    It holds while the firm says the same: a check of another value is none of this one. `source`
    is the register or the document, `by` who saw it, `ends_on` the last day of a paper. A register
    that has it under another name than the firm goes by has `registered_as`, the firm `trades_as`.
    """

    supplier: SupplierId
    fact: str
    how: Mark
    value: str
    source: str
    checked_at: datetime
    by: str = ""
    ends_on: date | None = None
    registered_as: str = ""
    trades_as: str = ""
