"""`doorstep suppliers`: takes in firms, makes them ready to be found, forgets or joins them."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.commands.firms_twice import join, part, twice

NOTHING_READ = 2


@click.group()
def suppliers() -> None:
    """Take in firms from a file, make them ready, forget them, or join those registered twice."""


for _command in (twice, join, part):
    suppliers.add_command(_command)


@suppliers.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as-of", help="Fix the domain's clock, for example 2025-11-08.")
def import_(file: Path, as_of: str | None) -> None:
    """Take in firms, a line of JSON each; the last line of stdout is the summary as JSON."""
    import json
    from dataclasses import asdict

    from bot.bootstrap import make_clock, make_storage
    from bot.commands.supplier_file import read_suppliers
    from bot.services.import_suppliers import RefusedSupplier, import_suppliers
    from bot.settings import read_settings
    from connectors.storage.migrate import migrate

    settings = read_settings({"now": as_of} if as_of else None)
    migrate(settings.database_url)
    storage = make_storage(settings)

    def tell(refused: RefusedSupplier) -> None:
        click.echo(f"refused: {file} line {refused.line}: {refused.reason}", err=True)

    rows = read_suppliers(file, make_clock(settings).now())
    summary = import_suppliers(storage, rows, tell)
    _prepare_with_progress()
    click.echo(json.dumps(asdict(summary)))
    sys.exit(0 if summary.read > summary.rejected else NOTHING_READ)


@suppliers.command()
def embed() -> None:
    """Work out what each firm's words come to, where that is still to do."""
    made = _prepare_with_progress()
    click.echo(f'{{"prepared": {made}}}')


@suppliers.command()
@click.argument("ids", nargs=-1, required=True)
def forget(ids: tuple[str, ...]) -> None:
    """Delete firms with all that hangs on them."""
    from bot.bootstrap import make_storage
    from bot.domain.supplier import SupplierId
    from bot.settings import read_settings
    from connectors.storage.migrate import migrate

    settings = read_settings()
    migrate(settings.database_url)
    with make_storage(settings).transaction() as work:
        gone = work.suppliers.remove([SupplierId(one) for one in dict.fromkeys(ids)])
    click.echo(f'{{"forgotten": {gone}}}')


def _prepare_with_progress() -> int:
    from tqdm import tqdm

    from bot.bootstrap import make_prepare_supplier, make_storage
    from bot.services.prepare_suppliers import prepare_suppliers
    from bot.settings import read_settings
    from connectors.storage.migrate import migrate

    settings = read_settings()
    migrate(settings.database_url)
    with tqdm(unit=" firms", file=sys.stderr, disable=None) as bar:
        return prepare_suppliers(make_storage(settings), make_prepare_supplier(), bar.update)
