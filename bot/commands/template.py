"""`doorstep template`: the empty list for a buyer to fill in."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
def template(path: Path) -> None:
    """Write the template of a buyer's own list to PATH, which ends in .csv or .xlsx."""
    from bot.bootstrap import make_list_template
    from bot.domain.errors import InvalidInputError

    made = make_list_template()
    forms = {".csv": made.csv, ".xlsx": made.xlsx}
    write = forms.get(path.suffix.lower())
    if write is None:
        raise InvalidInputError("The template is written to a .csv or an .xlsx file.")
    try:
        path.write_bytes(write())
    except OSError as fault:
        raise InvalidInputError(f"{path} cannot be written: {fault.strerror}.") from fault
    click.echo(f"Written: {path}")
