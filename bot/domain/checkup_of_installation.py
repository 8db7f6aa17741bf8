"""What the parts of an installation come to: settings, operator, database, model, files, disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.checkup import CheckupLimits, Diagnosis, Noticed, broken, ok, warning
from bot.domain.operator import Operator

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True, slots=True)
class DatabaseShape:
    """How far a database was migrated: `current` is None before the first migration."""

    is_there: bool
    current: str | None
    newest: str
    known: frozenset[str]


class ModelState(StrEnum):
    """How the trained model stands to what it is made from."""

    ABSENT = "absent"
    STALE = "stale"
    FRESH = "fresh"


def of_settings(host: str, public_url: str, now: datetime | None) -> Iterator[Diagnosis]:
    """Settings that are right by themselves, and seldom meant so together."""
    if now:
        yield warning(Noticed.CLOCK_FIXED, moment=now)
    if host not in _LOOPBACK and not public_url:
        yield warning(Noticed.NO_PUBLIC_ADDRESS, host=host)
    if not now and (host in _LOOPBACK or public_url):
        yield ok(Noticed.SETTINGS_FINE)


def of_operator(operator: Operator) -> Iterator[Diagnosis]:
    """Whether somebody answers for it."""
    if operator.is_complete:
        yield ok(Noticed.OPERATOR_NAMED, name=operator.name)
    else:
        yield warning(Noticed.OPERATOR_MISSING, parts=operator.missing)


def of_database(shape: DatabaseShape) -> Iterator[Diagnosis]:
    """Whether the database has the shape that this code works with."""
    if not shape.is_there:
        yield warning(Noticed.DATABASE_ABSENT)
    elif shape.current == shape.newest:
        yield ok(Noticed.DATABASE_FINE, current=shape.newest)
    elif shape.current is None or shape.current in shape.known:
        current = shape.current or "0000"
        yield broken(Noticed.DATABASE_BEHIND, current=current, newest=shape.newest)
    else:
        yield broken(Noticed.DATABASE_AHEAD, current=shape.current, newest=shape.newest)


def of_model(state: ModelState) -> Iterator[Diagnosis]:
    """Whether the assistant was trained from what stands here now; a start trains it anew."""
    if state is ModelState.FRESH:
        yield ok(Noticed.MODEL_FINE)
    else:
        absent = state is ModelState.ABSENT
        yield warning(Noticed.MODEL_ABSENT if absent else Noticed.MODEL_STALE)


def of_files(there: Mapping[str, bool]) -> Iterator[Diagnosis]:
    """Whether each file that the product comes with is there and can be read."""
    for name in (name for name, is_there in there.items() if not is_there):
        yield broken(Noticed.FILE_ABSENT, name=name)
    if all(there.values()):
        yield ok(Noticed.FILES_FINE, count=len(there))


def of_private_files(is_open: Mapping[str, bool]) -> Iterator[Diagnosis]:
    """Whether other users of the machine can read what people said."""
    for name in (name for name, is_it in is_open.items() if is_it):
        yield warning(Noticed.FILE_OPEN, name=name)
    if not any(is_open.values()):
        yield ok(Noticed.FILES_PRIVATE)


def of_disk(free: Mapping[str, int], limits: CheckupLimits) -> Iterator[Diagnosis]:
    """Whether there is room where things are written; megabytes by folder."""
    for folder, megabytes in free.items():
        if megabytes < limits.disk_full_megabytes:
            yield broken(Noticed.DISK_FULL, folder=folder, megabytes=megabytes)
        elif megabytes < limits.disk_low_megabytes:
            yield warning(Noticed.DISK_LOW, folder=folder, megabytes=megabytes)
        else:
            yield ok(Noticed.DISK_FINE, folder=folder, megabytes=megabytes)
