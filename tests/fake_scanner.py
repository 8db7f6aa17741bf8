"""A scanner that knows one test file, held to the same contract as ClamAV's."""

from __future__ import annotations

from bot.domain.errors import ScannerUnavailableError

# Put together only here, so that no scanner trips over the file that it stands in.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"


class FakeScanner:
    """Finds the test file of the European institute, wherever it stands."""

    looks = True

    def __init__(self, *, is_away: bool = False) -> None:
        self.is_away = is_away

    def is_clean(self, content: bytes) -> bool:
        """Whether it is not in there."""
        if self.is_away:
            raise ScannerUnavailableError("away")
        return EICAR not in content
