"""The files of `doorstep match`: profiles as JSON lines in, rankings as JSON lines out."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Container, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.domain.errors import InvalidInputError, SourceError
from bot.domain.profile import Profile

_LARGEST = Decimal("1e15")
_TOLD = 3
"""Faults that are told of a file without any profile."""


Refused = tuple[str, str]
"""The file and line of a profile that is none, and what is wrong with which field."""


def read_profiles(file: Path) -> tuple[list[Profile], list[Refused]]:
    """The profiles of the file, and the lines that hold none.

    InvalidInputError where the file cannot be read or no line of it holds a profile. A `max_value`
    of nought or less limits nothing, as if it had not been said.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as fault:
        said = getattr(fault, "strerror", None) or "it is not UTF-8"
        raise InvalidInputError(f"{file} cannot be read: {said}.") from fault
    profiles: dict[str, Profile] = {}
    refused: list[Refused] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            profile = _profile(line, profiles)
        except InvalidInputError as fault:
            refused.append((f"{file} line {number}", str(fault)))
        else:
            profiles[profile.id] = profile
    if not profiles:
        told = "".join(f"\n{where}: {why}" for where, why in refused[:_TOLD])
        raise InvalidInputError(f"{file}: there are no profiles in it.{told}")
    return list(profiles.values()), refused


def write_rows(rows: Iterable[dict[str, Any]], file: Path) -> None:
    """Writes a line of JSON for each row, all or none; SourceError where that cannot be."""
    # Half a surrogate pair, which JSON may hold and UTF-8 may not, goes out as it came in: escaped.
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    content = "".join(lines).encode("utf-8", "backslashreplace")
    try:
        if file.exists() and not file.is_file():
            file.write_bytes(content)
            return
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as beside:
            beside.write(content)
        Path(beside.name).chmod(0o666 & ~_umask())
        Path(beside.name).replace(file)
    except OSError as fault:
        raise SourceError(f"{file} cannot be written: {fault.strerror or fault}.") from fault


def _profile(line: str, held: Container[str]) -> Profile:
    try:
        read = json.loads(line)
    except (ValueError, RecursionError) as fault:
        raise InvalidInputError("this is not JSON.") from fault
    if not isinstance(read, dict):
        raise InvalidInputError("a profile must be a JSON object.")
    name, text, postcode = read.get("profile_id"), read.get("text"), read.get("postcode")
    if not isinstance(name, str) or not name:
        raise InvalidInputError("profile_id must be a text that is not empty.")
    if name in held:
        raise InvalidInputError(f"profile_id {name!r} stands twice.")
    if not isinstance(text, str):
        raise InvalidInputError("text must be a text.")
    if postcode is not None and not isinstance(postcode, str):
        raise InvalidInputError("postcode must be a text or null.")
    return Profile(name, text, postcode, _limit(read.get("max_value")))


def _limit(stated: object) -> Decimal | None:
    if stated is None:
        return None
    is_number = isinstance(stated, int | float) and not isinstance(stated, bool)
    limit = Decimal(str(stated)) if is_number else Decimal("NaN")
    if not limit.is_finite() or abs(limit) > _LARGEST:
        raise InvalidInputError("max_value must be a number of pounds or null.")
    return limit if limit > 0 else None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
