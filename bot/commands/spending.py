"""`doorstep spending`: takes in a buyer's published payments, as totals."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from bot.domain.errors import InvalidInputError, SourceError
from bot.domain.payment import RefusedRow
from bot.domain.register import BuyerRegister

NOTHING_READ = 2


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--buyer", required=True, help="Whose payments they are, as the register knows it.")
@click.option("--source-url", help="Where the buyer publishes them.")
@click.option("--preview", is_flag=True, help="Read and tell, but store nothing.")
def spending(files: tuple[Path, ...], buyer: str, source_url: str | None, *, preview: bool) -> None:
    """Import files of payments over £500; the last line of stdout is the summary as JSON."""
    from tqdm import tqdm

    from bot.bootstrap import CONTENT, make_payments_import, make_phrases
    from bot.services.import_payments import PaymentsFiles, PaymentsSummary
    from bot.services.spending_records import attribution_of_payments
    from bot.settings import read_settings
    from connectors.storage.migrate import migrate
    from connectors.text.vocabulary import load_register

    settings = read_settings()
    name = _register_name(load_register(CONTENT), buyer)
    migrate(settings.database_url)
    with tqdm(unit=" rows", file=sys.stderr, disable=None) as bar:
        given = PaymentsFiles(files, name, source_url)
        fault: Exception | None = None
        taken = make_payments_import(settings)
        try:
            summary = taken.take_in(given, _tell, bar.update, only_look=preview)
        except (InvalidInputError, SourceError) as error:
            summary, fault = PaymentsSummary.of_nothing(given), error
    told: dict[str, Any] = {**asdict(summary), "total": float(summary.total)}
    for end in ("first", "last"):
        told[end] = f"{told[end]:%Y-%m}" if told[end] else None
    attribution = attribution_of_payments(name, summary.first, summary.last, make_phrases())
    click.echo(json.dumps({**told, "preview": preview, "attribution": attribution}))
    if fault:
        raise fault
    if not summary.found_anything:
        sys.exit(NOTHING_READ)


def _register_name(register: BuyerRegister, buyer: str) -> str:
    """The register's name for a whole name or alias; part of one might mean another buyer."""
    named = register.named(buyer)
    if named is None:
        raise InvalidInputError(f"“{buyer}” is not in the register of buyers: content/buyers.yml.")
    return named.buyer.name


def _tell(file: Path, row: RefusedRow) -> None:
    where = f"row {row.row}, {row.column}" if row.column else f"row {row.row}"
    click.echo(f"refused: {file.name}: {where}: {row.reason}", err=True)
