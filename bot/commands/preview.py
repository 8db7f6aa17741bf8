"""`doorstep import --preview`: a table of what would be stored, for whoever sent the file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import click

from bot.domain.notice import CompiledNotice
from bot.domain.opportunity import LONDON, Opportunity
from bot.ports import Phrases
from bot.services.preview_import import Preview

WIDTHS = {
    "title": 40,
    "buyer": 28,
    "kind": 17,
    "value": 27,
    "deadline": 17,
    "where": 22,
    "seen by": 10,
}


def show_preview(paths: Iterable[Path]) -> bool:
    """Prints the table, then one JSON object; refusals and notes go to stderr.

    Returns whether anything would be stored. The database is neither read nor written.
    """
    from bot.bootstrap import make_phrases
    from bot.reading import make_compiler, make_reader
    from bot.services.preview_import import preview_import

    preview = preview_import(paths, make_reader(), make_compiler())
    click.echo(_line(WIDTHS))
    click.echo(_line(["-" * width for width in WIDTHS.values()]))
    phrases = make_phrases()
    for notice in preview.notices:
        click.echo(_line(_cells(notice.opportunity, phrases)))
    if preview.processes > len(preview.notices):
        click.echo(f"... and {preview.processes - len(preview.notices)} more.")
    _tell_aside(preview)
    click.echo(json.dumps(_counts(preview), ensure_ascii=False))
    return preview.processes > 0


def _tell_aside(preview: Preview) -> None:
    for note in preview.notes:
        click.echo(f"note: {note.where}: {note.said}", err=True)
    for refusal in preview.refusals:
        click.echo(f"refused: {refusal.where}: {refusal.reason}", err=True)


def _counts(preview: Preview) -> dict[str, object]:
    return {
        "read": preview.read,
        "opportunities": preview.processes,
        "rejected": len(preview.refusals),
        "warnings": _warnings(preview.notices),
    }


def _warnings(notices: Iterable[CompiledNotice]) -> dict[str, int]:
    kinds = sorted(finding.kind for notice in notices for finding in notice.findings)
    return {kind.value: kinds.count(kind) for kind in dict.fromkeys(kinds)}


def _cells(o: Opportunity, phrases: Phrases) -> list[str]:
    where = o.coverage.postcode or ", ".join(o.coverage.regions)
    value = o.value
    worth = "not stated"
    if value.amount is not None:
        vat, basis = (
            phrases.say(f"value.vat.{value.vat}"),
            phrases.say(f"value.basis.{value.basis}"),
        )
        worth = f"{value.currency} {value.amount:,.0f} {vat}{basis}".replace("GBP ", "£")
    closes = f"{o.deadline.astimezone(LONDON):%d/%m/%Y %H:%M}" if o.deadline else "none"
    place = where or ("anywhere" if o.coverage.nationwide else "not stated")
    return [
        o.title,
        o.buyer.name,
        o.kind.value.replace("_", " "),
        worth,
        closes,
        place,
        o.visibility.value,
    ]


def _line(cells: Iterable[str]) -> str:
    """The cells side by side, each cut to its column and rid of what a terminal would act on."""
    return "  ".join(
        _fitted(cell, width) for cell, width in zip(cells, WIDTHS.values(), strict=True)
    ).rstrip()


def _fitted(text: str, width: int) -> str:
    plain = "".join(c if c.isprintable() else " " for c in text)
    return f"{plain[: width - 1]}…" if len(plain) > width else plain.ljust(width)
