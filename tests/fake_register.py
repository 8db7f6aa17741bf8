"""A register of companies in memory, held to the same contract as the real one."""

from __future__ import annotations

from bot.domain.company import RegisteredCompany
from bot.domain.errors import DoorstepError, RegisterUnavailableError


class FakeRegister:
    """Knows the companies that it is given, and remembers which it was asked for."""

    def __init__(self, *known: RegisteredCompany) -> None:
        self.known = {one.number: one for one in known}
        self.asked: list[str] = []
        self.fault: DoorstepError | None = None

    def company(self, number: str) -> RegisteredCompany | None:
        """What it knows of the number."""
        self.asked.append(number)
        if self.fault:
            raise self.fault
        return self.known.get(number)

    def take_away(self) -> None:
        """From now on it does not answer."""
        self.fault = RegisterUnavailableError("The register does not answer.", retry_after=60)
