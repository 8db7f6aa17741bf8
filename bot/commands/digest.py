"""`doorstep digest`: sends the weekly digests that are owed, or shows what would go."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.domain.digest import Week

if TYPE_CHECKING:
    from bot.bootstrap import Services
    from bot.services.run_digests import Shown


@click.command()
@click.option("--week", help="The week in which it goes out, such as 2026-W47; else what is owed.")
@click.option("--preview", is_flag=True, help="Show what would go out, to whom and why; send none.")
@click.option(
    "--pages",
    type=click.Path(path_type=Path, file_okay=False),
    help="With --preview: write each mail's page and words into this folder.",
)
@click.option("--as-of", help="Fix the domain's clock, for example 2026-11-23.")
def digest(week: str | None, pages: Path | None, as_of: str | None, *, preview: bool) -> None:
    """Send each enrolled contact of a buyer its weekly digest, once; or preview it."""
    from bot.bootstrap import make_services
    from bot.settings import read_settings
    from connectors.storage.migrate import migrate

    settings = read_settings({"now": as_of} if as_of else None)
    migrate(settings.database_url)
    services = make_services(settings)
    asked = Week.read(week) if week else None
    if preview:
        _preview(services, asked or Week.last_due(services.clock.now()), pages)
        return
    done = services.digests.run.run(asked)
    name = (asked or Week.last_due(services.clock.now())).name
    click.echo(json.dumps({"week": name, "contacts": dict(sorted(done.items()))}))


def _preview(services: Services, week: Week, pages: Path | None) -> None:
    if pages:
        pages.mkdir(parents=True, exist_ok=True)
    for shown in services.digests.run.preview(week):
        click.echo(json.dumps(_told(services, shown), ensure_ascii=False))
        if pages and not shown.contents.is_empty:
            message = services.digests.compose.message(shown.contents)
            file = pages / f"{week.name}-{shown.contents.contact.id}"
            file.with_suffix(".html").write_text(
                message.parts.html if message.parts else "", encoding="utf-8"
            )
            file.with_suffix(".txt").write_text(message.words, encoding="utf-8")


def _told(services: Services, shown: Shown) -> dict[str, Any]:
    contents, compose = shown.contents, services.digests.compose
    contact = contents.contact
    agreed = contact.enrolment
    return {
        "week": contents.week.name,
        "to": contact.address.value,
        "buyer": contact.buyer,
        "because": f"{agreed.agreed_by} agreed on {agreed.agreed_at:%Y-%m-%d}",
        "from": contents.first.isoformat(),
        "until": contents.end.isoformat(),
        "goes": shown.why_not is None,
        "why_not": shown.why_not,
        "leads": [
            {
                "firm": one.introduction.firm,
                "for": one.introduction.title,
                "facts": [compose.fact(fact, contents.end.date()) for fact in one.facts],
                "needs": [need.asked for need in one.needs],
            }
            for one in contents.all_leads
        ],
        "unanswered": [one.introduction.firm for one in contents.unanswered],
        "outcomes": [compose.outcome(one) for one in contents.outcomes],
        "new_suppliers": [one.name for one in contents.suppliers],
    }
