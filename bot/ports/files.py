"""What the services ask about a file that somebody sent."""

from __future__ import annotations

from typing import Protocol


class FileSorts(Protocol):
    """Tells what a file is by what is in it."""

    def of(self, content: bytes, name: str) -> str | None:
        """Its media type, or None where it is nothing that is known for sure."""
        ...


class VirusScanner(Protocol):
    """Looks for viruses."""

    @property
    def looks(self) -> bool:
        """Whether there is anything that looks; False where none is set up."""
        ...

    def is_clean(self, content: bytes) -> bool:
        """Whether nothing was found; True where nothing looks.

        Raises ScannerUnavailableError when what is set up does not answer.
        """
        ...
