"""`doorstep alerts`: tells what is due now, or how many were told and why others were not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from bot.domain.telling_time import LONDON

if TYPE_CHECKING:
    from bot.bootstrap import Services


@click.command()
@click.option("--send", is_flag=True, help="Look for news now and tell all that is due.")
@click.option("--as-of", help="Fix the domain's clock, for example 2025-11-08.")
def alerts(*, send: bool, as_of: str | None) -> None:
    """Print this month's alerts as JSON: told, left and why, segments, cost; --send tells first."""
    from bot.bootstrap import make_services
    from bot.settings import read_settings
    from connectors.storage.migrate import migrate

    settings = read_settings({"now": as_of} if as_of else None)
    migrate(settings.database_url)
    services = make_services(settings)
    told = services.alerting.run.run() if send else None
    month = _month(services)
    answer = {**month, **({"this_run": told} if told is not None else {})}
    click.echo(json.dumps(answer, ensure_ascii=False))
    if warning := _warning(month):
        click.echo(warning, err=True)


def _warning(month: Mapping[str, Any]) -> str | None:
    """What whoever pays should know, in words; None while enough of the budget is left."""
    if not month["budget_is_low"]:
        return None
    spent = f"£{month['spent']:.2f} of this month's £{month['budget']:.2f} for texts"
    rest = f"{spent} is spent. At the end of it, texts about work wait for the next month"
    return f"{rest}; answers and codes still go. DOORSTEP_TEXT_BUDGET sets it."


def _month(services: Services) -> dict[str, Any]:
    """The month of London's calendar so far, and the last rounds with the seeds of their order."""
    from bot.services.send_alerts import month_of

    first, end = month_of(services.clock.now())
    budget = services.alerting.budget
    with services.storage.transaction() as work:
        counted = work.alerts.counted(first, end)
        segments = work.alerts.segments(first, end)
        runs = work.alert_runs.latest(10)
    spent = budget.price(segments)
    return {
        "month": f"{first.astimezone(LONDON):%Y-%m}",
        "alerts": dict(sorted(counted.items())),
        "segments": segments,
        "spent": float(spent),
        "budget": None if budget.monthly is None else float(budget.monthly),
        "budget_is_low": budget.is_low(spent),
        "rounds": [
            {"at": one.at.isoformat(), "seed": one.seed, "counts": dict(one.counts)} for one in runs
        ],
    }
