"""The machine that an installation stands on: room on disk, and files that can be read."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

_MEGABYTE = 1024 * 1024


class ThisMachine:
    """The one that this process runs on."""

    def free_megabytes(self, folder: Path) -> int:
        """Room left where the folder lies, or where the nearest folder above lies that exists."""
        there = next(one for one in (folder, *folder.absolute().parents) if one.is_dir())
        return shutil.disk_usage(there).free // _MEGABYTE

    def is_readable(self, file: Path) -> bool:
        """Whether there is such a file, with something in it, that this process may read."""
        try:
            return file.is_file() and file.stat().st_size > 0 and os.access(file, os.R_OK)
        except OSError:
            return False

    def is_open(self, file: Path) -> bool:
        """Whether any user of the machine may read the file; one that is not there is not open."""
        try:
            if not file.stat().st_mode & stat.S_IROTH:
                return False
            return all(one.stat().st_mode & stat.S_IXOTH for one in file.absolute().parents)
        except OSError:
            return False
