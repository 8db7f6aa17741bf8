"""Which codes the Common Procurement Vocabulary has."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from bot.domain.errors import SourceError

_DIGITS = 8


class CpvList:
    """The codes of a file as `content/cpv/rebuild.py` writes it, read when first asked for."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __contains__(self, code: object) -> bool:
        return code in self._codes

    def __len__(self) -> int:
        return len(self._codes)

    @cached_property
    def _codes(self) -> frozenset[str]:
        try:
            lines = self._file.read_text(encoding="utf-8").splitlines()
        except OSError as fault:
            raise SourceError(f"{self._file.name} cannot be read: {fault.strerror}") from fault
        return frozenset(
            f"{division}{rest.strip('-')}".ljust(_DIGITS, "0")
            for division, *those in map(str.split, lines)
            for rest in those
        )
