"""Profiles as JSON that can be read by eye: each part with its value and its moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from bot.domain.profile_facts import (
    Day,
    FirmProfile,
    HeldPaper,
    Hours,
    JobSize,
    Part,
    People,
    Reaching,
    TimeOfDay,
    Travel,
    Value,
    Way,
)

Row = Mapping[str, Any]


def row_of(profile: FirmProfile) -> dict[str, Any]:
    """The parts that were said, by name."""
    return {
        part.value: {
            "value": _written(profile.get(part)),
            "said_at": profile.said_at[part].astimezone(UTC).isoformat(),
        }
        for part in profile.parts
    }


def profile_of(row: Row) -> FirmProfile:
    """The profile of such a row."""
    parts = {Part(name): said for name, said in row.items()}
    values = {part.value: _read(part, said["value"]) for part, said in parts.items()}
    moments = {part: datetime.fromisoformat(said["said_at"]) for part, said in parts.items()}
    return FirmProfile(**values, said_at=moments)  # type: ignore[arg-type]


def _written(value: Value | None) -> Any:
    if isinstance(value, tuple):
        return [_written_one(one) for one in value]
    match value:
        case Travel() | People():
            return asdict(value)
        case JobSize():
            return {"least": _text(value.least), "most": _text(value.most)}
        case Hours():
            return _written_hours(value)
        case Reaching():
            return {"ways": [way.value for way in value.ways], "landline": value.landline}
    return value


def _written_one(one: str | HeldPaper) -> Any:
    if isinstance(one, str):
        return one
    ends_on = {"ends_on": one.ends_on.isoformat()} if one.ends_on else {}
    return {"name": one.name, "pounds": _text(one.pounds), **ends_on}


def _written_hours(value: Hours) -> dict[str, Any]:
    return {
        "days": [day.value for day in value.days],
        "not_days": [day.value for day in value.not_days],
        "times": [one.value for one in value.times],
        "start": value.start.isoformat("minutes") if value.start else None,
        "end": value.end.isoformat("minutes") if value.end else None,
        "any_time": value.any_time,
        "words": value.words,
    }


def _read(part: Part, said: Any) -> Value:
    readers: dict[Part, Callable[[Any], Value]] = {
        Part.TRADES: tuple,
        Part.TRAVEL: lambda row: Travel(**row),
        Part.SIZE: lambda row: JobSize(_pounds(row["least"]), _pounds(row["most"])),
        Part.PEOPLE: lambda row: People(**row),
        Part.PAPERS: lambda row: tuple(
            HeldPaper(one["name"], _pounds(one["pounds"]), _day(one.get("ends_on"))) for one in row
        ),
        Part.HOURS: _read_hours,
        Part.REACH: lambda row: Reaching(tuple(map(Way, row["ways"])), row["landline"]),
    }
    return readers.get(part, str)(said)


def _read_hours(said: Row) -> Hours:
    return Hours(
        days=tuple(Day(one) for one in said["days"]),
        not_days=tuple(Day(one) for one in said["not_days"]),
        times=tuple(TimeOfDay(one) for one in said["times"]),
        start=time.fromisoformat(said["start"]) if said["start"] else None,
        end=time.fromisoformat(said["end"]) if said["end"] else None,
        any_time=said["any_time"],
        words=said["words"],
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def _pounds(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)
