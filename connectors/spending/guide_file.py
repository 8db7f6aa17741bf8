"""Reads the guide to buyers' payment headings, and what is published of card payments."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from bot.domain.errors import SourceError
from bot.domain.spending import STEPS, SpendingKind, SpendingLine, SpendingRecord
from bot.domain.spending_guide import Heading, Reason, SpendingGuide


def load_guide(content: Path) -> SpendingGuide:
    """The guide of `spending/guide.yml`; SourceError where a heading stands twice."""
    read = _yaml(content / "spending" / "guide.yml")
    exactly: dict[str, Heading] = {}
    containing: dict[str, Heading] = {}
    for entry in [*read["headings"], *read["left_out"]]:
        reason = entry.get("left_out")
        heading = Heading(
            entry["name"], tuple(entry.get("trades", ())), Reason(reason) if reason else None
        )
        for words, into in (("exactly", exactly), ("containing", containing)):
            for one in entry.get(words, ()):
                if str(one) in into:
                    raise SourceError(f"The spending guide has “{one}” twice.")
                into[str(one)] = heading
    return SpendingGuide(exactly, containing)


def load_published(content: Path) -> tuple[SpendingRecord, ...]:
    """The card payments of `spending/cards.yml` and the tables that it names."""
    entries = _yaml(content / "spending" / "cards.yml")
    return tuple(_record(content / "spending", entry) for entry in entries)


def _record(folder: Path, entry: dict[str, Any]) -> SpendingRecord:
    with (folder / entry["table"]).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return SpendingRecord(
        key=entry["key"],
        buyer=entry["buyer"],
        kind=SpendingKind.CARDS,
        lines=tuple(_line(row) for row in rows if int(row["payments"])),
        refunds=sum(int(row["refunds"]) for row in rows),
        refunded=sum((Decimal(row["refunded_gbp"]) for row in rows), Decimal(0)),
        source_url=entry["source_url"],
    )


def _line(row: dict[str, str]) -> SpendingLine:
    return SpendingLine(
        category=row["category"],
        first=date(int(row["first_year"]), 1, 1),
        last=date(int(row["last_year"]), 12, 31),
        payments=int(row["payments"]),
        total=Decimal(row["total_gbp"]),
        at_most=tuple(int(row[f"at_most_{step}"]) for step in STEPS),
    )


def _yaml(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
