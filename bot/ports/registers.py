"""What the services ask of public registers."""

from __future__ import annotations

from typing import Protocol

from bot.domain.company import RegisteredCompany


class CompanyRegister(Protocol):
    """The register of companies."""

    def company(self, number: str) -> RegisteredCompany | None:
        """The company of that number, of eight characters; None where there is no such one.

        Raises RegisterUnavailableError where it is away or asks for patience, RegisterRefusedError
        where it refuses who asks, SourceError where what it answers is no company.
        """
        ...
