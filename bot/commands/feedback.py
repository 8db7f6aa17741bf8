"""`doorstep feedback`: what may be learnt from what owners said, as lines of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import click

from bot.domain.feedback import Lesson, Report
from bot.domain.opportunity import LONDON, Opportunity, OpportunityId

Held = Mapping[OpportunityId, Opportunity]


@click.command()
@click.option("--reports", is_flag=True, help="What owners say is wrong with notices instead.")
def feedback(*, reports: bool) -> None:
    """Print what may be learnt from: feedback of those who agreed, without their names or words."""
    from bot.bootstrap import make_storage
    from bot.services.consent_to_learning import learnable
    from bot.settings import read_settings
    from connectors.storage.migrate import migrate

    settings = read_settings()
    migrate(settings.database_url)
    storage = make_storage(settings)
    found = learnable(storage)
    told = [one.opportunity for one in (found.reports if reports else found.lessons)]
    with storage.transaction() as work:
        held = {one.id: one for one in work.opportunities.get_many(list(dict.fromkeys(told)))}
    lines = _reports(found.reports, held) if reports else _lessons(found.lessons, held)
    for line in lines:
        click.echo(json.dumps(line, ensure_ascii=False))


def _lessons(lessons: Iterable[Lesson], held: Held) -> Iterator[dict[str, Any]]:
    for one in lessons:
        seen = one.seen
        yield {
            **_which(one.opportunity, held),
            "verdict": one.verdict.value,
            "why": one.why.value if one.why else None,
            "trades": list(seen.trades),
            "kinds": list(seen.kinds),
            "amount": None if seen.amount is None else float(seen.amount),
            "miles": seen.miles,
            "reach": seen.reach,
            "working_days": seen.working_days,
            "score": seen.score,
            "features": dict(seen.features),
            "month": one.month,
            "consent": one.consent,
        }


def _reports(reports: Iterable[Report], held: Held) -> Iterator[dict[str, Any]]:
    for one in reports:
        found = held.get(one.opportunity)
        yield {
            **_which(one.opportunity, held),
            "title": found.title if found else None,
            "why": one.why.value,
            "times": one.times,
            "last": f"{one.last_at.astimezone(LONDON):%Y-%m-%d}",
        }


def _which(one: OpportunityId, held: Held) -> dict[str, Any]:
    found = held.get(one)
    return {
        "opportunity": one,
        "ocid": found.ocid if found else None,
        "is_sample": found.is_sample if found else None,
    }
