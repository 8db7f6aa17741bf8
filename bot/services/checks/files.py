"""Looks at what lies on disk: the trained model, the files that come along, the room left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.checkup import CheckupLimits, Diagnosis
from bot.domain.checkup_of_installation import (
    ModelState,
    of_disk,
    of_files,
    of_model,
    of_private_files,
)
from bot.ports.checkup import Machine


@dataclass(frozen=True, slots=True)
class ModelCheck:
    """The trained model; `state` compares it with what it is made from."""

    state: Callable[[], ModelState]
    name: str = "model"
    needs_database: bool = False

    def look(self) -> Iterable[Diagnosis]:
        """Whether it is there and of this data."""
        return of_model(self.state())


@dataclass(frozen=True, slots=True)
class FilesCheck:
    """Files without which places, trades or meanings are not known; named from `home` on."""

    machine: Machine
    home: Path
    files: Sequence[str]
    name: str = "files"
    needs_database: bool = False

    def look(self) -> Iterable[Diagnosis]:
        """Which of them cannot be read."""
        return of_files({one: self.machine.is_readable(self.home / one) for one in self.files})


@dataclass(frozen=True, slots=True)
class PrivateFilesCheck:
    """Files that hold what people said."""

    machine: Machine
    files: Sequence[Path]
    name: str = "private"
    needs_database: bool = False

    def look(self) -> Iterable[Diagnosis]:
        """Which of them other users of the machine can read."""
        return of_private_files({str(one): self.machine.is_open(one) for one in self.files})


@dataclass(frozen=True, slots=True)
class DiskCheck:
    """Room in the folders that are written to."""

    machine: Machine
    folders: Sequence[Path]
    limits: CheckupLimits
    name: str = "disk"
    needs_database: bool = False

    def look(self) -> Iterable[Diagnosis]:
        """How much is left in each."""
        free = {str(one): self.machine.free_megabytes(one) for one in dict.fromkeys(self.folders)}
        return of_disk(free, self.limits)
