"""What whoever runs it answers for, in one place for pages and conversations."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.operator import Operator
from bot.domain.site import Site
from bot.domain.statement import Statement


@dataclass(frozen=True, slots=True)
class Accountable:
    """Who runs it, where its pages stand, and what it says of people's data."""

    operator: Operator
    site: Site
    privacy: Statement
