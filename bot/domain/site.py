"""Where pages of the service stand that conversations and messages send people to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """The service's own address, without a slash at its end, and whole addresses of its pages."""

    address: str

    @property
    def privacy(self) -> str:
        """What is kept about people, why, and whom to ask."""
        return f"{self.address}/privacy"

    @property
    def complaints(self) -> str:
        """Where somebody says what went wrong."""
        return f"{self.address}/complaints"
