"""What whoever runs it answers for, in one place for pages and conversations."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.operator import Operator
from bot.domain.site import Site
from bot.domain.statement import Statement
from bot.services.handle_complaints import HandleComplaints


@dataclass(frozen=True, slots=True)
class Accountable:
    """Who runs it, where its pages stand, what it states in public, and complaints."""

    operator: Operator
    site: Site
    privacy: Statement
    accessibility: Statement
    complaints: HandleComplaints
