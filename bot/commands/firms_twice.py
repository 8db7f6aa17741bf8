"""`doorstep suppliers twice`, `join` and `part`: one firm that two people registered apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from bot.domain.same_firm import FirmPair, PairState
from bot.domain.supplier import SupplierId
from bot.services.firms_twice import FirmsTwice, Side, Twins

_STATES = {
    PairState.NOTICED: "noticed, and nobody decided yet",
    PairState.JOINED: "joined: the first stands for the second",
    PairState.APART: "kept apart",
}


@click.command()
@click.option("--contacts", is_flag=True, help="Tell also how the people of each can be asked.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines.")
def twice(*, contacts: bool, as_json: bool) -> None:
    """List firms that two people seem to have registered apart, and on what grounds."""
    desk = _desk()
    found = desk.all()
    if as_json:
        told = [_as_json(one, contacts=contacts) for one in found]
        click.echo(json.dumps({"ask": desk.wording, "pairs": told}, ensure_ascii=False))
        return
    if not found:
        click.echo("No firm seems to be registered twice by different people.")
        return
    for one in found:
        for line in _lines(one, contacts=contacts):
            click.echo(line)
    click.echo(f"Ask each side by itself, and tell neither of the other before: “{desk.wording}”")


@click.command()
@click.argument("kept")
@click.argument("other")
@click.option("--agreed-by", multiple=True, metavar="ID", help="A side that said yes; name both.")
def join(kept: str, other: str, agreed_by: tuple[str, ...]) -> None:
    """Let the first firm stand for the other, once both sides agreed; it can be undone."""
    desk = _desk()
    pair = desk.join(SupplierId(kept), SupplierId(other), {SupplierId(one) for one in agreed_by})
    click.echo(_decided(pair))


@click.command()
@click.argument("one")
@click.argument("other")
def part(one: str, other: str) -> None:
    """Keep two firms apart, or put them apart again."""
    click.echo(_decided(_desk().part(SupplierId(one), SupplierId(other))))


def _desk() -> FirmsTwice:
    from bot.bootstrap import make_firms_twice
    from bot.settings import read_settings
    from connectors.storage.migrate import migrate

    settings = read_settings()
    migrate(settings.database_url)
    return make_firms_twice(settings)


def _decided(pair: FirmPair) -> str:
    return json.dumps({"kept": pair.kept, "other": pair.other, "state": pair.state.value})


def _lines(one: Twins, *, contacts: bool) -> Iterator[str]:
    grounds = ", ".join(sorted(ground.value for ground in one.pair.grounds))
    yield f"{_STATES[one.pair.state]}; the same: {grounds}"
    for side in one.sides:
        firm = side.firm
        agreed = "agreed" if side.agreed else "did not agree yet"
        where = firm.postcode or "no postcode"
        yield f"  {firm.id}  {firm.name}, {where}, since {firm.registered_at:%d %B %Y}, {agreed}"
        if contacts:
            yield f"    {', '.join(address.value for address in side.addresses)}"


def _as_json(one: Twins, *, contacts: bool) -> dict[str, Any]:
    return {
        "state": one.pair.state.value,
        "grounds": sorted(ground.value for ground in one.pair.grounds),
        "firms": [_side(side, contacts=contacts) for side in one.sides],
    }


def _side(side: Side, *, contacts: bool) -> dict[str, Any]:
    firm = side.firm
    told: dict[str, Any] = {
        "id": firm.id,
        "name": firm.name,
        "postcode": firm.postcode,
        "registered_at": firm.registered_at.isoformat(),
        "agreed": side.agreed,
    }
    return told | ({"contacts": [one.value for one in side.addresses]} if contacts else {})
