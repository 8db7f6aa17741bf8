"""A company in the public register, and whether it is the one that a firm says it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.organisation_name import same_organisation_key
from bot.domain.supplier import SupplierId

SOURCE = "Companies House"
"""Whose register it is, as a check names it."""

ASKED_AGAIN_AFTER = timedelta(days=28)
"""A company may be struck off or renamed: what was found is looked at anew after so long."""

_STANDS = frozenset({"active", "open", "registered"})
"""States of a company that trades: those of other registers beside companies' own."""


@dataclass(frozen=True, slots=True)
class RegisteredCompany:
    """One company as the register has it; `status` is the register's own word, such as "active"."""

    number: str
    name: str
    status: str


class Finding(StrEnum):
    """What the register says of a number that a firm gave."""

    SAME = "same"
    OTHER_NAME = "other_name"
    NOT_ACTIVE = "not_active"
    NOT_THERE = "not_there"


@dataclass(frozen=True, slots=True)
class CompanyCheck:
    """The last look into the register for a firm: which number, and what was found.

    `called` is what the firm called itself then; `name` and `status` are the register's, "" where
    the number is not there.
    """

    supplier: SupplierId
    number: str
    called: str
    finding: Finding
    name: str
    status: str
    asked_at: datetime

    def is_due(self, number: str, called: str, now: datetime) -> bool:
        """Whether the register is to be asked again: another number or name, or long ago."""
        is_other = number != self.number or called != self.called
        return is_other or now - self.asked_at >= ASKED_AGAIN_AFTER


def finding_of(called: str, company: RegisteredCompany | None) -> Finding:
    """What it comes to. A name is the same whatever its "Ltd", capitals and points.

    A name that the company has given up counts as another: buyers know it by the one it has.
    """
    if company is None:
        return Finding.NOT_THERE
    if company.status.lower() not in _STANDS:
        return Finding.NOT_ACTIVE
    known, said = same_organisation_key(company.name), same_organisation_key(called)
    return Finding.SAME if said and said == known else Finding.OTHER_NAME
